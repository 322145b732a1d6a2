"""What nobody types on purpose, sent to pages on purpose: answers, never crashes."""

from typing import Any
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from crm.accounts.models import Role, User
from crm.facts import reading, transaction
from tests.factories import make_organisation, make_person

HUGE = "9" * 5_000
BEYOND = str(2**63)
FIRM = {"name": "Firma", "kind": "company", "sector": "business"}
EVENT = {"title": "Treffen", "format": "workshop", "status": "draft"}


@pytest.fixture
def client(sign_in: Any) -> FlaskClient:
    signed_in: FlaskClient = sign_in(Role.ADMINISTRATOR)
    return signed_in


@pytest.mark.parametrize(
    "address",
    ["/organisationen/{}", "/programm/{}/bearbeiten", "/netzwerk/kontakt/person-{}"],
)
def test_a_number_that_is_no_id_leads_nowhere(
    client: FlaskClient, address: str
) -> None:
    for number in ("0", "-1", BEYOND, HUGE, "²", "x"):
        assert client.get(address.format(number)).status_code == 404, number


@pytest.mark.parametrize("number", ["-1", HUGE])
def test_a_number_that_is_no_id_is_not_looked_up(
    client: FlaskClient, number: str
) -> None:
    with transaction() as session:
        person = make_person(session)
    assert client.get(f"/organisationen/neu?parent_id={number}").status_code == 200
    for address, field in (
        ("/organisationen/neu", "parent_id"),
        (f"/stellen/neu/{person.id}", "organisation_id"),
        ("/veranstaltungen/neu", "series_id"),
    ):
        answer = client.post(address, data=FIRM | EVENT | {field: number})
        assert answer.status_code == 422, address


@pytest.mark.parametrize(
    "address",
    [
        "/organisationen/?q=",
        "/personen/vorschlaege?q=",
        "/programm/themen?topics=",
        "/suche/?q=",
    ],
)
def test_a_search_for_anything_finds_something_or_nothing(
    client: FlaskClient, address: str
) -> None:
    for query in ("a " * 5_000, "x" * 60_000, "%_\\", "\0", "\ud800"):
        quoted = quote(query, errors="surrogatepass")
        assert client.get(address + quoted).status_code == 200, query[:9]


@pytest.mark.parametrize("path", ["/organisationen/", "/netzwerk/"])
def test_an_address_cannot_speak_to_the_code_that_writes_addresses(
    client: FlaskClient, path: str
) -> None:
    for name in ("endpoint", "_method", "_scheme", "_anchor"):
        answer = client.get(f"{path}?{name}=javascript")
        assert answer.status_code == 200, name
        assert "javascript:" not in answer.text, name


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_at_the_ends_of_the_calendar_are_refused_in_words(
    client: FlaskClient, day: str
) -> None:
    times = {"held_on": day, "begins": "23:00", "ends": "01:00"}
    answer = client.post("/veranstaltungen/neu", data=EVENT | times)
    assert answer.status_code == 422
    assert "Das ist kein Datum" in answer.text
    assert client.get(f"/netzwerk/?stand={day}").status_code == 200


@pytest.mark.parametrize(
    "sent",
    [
        {"website": "https://a.de/\0"},
        {"email": '"\x01"@stadt.example'},
        {"name": "Fir\u2028ma"},
        {"city": "\x85x\x9b"},
    ],
)
def test_control_characters_are_refused_in_words(
    client: FlaskClient, sent: dict[str, str]
) -> None:
    answer = client.post("/organisationen/neu", data=FIRM | sent)
    assert answer.status_code == 422
    assert "Steuerzeichen" in answer.text or "E-Mail-Adresse" in answer.text


def test_marks_that_turn_text_around_are_left_out(client: FlaskClient) -> None:
    named = FIRM | {"name": "\u202eamriF", "phone": "\u202a+49 30 1234\u202c"}
    answer = client.post("/organisationen/neu", data=named, follow_redirects=True)
    assert "<h1>amriF</h1>" in answer.text
    assert "\u202a" not in answer.text


def test_a_note_that_looks_like_a_moment_stays_a_note(client: FlaskClient) -> None:
    with transaction() as session:
        firm = make_organisation(session)
    note = {"note": "0001-01-01T00:00+14:00", "postcode": "1011"}
    client.post(f"/organisationen/{firm.id}/bearbeiten", data=FIRM | note)
    page = client.get(f"/organisationen/{firm.id}")
    assert page.status_code == 200
    assert "10:11" not in page.text


def test_a_refused_act_leads_back_to_our_own_pages_only(client: FlaskClient) -> None:
    with reading() as session:
        user = session.scalars(sa.select(User.id)).one()
    for referrer, target in (
        ("https://evil.example/x", "/"),
        ("http://localhost//evil.example/x", "/evil.example/x"),
        ("http://localhost/konten/", "/konten/"),
    ):
        answer = client.post(f"/konten/{user}/sperren", headers={"Referer": referrer})
        assert answer.location == target


def test_a_method_that_a_page_does_not_know_is_named_with_those_it_does(
    client: FlaskClient,
) -> None:
    answer = client.delete("/organisationen/")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]
    assert "<h1>" in answer.text


def test_a_body_of_another_kind_is_an_empty_form(client: FlaskClient) -> None:
    for sent in (
        {"json": {"name": 1}},
        {"data": b"\xff\xfe", "content_type": "foo/bar"},
        {"data": b"x", "content_type": "multipart/form-data"},
    ):
        assert client.post("/organisationen/neu", **sent).status_code == 422


def test_a_database_that_is_away_is_said_in_words(
    client: FlaskClient, database: sa.Engine
) -> None:
    def refuse(*_: object) -> None:
        raise sa.exc.OperationalError("SELECT", {}, Exception("gone"))

    sa.event.listen(database, "before_cursor_execute", refuse)
    try:
        answer = client.get("/organisationen/")
    finally:
        sa.event.remove(database, "before_cursor_execute", refuse)
    assert answer.status_code == 503
    assert "noch einmal" in answer.text
    assert "Content-Security-Policy" in answer.headers
