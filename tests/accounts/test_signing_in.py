"""Signing in, out, and what a forgotten password leads to."""

import re
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from crm.accounts.models import Role, User
from crm.facts import reading, transaction
from crm.mail.models import Letter
from tests.factories import PASSWORD, make_user


def test_the_right_password_opens_the_overview(client: FlaskClient) -> None:
    with transaction() as session:
        make_user(session, email="eva@stadt.example")
    answer = client.post(
        "/anmelden",
        data={"email": "Eva@Stadt.example", "password": PASSWORD},
        follow_redirects=True,
    )
    assert answer.status_code == 200
    assert "<h1>Übersicht</h1>" in answer.text


def test_a_wrong_password_says_no_more_than_needed(client: FlaskClient) -> None:
    with transaction() as session:
        make_user(session, email="eva@stadt.example")
    wrong = client.post(
        "/anmelden", data={"email": "eva@stadt.example", "password": "nicht dieses"}
    )
    unknown = client.post(
        "/anmelden", data={"email": "wer@stadt.example", "password": "nicht dieses"}
    )
    for answer in (wrong, unknown):
        assert "E-Mail-Adresse oder Passwort stimmt nicht." in answer.text


def test_nonsense_in_the_sign_in_form_is_no_crash(client: FlaskClient) -> None:
    for data in ({}, {"email": "\0@\0", "password": "\0"}, {"email": "x" * 9_000}):
        assert client.post("/anmelden", data=data).status_code == 200


def test_a_locked_account_cannot_sign_in(client: FlaskClient) -> None:
    with transaction() as session:
        make_user(session, email="eva@stadt.example", role=Role.READER).lock()
    client.post("/anmelden", data={"email": "eva@stadt.example", "password": PASSWORD})
    assert client.get("/").status_code == 302


def test_signing_out_ends_the_session(sign_in: Any) -> None:
    client = sign_in(Role.READER)
    assert client.get("/").status_code == 200
    client.post("/abmelden")
    assert client.get("/").status_code == 302


def test_a_forgotten_password_is_replaced_through_a_letter(client: FlaskClient) -> None:
    with transaction() as session:
        make_user(session, email="eva@stadt.example")
    client.post("/passwort-vergessen", data={"email": "eva@stadt.example"})
    with reading() as session:
        letter = session.scalars(sa.select(Letter)).one()
    assert letter.recipient == "eva@stadt.example"
    path = _path_in(letter)
    new = "ein ganz neuer Satz"
    client.post(path, data={"password": new, "password_confirm": new})
    answer = client.post(
        "/anmelden", data={"email": "eva@stadt.example", "password": new}
    )
    assert answer.status_code == 302


def test_the_link_leads_to_our_own_address_whatever_the_request_says(
    client: FlaskClient,
) -> None:
    with transaction() as session:
        make_user(session, email="eva@stadt.example")
    client.post(
        "/passwort-vergessen",
        data={"email": "eva@stadt.example"},
        headers={"Host": "evil.example"},
    )
    with reading() as session:
        letter = session.scalars(sa.select(Letter)).one()
    assert "evil.example" not in letter.body
    assert "http://127.0.0.1:8000/passwort-vergessen/" in letter.body


def test_an_unknown_address_gets_the_same_answer_and_no_letter(
    client: FlaskClient,
) -> None:
    answer = client.post("/passwort-vergessen", data={"email": "wer@stadt.example"})
    assert "Wenn es zu dieser Adresse ein Konto gibt" in answer.text
    with reading() as session:
        assert session.scalars(sa.select(Letter)).all() == []


def test_a_short_new_password_is_refused_in_words(client: FlaskClient) -> None:
    with transaction() as session:
        make_user(session, email="eva@stadt.example")
    client.post("/passwort-vergessen", data={"email": "eva@stadt.example"})
    with reading() as session:
        path = _path_in(session.scalars(sa.select(Letter)).one())
    answer = client.post(path, data={"password": "kurz", "password_confirm": "kurz"})
    assert "mindestens 12 Zeichen" in answer.text


def test_guessing_passwords_is_slowed_down(app: Flask) -> None:
    client = app.test_client()
    statuses = [
        client.post(
            "/anmelden",
            data={"email": "opfer@stadt.example", "password": f"Versuch {n}"},
        ).status_code
        for n in range(8)
    ]
    assert statuses[0] == 200
    assert statuses[-1] == 429


def test_a_sign_in_is_kept_in_the_log_and_on_the_account(sign_in: Any) -> None:
    sign_in(Role.EDITOR)
    with reading() as session:
        user = session.scalars(sa.select(User)).one()
    assert user.last_seen_at is not None


def _path_in(letter: Letter) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/\S+)", letter.body)
    assert found is not None
    return found.group(1)


def test_all_spellings_of_an_address_are_slowed_down_as_one(
    client: FlaskClient,
) -> None:
    spellings = [f"opfer@{c}tadt.example" for c in "sSｓＳſ"] * 2
    statuses = [
        client.post("/anmelden", data={"email": email, "password": "x"}).status_code
        for email in spellings
    ]
    assert statuses[-1] == 429


def test_a_session_planted_before_the_sign_in_is_worth_nothing_after_it(
    client: FlaskClient,
) -> None:
    with transaction() as session:
        make_user(session, email="eva@stadt.example")
    with client.session_transaction() as planted:
        planted["csrf_token"] = "known to somebody else"
    client.post("/anmelden", data={"email": "eva@stadt.example", "password": PASSWORD})
    with client.session_transaction() as kept:
        assert kept.get("csrf_token") != "known to somebody else"


@pytest.mark.parametrize("place", ["//evil.example", "/\\evil.example", "\\\\evil"])
def test_the_sign_in_leads_to_our_own_pages_only(
    client: FlaskClient, place: str
) -> None:
    with transaction() as session:
        make_user(session, email="eva@stadt.example")
    sent = {"email": "eva@stadt.example", "password": PASSWORD, "next": place}
    target = client.post("/anmelden", data=sent).headers.get("Location", "")
    assert not target.startswith(("//", "/\\", "\\", "http"))


def test_a_locked_account_and_a_lost_role_count_at_once(sign_in: Any) -> None:
    client = sign_in(Role.ORGANISER)
    with transaction() as session:
        session.scalars(sa.select(User)).one().take_role(Role.READER)
    assert client.get("/veranstaltungen/neu").status_code == 403
    with transaction() as session:
        session.scalars(sa.select(User)).one().lock()
    assert client.get("/").status_code == 302


def test_cookies_are_for_our_server_alone(client: FlaskClient) -> None:
    with transaction() as session:
        make_user(session, email="eva@stadt.example")
    sent = {"email": "eva@stadt.example", "password": PASSWORD, "remember": "y"}
    cookies = client.post("/anmelden", data=sent).headers.getlist("Set-Cookie")
    assert len(cookies) == 2
    assert all("HttpOnly" in c and "SameSite=Lax" in c for c in cookies)
