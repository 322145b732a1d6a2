"""The pages of the events, used as people use them."""

from datetime import date, time
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from crm.accounts.models import Role
from crm.contacts.models import Sector
from crm.events import agenda
from crm.events.models import AttendanceStatus, Event, EventStatus
from crm.facts import reading, transaction
from tests.factories import (
    make_agenda_item,
    make_attendance,
    make_event,
    make_organisation,
    make_person,
    make_position,
    make_series,
)
from tests.support.queries import counted

EVENT = {
    "title": "Wirtschaft trifft Verwaltung",
    "format": "network_event",
    "status": "published",
    "held_on": "24.11.2023",
    "begins": "14:00",
    "ends": "18:00",
    "venue": "Kulturbahnhof",
}


@pytest.fixture
def organiser(sign_in: Any) -> FlaskClient:
    client: FlaskClient = sign_in(Role.ORGANISER)
    return client


def given_meeting(*, people: int = 0) -> int:
    """Make an event as it comes from a list: one item that is the event itself."""
    with transaction() as session:
        event = make_event(session, "Gespräch zum Wärmeplan")
        item = agenda.add_plain(session, event)
        for _ in range(people):
            make_attendance(session, item)
    return event.id


def given_event() -> int:
    with transaction() as session:
        event = make_event(session, "Forum", on=date(2023, 11, 24), begins=time(14))
        seat = make_organisation(session, "Stadtwerke", sector=Sector.ADMINISTRATION)
        position = make_position(
            session, make_person(session, "Groß"), organisation=seat
        )
        for title in ("Bauleitplanung", "Fokus Wärme"):
            item = make_agenda_item(
                session, event, title=title, begins=time(15), topics=["Klimaschutz"]
            )
            make_attendance(session, item, person=position.person)
        excused = AttendanceStatus.EXCUSED
        make_attendance(session, item, person=make_person(session), status=excused)
    return event.id


def test_an_event_is_set_up_and_shown_in_local_time(organiser: FlaskClient) -> None:
    answer = organiser.post("/veranstaltungen/neu", data=EVENT, follow_redirects=True)
    assert "<h1>Wirtschaft trifft Verwaltung</h1>" in answer.text
    assert "Freitag, 24. November 2023, 14:00–18:00 Uhr" in answer.text
    assert "Noch kein Programm." in answer.text


def test_the_series_is_chosen_already_when_coming_from_it(
    organiser: FlaskClient,
) -> None:
    with transaction() as session:
        found = make_series(session)
    answer = organiser.get(f"/veranstaltungen/neu?series_id={found.id}")
    assert f'<option value="{found.id}" selected>' in answer.text


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"title": ""}, "Bitte ausfüllen."),
        ({"held_on": "31.2.2023"}, "Das ist kein Datum."),
        ({"begins": "25:00"}, "Das ist keine Uhrzeit."),
        ({"ends": "13:00"}, "Das Ende liegt vor dem Beginn."),
        ({"format": "party"}, "Bitte einen Eintrag aus der Liste wählen."),
        ({"series_id": "4711"}, "Bitte einen Eintrag aus der Liste wählen."),
        ({"title": "x" * 10_000}, "höchstens 200 Zeichen"),
    ],
)
def test_what_is_wrong_is_said_at_the_field(
    organiser: FlaskClient, changed: dict[str, str], message: str
) -> None:
    answer = organiser.post("/veranstaltungen/neu", data=EVENT | changed)
    assert answer.status_code == 422
    assert message in answer.text
    with reading() as session:
        assert session.scalar(sa.select(sa.func.count(Event.id))) == 0


def test_the_form_shows_local_times_again(organiser: FlaskClient) -> None:
    created = organiser.post("/veranstaltungen/neu", data=EVENT)
    answer = organiser.get(f"{created.location}/bearbeiten")
    assert 'value="14:00"' in answer.text
    assert 'value="18:00"' in answer.text
    assert 'value="2023-11-24"' in answer.text


def test_a_change_made_elsewhere_meanwhile_is_not_overwritten(
    organiser: FlaskClient,
) -> None:
    page = organiser.post("/veranstaltungen/neu", data=EVENT).location
    sent = EVENT | {"version": "1", "title": "A"}
    assert organiser.post(f"{page}/bearbeiten", data=sent).status_code == 302
    answer = organiser.post(f"{page}/bearbeiten", data=sent | {"title": "B"})
    assert answer.status_code == 409
    assert "<h1>A</h1>" in organiser.get(page).text


def test_parallel_sessions_stand_side_by_side(organiser: FlaskClient) -> None:
    answer = organiser.get(f"/veranstaltungen/{given_event()}")
    assert "Gleichzeitig ab 15:00 Uhr" in answer.text
    assert answer.text.count("agenda-item agenda-session") == 2


