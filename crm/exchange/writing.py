"""Many rows at once: what a batch adds is inserted table by table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from crm.contacts.models import Organisation, Person, Position
from crm.contacts.retention import review_day
from crm.dialogue.models import Topic
from crm.events.models import (
    AgendaItem,
    AgendaKind,
    Attendance,
    AttendanceStatus,
    Event,
    EventFormat,
    EventStatus,
    agenda_item_topics,
)
from crm.exchange.known import (
    Additions,
    KnownOrganisation,
    KnownPerson,
    KnownPosition,
    KnownTopic,
)
from crm.exchange.likeness import Likeness
from crm.exchange.models import NameReview, NamesakeReview, ReviewState
from crm.exchange.rows import Meeting
from crm.facts import Entity, happened_at

Values = dict[str, Any]


@dataclass(slots=True)
class Attendee:
    """A person with their position and its organisation, or an institution alone."""

    person: KnownPerson | None
    position: KnownPosition | None
    organisation: KnownOrganisation | None

    @property
    def identity(self) -> tuple[str, int]:
        """Who it is: nobody attends the same meeting twice."""
        if self.person is not None:
            return "person", id(self.person)
        return "institution", id(self.organisation)


@dataclass(slots=True)
class Held:
    """A meeting with those who took part and the topics it was about."""

    meeting: Meeting
    attendees: list[Attendee]
    topics: list[KnownTopic]


def write(
    session: Session, additions: Additions, *, held: Sequence[Held], source: str
) -> dict[str, list[int]]:
    """Insert everything and return the new ids per table."""
    _write_organisations(session, additions.organisations)
    _write_topics(session, additions.topics)
    _write_people(session, additions.people, source=source)
    _write_positions(session, additions)
    events = _write_events(session, held)
    return {
        Event.table(): events,
        Organisation.table(): [new.id for new in additions.organisations],
        Person.table(): [new.id for new in additions.people],
        Topic.table(): [new.id for new in additions.topics],
    }


def write_reviews(
    session: Session,
    alike: Sequence[tuple[int, Likeness]],
    *,
    namesakes: Sequence[tuple[KnownPerson, KnownPerson]],
    now: datetime,
) -> None:
    """List like names and namesakes for review; the older one comes first."""
    waiting = {"state": ReviewState.OPEN, "found_at": now}
    names = [
        {"first_id": like.number, "second_id": number, **waiting}
        | {"reason": str(like.reason), "score": like.score}
        for number, like in alike
    ]
    people = [
        {"first_id": first.id, "second_id": second.id, **waiting}
        for first, second in namesakes
    ]
    _insert(session, NameReview, names)
    _insert(session, NamesakeReview, people)


def _write_organisations(session: Session, new: list[KnownOrganisation]) -> None:
    unsaid = {"short_name": None, "city": None, "email": None}
    rows = [
        _with_keys(
            Organisation,
            name=known.name,
            sector=known.sector,
            kind=known.kind,
            **unsaid,
        )
        for known in new
    ]
    _number(new, _insert_by(session, Organisation, rows, key="match_key"))


def _write_topics(session: Session, new: list[KnownTopic]) -> None:
    rows = [_values(Topic.named(known.name)) for known in new]
    _number(new, _insert_by(session, Topic, rows, key="match_key"))


def _write_people(session: Session, new: list[KnownPerson], *, source: str) -> None:
    kept_until = review_day(happened_at(session).date())
    rows = []
    for known in new:
        name = known.name
        person = Person(
            title=name.title,
            given_name=name.given,
            family_name=name.family,
            source=source,
            delete_on=kept_until,
        )
        person.refresh_keys([p.organisation.name for p in known.positions])
        rows.append(_values(person))
    _number(new, _insert_in_order(session, Person, rows))


def _write_positions(session: Session, additions: Additions) -> None:
    rows = [
        {
            "person_id": known.person.id,
            "organisation_id": known.organisation.id,
            "function": known.function,
            "since": None,
            "until": None,
        }
        for known in additions.positions
    ]
    _number(additions.positions, _insert_in_order(session, Position, rows))
    new = {person.id for person in additions.people}
    moved = {p.person.id: p.person for p in additions.positions}
    _refresh_search(session, [p for p in moved.values() if p.id not in new])


def _refresh_search(session: Session, people: list[KnownPerson]) -> None:
    """People known before are now found by their new organisation, too."""
    known = {person.id: person for person in people}
    for person in session.scalars(sa.select(Person).where(Person.id.in_(known))):
        positions = known[person.id].positions
        person.refresh_keys(
            list(dict.fromkeys(position.organisation.name for position in positions))
        )
    session.flush()


def _write_events(session: Session, held: Sequence[Held]) -> list[int]:
    events = _insert_by(
        session, Event, [_event(h.meeting) for h in held], key="source_key"
    )
    rows = [_item(event, h.meeting) for event, h in zip(events, held, strict=True)]
    items = _insert_by(session, AgendaItem, rows, key="event_id")
    pairs = list(zip(items, held, strict=True))
    _insert(
        session, Attendance, [_present(i, a) for i, h in pairs for a in h.attendees]
    )
    topics = [
        {"agenda_item_id": i, "topic_id": t.id} for i, h in pairs for t in h.topics
    ]
    if topics:
        session.execute(sa.insert(agenda_item_topics), topics)
    return events


def _event(meeting: Meeting) -> Values:
    return _with_keys(
        Event,
        title=meeting.subject,
        format=EventFormat.MEETING,
        status=EventStatus.HELD,
        held_on=meeting.day,
        venue=meeting.place or None,
        source_key=meeting.key,
    )


def _item(event: int, meeting: Meeting) -> Values:
    return {
        "event_id": event,
        "kind": AgendaKind.SESSION,
        "title": meeting.subject,
        "place": 1,
    }


def _present(item: int, attendee: Attendee) -> Values:
    person, position = attendee.person, attendee.position
    organisation = attendee.organisation
    return {
        "item_id": item,
        "person_id": person.id if person else None,
        "position_id": position.id if position else None,
        "organisation_id": organisation.id if organisation else None,
        "status": AttendanceStatus.PRESENT,
    }


def _with_keys(kind: type[Event | Organisation], /, **values: Any) -> Values:
    """Return a row with the keys its entity derives, without the cost of an entity."""
    row = SimpleNamespace(**values)
    kind.refresh_keys(row)  # type: ignore[arg-type]  # only the attributes count
    return vars(row)


def _values(entity: Entity) -> Values:
    return {name: value for name, value in vars(entity).items() if name[0] != "_"}


def _insert(session: Session, kind: type[Entity], rows: list[Values]) -> None:
    if rows:
        session.execute(sa.insert(_table(kind)), rows)


def _insert_by(
    session: Session, kind: type[Entity], rows: list[Values], *, key: str
) -> list[int]:
    """Insert rows that differ in the key and return their ids in the same order."""
    if not rows:
        return []
    table = _table(kind)
    statement = sa.insert(table).returning(table.c[key], table.c.id)
    ids = {row[0]: row[1] for row in session.execute(statement, rows)}
    return [ids[row[key]] for row in rows]


def _insert_in_order(
    session: Session, kind: type[Entity], rows: list[Values]
) -> list[int]:
    """Insert rows that nothing but their order tells apart; SQLite takes one by one."""
    if not rows:
        return []
    table = _table(kind)
    statement = sa.insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(session.scalars(statement, rows))


def _number(known: Sequence[Any], ids: Sequence[int]) -> None:
    for one, number in zip(known, ids, strict=True):
        one.id = number


def _table(kind: type[Entity]) -> sa.Table:
    """Return the bare table: through the mapper versioned rows go in one by one."""
    return Entity.metadata.tables[kind.table()]
