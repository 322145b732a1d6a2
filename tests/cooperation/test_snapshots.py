"""Snapshots: kept, found again, marked stale, never overwritten."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from crm.contacts import organisations, people
from crm.contacts.models import Organisation, Person, Sector
from crm.cooperation import networks, snapshots
from crm.cooperation.models import Snapshot
from crm.cooperation.presence import organisation_node, person_node
from crm.cooperation.scopes import Level, Scope
from crm.events import agenda, attendance, events
from crm.events.models import (
    AgendaItem,
    AgendaKind,
    Attendance,
    AttendanceStatus,
    Event,
    EventStatus,
)
from crm.facts import reading, transaction
from tests.cooperation.groups import meet
from tests.factories import ZONE, make_event, make_person

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
TODAY = date(2026, 3, 2)
ACTORS = Scope(level=Level.ACTOR, as_of=TODAY)

pytestmark = pytest.mark.usefixtures("database")


def keep(scope: Scope = ACTORS) -> Snapshot:
    """Return what a reader gets, kept for the next one."""
    with reading() as session:
        snapshot = snapshots.current(session, scope, now=NOW)
    if snapshots.is_new(snapshot):
        with transaction(now=NOW) as session:
            snapshots.keep(session, snapshot)
    return snapshot


def is_current(scope: Scope = ACTORS) -> bool:
    with reading() as session:
        return snapshots.find(session, scope) is not None


def let_meet(*names: str, on: date = date(2026, 2, 16)) -> None:
    with transaction(now=NOW) as session:
        meet(session, [make_person(session, name) for name in names], on=on)


def only(session: Session, kind: Any, *options: Any) -> Any:
    return session.scalars(sa.select(kind).options(*options)).first()


def test_the_same_question_is_answered_from_what_was_kept() -> None:
    let_meet("Groß", "Klein")
    first = keep()
    second = keep()
    assert second.id == first.id
    assert second.content == first.content


def test_a_kept_network_is_the_one_that_was_taken() -> None:
    let_meet("Groß", "Klein", "Sommer")
    network = snapshots.network_of(keep())
    assert network.graph.number_of_edges() == 3
    assert {tie["weight"] for *_, tie in network.graph.edges(data=True)} == {0.5}
    assert set(network.figures["degree"].values()) == {2}
    assert len(network.positions) == 3


def test_the_summary_says_what_was_counted() -> None:
    let_meet("Groß", "Klein", on=date(2025, 1, 7))
    let_meet("Sommer", "Winter", on=date(2026, 1, 7))
    summary = keep().summary
    assert summary["meetings"] == 2
    assert (summary["first_on"], summary["last_on"]) == ("2025-01-07", "2026-01-07")
    assert (summary["nodes"], summary["ties"], summary["components"]) == (4, 2, 2)


def test_another_question_is_another_snapshot() -> None:
    let_meet("Groß", "Klein")
    kept = keep()
    other = keep(Scope(level=Level.ACTOR, as_of=TODAY, half_life=30))
    assert other.id != kept.id


def test_new_attendance_makes_later_snapshots_stale_only() -> None:
    let_meet("Groß", "Klein", on=date(2024, 5, 1))
    before = Scope(level=Level.ACTOR, as_of=date(2025, 12, 31))
    keep(before)
    keep()
    let_meet("Sommer", "Winter", on=date(2026, 1, 7))
    assert is_current(before)
    assert not is_current()


def test_a_stale_snapshot_stays_as_it_was() -> None:
    let_meet("Groß", "Klein")
    old = keep()
    let_meet("Sommer", "Winter")
    new = keep()
    with reading() as session:
        kept = session.get_one(Snapshot, old.id)
        assert kept.summary["nodes"] == 2
        assert kept.is_stale
    assert new.summary["nodes"] == 4


def rename_person(session: Session) -> None:
    person = people.get_person(session, only(session, Person).id)
    people.change(person, {"family_name": "Neumann"})


def change_sector(session: Session) -> None:
    found = only(session, Organisation)
    organisations.change(session, found, values={"sector": Sector.SCIENCE})


def cancel_event(session: Session) -> None:
    event = events.get_event(session, only(session, Event).id)
    values = {"held_on": event.held_on, "status": EventStatus.CANCELLED}
    events.change(event, values, zone=ZONE)


def make_plenary(session: Session) -> None:
    item = agenda.get_item(session, only(session, AgendaItem).id)
    values = {"kind": AgendaKind.PLENARY, "title": item.title}
    agenda.change(session, item, values=values, topic_names=[])


def excuse(session: Session) -> None:
    noted = attendance.get_attendance(session, only(session, Attendance).id)
    attendance.correct(noted, AttendanceStatus.EXCUSED)


def withdraw(session: Session) -> None:
    noted = attendance.get_attendance(session, only(session, Attendance).id)
    attendance.withdraw(session, noted)


@pytest.mark.parametrize(
    "change",
    [rename_person, change_sector, cancel_event, make_plenary, excuse, withdraw],
)
def test_whatever_a_picture_shows_makes_it_stale(change: Any) -> None:
    with transaction(now=NOW) as session:
        meet(session, [make_person(session), make_person(session)], seated=True)
    keep()
    with transaction(now=NOW) as session:
        change(session)
    assert not is_current()


def test_a_new_phone_number_makes_nothing_stale() -> None:
    let_meet("Groß", "Klein")
    keep()
    with transaction(now=NOW) as session:
        person = people.get_person(session, only(session, Person).id)
        people.change(person, {"phone": "0561 1234"})
    assert is_current()


def test_what_changes_while_a_picture_is_taken_makes_it_stale() -> None:
    let_meet("Groß", "Klein")
    with reading() as session:
        taken = snapshots.take(session, ACTORS, now=NOW)
    let_meet("Sommer", "Winter")
    with transaction(now=NOW) as session:
        snapshots.keep(session, taken)
    assert not is_current()


def test_two_readers_at_once_keep_one_snapshot() -> None:
    let_meet("Groß", "Klein")
    with reading() as session:
        twins = [snapshots.take(session, ACTORS, now=NOW) for _ in range(2)]
    for taken in twins:
        with transaction(now=NOW) as session:
            snapshots.keep(session, taken)
    with reading() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Snapshot)) == 1


def test_an_empty_database_has_an_empty_network() -> None:
    snapshot = keep()
    assert snapshot.summary["nodes"] == 0
    assert snapshot.summary["modularity"] is None
    assert len(snapshots.network_of(snapshot).graph) == 0


def test_the_same_rows_give_the_same_picture() -> None:
    for pair in (("Groß", "Klein"), ("Klein", "Sommer"), ("Sommer", "Winter")):
        let_meet(*pair)
    with reading() as session:
        first = networks.take(session, ACTORS)
        second = networks.take(session, ACTORS)
    assert first == second


def test_the_newest_picture_of_everything_answers_for_a_day() -> None:
    let_meet("Groß", "Klein")
    keep(Scope(level=Level.ACTOR, as_of=TODAY - timedelta(days=30)))
    keep(Scope(level=Level.ACTOR, as_of=TODAY, since=date(2026, 1, 1)))
    with reading() as session:
        found = snapshots.newest_whole(session, Level.ACTOR, until=TODAY)
    assert found is not None
    assert found.as_of == TODAY - timedelta(days=30)


def test_nodes_are_named_for_their_rows() -> None:
    with transaction(now=NOW) as session:
        person = make_person(session)
        meet(session, [person, make_person(session)], seated=True)
        organisation = only(session, Organisation)
        nodes = person_node(person.id), organisation_node(organisation.id)
    by_level = (Level.PERSON, Level.ORGANISATION)
    for level, node in zip(by_level, nodes, strict=True):
        kept = keep(Scope(level=level, as_of=TODAY))
        assert node in snapshots.network_of(kept).graph


def test_a_day_without_events_is_no_problem(session: Session) -> None:
    make_event(session)
    assert snapshots.take(session, ACTORS, now=NOW).summary["nodes"] == 0