def test_whoever_was_there_is_counted_once_and_by_sector(
    organiser: FlaskClient,
) -> None:
    answer = organiser.get(f"/veranstaltungen/{given_event()}")
    assert '<span class="tile-number">1</span>' in answer.text
    assert "Verwaltung</span> 1</li>" in answer.text
    assert "1 entschuldigt" in answer.text


def test_a_topic_leads_to_the_other_events_about_it(organiser: FlaskClient) -> None:
    given_event()
    with transaction() as session:
        make_event(session, "Etwas anderes")
        topic = agenda.list_topics_in_use(session)[0]
    answer = organiser.get(f"/veranstaltungen/?topic_id={topic.id}")
    assert "Forum" in answer.text
    assert "Etwas anderes" not in answer.text
    assert "Thema: Klimaschutz" in answer.text


def test_a_meeting_from_a_list_shows_simply_who_was_there(
    organiser: FlaskClient,
) -> None:
    answer = organiser.get(f"/veranstaltungen/{given_meeting(people=2)}")
    assert "agenda-item" not in answer.text
    assert answer.text.count('<span class="tag tag-good">anwesend</span>') == 2


def test_an_event_without_agenda_can_have_attendance_at_once(
    organiser: FlaskClient,
) -> None:
    page = organiser.post("/veranstaltungen/neu", data=EVENT).location
    number = page.rpartition("/")[2]
    answer = organiser.post(f"/programm/ohne/{number}", follow_redirects=True)
    assert "<h1>Anwesenheit: Wirtschaft trifft Verwaltung</h1>" in answer.text


def test_the_list_is_narrowed_by_period_and_status(organiser: FlaskClient) -> None:
    with transaction() as session:
        make_event(session, "Altes", on=date(2020, 1, 1))
        make_event(session, "Neues", on=date(2024, 1, 1))
        make_event(session, "Abgesagtes", status=EventStatus.CANCELLED)
    answer = organiser.get("/veranstaltungen/?since=2021-01-01&status=held")
    assert "Neues" in answer.text
    assert "Altes" not in answer.text
    assert "Abgesagtes" not in answer.text


@pytest.mark.parametrize(
    "query", ["series_id=abc", "since=gestern", "format=party", "topic_id=99999999999"]
)
def test_nonsense_in_the_address_counts_as_not_asked(
    organiser: FlaskClient, query: str
) -> None:
    given_meeting()
    answer = organiser.get(f"/veranstaltungen/?{query}")
    assert answer.status_code == 200
    assert "Gespräch zum Wärmeplan" in answer.text


def test_empty_lists_say_what_to_do_next(organiser: FlaskClient) -> None:
    assert "Noch keine Veranstaltung" in organiser.get("/veranstaltungen/").text
    nothing = organiser.get("/veranstaltungen/?q=nirgends").text
    assert "Keine Veranstaltung gefunden" in nothing


def test_an_archived_event_offers_only_to_come_back(organiser: FlaskClient) -> None:
    number = given_event()
    organiser.post(f"/veranstaltungen/{number}/archivieren")
    answer = organiser.get(f"/veranstaltungen/{number}")
    assert "Wiederherstellen" in answer.text
    assert "/bearbeiten" not in answer.text
    organiser.post(f"/veranstaltungen/{number}/wiederherstellen")
    assert "Forum" in organiser.get("/veranstaltungen/").text


def test_a_reader_sees_everything_and_changes_nothing(sign_in: Any) -> None:
    client, number = sign_in(Role.READER), given_event()
    answer = client.get(f"/veranstaltungen/{number}")
    assert "Groß" in answer.text
    assert "bearbeiten" not in answer.text
    assert client.get(f"/veranstaltungen/{number}/bearbeiten").status_code == 403
    assert client.post(f"/veranstaltungen/{number}/archivieren").status_code == 403


def test_an_event_of_hundreds_stays_small_and_asks_little(
    database: sa.Engine, sign_in: Any
) -> None:
    client, number = sign_in(Role.ADMINISTRATOR), given_meeting(people=320)
    with counted(database) as asked:
        answer = client.get(f"/veranstaltungen/{number}")
    assert asked.count <= 12, asked.statements
    assert len(answer.data) < 300_000
    assert "Die ganze Liste zeigen" in answer.text


def test_the_pages_of_events_ask_little(database: sa.Engine, sign_in: Any) -> None:
    client, number = sign_in(Role.ADMINISTRATOR), given_event()
    for page in ("", "?q=forum&topic_id=1&series_id=1", number, f"{number}/bearbeiten"):
        with counted(database) as asked:
            assert client.get(f"/veranstaltungen/{page}").status_code == 200
        assert asked.count <= 12, asked.statements


def test_an_event_that_is_not_there_is_not_found(organiser: FlaskClient) -> None:
    assert organiser.get("/veranstaltungen/4711").status_code == 404
