"""Which rows make the network, at which level, with which attributes."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from crm.contacts.models import Sector
from crm.cooperation import presence
from crm.cooperation.scopes import Level, Scope
from crm.errors import EndsBeforeItBegins
from crm.events.models import AgendaKind, AttendanceStatus, EventStatus
from tests.factories import (
    make_agenda_item,
    make_attendance,
    make_event,
    make_organisation,
    make_person,
    make_position,
)

DAY = date(2026, 2, 16)


def scope(level: Level = Level.ACTOR, **changes: Any) -> Scope:
    values: dict[str, Any] = {"level": level, "as_of": DAY} | changes
    return Scope(**values)


def nodes(session: Session, wanted: Scope) -> set[str]:
    return {str(node) for node in presence.read(session, wanted).presences.ids}


def test_people_are_actors_and_so_are_institutions_without_a_name(
    session: Session,
) -> None:
    item = make_agenda_item(session)
    position = make_position(session)
    institution = make_organisation(session)
    make_attendance(session, item, person=position.person)
    make_attendance(session, item, organisation=institution)
    person = presence.person_node(position.person_id)
    named = presence.organisation_node(position.organisation_id)
    unnamed = presence.organisation_node(institution.id)
    assert nodes(session, scope(Level.ACTOR)) == {person, unnamed}
    assert nodes(session, scope(Level.PERSON)) == {person}
    assert nodes(session, scope(Level.ORGANISATION)) == {named, unnamed}


def test_two_people_of_one_organisation_give_it_one_presence(session: Session) -> None:
    item = make_agenda_item(session)
    organisation = make_organisation(session)
    for _ in range(2):
        position = make_position(session, organisation=organisation)
        make_attendance(session, item, person=position.person)
    assert len(presence.read(session, scope(Level.ORGANISATION)).presences) == 1


@pytest.mark.parametrize("kind", [AgendaKind.PLENARY, AgendaKind.BREAK])
def test_plenary_and_breaks_make_no_ties(session: Session, kind: AgendaKind) -> None:
    make_attendance(session, make_agenda_item(session, kind=kind))
    assert nodes(session, scope()) == set()


def test_only_those_present_count(session: Session) -> None:
    item = make_agenda_item(session)
    for status in AttendanceStatus:
        make_attendance(session, item, status=status)
    assert len(nodes(session, scope())) == 1


def test_a_cancelled_event_brought_nobody_together(session: Session) -> None:
    event = make_event(session, status=EventStatus.CANCELLED)
    make_attendance(session, make_agenda_item(session, event))
    assert nodes(session, scope()) == set()


def test_an_archived_event_happened_all_the_same(session: Session, now: Any) -> None:
    event = make_event(session)
    make_attendance(session, make_agenda_item(session, event))
    event.archive(now)
    assert len(nodes(session, scope())) == 1


def test_both_ends_of_the_period_count(session: Session) -> None:
    days = [date(2025, 12, 31), date(2026, 1, 1), DAY, date(2026, 2, 17)]
    for day in days:
        event = make_event(session, on=day)
        make_attendance(session, make_agenda_item(session, event))
    assert len(nodes(session, scope(since=date(2026, 1, 1)))) == 2


def test_a_period_does_not_end_before_it_begins() -> None:
    with pytest.raises(EndsBeforeItBegins):
        scope(since=date(2027, 1, 1))


def test_a_topic_picks_its_items(session: Session) -> None:
    heat = make_agenda_item(session, topics=["Wärme"])
    make_attendance(session, heat)
    make_attendance(session, make_agenda_item(session, topics=["Verkehr"]))
    assert len(nodes(session, scope(topic_id=heat.topics[0].id))) == 1


def test_a_person_has_the_sector_of_the_latest_seat(session: Session) -> None:
    person = make_person(session, "Groß", given_name="Ina", title="Dr.")
    office = make_organisation(session, "Amt 67", sector=Sector.ADMINISTRATION)
    company = make_organisation(session, sector=Sector.BUSINESS)
    before = make_position(session, person, organisation=company)
    after = make_position(session, person, organisation=office)
    for day, seat in ((date(2024, 5, 1), before), (date(2025, 5, 1), after)):
        item = make_agenda_item(session, make_event(session, on=day))
        make_attendance(session, item, person=person, position=seat)
    known = presence.read(session, scope()).attributes[presence.person_node(person.id)]
    assert known == {
        "label": "Ina Groß",
        "name": "Dr. Ina Groß",
        "sector": "administration",
        "organisation": "Amt 67",
    }


def test_somebody_without_a_seat_has_no_sector(session: Session) -> None:
    person = make_person(session)
    make_attendance(session, make_agenda_item(session), person=person)
    known = presence.read(session, scope()).attributes[presence.person_node(person.id)]
    assert known["sector"] is None


def test_a_long_name_is_cut_beside_its_node_only(session: Session) -> None:
    name = "Arbeitsgemeinschaft für Nachhaltigkeit und Klimaschutz"
    organisation = make_organisation(session, name)
    make_attendance(session, make_agenda_item(session), organisation=organisation)
    known = presence.read(session, scope()).attributes[
        presence.organisation_node(organisation.id)
    ]
    assert known["name"] == name
    assert known["label"] == "Arbeitsgemeinschaft für Nachhal…"
