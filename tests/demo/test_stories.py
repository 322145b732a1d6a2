"""The five stories are all there, and keep the rules of the house."""

from collections import Counter
from datetime import date
from typing import Any

import sqlalchemy as sa
from argon2 import PasswordHasher
from sqlalchemy.orm import Session, joinedload, selectinload

from crm import demo
from crm.accounts import users
from crm.accounts.models import Role
from crm.activity import Activity
from crm.contacts import positions
from crm.contacts.models import Organisation, Person, Position
from crm.cooperation import networks
from crm.cooperation.scopes import Level, Scope
from crm.events.models import (
    AgendaItem,
    AgendaKind,
    Attendance,
    AttendanceStatus,
    Event,
    EventSeries,
    EventStatus,
)
from tests.demo.conftest import TODAY
from tests.factories import ZONE

HEAT_PLAN = "Infrastruktur und Energieversorgung – Fokus Wärme"


def count(session: Session, kind: type[Any], *conditions: Any) -> int:
    found = session.scalar(sa.select(sa.func.count(kind.id)).where(*conditions))
    return found or 0


def all_attendance(session: Session) -> list[Attendance]:
    rows = sa.select(Attendance).options(
        joinedload(Attendance.position),
        joinedload(Attendance.item).joinedload(AgendaItem.event),
    )
    return list(session.scalars(rows))


def heads(session: Session, organisation: str, *, on: date) -> list[str]:
    found = session.scalars(
        sa.select(Organisation).where(Organisation.name == organisation)
    ).one()
    held = positions.list_held_in(session, found, on=on)
    return [
        position.person.family_name
        for position in held
        if (position.function or "").startswith("Oberbürgermeister")
    ]


def test_every_page_has_enough_to_show(story: Session) -> None:
    assert 60 <= count(story, Organisation) <= 80
    assert 145 <= count(story, Person) <= 160
    assert count(story, Position) > count(story, Person)
    assert count(story, Event, Event.status == EventStatus.HELD) == 12
    assert count(story, EventSeries) == 5


def test_every_story_has_events_that_were_held(story: Session) -> None:
    held = sa.select(Event.series_id).where(Event.status == EventStatus.HELD)
    events = Counter(story.scalars(held))
    assert len(events) == 5
    assert min(events.values()) >= 2


def test_events_reach_from_2020_to_2026(story: Session) -> None:
    held = sa.select(Event.held_on).where(Event.status == EventStatus.HELD)
    years = {day.year for day in story.scalars(held)}
    assert years == set(range(2020, 2027))


def test_kassel_2023_has_three_sessions_side_by_side(story: Session) -> None:
    event = story.scalars(
        sa.select(Event)
        .where(Event.held_on == date(2023, 11, 24))
        .options(selectinload(Event.agenda))
    ).one()
    parallel = [item for item in event.agenda if item.kind is AgendaKind.SESSION]
    assert "Kulturbahnhof" in (event.venue or "")
    assert [item.title for item in parallel] == [
        "Bauleitplanung für den Klimaschutz",
        HEAT_PLAN,
        "Wirtschaftsverkehr und City-Logistik-Konzept",
    ]
    assert len({(item.begins, item.ends) for item in parallel}) == 1
    assert len({item.room for item in parallel}) == 3
    assert all(item.notes for item in parallel)


def test_the_heat_plan_is_due_by_the_end_of_2026(story: Session) -> None:
    item = story.scalars(sa.select(AgendaItem).where(AgendaItem.title == HEAT_PLAN))
    assert "Bis Ende 2026" in (item.one().notes or "")


def test_everybody_takes_part_through_a_position_held_that_day(story: Session) -> None:
    for attendance in all_attendance(story):
        if attendance.person_id is not None:
            assert attendance.position is not None
            assert attendance.position.holds_on(attendance.item.event.held_on)
            assert attendance.position.organisation_id == attendance.organisation_id


def test_some_institutions_take_part_without_a_named_person(story: Session) -> None:
    assert count(story, Attendance, Attendance.person_id.is_(None)) >= 3


