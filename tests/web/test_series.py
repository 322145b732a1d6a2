"""The pages of the series, used as people use them."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from crm.accounts.models import Role
from crm.events.models import EventSeries
from crm.facts import reading, transaction
from tests.factories import (
    make_agenda_item,
    make_attendance,
    make_event,
    make_person,
    make_series,
)
from tests.support.queries import counted


@pytest.fixture
def organiser(sign_in: Any) -> FlaskClient:
    client: FlaskClient = sign_in(Role.ORGANISER)
    return client


def given_series(years: int = 3) -> int:
    with transaction() as session:
        found = make_series(session, "Wirtschaft trifft Verwaltung")
        person = make_person(session, "Groß")
        for year in range(2023, 2023 + years):
            event = make_event(session, on=date(year, 11, 24), series_id=found.id)
            make_attendance(session, make_agenda_item(session, event), person=person)
    return found.id


def test_a_series_is_set_up_and_shown(organiser: FlaskClient) -> None:
    sent = {"name": "Nachbarschaftsforum", "description": "Freiwillig und gleich."}
    answer = organiser.post("/reihen/neu", data=sent, follow_redirects=True)
    assert "<h1>Nachbarschaftsforum</h1>" in answer.text
    assert "Freiwillig und gleich." in answer.text
    assert "Die erste anlegen" in answer.text


def test_a_series_needs_a_name(organiser: FlaskClient) -> None:
    answer = organiser.post("/reihen/neu", data={"description": "ohne Namen"})
    assert answer.status_code == 422
    assert "Bitte ausfüllen." in answer.text
    assert "ohne Namen" in answer.text


def test_a_series_shows_who_comes_most_often(organiser: FlaskClient) -> None:
    answer = organiser.get(f"/reihen/{given_series()}")
    assert "3 Veranstaltungen" in answer.text
    assert "Am häufigsten dabei" in answer.text
    assert "zuletzt am 24.11.2025" in answer.text


def test_a_change_made_elsewhere_meanwhile_is_not_overwritten(
    organiser: FlaskClient,
) -> None:
    number = given_series()
    sent = {"name": "A", "version": "1"}
    organiser.post(f"/reihen/{number}/bearbeiten", data=sent)
    answer = organiser.post(f"/reihen/{number}/bearbeiten", data=sent | {"name": "B"})
    assert answer.status_code == 409
    with reading() as session:
        assert session.scalars(sa.select(EventSeries.name)).one() == "A"


def test_a_series_goes_to_the_archive_and_comes_back(organiser: FlaskClient) -> None:
    number = given_series()
    organiser.post(f"/reihen/{number}/archivieren", follow_redirects=True)
    assert "Wirtschaft trifft" not in organiser.get("/reihen/").text
    assert "Wirtschaft trifft" in organiser.get("/reihen/?archived=1").text
    organiser.post(f"/reihen/{number}/wiederherstellen")
    assert "Wirtschaft trifft" in organiser.get("/reihen/").text


def test_the_pages_of_series_ask_little(database: sa.Engine, sign_in: Any) -> None:
    client, number = sign_in(Role.READER), given_series(years=6)
    for page in ("/reihen/", f"/reihen/{number}"):
        with counted(database) as asked:
            assert client.get(page).status_code == 200
        assert asked.count <= 12, asked.statements


def test_an_editor_cannot_set_up_a_series(sign_in: Any) -> None:
    client = sign_in(Role.EDITOR)
    assert client.get("/reihen/neu").status_code == 403
    assert "Reihe anlegen" not in client.get("/reihen/").text
