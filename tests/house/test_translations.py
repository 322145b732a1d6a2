"""Every German text has its English, and an English page shows no German."""

import io
import re
from collections.abc import Iterator
from datetime import datetime
from gettext import GNUTranslations
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Message
from flask import Flask
from flask.testing import FlaskClient
from flask_babel import force_locale, gettext, ngettext, pgettext
from sqlalchemy.orm import Session

from crm import facts
from crm.config import Config
from crm.events.models import AgendaKind, AttendanceStatus
from jobs import run_imports
from tests.factories import (
    make_agenda_item,
    make_attendance,
    make_event,
    make_organisation,
    make_person,
    make_position,
    make_series,
)
from tests.house import catalogue

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
GERMAN_LETTER = re.compile("[ÄÖÜäöüß„]")
HEARD_OR_SEEN = {"alt", "aria-label", "data-failed", "data-others", "placeholder"}
MEETINGS = b"""Date;Subject;Person;For;Organisation
2026-02-16;Visit;Kim Lee;Town;Northern Heating
2026-02-17;Talk;Kim Lee;County;Northern Heatings
x;y;z;;
"""
MAPPING = {
    "date": "Date",
    "subject": "Subject",
    "people": "Person",
    "people_organisation": "For",
    "organisations": "Organisation",
    "separator": ",",
    "date_format": "%Y-%m-%d",
}
REFRESH = "python -m tests.house.catalogue"


@pytest.fixture(scope="module")
def english() -> list[Message]:
    return list(catalogue.entries(catalogue.kept()).values())


