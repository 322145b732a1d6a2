"""The pages of the attendance, used as people use them."""

from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from crm.accounts.models import Role
from crm.contacts.models import Person
from crm.events import agenda
from crm.events.models import AgendaItem, Attendance, AttendanceStatus
from crm.facts import reading, transaction
from tests.factories import (
    make_agenda_item,
    make_attendance,
    make_event,
    make_organisation,
    make_person,
    make_position,
)
from tests.support.queries import counted

NEW = {"family_name": "Neumann", "gender": "unknown", "status": "present"}


@pytest.fixture
def editor(sign_in: Any) -> FlaskClient:
    client: FlaskClient = sign_in(Role.EDITOR)
    return client


@pytest.fixture
def item(database: sa.Engine) -> AgendaItem:
    with transaction() as session:
        return make_agenda_item(session)


def noted() -> list[Attendance]:
    with reading() as session:
        return list(session.scalars(sa.select(Attendance).order_by(Attendance.id)))


def given_person_with_two_positions() -> tuple[Person, list[int]]:
    with transaction() as session:
        person = make_person(session, "Groß")
        seats = [make_position(session, person, function=f"Amt {n}") for n in (1, 2)]
    return person, [seat.id for seat in seats]


def test_a_person_is_noted_and_the_page_is_ready_for_the_next(
    editor: FlaskClient, item: AgendaItem
) -> None:
    with transaction() as session:
        person = make_person(session, "Groß")
    sent = {"person_id": person.id, "status": "excused"}
    answer = editor.post(f"/anwesenheit/{item.id}", data=sent, follow_redirects=True)
    assert "Groß ist eingetragen." in answer.text
    assert "autofocus" in answer.text
    assert '<option value="excused" selected>' in answer.text
    assert [row.status for row in noted()] == [AttendanceStatus.EXCUSED]


def test_of_several_positions_one_is_asked_for(
    editor: FlaskClient, item: AgendaItem
) -> None:
    person, seats = given_person_with_two_positions()
    sent = {"person_id": person.id, "status": "present"}
    asked = editor.post(f"/anwesenheit/{item.id}", data=sent)
    assert asked.status_code == 422
    assert "für welche Stelle" in asked.text
    assert "Amt 1, " in asked.text
    assert 'value="Groß"' in asked.text
    editor.post(f"/anwesenheit/{item.id}", data=sent | {"position_id": seats[1]})
    assert [row.position_id for row in noted()] == [seats[1]]


def test_nobody_chosen_is_said_at_the_field(
    editor: FlaskClient, item: AgendaItem
) -> None:
    answer = editor.post(f"/anwesenheit/{item.id}", data={"status": "present"})
    assert answer.status_code == 422
    assert "field-person_id-errors" in answer.text


@pytest.mark.parametrize("number", ["9" * 30, "-1", "abc"])
def test_a_number_that_is_none_is_refused(
    editor: FlaskClient, item: AgendaItem, number: str
) -> None:
    sent = {"person_id": number, "status": "present"}
    assert editor.post(f"/anwesenheit/{item.id}", data=sent).status_code == 422


def test_an_institution_without_a_name_is_noted_once(
    editor: FlaskClient, item: AgendaItem
) -> None:
    with transaction() as session:
        organisation = make_organisation(session, "Handwerkskammer")
    page = f"/anwesenheit/{item.id}/institution"
    sent = {"organisation_id": organisation.id, "status": "present"}
    answer = editor.post(page, data=sent, follow_redirects=True)
    assert "Handwerkskammer ist eingetragen." in answer.text
    again = editor.post(page, data=sent)
    assert again.status_code == 422
    assert "schon auf der Liste" in again.text
    assert len(noted()) == 1


def test_somebody_not_yet_known_becomes_a_contact_and_is_noted(
    editor: FlaskClient, item: AgendaItem
) -> None:
    with transaction() as session:
        organisation = make_organisation(session)
    sent = NEW | {"organisation_id": organisation.id, "function": "Inhaberin"}
    page = f"/anwesenheit/{item.id}/neu"
    answer = editor.post(page, data=sent, follow_redirects=True)
    assert "Neumann ist eingetragen." in answer.text
    assert [row.organisation_id for row in noted()] == [organisation.id]
    with reading() as session:
        assert "Teilnahme an" in str(session.scalars(sa.select(Person.source)).one())


