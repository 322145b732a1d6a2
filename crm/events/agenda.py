"""The agenda of an event: add, change, move and remove its items."""

from collections.abc import Mapping
from itertools import groupby
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from crm.dialogue import topics
from crm.dialogue.models import Topic
from crm.errors import NeedsAgendaItem, NotFound
from crm.events.facts import (
    AgendaItemAdded,
    AgendaItemChanged,
    AgendaItemMoved,
    AgendaItemRemoved,
)
from crm.events.models import (
    AgendaItem,
    AgendaKind,
    Attendance,
    Event,
    agenda_item_topics,
    check_order,
)
from crm.facts import plain


def get_item(session: Session, item_id: int) -> AgendaItem:
    """Return the item with its event and topics, or raise NotFound."""
    found = session.scalar(
        sa.select(AgendaItem)
        .where(AgendaItem.id == item_id)
        .options(
            joinedload(AgendaItem.event).selectinload(Event.agenda),
            selectinload(AgendaItem.topics),
        )
    )
    if found is None:
        raise NotFound("agenda_item", item_id)
    return found


def add(
    session: Session,
    event: Event,
    *,
    values: Mapping[str, Any],
    topic_names: list[str],
) -> AgendaItem:
    """Put an item at the end of the agenda; the agenda must be loaded."""
    check_order(values.get("begins"), values.get("ends"))
    item = AgendaItem(**values, place=_next_place(event))
    item.topics = topics.named(session, topic_names)
    event.agenda.append(item)
    event.record(AgendaItemAdded(event, item.title))
    session.flush()
    return item


def add_plain(session: Session, event: Event) -> AgendaItem:
    """Give an event without an agenda the one item that is the event itself."""
    values = {"title": event.title, "kind": AgendaKind.SESSION}
    return add(session, event, values=values, topic_names=[])


def change(
    session: Session,
    item: AgendaItem,
    *,
    values: Mapping[str, Any],
    topic_names: list[str],
) -> None:
    """Change fields and topics of an item."""
    check_order(values.get("begins"), values.get("ends"))
    named = topics.named(session, topic_names)
    before = _shown(item)
    for name, value in values.items():
        setattr(item, name, value)
    item.topics = named
    after = _shown(item)
    changes = {name: [before[name], after[name]] for name in after}
    changes = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
    if changes:
        item.record(AgendaItemChanged(item.event, item.title, changes))


def move(item: AgendaItem, *, steps: int) -> None:
    """Move an item up (negative) or down the agenda of its event."""
    order = sorted(item.event.agenda, key=lambda other: other.place)
    here = order.index(item)
    there = min(max(0, here + steps), len(order) - 1)
    if there == here:
        return
    order.insert(there, order.pop(here))
    for place, other in enumerate(order, start=1):
        other.place = place
    item.event.record(AgendaItemMoved(item.event, item.title))


def remove(session: Session, item: AgendaItem) -> None:
    """Take an item off the agenda, unless attendance hangs on it."""
    attended = sa.select(sa.exists().where(Attendance.item_id == item.id))
    if session.scalar(attended):
        raise NeedsAgendaItem
    item.event.record(AgendaItemRemoved(item.event, item.title))
    session.delete(item)
    session.flush()


def slots(event: Event) -> list[list[AgendaItem]]:
    """Return the agenda in order; neighbours that begin together share a slot."""
    grouped = groupby(event.agenda, key=lambda item: item.begins or item.id)
    return [list(items) for _, items in grouped]


def list_topics_in_use(session: Session, *, limit: int = 60) -> list[Topic]:
    """Return the topics of most agenda items, by name."""
    topic = agenda_item_topics.c.topic_id
    often = sa.select(topic).group_by(topic).order_by(sa.func.count().desc(), topic)
    rows = sa.select(Topic).where(Topic.id.in_(often.limit(limit)))
    return list(session.scalars(rows.order_by(Topic.sort_key, Topic.id)))


def _next_place(event: Event) -> int:
    return max((item.place for item in event.agenda), default=0) + 1


def _shown(item: AgendaItem) -> dict[str, Any]:
    names = ("kind", "title", "begins", "ends", "room", "notes")
    values = {name: plain(getattr(item, name)) for name in names}
    return values | {"topics": [topic.name for topic in item.topics]}
