"""Attendance: who was there, through which position, put right later."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from crm import activity
from crm.contacts.models import Person
from crm.errors import AlreadyPresent, NotFound, NothingToTakeOver, PositionNotHeld
from crm.events import attendance, presence
from crm.events.attendance import AttendanceFilter
from crm.events.models import AgendaItem, AttendanceStatus
from crm.facts import complete
from tests.factories import (
    make_agenda_item,
    make_attendance,
    make_event,
    make_organisation,
    make_person,
    make_position,
)


def names(session: Session, item: AgendaItem, **wanted: object) -> list[str]:
    narrowed = AttendanceFilter(**wanted)  # type: ignore[arg-type]
    page = attendance.list_for_item(session, item, wanted=narrowed)
    return [row.attendee.name for row in page.rows]


def test_a_person_takes_part_through_their_only_position(session: Session) -> None:
    person = make_person(session)
    position = make_position(session, person)
    noted = make_attendance(session, make_agenda_item(session), person=person)
    assert noted.position_id == position.id
    assert noted.organisation_id == position.organisation_id


def test_a_person_without_a_position_takes_part_as_themselves(session: Session) -> None:
    noted = make_attendance(session, make_agenda_item(session))
    assert (noted.position_id, noted.organisation_id) == (None, None)


def test_with_two_positions_one_has_to_be_chosen(session: Session) -> None:
    person = make_person(session)
    make_position(session, person)
    chosen = make_position(session, person)
    item = make_agenda_item(session)
    with pytest.raises(PositionNotHeld):
        make_attendance(session, item, person=person)
    noted = make_attendance(session, item, person=person, position=chosen)
    assert noted.position_id == chosen.id


def test_a_position_given_up_before_the_day_does_not_count(session: Session) -> None:
    person = make_person(session)
    left = make_position(session, person, until=date(2025, 12, 31))
    held = make_position(session, person, since=date(2026, 1, 1))
    item = make_agenda_item(session, make_event(session, on=date(2026, 2, 16)))
    with pytest.raises(PositionNotHeld):
        make_attendance(session, item, person=person, position=left)
    assert make_attendance(session, item, person=person).position_id == held.id


def test_the_position_of_somebody_else_is_refused(session: Session) -> None:
    with pytest.raises(PositionNotHeld):
        make_attendance(
            session, make_agenda_item(session), position=make_position(session)
        )


def test_nobody_is_noted_twice(session: Session) -> None:
    item, person = make_agenda_item(session), make_person(session)
    institution = make_organisation(session)
    make_attendance(session, item, person=person)
    make_attendance(session, item, organisation=institution)
    with pytest.raises(AlreadyPresent):
        make_attendance(session, item, person=person)
    with pytest.raises(AlreadyPresent):
        make_attendance(session, item, organisation=institution)


def test_an_institution_and_its_person_may_both_be_noted(session: Session) -> None:
    item, position = make_agenda_item(session), make_position(session)
    make_attendance(session, item, organisation=position.organisation)
    make_attendance(session, item, person=position.person)
    assert presence.count_by_status(session, item.event) == {
        item.id: {AttendanceStatus.PRESENT: 2}
    }


def test_a_correction_stays_on_record(session: Session) -> None:
    noted = make_attendance(session, make_agenda_item(session))
    attendance.correct(noted, AttendanceStatus.EXCUSED)
    complete(session)
    newest = activity.timeline(session, noted.attendee)[0]
    assert newest.kind == "AttendanceCorrected"
    assert newest.details["changes"] == {"status": ["present", "excused"]}


def test_an_entry_taken_back_leaves_a_trace(session: Session) -> None:
    item = make_agenda_item(session)
    noted = make_attendance(session, item)
    attendance.withdraw(session, noted)
    complete(session)
    assert activity.timeline(session, item.event)[0].kind == "AttendanceWithdrawn"
    assert attendance.list_for_event(session, item.event) == []


def test_somebody_who_walks_in_becomes_a_contact(session: Session) -> None:
    organisation = make_organisation(session)
    noted = attendance.note_walk_in(
        session,
        make_agenda_item(session),
        values={"family_name": "Neumann"},
        organisation=organisation,
        function="Inhaberin",
    )
    assert session.get(Person, noted.person_id) is noted.person
    assert noted.organisation_id == organisation.id


def test_people_and_institutions_are_sorted_in_one_list(session: Session) -> None:
    item = make_agenda_item(session)
    make_attendance(session, item, person=make_person(session, "Zabel"))
    make_attendance(session, item, organisation=make_organisation(session, "Özgür KG"))
    make_attendance(session, item, person=make_person(session, "Albers"))
    assert names(session, item) == ["Albers", "Özgür KG", "Zabel"]


def test_the_list_is_narrowed_by_name_seat_and_status(session: Session) -> None:
    item = make_agenda_item(session)
    seat = make_organisation(session, "Stadtwerke")
    position = make_position(session, make_person(session, "Groß"), organisation=seat)
    make_attendance(session, item, person=position.person)
    excused = AttendanceStatus.EXCUSED
    make_attendance(session, item, person=make_person(session, "Klein"), status=excused)
    assert names(session, item, q="stadtw") == ["Groß"]
    assert names(session, item, q="klei") == ["Klein"]
    assert names(session, item, status=excused) == ["Klein"]


def test_those_present_are_taken_over_once(session: Session) -> None:
    event = make_event(session)
    plenary, workshop = (
        make_agenda_item(session, event),
        make_agenda_item(session, event),
    )
    position = make_position(session)
    make_attendance(session, plenary, person=position.person)
    make_attendance(session, plenary, organisation=make_organisation(session))
    make_attendance(session, plenary, status=AttendanceStatus.ABSENT)
    assert attendance.take_over(session, workshop, source=plenary) == 2
    through = {row.position_id for row in attendance.list_for_event(session, event)}
    assert position.id in through
    with pytest.raises(NothingToTakeOver):
        attendance.take_over(session, workshop, source=plenary)


def test_nothing_is_taken_over_from_another_event(session: Session) -> None:
    here, there = make_agenda_item(session), make_agenda_item(session)
    make_attendance(session, there)
    with pytest.raises(NotFound):
        attendance.take_over(session, here, source=there)
