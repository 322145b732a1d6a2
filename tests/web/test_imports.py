"""A list comes in through the page: upload, mapping, dry run, take over, review."""

import io
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from crm.accounts.models import Role
from crm.config import Config
from crm.events.models import Event
from crm.exchange.models import ImportRun, NameReview, NamesakeReview, ReviewState
from crm.facts import reading
from jobs import run_imports
from tests.conftest import NOW

LIST = """Datum;Betreff;Person;Amt;Unternehmen;Ort
24.11.2023;Fokus Wärme;Dr. Eva Groß;Umweltamt;Wärmewerk Süd GmbH;Rathaus
25.11.2023;City-Logistik;Eva Groß;Umweltamt;Waermewerk Sued, Spedition Nord;
32.11.2023;Kein Tag;Eva Groß;Umweltamt;Spedition Nord;
26.11.2023;Noch eine;Eva Groß;Tiefbauamt;=1+1;
"""

MAPPING = {
    "date": "Datum",
    "subject": "Betreff",
    "people": "Person",
    "people_organisation": "Amt",
    "organisations": "Unternehmen",
    "place": "Ort",
    "separator": ",",
    "date_format": "%d.%m.%Y",
    "people_sector": "administration",
    "organisations_sector": "business",
}


@pytest.fixture
def organiser(sign_in: Any) -> FlaskClient:
    client: FlaskClient = sign_in(Role.ORGANISER)
    return client


def upload(client: FlaskClient, content: str | bytes = LIST) -> TestResponse:
    raw = content.encode() if isinstance(content, str) else content
    file = (io.BytesIO(raw), "Treffen 2023.csv")
    return client.post("/listen/", data={"file": file})


def settle(client: FlaskClient, **changes: str) -> TestResponse:
    address = upload(client).location
    return client.post(address, data=MAPPING | changes)


def work_through(config: Config) -> None:
    while run_imports.run(config, NOW):
        pass


def take_in(client: FlaskClient, config: Config) -> str:
    show = settle(client).location
    work_through(config)
    client.post(f"{show}/uebernehmen")
    work_through(config)
    return show


def test_an_upload_leads_to_the_mapping_with_the_first_rows(
    organiser: FlaskClient,
) -> None:
    page = organiser.get(upload(organiser).location)
    assert "Spalten zuordnen" in page.text
    assert '<option value="Datum" selected>' in page.text
    assert "Fokus Wärme" in page.text
    assert "24.11.2023" in page.text


def test_the_preview_follows_the_choices(organiser: FlaskClient) -> None:
    address = upload(organiser).location.replace("zuordnung", "vorschau")
    preview = organiser.post(address, data=MAPPING | {"date_format": "%d-%m-%Y"})
    assert preview.text.count("ist kein Datum im gewählten Format") == 4


def test_the_preview_waits_until_enough_is_chosen(organiser: FlaskClient) -> None:
    address = upload(organiser).location.replace("zuordnung", "vorschau")
    preview = organiser.post(address, data=MAPPING | {"subject": ""})
    assert "Sobald Tag, Betreff" in preview.text


def test_a_mapping_without_anybody_is_refused_at_the_field(
    organiser: FlaskClient,
) -> None:
    answer = settle(organiser, people="", organisations="")
    assert answer.status_code == 422
    assert "Bitte Personen oder Organisationen zuordnen." in answer.text


def test_nothing_comes_in_before_the_dry_run_was_seen(
    organiser: FlaskClient, config: Config
) -> None:
    show = settle(organiser).location
    assert "Probelauf läuft" in organiser.get(show).text
    work_through(config)
    page = organiser.get(show).text
    assert "Es wurde noch nichts übernommen" in page
    assert "Tag: ist kein Datum im gewählten Format" in page
    with reading() as session:
        assert session.scalars(sa.select(Event)).all() == []


def test_a_list_comes_in_after_the_dry_run(
    organiser: FlaskClient, config: Config
) -> None:
    show = take_in(organiser, config)
    page = organiser.get(show).text
    assert "Was daraus wurde" in page
    assert '<span class="tile-number">3</span>neue Treffen' in page
    assert "Wärmewerk Süd GmbH" in organiser.get("/organisationen/").text


def test_a_list_under_way_is_not_mapped_anew(organiser: FlaskClient) -> None:
    show = settle(organiser).location
    for answer in (
        organiser.get(f"{show}/zuordnung"),
        organiser.post(f"{show}/zuordnung", data=MAPPING),
    ):
        assert answer.location == show


def test_the_progress_asks_again_until_it_is_done(
    organiser: FlaskClient, config: Config
) -> None:
    show = settle(organiser).location
    waiting = organiser.get(f"{show}/stand")
    assert "data-hx-get" in waiting.text
    work_through(config)
    assert organiser.get(f"{show}/stand").headers["HX-Refresh"] == "true"