def test_every_way_of_coming_or_not_occurs(story: Session) -> None:
    assert {row.status for row in all_attendance(story)} == set(AttendanceStatus)


def test_nobody_is_noted_where_nothing_was_held(story: Session) -> None:
    statuses = {row.item.event.status for row in all_attendance(story)}
    assert statuses == {EventStatus.HELD}


def test_events_to_come_are_on_working_days_ahead(story: Session) -> None:
    ahead = story.scalars(
        sa.select(Event).where(
            Event.status.in_([EventStatus.DRAFT, EventStatus.PUBLISHED])
        )
    ).all()
    assert {event.status for event in ahead} == {
        EventStatus.DRAFT,
        EventStatus.PUBLISHED,
    }
    assert all(event.held_on > TODAY for event in ahead)
    assert all(event.held_on.isoweekday() <= 5 for event in ahead)


def test_an_office_passes_to_a_successor_overnight(story: Session) -> None:
    assert heads(story, "Stadt Kassel", on=date(2023, 7, 21)) == ["Brandau"]
    assert heads(story, "Stadt Kassel", on=date(2023, 7, 22)) == ["Ostheim"]


def test_some_people_hold_two_positions_at_once(story: Session) -> None:
    held = sa.select(Position.person_id).where(Position.until.is_(None))
    several = [n for n in Counter(story.scalars(held)).values() if n > 1]
    assert len(several) >= 5


def test_departments_hang_below_their_city(story: Session) -> None:
    unit = story.scalars(
        sa.select(Organisation).where(Organisation.short_name == "Klimaschutz Kassel")
    ).one()
    steps = 0
    while unit.parent_id is not None:
        unit = story.get_one(Organisation, unit.parent_id)
        steps += 1
    assert (unit.name, steps) == ("Stadt Kassel", 3)


def test_no_address_leads_to_anybody_real(story: Session) -> None:
    columns = (Person.email, Organisation.email, Organisation.website)
    found = [a for column in columns for a in story.scalars(sa.select(column)) if a]
    assert [a for a in found if not a.endswith(".example") or not a.isascii()] == []


def test_whoever_consented_is_forgotten_one_day(story: Session) -> None:
    endless = sa.and_(Person.legal_basis == "consent", Person.delete_on.is_(None))
    assert count(story, Person, endless) == 0
    assert count(story, Person, Person.delete_on <= TODAY) == 0


def test_the_log_runs_forward_and_ends_before_today(story: Session) -> None:
    at = story.scalars(sa.select(Activity.at).order_by(Activity.id)).all()
    assert list(at) == sorted(at)
    assert at[0].year == 2019
    assert at[-1].astimezone(ZONE).date() < TODAY


def test_the_log_names_the_accounts_that_acted(story: Session) -> None:
    names = set(story.scalars(sa.select(Activity.actor).distinct()))
    assert {sign_in.name for sign_in in demo.SIGN_INS if sign_in.name in names} >= {
        "Tim Hagedorn",
        "Selin Korkmaz",
    }


def test_each_role_can_sign_in(story: Session) -> None:
    assert {sign_in.role for sign_in in demo.SIGN_INS} == set(Role)
    for sign_in in demo.SIGN_INS:
        user = users.find_by_email(story, sign_in.email)
        assert user is not None
        assert user.role is sign_in.role
        assert PasswordHasher().verify(user.password or "", sign_in.password)


def test_a_told_example_is_not_told_again(story: Session) -> None:
    assert not demo.is_empty(story)


def test_the_network_hangs_together_across_sectors(story: Session) -> None:
    scope = Scope(level=Level.ORGANISATION, as_of=TODAY, half_life=365.0)
    figures, _ = networks.take(story, scope)
    assert figures["largest_component"] >= 0.8 * figures["nodes"]
    assert figures["isolates"] >= 1
    assert 4 <= figures["communities"] - figures["isolates"] <= 7
    assert -1 < figures["ei_index"] < 1
    assert all(sum(row.values()) > 0 for row in figures["mixing_counts"].values())
