"""The pages of the agenda, used as people use them."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from crm.accounts.models import Role
from crm.events import events
from crm.events.models import AgendaItem
from crm.facts import reading, transaction
from tests.factories import make_agenda_item, make_attendance, make_event

ITEM = {
    "title": "Fokus Wärme",
    "kind": "session",
    "begins": "15:00",
    "ends": "16:30",
    "topics": "Kommunale Wärmeplanung, Energie",
    "notes": "Plan fällig Ende 2026",
}


@pytest.fixture
def organiser(sign_in: Any) -> FlaskClient:
    client: FlaskClient = sign_in(Role.ORGANISER)
    return client


def given_items(*titles: str) -> tuple[int, list[AgendaItem]]:
    with transaction() as session:
        event = make_event(session)
        items = [make_agenda_item(session, event, title=title) for title in titles]
    return event.id, items


def order(event_id: int) -> list[str]:
    with reading() as session:
        return [item.title for item in events.get_event(session, event_id).agenda]


def test_an_item_is_added_with_its_topics(organiser: FlaskClient) -> None:
    event_id, _ = given_items()
    answer = organiser.post(
        f"/programm/neu/{event_id}", data=ITEM, follow_redirects=True
    )
    assert "15:00–16:30 Uhr" in answer.text
    assert "Plan fällig Ende 2026" in answer.text
    assert re.findall(r'topic_id=\d+">([^<]+)', answer.text) == [
        "Energie",
        "Kommunale Wärmeplanung",
    ]


def test_the_next_item_begins_where_the_last_one_ends(organiser: FlaskClient) -> None:
    event_id, _ = given_items()
    sent = ITEM | {"another": "1"}
    answer = organiser.post(
        f"/programm/neu/{event_id}", data=sent, follow_redirects=True
    )
    assert "<h1>Programmpunkt anlegen</h1>" in answer.text
    assert 'type="time" value="16:30"' in answer.text


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"title": ""}, "Bitte ausfüllen."),
        ({"ends": "14:00"}, "Das Ende liegt vor dem Beginn."),
        ({"begins": "drei"}, "Das ist keine Uhrzeit."),
        ({"topics": "x" * 1001}, "höchstens 1000 Zeichen"),
        ({"kind": ""}, "Bitte einen Eintrag aus der Liste wählen."),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    organiser: FlaskClient, changed: dict[str, str], message: str
) -> None:
    event_id, _ = given_items()
    answer = organiser.post(f"/programm/neu/{event_id}", data=ITEM | changed)
    assert answer.status_code == 422
    assert message in answer.text
    assert order(event_id) == []


def test_an_item_is_changed(organiser: FlaskClient) -> None:
    event_id, (item,) = given_items("Fokus")
    form = organiser.get(f"/programm/{item.id}/bearbeiten")
    assert 'value="Fokus"' in form.text
    sent = ITEM | {"title": "Fokus Verkehr", "topics": "Verkehr"}
    organiser.post(f"/programm/{item.id}/bearbeiten", data=sent)
    assert order(event_id) == ["Fokus Verkehr"]


def test_an_item_moves_and_the_page_stays_there(organiser: FlaskClient) -> None:
    event_id, (_first, second) = given_items("A", "B")
    answer = organiser.post(f"/programm/{second.id}/verschieben", data={"steps": "-1"})
    assert answer.location.endswith(f"#programm-{second.id}")
    assert order(event_id) == ["B", "A"]


def test_an_item_is_removed(organiser: FlaskClient) -> None:
    event_id, (item,) = given_items("A")
    organiser.post(f"/programm/{item.id}/streichen")
    assert order(event_id) == []


def test_an_item_that_somebody_attended_stays(organiser: FlaskClient) -> None:
    with transaction() as session:
        item = make_agenda_item(session)
        make_attendance(session, item)
    organiser.post(f"/programm/{item.id}/streichen")
    answer = organiser.get(f"/veranstaltungen/{item.event_id}")
    assert "ist Anwesenheit erfasst" in answer.text
    assert order(item.event_id) == [item.title]


def test_the_last_topic_being_typed_is_completed(organiser: FlaskClient) -> None:
    with transaction() as session:
        make_agenda_item(session, topics=["Wärmeplanung", "Verkehr"])
    answer = organiser.get("/programm/themen?topics=Energie, wä")
    assert '<option value="Energie, Wärmeplanung">' in answer.text
    assert "Verkehr" not in answer.text


def test_an_editor_does_not_plan(sign_in: Any) -> None:
    client = sign_in(Role.EDITOR)
    event_id, (item,) = given_items("A")
    assert client.get(f"/programm/neu/{event_id}").status_code == 403
    answer = client.post(f"/programm/{item.id}/verschieben", data={"steps": "1"})
    assert answer.status_code == 403