def test_a_known_name_is_shown_before_a_second_contact_is_made(
    editor: FlaskClient, item: AgendaItem
) -> None:
    with transaction() as session:
        known = make_person(session, "Neumann")
    asked = editor.post(f"/anwesenheit/{item.id}/neu", data=NEW)
    assert asked.status_code == 422
    assert "Diese Person eintragen" in asked.text
    editor.post(f"/anwesenheit/{item.id}", data=NEW | {"person_id": known.id})
    assert [row.person_id for row in noted()] == [known.id]
    editor.post(f"/anwesenheit/{item.id}/neu", data=NEW | {"is_another": "1"})
    assert len(noted()) == 2


def test_a_correction_stays_in_the_timeline(
    editor: FlaskClient, item: AgendaItem
) -> None:
    with transaction() as session:
        row = make_attendance(session, agenda.get_item(session, item.id))
    page = f"/anwesenheit/eintrag/{row.id}/berichtigen"
    answer = editor.post(page, data={"status": "absent"})
    assert answer.location.endswith(f"#teilnahme-{row.id}")
    shown = editor.get(f"/veranstaltungen/{item.event_id}").text
    assert "<del>anwesend</del>" in shown
    assert "<ins>abwesend</ins>" in shown


def test_a_mistake_is_taken_back(editor: FlaskClient, item: AgendaItem) -> None:
    with transaction() as session:
        row = make_attendance(session, agenda.get_item(session, item.id))
    page = f"/anwesenheit/eintrag/{row.id}/zuruecknehmen"
    answer = editor.post(page, follow_redirects=True)
    assert "ist zurückgenommen." in answer.text
    assert noted() == []


def test_those_present_elsewhere_are_taken_over(editor: FlaskClient) -> None:
    with transaction() as session:
        event = make_event(session)
        plenary = make_agenda_item(session, event, title="Plenum")
        workshop = make_agenda_item(session, event, title="Werkstatt")
        for _ in range(3):
            make_attendance(session, plenary)
    page = f"/anwesenheit/{workshop.id}"
    assert ">Plenum</option>" in editor.get(page).text
    sent = {"source_id": plenary.id}
    answer = editor.post(f"{page}/uebernehmen", data=sent, follow_redirects=True)
    assert "3 Einträge übernommen." in answer.text
    again = editor.post(f"{page}/uebernehmen", data=sent, follow_redirects=True)
    assert "stehen hier schon auf der Liste" in again.text


def test_the_list_is_narrowed_while_typing(
    editor: FlaskClient, item: AgendaItem
) -> None:
    with transaction() as session:
        for name in ("Groß", "Klein"):
            person = make_person(session, name)
            make_attendance(session, agenda.get_item(session, item.id), person=person)
    answer = editor.get(f"/anwesenheit/{item.id}?q=gross")
    assert "Groß</a>" in answer.text
    assert "Klein</a>" not in answer.text


def test_a_reader_sees_the_list_and_notes_nobody(
    sign_in: Any, item: AgendaItem
) -> None:
    client = sign_in(Role.READER)
    answer = client.get(f"/anwesenheit/{item.id}")
    assert "Noch niemand eingetragen" in answer.text
    assert "/uebernehmen" not in answer.text
    assert "Eintragen" not in answer.text
    assert client.post(f"/anwesenheit/{item.id}").status_code == 403


def test_a_long_list_is_paged_and_asks_little(
    database: sa.Engine, editor: FlaskClient, item: AgendaItem
) -> None:
    with transaction() as session:
        for _ in range(60):
            make_attendance(session, agenda.get_item(session, item.id))
    with counted(database) as asked:
        answer = editor.get(f"/anwesenheit/{item.id}?seite=2")
    assert asked.count <= 12, asked.statements
    assert "51–60 von 60" in answer.text
