"""Attendance: who was really there, noted and put right per agenda item."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from crm.contacts.models import Organisation, Person, Position
from crm.errors import AlreadyPresent, NotFound, PositionNotHeld
from crm.events.facts import (
    AttendanceCorrected,
    AttendanceRecorded,
    AttendanceWithdrawn,
)
from crm.events.models import AgendaItem, Attendance, AttendanceStatus, Event


def list_for_event(session: Session, event: Event) -> list[Attendance]:
    """Return all attendance of an event with people, positions and organisations."""
    rows = (
        sa.select(Attendance)
        .join(Attendance.item)
        .outerjoin(Attendance.person)
        .where(AgendaItem.event_id == event.id)
        .options(
            joinedload(Attendance.person),
            joinedload(Attendance.position),
            joinedload(Attendance.organisation),
        )
        .order_by(AgendaItem.place, Person.sort_key, Attendance.id)
    )
    return list(session.scalars(rows))


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
    position = position or _only_position(person, item.event.held_on)
    seat = None if position is None else position.organisation
    attendance = Attendance(
        item=item, person=person, person_id=person.id, status=status
    )
    attendance.go_through(position)
    _note(
        session,
        attendance,
        AttendanceRecorded(item.event, person, seat, item.title, status),
    )
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
    attendance = Attendance(item=item, organisation=organisation, status=status)
    _note(
        session,
        attendance,
        AttendanceRecorded(item.event, organisation, None, item.title, status),
    )
    return attendance


def correct(attendance: Attendance, status: AttendanceStatus) -> None:
    """Put a noted attendance right; the correction stays on record."""
    if status is attendance.status:
        return
    attendance.record(
        AttendanceCorrected(
            attendance.item.event,
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
    item.event.record(AttendanceWithdrawn(item.event, attendance.attendee, item.title))
    session.delete(attendance)
    session.flush()


def _note(session: Session, attendance: Attendance, fact: AttendanceRecorded) -> None:
    attendance.record(fact)
    session.add(attendance)
    session.flush()


def _refuse_twice(
    session: Session, condition: sa.ColumnElement[bool], item: AgendaItem
) -> None:
    noted = sa.select(sa.exists().where(condition, Attendance.item_id == item.id))
    if session.scalar(noted):
        raise AlreadyPresent


def _only_position(person: Person, day: date) -> Position | None:
    held = [position for position in person.positions if position.holds_on(day)]
    if len(held) > 1:
        raise PositionNotHeld
    return held[0] if held else None
