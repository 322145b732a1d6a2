"""A served application, a page in Chromium, and eyes for what is wrong with it."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import sqlalchemy as sa
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page
from waitress.server import create_server

from crm import facts
from crm.accounts.models import Role
from crm.app import create_app
from crm.config import Config
from crm.migrations import upgrade
from tests.factories import PASSWORD, make_user


@pytest.fixture(scope="session")
def database_url(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a database of its own: what a browser shows is the same on every kind."""
    url = f"sqlite:///{tmp_path_factory.mktemp('browser') / 'browser.sqlite3'}"
    upgrade(url)
    return url


@pytest.fixture(scope="session")
def shared_app(engine: sa.Engine, config: Config) -> Flask:
    """Return the application as people use it, with all its protections on."""
    return create_app(config)


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Serve the application and yield its address."""
    server: Any = create_server(app, host="127.0.0.1", port=0, threads=4)

    def serve() -> None:
        with suppress(OSError):  # closing takes the socket from under its loop
            server.run()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(timeout=5)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Yield a page that fails the test when the browser complains."""
    context = browser.new_context(base_url=address, locale="de-DE")
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: _note(complaints, said))
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def signed_in(page: Page) -> Page:
    """Return the page with an administrator signed in through the form."""
    with facts.transaction() as session:
        user = make_user(session, role=Role.ADMINISTRATOR, name="Eva Groß")
    page.goto("/anmelden")
    page.get_by_label("E-Mail").fill(user.email)
    page.get_by_label("Passwort", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    page.get_by_role("heading", name="Übersicht", level=1).wait_for()
    return page


def faults(page: Page) -> list[str]:
    """Return what axe finds against WCAG 2.2 AA and good practice."""
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:160]}"
        for fault in found
        for node in fault["nodes"]
    ]


def _note(complaints: list[str], said: Any) -> None:
    is_answered = "Failed to load resource" in said.text
    if said.type in ("error", "warning") and not is_answered:
        complaints.append(said.text)
