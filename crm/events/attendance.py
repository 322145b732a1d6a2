"""Attendance: who was really there, noted and put right per agenda item."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, contains_eager, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from crm.contacts import people, positions
from crm.contacts.models import Organisation, Person, Position
from crm.database import Page, add_unless_taken, matches_all, paginate
from crm.errors import AlreadyPresent, NotFound, NothingToTakeOver, PositionNotHeld
from crm.events.facts import (
    AttendanceCorrected,
    AttendanceRecorded,
    AttendanceWithdrawn,
)
from crm.events.models import AgendaItem, Attendance, AttendanceStatus, Event
from crm.facts import Entity
from crm.text import search_tokens

_ORDER = (sa.func.coalesce(Person.sort_key, Organisation.sort_key), Attendance.id)

_WITH_CONTACTS = (
    contains_eager(Attendance.person),
    contains_eager(Attendance.organisation),
    joinedload(Attendance.position),
)


@dataclass(frozen=True, kw_only=True)
class AttendanceFilter:
    """What the attendance of an agenda item is narrowed by."""

    q: str = ""
    status: AttendanceStatus | None = None


def list_for_event(session: Session, event: Event) -> list[Attendance]:
    """Return all attendance of an event with people, positions and organisations."""
    rows = _rows().join(Attendance.item).where(AgendaItem.event_id == event.id)
    return list(session.scalars(rows.order_by(*_ORDER).options(*_WITH_CONTACTS)))


def list_for_item(
    session: Session,
    item: AgendaItem,
    *,
    wanted: AttendanceFilter,
    page: int = 1,
    size: int = 50,
) -> Page[Attendance]:
    """Return one page of the attendance of an agenda item, by name."""
    return paginate(
        session,
        _rows().where(Attendance.item_id == item.id, *_conditions(wanted)),
        number=page,
        size=size,
        order_by=_ORDER,
        finish=lambda found: found.options(*_WITH_CONTACTS),
    )


def get_attendance(session: Session, attendance_id: int) -> Attendance:
    """Return the attendance with item, event, person and organisation, or NotFound."""
    found = session.scalar(
        sa.select(Attendance)
        .where(Attendance.id == attendance_id)
        .options(
            joinedload(Attendance.item).joinedload(AgendaItem.event),
            joinedload(Attendance.person),
            joinedload(Attendance.organisation),
        )
    )
    if found is None:
        raise NotFound("attendance", attendance_id)
    return found


def positions_on(person: Person, day: date) -> list[Position]:
    """Return the positions a person can take part through on a day; all loaded."""
    return [position for position in person.positions if position.holds_on(day)]


def note_person(
    session: Session,
    item: AgendaItem,
    *,
    person: Person,
    position: Position | None,
    status: AttendanceStatus = AttendanceStatus.PRESENT,
) -> Attendance:
    """Note a person, with the position through which they take part.

    Without a position given, the only one held on the day of the event counts.
    """
    _refuse_twice(session, Attendance.person_id == person.id, item)
    position = _seat(person, position, day=item.event.held_on)
    seat = None if position is None else position.organisation
    attendance = Attendance(person=person, person_id=person.id, status=status)
    attendance.go_through(position)
    fact = _recorded(item, person, seat, status)
    _note(session, item, attendance=attendance, fact=fact)
    return attendance


def note_institution(
    session: Session,
    item: AgendaItem,
    *,
    organisation: Organisation,
    status: AttendanceStatus = AttendanceStatus.PRESENT,
) -> Attendance:
    """Note an organisation of which nobody was named."""
    is_institution = sa.and_(
        Attendance.organisation_id == organisation.id, Attendance.person_id.is_(None)
    )
    _refuse_twice(session, is_institution, item)
    attendance = Attendance(person=None, organisation=organisation, status=status)
    fact = _recorded(item, organisation, None, status)
    _note(session, item, attendance=attendance, fact=fact)
    return attendance


def note_walk_in(
    session: Session,
    item: AgendaItem,
    *,
    values: Mapping[str, Any],
    organisation: Organisation | None,
    function: str | None = None,
    status: AttendanceStatus = AttendanceStatus.PRESENT,
) -> Attendance:
    """Take up somebody who came without being a contact yet, and note them."""
    person = people.add(session, values)
    position = None
    if organisation is not None:
        position = positions.start(
            session, person, organisation=organisation, function=function
        )
    return note_person(session, item, person=person, position=position, status=status)


def take_over(session: Session, item: AgendaItem, *, source: AgendaItem) -> int:
    """Note who was present in another item of the same event; return how many."""
    if source.event_id != item.event_id:
        raise NotFound("agenda_item", source.id)
    noted = {_who(row) for row in _list_noted(session, item)}
    missing = [
        row
        for row in _list_noted(session, source)
        if row.status is AttendanceStatus.PRESENT and _who(row) not in noted
    ]
    if not missing:
        raise NothingToTakeOver
    for row in missing:
        _note_again(session, item, row)
    return len(missing)


def correct(attendance: Attendance, status: AttendanceStatus) -> None:
    """Put a noted attendance right; the correction stays on record."""
    if status is attendance.status:
        return
    attendance.record(
        AttendanceCorrected(
            attendance.item.event,
            attendance.item.event.held_on,
            attendance.attendee,
            attendance.item.title,
            attendance.status,
            status,
        )
    )
    attendance.status = status


def withdraw(session: Session, attendance: Attendance) -> None:
    """Take back a note that was a mistake."""
    item = attendance.item
    event = item.event
    event.record(
        AttendanceWithdrawn(event, event.held_on, attendance.attendee, item.title)
    )
    session.delete(attendance)
    session.flush()


def _recorded(
    item: AgendaItem,
    attendee: Entity,
    seat: Organisation | None,
    status: AttendanceStatus,
) -> AttendanceRecorded:
    event = item.event
    return AttendanceRecorded(event, event.held_on, attendee, seat, item.title, status)


def _rows() -> sa.Select[Attendance]:
    rows = sa.select(Attendance).outerjoin(Attendance.person)
    return rows.outerjoin(Attendance.organisation)


def _conditions(wanted: AttendanceFilter) -> list[sa.ColumnElement[bool]]:
    found_by = sa.func.coalesce(Person.search, "") + " "
    found_by += sa.func.coalesce(Organisation.search, "")
    conditions = matches_all(found_by, search_tokens(wanted.q))
    if wanted.status is not None:
        conditions.append(Attendance.status == wanted.status)
    return conditions


def _list_noted(session: Session, item: AgendaItem) -> list[Attendance]:
    rows = _rows().where(Attendance.item_id == item.id)
    return list(session.scalars(rows.order_by(*_ORDER).options(*_WITH_CONTACTS)))


def _who(row: Attendance) -> tuple[int | None, int | None]:
    return row.person_id, None if row.person_id else row.organisation_id


def _note_again(session: Session, item: AgendaItem, row: Attendance) -> None:
    seat = row.organisation if row.person else None
    again = Attendance(
        person_id=row.person_id,
        position_id=row.position_id,
        organisation_id=row.organisation_id,
        status=AttendanceStatus.PRESENT,
    )
    fact = _recorded(item, row.attendee, seat, AttendanceStatus.PRESENT)
    _note(session, item, attendance=again, fact=fact)


def _note(
    session: Session,
    item: AgendaItem,
    *,
    attendance: Attendance,
    fact: AttendanceRecorded,
) -> None:
    """Keep a new attendance; somebody else may have noted the same meanwhile."""
    attendance.item_id = item.id
    if not add_unless_taken(session, attendance):
        raise AlreadyPresent
    set_committed_value(attendance, "item", item)
    attendance.record(fact)


def _refuse_twice(
    session: Session, condition: sa.ColumnElement[bool], item: AgendaItem
) -> None:
    noted = sa.select(sa.exists().where(condition, Attendance.item_id == item.id))
    if session.scalar(noted):
        raise AlreadyPresent


def _seat(person: Person, position: Position | None, *, day: date) -> Position | None:
    """Return the position named, which must hold, else the only one held."""
    held = positions_on(person, day)
    if position is not None and position not in held:
        raise PositionNotHeld
    if position is None and len(held) > 1:
        raise PositionNotHeld
    return position or next(iter(held), None)
