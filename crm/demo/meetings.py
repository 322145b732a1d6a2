"""How the events of the example are planned, held and called off."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from crm.accounts.models import Role
from crm.contacts.models import Person, Position
from crm.demo.cast import Cast, Step, working_day
from crm.demo.tables import EventRow, ItemRow, Scenario
from crm.events import agenda, attendance, events, series
from crm.events.models import (
    AgendaItem,
    AgendaKind,
    AttendanceStatus,
    EventFormat,
    EventStatus,
)

PLANNED_BEFORE = timedelta(weeks=8)
CALLED_OFF_BEFORE = timedelta(weeks=5)
UNTOLD = (EventStatus.DRAFT, EventStatus.PUBLISHED)


@dataclass
class _Meeting:
    """An event on its way from the table to the database."""

    row: EventRow
    scenario: Scenario
    held_on: date
    id: int = 0

    @property
    def status(self) -> EventStatus:
        """How far the event comes in the end."""
        return EventStatus(self.row.status)

    @property
    def planned_on(self) -> date:
        """The day it is set up: not before its story is taken up."""
        return max(self.scenario.taken_up_on, self.held_on - PLANNED_BEFORE)

    def values(self, status: EventStatus, cast: Cast) -> dict[str, Any]:
        """Return the columns of the event with this status."""
        return {
            "series_id": cast.series[self.scenario.series["name"]],
            "title": self.row.title,
            "format": EventFormat(self.row.format),
            "status": status,
            "held_on": self.held_on,
            "begins": self.row.begins,
            "ends": self.row.ends,
            "venue": self.row.venue,
            "description": self.row.description,
        }


def steps(scenarios: list[Scenario], cast: Cast) -> list[Step]:
    """Return the acts that set up series and events and note who was there."""
    opened = [_open_series(scenario, cast) for scenario in scenarios]
    meetings = [
        _Meeting(row, scenario, _day(row, cast.today))
        for scenario in scenarios
        for row in scenario.events
    ]
    return opened + [step for meeting in meetings for step in _course(meeting, cast)]


def _day(row: EventRow, today: date) -> date:
    return row.held_on or working_day(today + timedelta(days=row.ahead))


def _open_series(scenario: Scenario, cast: Cast) -> Step:
    act = partial(_add_series, scenario=scenario, cast=cast)
    return Step(cast.at(scenario.taken_up_on, 11), Role.ORGANISER, act)


def _add_series(session: Session, *, scenario: Scenario, cast: Cast) -> None:
    cast.series[scenario.series["name"]] = series.add(session, scenario.series).id


def _course(meeting: _Meeting, cast: Cast) -> Iterator[Step]:
    """Yield what happens to an event, as far as it has happened."""
    planned = cast.at(meeting.planned_on, 13)
    yield Step(planned, Role.ORGANISER, partial(_plan, meeting=meeting, cast=cast))
    if meeting.status is EventStatus.CANCELLED:
        at = cast.at(meeting.held_on - CALLED_OFF_BEFORE, 14)
        yield Step(at, Role.ORGANISER, partial(_close, meeting=meeting, cast=cast))
    if meeting.status is EventStatus.HELD and meeting.held_on < cast.today:
        at = cast.at(meeting.held_on + timedelta(days=1), 9)
        yield Step(at, Role.EDITOR, partial(_hold, meeting=meeting, cast=cast))


def _plan(session: Session, *, meeting: _Meeting, cast: Cast) -> None:
    status = meeting.status if meeting.status in UNTOLD else EventStatus.PUBLISHED
    values = meeting.values(status, cast)
    event = events.plan(session, values, zone=cast.zone)
    for item in meeting.row.agenda:
        agenda.add(session, event, values=_item(item), topic_names=item.topics)
    meeting.id = event.id


def _item(row: ItemRow) -> dict[str, Any]:
    return {
        "kind": AgendaKind(row.kind),
        "title": row.title,
        "begins": row.begins,
        "ends": row.ends,
        "room": row.room,
        "notes": row.notes,
    }


def _close(session: Session, *, meeting: _Meeting, cast: Cast) -> None:
    """Let the event have the status it has in the end."""
    event = events.get_event(session, meeting.id)
    values = meeting.values(meeting.status, cast)
    events.change(event, values, zone=cast.zone)


def _hold(session: Session, *, meeting: _Meeting, cast: Cast) -> None:
    _close(session, meeting=meeting, cast=cast)
    event = events.get_event(session, meeting.id)
    who = cast.persons(session, _guests(meeting.row))
    for planned, row in zip(event.agenda, meeting.row.agenda, strict=True):
        item = agenda.get_item(session, planned.id)
        statuses = dict(_expected(row, meeting.row))
        _note_people(session, item, who=who, statuses=statuses, cast=cast)
        _note_institutions(session, item, keys=row.institutions, cast=cast)


def _note_people(
    session: Session,
    item: AgendaItem,
    *,
    who: dict[str, Person],
    statuses: dict[str, AttendanceStatus],
    cast: Cast,
) -> None:
    for key, status in statuses.items():
        person, through = who[_name(key)], key.partition("@")[2]
        position = _position(person, cast.organisations.get(through), item=item)
        attendance.note_person(
            session, item, person=person, position=position, status=status
        )


def _guests(event: EventRow) -> set[str]:
    """Return the keys of all who were expected anywhere."""
    rows = (_expected(row, event) for row in event.agenda)
    return {_name(key) for expected in rows for key, _ in expected}


def _name(key: str) -> str:
    return key.partition("@")[0]


def _expected(row: ItemRow, event: EventRow) -> Iterator[tuple[str, AttendanceStatus]]:
    present = [*row.present, *(_elsewhere(event) if row.everyone else ())]
    named = {_name(key): key for key in reversed(present)}
    yield from ((key, AttendanceStatus.PRESENT) for key in reversed(named.values()))
    yield from ((key, AttendanceStatus.EXCUSED) for key in row.excused)
    yield from ((key, AttendanceStatus.REPRESENTED) for key in row.represented)
    yield from ((key, AttendanceStatus.ABSENT) for key in row.absent)


def _elsewhere(event: EventRow) -> list[str]:
    return [key for item in event.agenda for key in item.present]


def _position(
    person: Person, organisation_id: int | None, *, item: AgendaItem
) -> Position | None:
    """Return the position named; without one, the only one held counts."""
    if organisation_id is None:
        return None
    return next(
        position
        for position in person.positions
        if position.organisation_id == organisation_id
        and position.holds_on(item.event.held_on)
    )


def _note_institutions(
    session: Session, item: AgendaItem, *, keys: list[str], cast: Cast
) -> None:
    for organisation in cast.seats(session, keys).values():
        attendance.note_institution(session, item, organisation=organisation)
