"""Events: planned, changed, found, counted."""

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy.orm import Session

from crm import activity
from crm.errors import ChangedMeanwhile, TimesOutOfOrder
from crm.events import agenda, events
from crm.events.events import EventFilter
from crm.events.models import AttendanceStatus, Event, EventFormat, EventStatus
from tests.factories import (
    ZONE,
    make_agenda_item,
    make_attendance,
    make_event,
    make_organisation,
    make_person,
    make_series,
)


def titles(session: Session, **wanted: object) -> list[str]:
    page = events.list_events(session, EventFilter(**wanted))  # type: ignore[arg-type]
    return [event.title for event in page.rows]


def known(event: Event, **values: object) -> dict[str, object]:
    return {"title": event.title, "held_on": event.held_on, **values}


def test_times_typed_in_winter_are_kept_as_instants(session: Session) -> None:
    event = make_event(session, on=date(2023, 11, 24), begins=time(14), ends=time(18))
    assert event.starts_at == datetime(2023, 11, 24, 13, tzinfo=UTC)
    assert event.ends_at == datetime(2023, 11, 24, 17, tzinfo=UTC)


def test_an_event_may_end_after_midnight(session: Session) -> None:
    event = make_event(session, on=date(2023, 7, 1), begins=time(20), ends=time(1))
    assert event.ends_at == datetime(2023, 7, 1, 23, tzinfo=UTC)


@pytest.mark.parametrize("ends", [time(13), time(14)])
def test_an_event_does_not_end_before_it_begins(session: Session, ends: time) -> None:
    with pytest.raises(TimesOutOfOrder):
        make_event(session, begins=time(14), ends=ends)


def test_two_people_cannot_overwrite_each_other(session: Session) -> None:
    event = make_event(session)
    with pytest.raises(ChangedMeanwhile):
        events.change(event, known(event), zone=ZONE, version=event.version + 1)


def test_a_change_stands_in_the_timeline(session: Session) -> None:
    event = make_event(session, status=EventStatus.PUBLISHED)
    events.change(event, known(event, status=EventStatus.HELD), zone=ZONE)
    session.commit()
    kinds = {entry.kind for entry in activity.timeline(session, event)}
    assert event.status is EventStatus.HELD
    assert kinds <= {"EventPlanned", "EventChanged"}


def test_a_plain_agenda_follows_the_title(session: Session) -> None:
    event = make_event(session, "Gespräch")
    item = agenda.add_plain(session, event)
    events.change(event, known(event, title="Gespräch zur Wärme"), zone=ZONE)
    assert item.title == "Gespräch zur Wärme"
    assert event.is_plain


def test_an_agenda_of_its_own_keeps_its_titles(session: Session) -> None:
    event = make_event(session, "Forum")
    item = make_agenda_item(session, event, title="Forum", notes="Mit Vorlauf")
    events.change(event, known(event, title="Großes Forum"), zone=ZONE)
    assert item.title == "Forum"


def test_the_newest_event_comes_first(session: Session) -> None:
    make_event(session, "früher", on=date(2024, 1, 1))
    make_event(session, "später", on=date(2025, 1, 1))
    assert titles(session) == ["später", "früher"]


def test_events_are_found_by_words_of_title_and_venue(session: Session) -> None:
    make_event(session, "Wirtschaft trifft Verwaltung", venue="Kulturbahnhof")
    make_event(session, "Wirtschaftsrat")
    found = titles(session, q="wirtschaft bahnhof")
    assert found == ["Wirtschaft trifft Verwaltung"]


def test_events_are_narrowed_by_everything_at_once(session: Session) -> None:
    series = make_series(session)
    kept = make_event(session, "A", on=date(2024, 5, 1), series_id=series.id)
    other = make_event(session, "B", on=date(2024, 5, 1))
    for event in (kept, other):
        make_agenda_item(session, event, topics=["Wärme"])
    topic = agenda.list_topics_in_use(session)[0]
    found = titles(
        session,
        series_id=series.id,
        topic_id=topic.id,
        format=EventFormat.NETWORK_EVENT,
        status=EventStatus.HELD,
        since=date(2024, 1, 1),
        until=date(2024, 12, 31),
    )
    assert found == ["A"]


def test_an_archived_event_is_only_in_the_archive(
    session: Session, now: datetime
) -> None:
    event = make_event(session, "vergangen")
    event.archive(now)
    assert titles(session) == []
    assert titles(session, archived=True) == ["vergangen"]


def test_whoever_comes_to_two_sessions_counts_once(session: Session) -> None:
    event = make_event(session)
    first, second = make_agenda_item(session, event), make_agenda_item(session, event)
    person, institution = make_person(session), make_organisation(session)
    for item in (first, second):
        make_attendance(session, item, person=person)
        make_attendance(session, item, organisation=institution)
    make_attendance(session, first, status=AttendanceStatus.EXCUSED)
    assert events.count_present(session, [event.id]) == {event.id: 2}
