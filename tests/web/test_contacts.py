"""The pages of the contacts, used as people use them."""

import re
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from crm.accounts.models import Role
from crm.contacts.models import Organisation, Person
from crm.facts import reading, transaction
from tests.factories import make_organisation, make_person, make_position

FIRM = {"name": "Wärmewerk Süd GmbH", "kind": "company", "sector": "business"}
PERSON = {"family_name": "Groß", "gender": "female", "legal_basis": "public_task"}


@pytest.fixture
def editor(sign_in: Any) -> FlaskClient:
    client: FlaskClient = sign_in(Role.EDITOR)
    return client


def test_an_organisation_is_taken_up_and_shown(editor: FlaskClient) -> None:
    answer = editor.post("/organisationen/neu", data=FIRM, follow_redirects=True)
    assert "<h1>Wärmewerk Süd GmbH</h1>" in answer.text
    assert "ist angelegt" in answer.text
    assert "Organisation „Wärmewerk Süd GmbH“ angelegt" in answer.text


def test_what_is_missing_is_said_at_the_field(editor: FlaskClient) -> None:
    answer = editor.post("/organisationen/neu", data={"website": "kein Netz"})
    assert answer.status_code == 422
    assert "Bitte ausfüllen." in answer.text
    assert "Bitte einen Eintrag aus der Liste wählen." in answer.text
    assert "https://www.beispiel.de" in answer.text
    assert 'value="kein Netz"' in answer.text


def test_a_name_of_ten_thousand_letters_is_refused_in_words(
    editor: FlaskClient,
) -> None:
    answer = editor.post("/organisationen/neu", data=FIRM | {"name": "x" * 10_000})
    assert answer.status_code == 422
    assert "höchstens 200 Zeichen" in answer.text


@pytest.mark.parametrize(
    "name", ["</script><script>alert(1)</script>", '"><img src=x>']
)
def test_a_name_is_shown_as_text_whatever_it_contains(
    editor: FlaskClient, name: str
) -> None:
    answer = editor.post(
        "/organisationen/neu", data=FIRM | {"name": name}, follow_redirects=True
    )
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert "<img src=x>" not in answer.text


def test_a_name_that_exists_is_asked_about_once(editor: FlaskClient) -> None:
    editor.post("/organisationen/neu", data=FIRM)
    again = FIRM | {"name": "WÄRMEWERK SÜD"}
    asked = editor.post("/organisationen/neu", data=again)
    assert asked.status_code == 422
    assert "Diesen Namen gibt es schon" in asked.text
    answer = editor.post("/organisationen/neu", data=again | {"is_another": "1"})
    assert answer.status_code == 302


def test_a_change_made_from_an_old_form_is_not_taken(editor: FlaskClient) -> None:
    with transaction() as session:
        firm = make_organisation(session, "Firma")
    address = f"/organisationen/{firm.id}/bearbeiten"
    form = FIRM | {"version": str(firm.version)}
    assert editor.post(address, data=form).status_code == 302
    late = editor.post(address, data=form | {"name": "Zu spät"})
    assert late.status_code == 409
    assert "Inzwischen geändert" in late.text


def test_an_organisation_cannot_move_below_itself(editor: FlaskClient) -> None:
    with transaction() as session:
        firm = make_organisation(session, "Firma")
    answer = editor.post(
        f"/organisationen/{firm.id}/bearbeiten", data=FIRM | {"parent_id": firm.id}
    )
    assert answer.status_code == 422
    assert "kann nicht zu sich selbst gehören" in answer.text


def test_a_parent_that_does_not_exist_is_no_crash(editor: FlaskClient) -> None:
    answer = editor.post("/organisationen/neu", data=FIRM | {"parent_id": "4711"})
    assert answer.status_code in (404, 422)


def test_archiving_takes_it_out_of_the_list_and_back(editor: FlaskClient) -> None:
    with transaction() as session:
        firm = make_organisation(session, "Altwerk")
    editor.post(f"/organisationen/{firm.id}/archivieren", follow_redirects=True)
    assert "Altwerk" not in editor.get("/organisationen/").text.partition("liste")[2]
    assert "Altwerk" in editor.get("/organisationen/?archived=1").text
    editor.post(f"/organisationen/{firm.id}/wiederherstellen")
    assert "Altwerk" in editor.get("/organisationen/").text


