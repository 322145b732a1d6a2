"""Events: plan, change, archive, find."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from crm.database import Page, matches_all, ordering, paginate
from crm.errors import NotFound
from crm.events.facts import EventPlanned
from crm.events.models import (
    ATTENDEE,
    AgendaItem,
    Attendance,
    AttendanceStatus,
    Event,
    EventFormat,
    EventStatus,
    agenda_item_topics,
)
from crm.text import search_tokens


@dataclass(frozen=True, kw_only=True)
class EventFilter:
    """What a list of events is narrowed and sorted by."""

    q: str = ""
    series_id: int | None = None
    topic_id: int | None = None
    format: EventFormat | None = None
    status: EventStatus | None = None
    since: date | None = None
    until: date | None = None
    archived: bool = False
    sort: str = "day"
    descending: bool = True


SORTS = {"day": Event.held_on, "title": Event.sort_key, "venue": Event.venue}

_TIMES = ("held_on", "begins", "ends")


def get_event(session: Session, event_id: int) -> Event:
    """Return the event with series, agenda and topics, or raise NotFound."""
    found = session.scalar(
        sa.select(Event)
        .where(Event.id == event_id)
        .options(
            joinedload(Event.series),
            selectinload(Event.agenda).selectinload(AgendaItem.topics),
        )
    )
    if found is None:
        raise NotFound("event", event_id)
    return found


def list_events(
    session: Session, wanted: EventFilter, *, page: int = 1, size: int = 50
) -> Page[Event]:
    """Return one page of events with their series."""
    return paginate(
        session,
        sa.select(Event).where(*_conditions(wanted)),
        number=page,
        size=size,
        order_by=_order(wanted),
        finish=lambda rows: rows.options(joinedload(Event.series)),
    )


def suggest(session: Session, query: str, *, limit: int = 10) -> list[Event]:
    """Return the newest events that match what is being typed."""
    wanted = _conditions(EventFilter(q=query))
    rows = sa.select(Event).where(*wanted).order_by(Event.held_on.desc())
    return list(session.scalars(rows.limit(limit)))


def list_attended(
    session: Session,
    *,
    person_id: int | None = None,
    organisation_id: int | None = None,
) -> list[Event]:
    """Return the newest 50 events where a person, or an organisation, was present."""
    seat = sa.select(AgendaItem.event_id).join(AgendaItem.attendance)
    seat = seat.where(Attendance.status == AttendanceStatus.PRESENT)
    if person_id is not None:
        seat = seat.where(Attendance.person_id == person_id)
    if organisation_id is not None:
        seat = seat.where(Attendance.organisation_id == organisation_id)
    rows = sa.select(Event).where(Event.id.in_(seat)).order_by(Event.held_on.desc())
    return list(session.scalars(rows.limit(50).options(joinedload(Event.series))))


def list_coming(session: Session, day: date, *, limit: int = 5) -> list[Event]:
    """Return the next events from a day on that are not cancelled."""
    rows = _shown().where(
        Event.held_on >= day,
        Event.status.in_((EventStatus.DRAFT, EventStatus.PUBLISHED)),
    )
    return list(session.scalars(rows.order_by(Event.held_on, Event.id).limit(limit)))


def list_latest(session: Session, day: date, *, limit: int = 5) -> list[Event]:
    """Return the latest events that were held by a day."""
    rows = _shown().where(Event.held_on <= day, Event.status == EventStatus.HELD)
    newest = rows.order_by(Event.held_on.desc(), Event.id.desc())
    return list(session.scalars(newest.limit(limit)))


def count_held(session: Session) -> int:
    """Return how many events were held."""
    held = sa.select(sa.func.count(Event.id)).where(
        Event.status == EventStatus.HELD, Event.archived_at.is_(None)
    )
    return session.scalar(held) or 0


def count_present(session: Session, event_ids: list[int]) -> dict[int, int]:
    """Return how many different attendees were present at each event."""
    who = sa.distinct(ATTENDEE)
    counted = (
        sa.select(AgendaItem.event_id, sa.func.count(who))
        .join(AgendaItem.attendance)
        .where(
            AgendaItem.event_id.in_(event_ids),
            Attendance.status == AttendanceStatus.PRESENT,
        )
        .group_by(AgendaItem.event_id)
    )
    return dict(session.execute(counted).all())


def plan(session: Session, values: Mapping[str, Any], *, zone: ZoneInfo) -> Event:
    """Set up an event; `begins` and `ends` are local times of its day."""
    event = Event(**_columns(values, zone), agenda=[])
    event.refresh_keys()
    event.record(EventPlanned(event))
    session.add(event)
    session.flush()
    return event


def change(
    event: Event,
    values: Mapping[str, Any],
    *,
    zone: ZoneInfo,
    version: int | None = None,
) -> None:
    """Change fields of an event as shown in this version; with its plain agenda."""
    event.expect(version)
    was_plain = event.is_plain
    event.alter(_columns(values, zone))
    event.refresh_keys()
    if was_plain:
        event.agenda[0].title = event.title


def _shown() -> sa.Select[Event]:
    shown = sa.select(Event).where(Event.archived_at.is_(None))
    return shown.options(joinedload(Event.series))


def _columns(values: Mapping[str, Any], zone: ZoneInfo) -> dict[str, Any]:
    kept = {name: value for name, value in values.items() if name not in _TIMES}
    begins, ends = values.get("begins"), values.get("ends")
    return kept | Event.times(values["held_on"], begins=begins, ends=ends, zone=zone)


def _conditions(wanted: EventFilter) -> list[sa.ColumnElement[bool]]:
    is_archived = Event.archived_at.is_not(None)
    conditions = matches_all(Event.search, search_tokens(wanted.q))
    conditions.append(is_archived if wanted.archived else ~is_archived)
    if wanted.series_id is not None:
        conditions.append(Event.series_id == wanted.series_id)
    if wanted.format is not None:
        conditions.append(Event.format == wanted.format)
    if wanted.status is not None:
        conditions.append(Event.status == wanted.status)
    if wanted.since is not None:
        conditions.append(Event.held_on >= wanted.since)
    if wanted.until is not None:
        conditions.append(Event.held_on <= wanted.until)
    if wanted.topic_id is not None:
        conditions.append(Event.id.in_(_about(wanted.topic_id)))
    return conditions


def _about(topic_id: int) -> sa.Select[int]:
    return (
        sa.select(AgendaItem.event_id)
        .join(agenda_item_topics)
        .where(agenda_item_topics.c.topic_id == topic_id)
    )


def _order(wanted: EventFilter) -> list[sa.ColumnElement[Any]]:
    return ordering(
        SORTS.get(wanted.sort, Event.held_on),
        descending=wanted.descending,
        then=(Event.sort_key, Event.id),
    )
