"""The first story: sign in, take a list in, find the network, reach a contact."""

import re
from collections.abc import Iterator
from threading import Event, Thread
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from crm.config import Config
from jobs import run_imports
from tests.conftest import NOW

SAMPLE = """Datum;Anlass;Person;Amt;Unternehmen
24.11.2025;Fokus Wärme;Eva Groß;Umweltamt;Wärmewerk Süd GmbH
25.11.2025;City-Logistik;Jörg Müller;Straßenamt;Spedition Nord
26.11.2025;Ladezonen;Eva Groß;Umweltamt;Spedition Nord
31.02.2026;Kein Tag;Eva Groß;Umweltamt;Spedition Nord
"""
DRAWN = "#picture[data-is-drawn]"


@pytest.fixture
def at_work(config: Config) -> Iterator[None]:
    """Let lists come in while the pages are looked at, as the served product does."""
    done = Event()
    worker = Thread(target=_work, args=(config, done), daemon=True)
    worker.start()
    yield
    done.set()
    worker.join(timeout=10)


def _work(config: Config, done: Event) -> None:
    while not done.wait(0.1):
        run_imports.run(config, NOW)


@pytest.mark.usefixtures("at_work")
def test_a_list_comes_in_and_its_network_leads_to_the_contacts(signed_in: Page) -> None:
    _upload(signed_in)
    _choose_columns(signed_in)
    _take_in(signed_in)
    signed_in.get_by_role("link", name="Zum Netzwerk").click()
    _narrow(signed_in)
    _reach_by_mouse(signed_in)
    signed_in.go_back()
    _reach_by_keyboard(signed_in)


def _upload(page: Page) -> None:
    page.get_by_role("link", name="Liste übernehmen").click()
    file: Any = {"name": "Treffen.csv", "mimeType": "text/csv"}
    file["buffer"] = SAMPLE.encode("cp1252")
    page.get_by_label("Datei").set_input_files(file)
    page.get_by_role("button", name="Hochladen").click()


def _choose_columns(page: Page) -> None:
    choices = {
        "Betreff *": "Anlass",
        "Personen": "Person",
        "Organisation der Personen": "Amt",
        "Organisationen": "Unternehmen",
    }
    for label, column in choices.items():
        page.get_by_label(label, exact=True).select_option(column)
    expect(page.locator("#vorschau")).to_contain_text("Wärmewerk Süd GmbH")
    page.get_by_role("button", name="Probelauf starten").click()


def _take_in(page: Page) -> None:
    page.get_by_role("button", name="Übernehmen").click()
    expect(page.get_by_role("heading", name="Was daraus wurde")).to_be_visible()
    expect(page.get_by_text("neue Treffen").locator("..")).to_contain_text("3")
    expect(page.get_by_role("row", name="31.02.2026")).to_be_visible()


def _narrow(page: Page) -> None:
    page.get_by_label("Ebene").select_option("actor")
    page.locator(DRAWN).wait_for()
    assert page.evaluate("picture.nodes.length") == 4
    page.get_by_label("Seit").fill("2025-11-25")
    page.get_by_label("Seit").blur()
    page.wait_for_url("**since=2025-11-25**")
    expect(page.get_by_role("row", name="Wärmewerk Süd")).to_have_count(0)
    page.locator(DRAWN).wait_for()
    assert page.evaluate("picture.nodes.length") == 3


def _reach_by_mouse(page: Page) -> None:
    asked = """() => picture.network.canvasToDOM(picture.network.getPosition(
        picture.drawn.nodes.find((node) => node.label === "Eva Groß").id))"""
    page.locator("#picture").click(position=page.evaluate(asked))
    card = page.locator("#card")
    expect(card.get_by_role("heading", name="Eva Groß")).to_be_visible()
    card.get_by_role("link", name="Zum Kontakt").click()
    expect(page.get_by_role("heading", level=1, name="Eva Groß")).to_be_visible()


def _reach_by_keyboard(page: Page) -> None:
    page.locator(DRAWN).wait_for()
    page.locator("#picture").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#card h3")).to_have_text("Spedition Nord")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/organisationen/\d+"))
    name = page.get_by_role("heading", level=1, name="Spedition Nord")
    expect(name).to_be_visible()
