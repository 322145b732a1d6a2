"""The outbox page."""

from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from crm.facts import reading, transaction
from crm.mail.models import Letter
from tests.factories import make_user


@pytest.fixture
def with_mail_server(app: Flask) -> Iterator[None]:
    kept = app.config["DIALOGNETZ"]
    app.config["DIALOGNETZ"] = kept.with_changes(mail_server="mail.stadt.example")
    yield
    app.config["DIALOGNETZ"] = kept


def asked_for_a_password(client: Any) -> Letter:
    with transaction() as session:
        make_user(session, email="eva@stadt.example")
    client.post("/passwort-vergessen", data={"email": "eva@stadt.example"})
    with reading() as session:
        return session.scalars(sa.select(Letter)).one()


def test_without_a_mail_server_letters_are_read_here(app: Flask, sign_in: Any) -> None:
    letter = asked_for_a_password(app.test_client())
    administrator = sign_in()
    assert "eva@stadt.example" in administrator.get("/postausgang/").text
    assert "/passwort-vergessen/" in administrator.get(f"/postausgang/{letter.id}").text


def test_with_one_nobody_reads_the_link_to_another_ones_password(
    app: Flask, sign_in: Any, with_mail_server: None
) -> None:
    letter = asked_for_a_password(app.test_client())
    page = sign_in().get(f"/postausgang/{letter.id}")
    assert "führt zu einem Passwort" in page.text
    assert "/passwort-vergessen/" not in page.text.partition("<main")[2]