class Texts(HTMLParser):
    """Collects what a page says, piece by piece."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.found.append(" ".join(data.split()))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = HEARD_OR_SEEN | ({"title"} if tag != "svg" else set())
        self.found += [value for name, value in attrs if name in named and value]


def test_the_catalogue_holds_exactly_the_texts_in_use() -> None:
    is_fresh = catalogue.written(catalogue.refreshed()) == catalogue.written(
        catalogue.kept()
    )
    assert is_fresh, f"texts changed, run: {REFRESH}"
    assert catalogue.PO.read_text(encoding="utf-8") == catalogue.written(
        catalogue.kept()
    )


def test_every_text_has_its_english(english: list[Message]) -> None:
    missing = [m.id for m in english if m.fuzzy or not all(catalogue.forms(m.string))]
    assert missing == []


def test_every_translation_keeps_the_placeholders(english: list[Message]) -> None:
    differing = [
        (german, word)
        for message in english
        for german, word in zip(
            catalogue.forms(message.id), catalogue.forms(message.string), strict=True
        )
        if set(PLACEHOLDER.findall(german)) != set(PLACEHOLDER.findall(word))
    ]
    assert differing == []


def test_no_translation_holds_german_letters(english: list[Message]) -> None:
    words = [word for message in english for word in catalogue.forms(message.string)]
    assert [word for word in words if GERMAN_LETTER.search(word)] == []


def test_the_compiled_catalogue_says_the_same(english: list[Message]) -> None:
    compiled = GNUTranslations(io.BytesIO(catalogue.MO.read_bytes()))
    wrong = [m.id for m in english if said(compiled, m) != catalogue.forms(m.string)]
    assert wrong == []


def test_german_needs_no_catalogue_for_one_and_many(app: Flask) -> None:
    with app.test_request_context(), force_locale("de"):
        said = [ngettext("%(num)s Zeile", "%(num)s Zeilen", n) for n in (0, 1, 2)]
        assert said == ["0 Zeilen", "1 Zeile", "2 Zeilen"]
        assert pgettext("Rolle", "Bearbeiten") == "Bearbeiten"


def test_english_tells_a_role_from_a_button(app: Flask) -> None:
    with app.test_request_context(), force_locale("en_GB"):
        assert gettext("Bearbeiten") == "Edit"
        assert pgettext("Rolle", "Bearbeiten") == "Editor"


def test_english_pages_write_days_the_british_way(sign_in: Any) -> None:
    with facts.transaction() as session:
        event = make_event(session, "Opening")
    page = in_english(sign_in()).get(f"/veranstaltungen/{event.id}").text
    assert '<html lang="en"' in page
    assert "16 February 2026" in page


def test_an_empty_house_speaks_english(app: Flask, sign_in: Any) -> None:
    client = in_english(sign_in())
    assert german_on(client, addresses(app, {})) == {}


def test_a_full_house_speaks_english(app: Flask, sign_in: Any) -> None:
    client = in_english(sign_in())
    with facts.transaction() as session:
        known = furnish(session)
    known |= {"letter_id": write_letter(client)}
    assert german_on(client, addresses(app, known) + searches(known)) == {}


def test_a_list_comes_in_in_english(
    app: Flask, sign_in: Any, config: Config, now: datetime
) -> None:
    client = in_english(sign_in())
    known: dict[str, int | str] = {"run_id": upload(client)}
    pages = [page for page in addresses(app, known) if page.startswith("/listen")]
    for step in ("zuordnung", "uebernehmen"):
        assert german_on(client, pages) == {}
        client.post(f"/listen/{known['run_id']}/{step}", data=MAPPING)
        assert german_on(client, pages) == {}
        run_imports.run(config, now)
    assert german_on(client, pages) == {}
    assert "one letter differs" in client.get("/listen/pruefen/").text


def test_a_refused_form_speaks_english(sign_in: Any) -> None:
    client = in_english(sign_in())
    for path in ("/personen/neu", "/organisationen/neu", "/veranstaltungen/neu"):
        page = client.post(path, data={"email": "x", "website": "x", "held_on": "x"})
        assert page.status_code == 422
        assert german_in(page.text) == [], path


def test_guests_choose_their_language(client: FlaskClient) -> None:
    assert "Anmelden" in german_in(client.get("/anmelden").text)
    page = in_english(client).post("/anmelden", data={"email": "", "password": ""})
    assert "Sign in" in page.text
    assert german_in(page.text) == []


def in_english(client: FlaskClient) -> FlaskClient:
    client.post("/konten/darstellung", data={"language": "en"})
    return client


def said(translations: GNUTranslations, message: Message) -> tuple[str, ...]:
    """Return what gettext says for a message, for one and for many."""
    if message.pluralizable:
        one, many = catalogue.forms(message.id)
        return tuple(translations.ngettext(one, many, n) for n in (1, 2))
    if message.context:
        return (translations.pgettext(message.context, str(message.id)),)
    return (translations.gettext(str(message.id)),)


def german_on(client: FlaskClient, pages: list[str]) -> dict[str, list[str]]:
    """Return what is German on each page that is not clean."""
    found = {path: german_in(client.get(path).text) for path in pages}
    return {path: texts for path, texts in found.items() if texts}


def german_in(page: str) -> list[str]:
    """Return the pieces of a page that are German texts of ours, or look German."""
    untranslated = re.compile("|".join(patterns()))
    return [
        text
        for text in Texts(page).found
        if untranslated.fullmatch(text) or GERMAN_LETTER.search(text)
    ]


def patterns() -> Iterator[str]:
    """Yield a pattern for each German text that is another in English."""
    for message in catalogue.entries(catalogue.kept()).values():
        german, english = catalogue.forms(message.id), catalogue.forms(message.string)
        same_in_both = set(german) & set(english)
        for text in set(german) - same_in_both:
            yield ".+".join(re.escape(part) for part in PLACEHOLDER.split(text))


def addresses(app: Flask, known: dict[str, int | str]) -> list[str]:
    """Return the pages whose address can be written with the ids known."""
    urls = app.url_map.bind("localhost")
    return [
        urls.build(rule.endpoint, {name: known[name] for name in rule.arguments})
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
        and rule.arguments <= set(known)
        and not rule.endpoint.startswith(("assets.", "static"))
    ]


def furnish(session: Session) -> dict[str, int | str]:
    """Make one of everything, and return the ids."""
    acme = make_organisation(session, "Acme", note="Note", parent_id=None)
    bora = make_organisation(session, "Bora")
    kim, lou = make_person(session, "Lee"), make_person(session, "Moss")
    position = make_position(session, kim, organisation=acme, function="Owner")
    series = make_series(session, "Breakfasts")
    event = make_event(session, "Opening", series_id=series.id)
    make_agenda_item(session, event, title="Welcome", kind=AgendaKind.PLENARY)
    item = make_agenda_item(session, event, title="Heat", topics=["Energy"])
    make_attendance(session, item, person=kim)
    make_attendance(session, item, person=lou, status=AttendanceStatus.EXCUSED)
    make_attendance(session, item, organisation=bora)
    return {
        "organisation_id": acme.id,
        "person_id": kim.id,
        "position_id": position.id,
        "series_id": series.id,
        "event_id": event.id,
        "item_id": item.id,
        "node": f"person-{kim.id}",
        "token": "gone",
    }


def write_letter(client: FlaskClient) -> int:
    sent = {"name": "Sam", "email": "sam@town.example", "role": "reader"}
    assert client.post("/konten/neu", data=sent).status_code == 302
    return 1 + next(
        number
        for number in range(10**6)
        if client.get(f"/postausgang/{number + 1}").status_code == 200
    )


def searches(known: dict[str, int | str]) -> list[str]:
    """Return addresses that ask for something, and one that leads nowhere."""
    around = f"level=actor&um={known['node']}"
    return [
        "/nowhere",
        "/suche/?q=acme",
        "/suche/?q=nobody",
        "/personen/?q=nobody&on=2026-02-16&archived=1",
        "/veranstaltungen/?status=draft&format=forum&since=2026-01-01",
        f"/netzwerk/?{around}",
        f"/netzwerk/karte?{around}",
        "/netzwerk/suche?q=lee&level=actor",
        "/netzwerk/?shape=communities&colour=community",
        "/netzwerk/?since=2026-03-01&sector=business",
    ]


def upload(client: FlaskClient) -> int:
    file = (io.BytesIO(MEETINGS), "meetings.csv")
    answer = client.post("/listen/", data={"file": file})
    return int(Path(answer.location).parts[2])
