"""Series: set up, change, archive, find."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from crm.contacts.models import Organisation, Person
from crm.database import Page, matches_all, paginate
from crm.errors import NotFound
from crm.events.facts import SeriesAdded
from crm.events.models import (
    AgendaItem,
    Attendance,
    AttendanceStatus,
    Event,
    EventSeries,
)
from crm.text import search_tokens

Contact = TypeVar("Contact", Person, Organisation)


@dataclass(frozen=True, kw_only=True)
class SeriesFilter:
    """What a list of series is narrowed and sorted by."""

    q: str = ""
    archived: bool = False
    sort: str = "name"
    descending: bool = False


@dataclass(frozen=True)
class Regular:
    """Somebody who comes often: to how many events of a series, last on which day."""

    attendee: Person | Organisation
    events: int
    last_on: date

    @property
    def is_person(self) -> bool:
        """Whether it is a person, not an institution."""
        return isinstance(self.attendee, Person)


def get_series(session: Session, series_id: int) -> EventSeries:
    """Return the series or raise NotFound."""
    found = session.get(EventSeries, series_id)
    if found is None:
        raise NotFound("series", series_id)
    return found


def list_series(
    session: Session, wanted: SeriesFilter, *, page: int = 1, size: int = 50
) -> Page[EventSeries]:
    """Return one page of series."""
    is_archived = EventSeries.archived_at.is_not(None)
    conditions = matches_all(EventSeries.search, search_tokens(wanted.q))
    conditions.append(is_archived if wanted.archived else ~is_archived)
    name = EventSeries.sort_key
    return paginate(
        session,
        sa.select(EventSeries).where(*conditions),
        number=page,
        size=size,
        order_by=[name.desc() if wanted.descending else name, EventSeries.id],
    )


def list_choices(session: Session) -> list[EventSeries]:
    """Return all series that are not archived, by name."""
    return list(
        session.scalars(
            sa.select(EventSeries)
            .where(EventSeries.archived_at.is_(None))
            .order_by(EventSeries.sort_key)
        )
    )


def count_events(session: Session, series_ids: list[int]) -> dict[int, int]:
    """Return how many events each series has."""
    counted = (
        sa.select(Event.series_id, sa.func.count())
        .where(Event.series_id.in_(series_ids), Event.archived_at.is_(None))
        .group_by(Event.series_id)
    )
    return {number: count for number, count in session.execute(counted) if number}


def list_spans(session: Session, series_ids: list[int]) -> dict[int, tuple[date, date]]:
    """Return the first and the last day of the events of each series."""
    first, last = sa.func.min(Event.held_on), sa.func.max(Event.held_on)
    spans = (
        sa.select(Event.series_id, first, last)
        .where(Event.series_id.in_(series_ids), Event.archived_at.is_(None))
        .group_by(Event.series_id)
    )
    return {number: (a, b) for number, a, b in session.execute(spans) if number}


def list_regulars(
    session: Session, series: EventSeries, *, limit: int = 10
) -> list[Regular]:
    """Return who was present at most events of a series, people and institutions."""
    institution = sa.case(
        (Attendance.person_id.is_(None), Attendance.organisation_id), else_=None
    )
    events, last_on = sa.func.count(sa.distinct(Event.id)), sa.func.max(Event.held_on)
    came = (
        sa.select(Attendance.person_id, institution.label("number"), events, last_on)
        .join(Attendance.item)
        .join(AgendaItem.event)
        .where(
            Event.series_id == series.id,
            Event.archived_at.is_(None),
            Attendance.status == AttendanceStatus.PRESENT,
        )
        .group_by(Attendance.person_id, sa.text("number"))
        .order_by(
            events.desc(), last_on.desc(), Attendance.person_id, sa.text("number")
        )
    )
    return _named(session, session.execute(came.limit(limit)).all())


def add(session: Session, values: Mapping[str, Any]) -> EventSeries:
    """Set up a series."""
    series = EventSeries(**values)
    series.refresh_keys()
    series.record(SeriesAdded(series))
    session.add(series)
    session.flush()
    return series


def change(
    series: EventSeries, values: Mapping[str, Any], *, version: int | None = None
) -> None:
    """Change fields of a series as shown in this version."""
    series.expect(version)
    series.alter(values)
    series.refresh_keys()


def _named(
    session: Session, rows: Sequence[tuple[int | None, int | None, int, date]]
) -> list[Regular]:
    people = _by_id(session, Person, [row[0] for row in rows])
    organisations = _by_id(session, Organisation, [row[1] for row in rows])
    known = [people.get(row[0]) or organisations.get(row[1]) for row in rows]
    return [
        Regular(attendee, row[2], row[3])
        for attendee, row in zip(known, rows, strict=True)
        if attendee is not None
    ]


def _by_id(
    session: Session, kind: type[Contact], ids: list[int | None]
) -> dict[int | None, Contact]:
    found = session.scalars(sa.select(kind).where(kind.id.in_(ids)))
    return {row.id: row for row in found}
