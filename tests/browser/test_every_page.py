"""Every page, wide and narrow, light and dark: accessible, within its frame."""

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page

from crm import demo, facts
from crm.contacts.models import Organisation, Person
from crm.events.models import Event, EventSeries
from tests.browser.conftest import faults
from tests.conftest import NOW
from tests.factories import ZONE

PATHS = (
    "/",
    "/suche/?q=wärme",
    "/suche/?q=gibtesnicht",
    "/organisationen/",
    "/organisationen/?q=gibtesnicht",
    "/organisationen/{organisation}",
    "/organisationen/{organisation}/bearbeiten",
    "/organisationen/neu",
    "/personen/",
    "/personen/?on=2021-01-01&sector=business",
    "/personen/{person}",
    "/personen/neu",
    "/stellen/neu/{person}",
    "/veranstaltungen/",
    "/veranstaltungen/{event}",
    "/veranstaltungen/neu",
    "/reihen/",
    "/reihen/{series}",
    "/reihen/neu",
    "/netzwerk/",
    "/listen/",
    "/konten/",
    "/konten/neu",
    "/konto/passwort",
    "/postausgang/",
    "/nirgends",
)
LOOKS = (("light", 1280), ("dark", 360))


@pytest.fixture
def filled(signed_in: Page) -> Page:
    demo.fill(today=NOW.date(), zone=ZONE)
    return signed_in


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_every_page_is_accessible_and_keeps_its_width(
    filled: Page, scheme: str, width: int
) -> None:
    filled.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    filled.set_viewport_size({"width": width, "height": 800})
    found = {path: _look(filled, path) for path in _addresses()}
    assert {path: faults for path, faults in found.items() if faults} == {}


@pytest.mark.parametrize("path", ["/anmelden", "/passwort-vergessen"])
def test_what_guests_see_is_accessible(page: Page, path: str) -> None:
    page.goto(path)
    assert faults(page) == []


def test_empty_pages_are_accessible_and_say_what_to_do(signed_in: Page) -> None:
    for path in (
        "/",
        "/organisationen/",
        "/personen/",
        "/veranstaltungen/",
        "/reihen/",
    ):
        signed_in.goto(path)
        assert faults(signed_in) == [], path
        assert signed_in.locator(".empty").count() == 1, path


def _look(page: Page, path: str) -> list[str]:
    page.goto(path)
    page.wait_for_load_state("networkidle")
    spill = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return faults(page) + ([f"{spill} px too wide"] if spill > 0 else [])


def _addresses() -> list[str]:
    kinds = {
        "organisation": Organisation,
        "person": Person,
        "event": Event,
        "series": EventSeries,
    }
    with facts.reading() as session:
        ids = {
            name: session.scalar(sa.select(sa.func.min(kind.id)))
            for name, kind in kinds.items()
        }
    return [path.format(**ids) for path in PATHS]
