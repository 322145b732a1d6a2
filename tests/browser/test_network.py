"""The network in a browser: filter it, and reach a contact by mouse and keyboard."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from crm import facts
from tests.browser.conftest import faults
from tests.cooperation.groups import make_g6

DRAWN = "#picture[data-is-drawn]"


@pytest.fixture
def names(signed_in: Page) -> dict[str, str]:
    with facts.transaction() as session:
        return make_g6(session)


@pytest.fixture
def opened(signed_in: Page, names: dict[str, str]) -> Page:
    signed_in.goto("/netzwerk/?level=actor")
    signed_in.locator(DRAWN).wait_for()
    return signed_in


def place_of(page: Page, node: str) -> Any:
    """Return where on the picture a node lies."""
    asked = "node => picture.network.canvasToDOM(picture.network.getPosition(node))"
    return page.evaluate(asked, node)


def test_a_click_shows_who_it_is_and_leads_there(
    opened: Page, names: dict[str, str]
) -> None:
    opened.locator("#picture").click(position=place_of(opened, names["A1"]))
    card = opened.locator("#card")
    expect(card.get_by_role("heading", name="A1")).to_be_visible()
    card.get_by_role("link", name="Zum Kontakt").click()
    expect(opened.get_by_role("heading", level=1, name="A1")).to_be_visible()


def test_a_double_click_opens_the_contact(opened: Page, names: dict[str, str]) -> None:
    opened.locator("#picture").dblclick(position=place_of(opened, names["B2"]))
    expect(opened.get_by_role("heading", level=1, name="B2")).to_be_visible()


def test_arrows_choose_and_enter_opens(opened: Page) -> None:
    opened.locator("#picture").focus()
    opened.keyboard.press("ArrowRight")
    first = opened.locator("#card h3")
    expect(first).to_have_text(re.compile("A1|B1"))
    began = first.inner_text()
    for arrow in ("ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"):
        opened.keyboard.press(arrow)
    expect(first).to_be_visible()
    chosen = opened.evaluate("picture.chosen")
    opened.keyboard.press("Enter")
    opened.wait_for_url(f"**/personen/{chosen.removeprefix('person-')}")
    assert began in {"A1", "B1"}


def test_a_filter_changes_picture_and_table_and_address(opened: Page) -> None:
    opened.get_by_label("Bereich", exact=True).select_option("administration")
    expect(opened.get_by_role("row", name="B1")).to_have_count(0)
    expect(opened.get_by_role("row", name="A1")).to_be_visible()
    opened.wait_for_url("**sector=administration**")
    opened.locator(DRAWN).wait_for()
    assert opened.evaluate("picture.nodes.length") == 3
    opened.get_by_role("link", name="Bereich: Verwaltung").click()
    expect(opened.get_by_role("row", name="B1")).to_be_visible()


def test_going_back_takes_the_filter_off_and_nothing_stays_in_the_browser(
    opened: Page,
) -> None:
    opened.get_by_label("Bereich", exact=True).select_option("administration")
    opened.wait_for_url("**sector=administration**")
    opened.locator(DRAWN).wait_for()
    opened.go_back()
    expect(opened.get_by_role("row", name="B1")).to_be_visible()
    expect(opened.get_by_label("Bereich", exact=True)).to_have_value("")
    opened.locator(DRAWN).wait_for()
    assert opened.evaluate("picture.nodes.length") == 6
    assert opened.evaluate("localStorage.length + sessionStorage.length") == 0


def test_the_search_leads_to_the_surroundings(opened: Page) -> None:
    opened.get_by_label("Im Netzwerk suchen").press_sequentially("B1")
    opened.locator("#node-hits").get_by_role("link", name="B1").click()
    heading = opened.get_by_role("heading", name="Umfeld von B1")
    expect(heading).to_be_visible()
    opened.locator(DRAWN).wait_for()
    assert opened.evaluate("picture.nodes.length") == 4


@pytest.mark.parametrize(
    "query",
    [
        "?level=actor",
        "?level=actor&colour=community",
        "?level=actor&shape=communities",
        "?level=actor&um={A1}",
        "?topic=Gibtesnicht",
    ],
)
@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_every_view_is_accessible_and_keeps_its_width(
    signed_in: Page, names: dict[str, str], query: str, *, scheme: Any, width: int
) -> None:
    signed_in.emulate_media(color_scheme=scheme)
    signed_in.set_viewport_size({"width": width, "height": 800})
    signed_in.goto(f"/netzwerk/{query.format(**names)}")
    if "topic" not in query:
        signed_in.locator(DRAWN).wait_for()
    assert faults(signed_in) == []
    asked = "document.documentElement.scrollWidth"
    assert signed_in.evaluate(asked) <= width
