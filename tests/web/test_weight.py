"""No page asks the database too often or weighs too much, however much there is."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from crm.accounts.models import Role
from crm.events.models import Event
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

MOST_QUERIES = 12
MOST_BYTES = 300_000
MOST_ASSET_BYTES = 400_000

PATHS = (
    "/",
    "/organisationen/",
    "/organisationen/?q=firma&kind=company&sort=city",
    "/organisationen/{organisation}",
    "/personen/",
    "/personen/?sector=business&on=2026-01-01",
    "/personen/{person}",
    "/veranstaltungen/",
    "/veranstaltungen/{event}",
    "/reihen/",
    "/reihen/{series}",
    "/suche/?q=firma",
    "/konten/",
    "/netzwerk/",
    "/listen/",
)


@pytest.fixture
def ids(database: sa.Engine) -> dict[str, int]:
    with transaction() as session:
        series = make_series(session)
        firms = [make_organisation(session, f"Firma {n}") for n in range(30)]
        seats = [
            make_position(session, make_person(session), organisation=firm)
            for firm in firms
        ]
        for n in range(8):
            event = make_event(session, on=date(2026, 1, n + 1), series_id=series.id)
            for title in ("Wärme", "Verkehr"):
                item = make_agenda_item(session, event, title=title, topics=[title])
                for seat in seats:
                    make_attendance(session, item, person=seat.person, position=seat)
        return {
            "organisation": firms[0].id,
            "person": seats[0].person_id,
            "event": event.id,
            "series": series.id,
        }


def test_no_page_asks_more_than_twelve_times(
    ids: dict[str, int], sign_in: Any, database: sa.Engine
) -> None:
    client = sign_in(Role.ADMINISTRATOR)
    for path in PATHS:
        client.get(path.format(**ids))
        with counted(database) as queries:
            answer = client.get(path.format(**ids))
        assert answer.status_code == 200, path
        asked = [text for text in queries.statements if not text.startswith("BEGIN")]
        assert len(asked) <= MOST_QUERIES, (path, asked)
        assert len(answer.data) <= MOST_BYTES, path


def test_a_page_does_not_ask_more_often_when_there_is_more(
    ids: dict[str, int], sign_in: Any, database: sa.Engine
) -> None:
    client = sign_in(Role.READER)
    with counted(database) as before:
        client.get("/veranstaltungen/")
    with transaction() as session:
        for _ in range(20):
            make_agenda_item(session, make_event(session))
    with counted(database) as after:
        client.get("/veranstaltungen/")
    assert after.count == before.count
    with reading() as session:
        assert session.scalar(sa.select(sa.func.count(Event.id))) == 28


def test_script_and_style_of_a_page_stay_light(sign_in: Any) -> None:
    client = sign_in(Role.READER)
    paths = (
        "/assets/paket/bootstrap.css",
        "/assets/paket/htmx.js",
        "/assets/farbe.css",
        "/static/app.css",
        "/static/app.js",
        "/static/theme.js",
    )
    weight = 0
    for path in paths:
        with client.get(path) as answer:
            weight += len(answer.data)
    assert weight <= MOST_ASSET_BYTES
