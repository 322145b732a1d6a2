"""Series: what belongs together, year after year."""

from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from crm.errors import ChangedMeanwhile
from crm.events import series
from crm.events.models import AttendanceStatus
from crm.events.series import SeriesFilter
from tests.factories import (
    make_agenda_item,
    make_attendance,
    make_event,
    make_organisation,
    make_person,
    make_position,
    make_series,
)


def test_an_archived_series_leaves_the_choices(session: Session, now: datetime) -> None:
    kept, closed = make_series(session, "bleibt"), make_series(session, "endet")
    closed.archive(now)
    assert series.list_choices(session) == [kept]
    found = series.list_series(session, SeriesFilter(archived=True))
    assert list(found.rows) == [closed]


def test_two_people_cannot_overwrite_each_other(session: Session) -> None:
    found = make_series(session)
    with pytest.raises(ChangedMeanwhile):
        series.change(found, {"name": "neu"}, version=found.version + 1)


def test_a_series_knows_its_first_and_last_day(session: Session) -> None:
    found = make_series(session)
    for year in (2021, 2023, 2026):
        make_event(session, on=date(year, 3, 1), series_id=found.id)
    days = (date(2021, 3, 1), date(2026, 3, 1))
    assert series.list_spans(session, [found.id]) == {found.id: days}
    assert series.count_events(session, [found.id]) == {found.id: 3}


def test_who_comes_to_most_events_is_named_first(session: Session) -> None:
    found, person = make_series(session), make_person(session)
    make_position(session, person)
    institution = make_organisation(session)
    for year in (2023, 2024):
        event = make_event(session, on=date(year, 3, 1), series_id=found.id)
        for _ in range(2):
            make_attendance(session, make_agenda_item(session, event), person=person)
        item = make_agenda_item(session, event)
        status = AttendanceStatus.PRESENT if year == 2024 else AttendanceStatus.ABSENT
        make_attendance(session, item, organisation=institution, status=status)
    regulars = series.list_regulars(session, found)
    assert [(r.attendee, r.events, r.last_on) for r in regulars] == [
        (person, 2, date(2024, 3, 1)),
        (institution, 1, date(2024, 3, 1)),
    ]
