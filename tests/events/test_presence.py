"""Presence: counted by sector, and named in lists."""

from sqlalchemy.orm import Session

from crm.contacts.models import Sector
from crm.events import presence
from crm.events.models import AttendanceStatus
from tests.factories import (
    make_agenda_item,
    make_attendance,
    make_event,
    make_organisation,
    make_person,
    make_position,
)


def test_each_sector_counts_its_people_and_institutions_once(session: Session) -> None:
    event = make_event(session)
    town = make_organisation(session, sector=Sector.ADMINISTRATION)
    position = make_position(session, organisation=town)
    for _ in range(2):
        item = make_agenda_item(session, event)
        make_attendance(session, item, person=position.person)
        make_attendance(session, item, organisation=town)
    make_attendance(session, item, organisation=make_organisation(session))
    found = presence.count_by_sector(session, event)
    assert found == {Sector.BUSINESS: 1, Sector.ADMINISTRATION: 2}


def test_in_a_list_people_are_named_before_institutions(session: Session) -> None:
    item = make_agenda_item(session)
    for name in ("Stadtwerke", "Kammer"):
        make_attendance(session, item, organisation=make_organisation(session, name))
    named = make_person(session, "Groß", given_name="Ida", title="Dr.")
    make_attendance(session, item, person=named)
    absent = AttendanceStatus.ABSENT
    make_attendance(session, item, person=make_person(session), status=absent)
    found = presence.name_first(session, [item.event_id], each=2)
    assert found == {item.event_id: ["Dr. Ida Groß", "Stadtwerke"]}
