"""The page of the network: what it shows, says and leads to."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from crm.accounts.models import Role
from crm.facts import transaction
from tests.cooperation.groups import make_g6, meet
from tests.factories import make_organisation, make_person, make_position

HOSTILE = "</script><img src=x onerror=alert(1)> href"


@pytest.fixture
def reader(sign_in: Any) -> FlaskClient:
    client: FlaskClient = sign_in(Role.READER)
    return client


@pytest.fixture
def names(database: sa.Engine) -> dict[str, str]:
    with transaction() as session:
        return make_g6(session)


def text(client: FlaskClient, query: str = "", *, of: str = "") -> str:
    answer = client.get(f"/netzwerk/{of}{query}")
    assert answer.status_code == 200, answer.text
    return answer.text


def picture(client: FlaskClient, query: str = "") -> Any:
    return client.get(f"/netzwerk/bild.json{query}").get_json()


def test_nobody_sees_it_without_signing_in(client: FlaskClient) -> None:
    for page in ("", "bild.json", "karte?um=person-1", "suche?q=a"):
        assert client.get(f"/netzwerk/{page}").status_code == 302


def test_an_empty_network_says_what_to_do_next(reader: FlaskClient) -> None:
    assert "Noch kein Netzwerk" in text(reader)


def test_the_table_says_the_same_as_the_picture(
    reader: FlaskClient, names: dict[str, str]
) -> None:
    page = text(reader, "?level=actor")
    drawn = {node["label"] for node in picture(reader, "?level=actor")["nodes"]}
    assert drawn == set(names)
    assert all(f">{name}</a>" in page for name in names)


def test_the_page_says_what_was_counted(
    reader: FlaskClient, names: dict[str, str]
) -> None:
    page = text(reader, "?level=actor&stand=2026-03-02")
    assert "Stand 02.03.2026" in page
    assert "Gezählt: 7 Treffen und Programmpunkte" in page
    assert "Plenum und Pausen zählen nicht" in page


def test_the_figures_come_with_a_sentence(
    reader: FlaskClient, names: dict[str, str]
) -> None:
    page = text(reader, "?level=actor")
    assert "-0,71" in page
    assert "Die Kontakte bleiben überwiegend innerhalb der eigenen Seite." in page


def test_the_table_is_sorted_as_the_address_asks(
    reader: FlaskClient, names: dict[str, str]
) -> None:
    up = text(reader, "?level=actor&sort=name&descending=0")
    down = text(reader, "?level=actor&sort=name&descending=1")
    table = "Alle Beteiligten"
    first_up, first_down = (page.split(table)[1] for page in (up, down))
    assert first_up.index(">A1</a>") < first_up.index(">B3</a>")
    assert first_down.index(">B3</a>") < first_down.index(">A1</a>")


def test_a_filter_is_a_chip_that_can_be_taken_off(
    reader: FlaskClient, names: dict[str, str]
) -> None:
    page = text(reader, "?level=actor&sector=administration")
    assert 'class="chip" href="/netzwerk/?level=actor"' in page
    assert ">A1</a>" in page.split("Alle Beteiligten")[1]
    assert ">B1</a>" not in page.split("Alle Beteiligten")[1]


def test_the_surroundings_of_somebody_are_found_at_their_level(
    reader: FlaskClient, names: dict[str, str]
) -> None:
    query = f"?um={names['A1']}"
    assert "Umfeld von A1" in text(reader, query)
    assert len(picture(reader, query)["nodes"]) == 4


def test_from_somebody_to_the_next_one_stays_at_the_level(
    reader: FlaskClient, names: dict[str, str]
) -> None:
    page = text(reader, f"?um={names['A1']}")
    assert 'data-card="/netzwerk/karte?level=actor"' in page
    assert f"um={names['B1']}&amp;level=actor" in page


def test_somebody_who_met_nobody_is_no_error(reader: FlaskClient) -> None:
    with transaction() as session:
        make_g6(session)
        stranger = make_person(session)
    assert "Ohne Kontakte" in text(reader, f"?um=person-{stranger.id}")


def test_an_unknown_topic_has_no_meetings(
    reader: FlaskClient, names: dict[str, str]
) -> None:
    page = text(reader, "?topic=Gibtesnicht")
    assert "Kein Treffen passt zu diesen Filtern" in page


def test_a_topic_counts_only_its_meetings(reader: FlaskClient) -> None:
    with transaction() as session:
        pair = [make_person(session, "Groß"), make_person(session, "Klein")]
        meet(session, pair, topics=["Wärme"])
        meet(session, [make_person(session, "Sommer"), pair[0]], topics=["Verkehr"])
    drawn = picture(reader, "?level=actor&topic=wärme")["nodes"]
    assert {node["label"] for node in drawn} == {"Groß", "Klein"}


@pytest.mark.parametrize(
    "query",
    [
        "level=nobody&measure=x&colour=&shape=7",
        "strength=nan",
        "strength=-1",
        "strength=1e400",
        "um=person-0'--&schritte=99",
        "um=organisation-999999999",
        "stand=gestern&since=2026-13-45",
        "seite=99999999999999999999",
        "sort=__class__&descending=vielleicht",
    ],
)
def test_nonsense_in_the_address_does_no_harm(
    reader: FlaskClient, names: dict[str, str], query: str
) -> None:
    assert reader.get(f"/netzwerk/?{query}").status_code == 200
    assert reader.get(f"/netzwerk/bild.json?{query}").status_code == 200


def test_a_period_that_ends_before_it_begins_is_refused_in_words(
    reader: FlaskClient,
) -> None:
    wrong = "/netzwerk/?since=2026-02-01&stand=2026-01-01"
    direct = reader.get(wrong)
    assert direct.status_code == 422
    assert "Das Ende liegt vor dem Beginn" in direct.text
    right = {"Referer": "http://localhost/netzwerk/?stand=2026-01-01"}
    assert reader.get(wrong, headers=right).location == "/netzwerk/?stand=2026-01-01"
    assert "Das Ende liegt vor dem Beginn" in reader.get("/").text


def test_a_card_leads_to_the_contact(
    reader: FlaskClient, names: dict[str, str]
) -> None:
    card = text(reader, f"?level=actor&um={names['A1']}", of="karte")
    number = names["A1"].removeprefix("person-")
    assert f'href="/personen/{number}"' in card
    assert "Umfeld zeigen" in card
    assert ">B1</a>" in card


def test_a_card_of_nobody_is_not_found(
    reader: FlaskClient, names: dict[str, str]
) -> None:
    assert reader.get("/netzwerk/karte?um=person-999999").status_code == 404
    assert reader.get("/netzwerk/karte").status_code == 404


def test_a_node_leads_to_its_contact(reader: FlaskClient) -> None:
    to_person = reader.get("/netzwerk/kontakt/person-12")
    to_organisation = reader.get("/netzwerk/kontakt/organisation-5")
    assert to_person.location == "/personen/12"
    assert to_organisation.location == "/organisationen/5"
    assert reader.get("/netzwerk/kontakt/mond-1").status_code == 404


def test_the_search_offers_surroundings(
    reader: FlaskClient, names: dict[str, str]
) -> None:
    hits = text(reader, "?level=actor&q=b1", of="suche")
    assert f"um={names['B1']}" in hits
    assert "B2" not in hits
    assert "Niemand" in text(reader, "?level=actor&q=zzz", of="suche")


def test_a_hostile_name_stays_a_name(reader: FlaskClient) -> None:
    with transaction() as session:
        organisation = make_organisation(session, HOSTILE)
        seats = [make_position(session, organisation=organisation) for _ in range(2)]
        meet(session, [seat.person for seat in seats])
    answers = [
        text(reader),
        text(reader, of=f"karte?um=organisation-{organisation.id}"),
    ]
    assert all("<img src=x" not in answer for answer in answers)
    (node,) = picture(reader)["nodes"]
    assert "href" not in node["title"]


def test_communities_are_named_for_their_strongest_member(
    reader: FlaskClient, names: dict[str, str]
) -> None:
    drawn = picture(reader, "?level=actor&shape=communities")
    labels = {node["label"] for node in drawn["nodes"]}
    assert labels in ({"1 · B1", "2 · A1"}, {"1 · A1", "2 · B1"})
    assert drawn["shown"] == "2 Gruppen, 1 Verbindungen."


def test_a_page_needs_few_queries(
    reader: FlaskClient, names: dict[str, str], database: sa.Engine
) -> None:
    text(reader, "?level=actor")
    asked: list[str] = []

    def note(_1: Any, _2: Any, statement: str, *_: Any) -> None:
        asked.append(statement)

    sa.event.listen(database, "before_cursor_execute", note)
    page = text(reader, "?level=actor")
    sa.event.remove(database, "before_cursor_execute", note)
    assert len(asked) <= 12
    assert len(page.encode()) < 300_000


def test_meetings_after_the_day_asked_for_are_unknown(reader: FlaskClient) -> None:
    with transaction() as session:
        pair = [make_person(session), make_person(session)]
        meet(session, pair, on=date(2026, 2, 16))
    assert picture(reader, "?level=actor&stand=2026-02-16")["nodes"] != []
    assert picture(reader, "?level=actor&stand=2026-02-15")["nodes"] == []
