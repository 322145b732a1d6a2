"""People and their dated positions."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from crm import activity
from crm.contacts import people, positions
from crm.contacts.models import Sector
from crm.contacts.people import PersonFilter
from crm.errors import EndsBeforeItBegins
from crm.facts import reading, transaction
from tests.factories import make_organisation, make_person, make_position


def test_a_person_holds_two_positions_at_once(session: Session) -> None:
    person = make_person(session, "Sommer", title="Dr.", given_name="Max")
    for name in ("Sommer Bau", "Klimaallianz"):
        make_position(session, person, organisation=make_organisation(session, name))
    held = people.get_person(session, person.id).positions
    assert {position.organisation.name for position in held} == {
        "Sommer Bau",
        "Klimaallianz",
    }
    assert person.name == "Dr. Max Sommer"


def test_a_position_holds_on_its_first_and_its_last_day(session: Session) -> None:
    position = make_position(session, since=date(2021, 7, 1), until=date(2023, 6, 30))
    assert position.holds_on(date(2021, 7, 1))
    assert position.holds_on(date(2023, 6, 30))
    assert not position.holds_on(date(2021, 6, 30))
    assert not position.holds_on(date(2023, 7, 1))


def test_who_works_somewhere_is_asked_as_of_a_day(session: Session) -> None:
    office = make_organisation(session, "Umweltamt")
    before = make_position(session, organisation=office, until=date(2022, 12, 31))
    after = make_position(session, organisation=office, since=date(2023, 1, 1))
    held = positions.list_held_in(session, office, on=date(2022, 12, 31))
    assert held == [before]
    assert positions.list_held_in(session, office, on=date(2023, 1, 1)) == [after]
    assert positions.list_left(session, office, before=date(2023, 1, 1)) == [before]


def test_a_position_cannot_end_before_it_begins(session: Session) -> None:
    with pytest.raises(EndsBeforeItBegins):
        make_position(session, since=date(2023, 1, 1), until=date(2022, 1, 1))


def test_a_person_is_found_by_the_name_of_an_organisation(session: Session) -> None:
    person = make_person(session, "Çelik", given_name="İnci")
    make_position(
        session, person, organisation=make_organisation(session, "Wärmewerk Süd")
    )
    found = people.list_people(session, PersonFilter(q="celik waermewerk"))
    assert found.rows == [person]


def test_people_are_filtered_by_the_sector_they_stand_in_on_a_day(
    session: Session,
) -> None:
    office = make_organisation(session, "Amt", sector=Sector.ADMINISTRATION)
    position = make_position(session, organisation=office, until=date(2022, 12, 31))
    make_position(session)
    then = PersonFilter(sector=Sector.ADMINISTRATION, on=date(2022, 6, 1))
    later = PersonFilter(sector=Sector.ADMINISTRATION, on=date(2023, 6, 1))
    assert people.list_people(session, then).rows == [position.person]
    assert people.list_people(session, later).rows == []


def test_a_correction_of_a_position_stays_on_record(database: object) -> None:
    with transaction() as session:
        position = make_position(session, since=date(2021, 1, 1))
    with transaction() as session:
        again = positions.get_position(session, position.id)
        values = {"function": None, "since": date(2020, 1, 1), "until": None}
        positions.change(again, values)
    with reading() as session:
        newest = activity.timeline(session, position.person)[0]
    assert newest.details["changes"] == {"since": ["2021-01-01", "2020-01-01"]}


def test_giving_up_a_position_is_told_as_what_it_is(database: object) -> None:
    with transaction() as session:
        position = make_position(session, since=date(2021, 1, 1))
    with transaction() as session:
        again = positions.get_position(session, position.id)
        values = {"since": date(2021, 1, 1), "until": date(2025, 6, 30)}
        positions.change(again, values | {"function": None})
    with reading() as session:
        newest = activity.timeline(session, position.person)[0]
        kept = positions.get_position(session, position.id)
    assert newest.kind == "PositionEnded"
    assert kept.until == date(2025, 6, 30)


def test_nobody_is_kept_without_a_day_of_review(session: Session) -> None:
    assert make_person(session).delete_on == date(2029, 12, 31)
    consent = make_person(session, delete_on=date(2026, 6, 30))
    assert consent.delete_on == date(2026, 6, 30)