def test_the_mapping_is_remembered_for_the_next_list_with_this_header(
    organiser: FlaskClient,
) -> None:
    settle(organiser, place="Amt", people_organisation="")
    page = organiser.get(upload(organiser).location).text
    place = page.partition('id="field-place"')[2]
    assert '<option value="Amt" selected>' in place.partition("</select>")[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Die Datei ist leer."),
        (b"a\x00b;c\n1;2\n", "Die Datei enthält keinen Text."),
        (b"Datum;Datum\n1;2\n", "kommt mehrmals vor"),
        (b'Datum;Betreff\n"1;2\n', "Anführungszeichen, das nie endet"),
        (b"PK\x03\x04nonsense", "keine lesbare Excel-Arbeitsmappe"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    organiser: FlaskClient, content: bytes, words: str
) -> None:
    answer = upload(organiser, content)
    assert answer.status_code == 422
    assert words in answer.text


def test_no_file_at_all_is_asked_for(organiser: FlaskClient) -> None:
    answer = organiser.post("/listen/", data={})
    assert answer.status_code == 422
    assert "Bitte eine Datei auswählen." in answer.text


def test_broken_rows_can_be_taken_home_without_formulas(
    organiser: FlaskClient, config: Config
) -> None:
    content = LIST + "heute;=cmd|' /C calc'!A0;Eva;Amt;Firma;\n"
    content = content.replace("32.11.2023", '"=HYPERLINK(1)"')
    address = upload(organiser, content).location
    show = organiser.post(address, data=MAPPING).location
    work_through(config)
    table = organiser.get(f"{show}/fehlerhafte-zeilen.csv")
    assert table.mimetype == "text/csv"
    assert ";'=HYPERLINK(1)" in table.data.decode("utf-8-sig")


def test_like_names_are_reviewed_and_told_apart_once(
    organiser: FlaskClient, config: Config
) -> None:
    take_in(organiser, config)
    page = organiser.get("/listen/pruefen/").text
    assert "Waermewerk Sued" in page
    assert "Umlaute oder Akzente anders geschrieben" in page
    with reading() as session:
        review = session.scalars(sa.select(NameReview)).one()
    organiser.post(f"/listen/pruefen/organisationen/{review.id}/verschieden")
    assert "Nichts zu prüfen" in organiser.get("/listen/pruefen/").text
    shown = organiser.get(f"/organisationen/{review.first_id}").text
    assert "sind verschieden" in shown


def test_people_of_one_name_are_shown_with_their_organisations(
    organiser: FlaskClient, config: Config
) -> None:
    take_in(organiser, config)
    page = organiser.get("/listen/pruefen/personen").text
    assert "Umweltamt" in page
    assert "Tiefbauamt" in page
    with reading() as session:
        review = session.scalars(sa.select(NamesakeReview)).one()
    organiser.post(f"/listen/pruefen/personen/{review.id}/verschieden")
    with reading() as session:
        kept = session.get_one(NamesakeReview, review.id)
        assert kept.state is ReviewState.DIFFERENT


def test_a_list_can_be_thrown_away_before_it_came_in(organiser: FlaskClient) -> None:
    address = upload(organiser).location.replace("zuordnung", "verwerfen")
    organiser.post(address)
    with reading() as session:
        assert session.scalars(sa.select(ImportRun)).all() == []


def test_an_editor_sees_lists_but_does_not_bring_any(sign_in: Any) -> None:
    editor = sign_in(Role.EDITOR)
    page = editor.get("/listen/").text
    assert "Noch keine Liste" in page
    assert "Hochladen" not in page.replace("Hochgeladen", "")
    assert upload(editor).status_code == 403


def test_a_script_in_a_name_stays_text(organiser: FlaskClient, config: Config) -> None:
    hostile = "</script><script>alert(1)</script>"
    content = f"Datum;Betreff;Unternehmen\n24.11.2023;{hostile};{hostile}\n"
    page = organiser.get(upload(organiser, content).location).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_every_page_of_the_lists_needs_few_queries(
    organiser: FlaskClient, config: Config, database: sa.Engine
) -> None:
    show = take_in(organiser, config)
    seen: list[str] = []
    sa.event.listen(
        database, "before_cursor_execute", lambda *details: seen.append(details[2])
    )
    pages = ("/listen/", show, "/listen/pruefen/", "/listen/pruefen/personen")
    for address in pages:
        seen.clear()
        organiser.get(address)
        assert len(seen) <= 12, address


@pytest.mark.parametrize(
    "chosen",
    [
        {"subject": "Gibt es nicht"},
        {"date_format": "%d%d.%m.%Y"},
        {"date_format": "\0"},
        {"separator": "ab"},
    ],
)
def test_a_choice_that_cannot_be_meant_is_refused_at_its_field(
    organiser: FlaskClient, chosen: dict[str, str]
) -> None:
    address = upload(organiser).location
    answer = organiser.post(address, data=MAPPING | chosen)
    assert answer.status_code == 422
    assert 'class="errors"' in answer.text


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "<script>alert(1)</script>", "x" * 5_000, "a\0\u202eb"]
)
def test_the_name_of_a_file_is_only_shown(organiser: FlaskClient, name: str) -> None:
    file = (io.BytesIO(LIST.encode()), name)
    page = organiser.post("/listen/", data={"file": file}, follow_redirects=True)
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    with reading() as session:
        kept = session.scalars(sa.select(ImportRun.filename)).one()
    assert kept.isprintable()
    assert len(kept) <= 200