def test_a_person_taken_up_at_an_organisation_has_a_position_there(
    editor: FlaskClient,
) -> None:
    with transaction() as session:
        firm = make_organisation(session, "Firma Sonne")
    address = f"/personen/neu?organisation_id={firm.id}"
    answer = editor.post(address, data=PERSON, follow_redirects=True)
    assert "<h1>Groß</h1>" in answer.text
    assert "Firma Sonne" in answer.text


def test_a_position_is_entered_in_german_dates(editor: FlaskClient) -> None:
    with transaction() as session:
        person, firm = (
            make_person(session, "Groß"),
            make_organisation(session, "Amt 67"),
        )
    answer = editor.post(
        f"/stellen/neu/{person.id}",
        data={"organisation_id": firm.id, "function": "Leitung", "since": "1.7.2021"},
        follow_redirects=True,
    )
    assert "seit 01.07.2021" in answer.text
    assert "Amt 67" in answer.text


def test_a_position_that_ends_before_it_begins_is_refused_at_the_field(
    editor: FlaskClient,
) -> None:
    with transaction() as session:
        position = make_position(session, since=date(2021, 1, 1))
    answer = editor.post(
        f"/stellen/{position.id}/bearbeiten",
        data={"since": "2021-01-01", "until": "2020-01-01"},
    )
    assert answer.status_code == 422
    assert "Das Ende liegt vor dem Beginn" in answer.text


def test_a_person_page_is_asked_as_of_a_day(editor: FlaskClient) -> None:
    with transaction() as session:
        person = make_person(session, "Groß")
        office = make_organisation(session, "Altes Amt")
        make_position(session, person, organisation=office, until=date(2022, 12, 31))
    facts = r'<p class="facts">(.*?)</p>'
    today = editor.get(f"/personen/{person.id}").text
    then = editor.get(f"/personen/{person.id}?stand=2022-06-01").text
    assert "Altes Amt" not in re.search(facts, today, re.DOTALL).group(1)  # type: ignore[union-attr]
    assert "Altes Amt" in re.search(facts, then, re.DOTALL).group(1)  # type: ignore[union-attr]


def test_suggestions_answer_while_typing(editor: FlaskClient) -> None:
    with transaction() as session:
        make_organisation(session, "Wärmewerk Süd")
    assert "Wärmewerk Süd" in editor.get("/organisationen/vorschlaege?q=waerme").text
    assert "Nichts gefunden" in editor.get("/organisationen/vorschlaege?q=xyz").text


def test_the_search_finds_people_organisations_and_says_when_nothing(
    editor: FlaskClient,
) -> None:
    with transaction() as session:
        make_organisation(session, "Wärmewerk Süd")
        make_person(session, "Wärmer")
    found = editor.get("/suche/?q=wärme").text
    assert "Wärmewerk Süd" in found
    assert "Wärmer" in found
    assert "Nichts gefunden" in editor.get("/suche/?q=xyz").text


def test_a_reader_sees_but_cannot_change(sign_in: Any) -> None:
    with transaction() as session:
        firm = make_organisation(session, "Firma")
    reader = sign_in(Role.READER)
    page = reader.get(f"/organisationen/{firm.id}")
    assert page.status_code == 200
    assert "Bearbeiten" not in page.text
    assert reader.post(f"/organisationen/{firm.id}/archivieren").status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "/organisationen/?sort=unsinn&seite=-3&kind=nichts",
        "/organisationen/?sector=&q=%00",
        "/personen/?on=gestern&organisation_id=abc",
        "/personen/?on=2022-01-01&sector=politics&descending=1",
    ],
)
def test_a_nonsense_address_still_shows_the_list(
    editor: FlaskClient, address: str
) -> None:
    assert editor.get(address).status_code == 200


@pytest.mark.parametrize(
    "address",
    ["/organisationen/4711", "/personen/4711", f"/personen/{2**63}", "/nirgends"],
)
def test_what_is_not_there_is_said_kindly(editor: FlaskClient, address: str) -> None:
    answer = editor.get(address)
    assert answer.status_code == 404
    assert "nicht gefunden" in answer.text.lower()


def test_contacts_are_stored_as_typed(editor: FlaskClient) -> None:
    editor.post("/organisationen/neu", data=FIRM | {"name": "  Zwei   Worte "})
    editor.post("/personen/neu", data=PERSON | {"family_name": "von der Straße"})
    with reading() as session:
        assert session.query(Organisation).one().name == "Zwei Worte"
        assert session.query(Person).one().sort_key == "von der strasse"
