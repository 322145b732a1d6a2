"""Every link of the example is followed, as each role and as a guest."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qs, urljoin, urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from crm import demo, facts
from crm.accounts.models import Role, User
from crm.app import CONTENT_SECURITY_POLICY
from crm.database import Base, Sessions
from crm.subscribers import SUBSCRIBERS
from tests.conftest import NOW
from tests.factories import PASSWORD, ZONE, hashed_password

HOME = "http://localhost/"
VOID = set("area base br col embed hr img input link meta source track wbr".split())
OPTIONAL_END = {"li", "option", "p", "td", "th", "tr"}
LOADED = {("img", "src"), ("link", "href"), ("script", "src"), ("form", "action")}
ALIKE = 2
"""Pages with the same address but for ids and choices that are looked at."""
MOST = 12
"""Pages with the same path but for ids that are looked at."""


@dataclass
class Seen(HTMLParser):
    """What is noticed on a page: its addresses, its headings, tags left open."""

    links: set[str] = field(default_factory=set)
    loaded: set[str] = field(default_factory=set)
    ids: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    title: str = ""
    headings: int = 0

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note addresses, ids, and what the policy would refuse."""
        for name, value in attrs:
            self._note(tag, name, value or "")
        self.headings += tag == "h1"
        if tag not in VOID and tag not in OPTIONAL_END:
            self.tags.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Shapes in a drawing close themselves."""
        for name, value in attrs:
            self._note(tag, name, value or "")

    def handle_endtag(self, tag: str) -> None:
        """Every end belongs to the last beginning."""
        if tag not in VOID | OPTIONAL_END and (not self.tags or self.tags.pop() != tag):
            self.faults.append(f"</{tag}> closes nothing")

    def handle_data(self, text: str) -> None:
        """Keep the title."""
        if self.tags[-1:] == ["title"] and "svg" not in self.tags:
            self.title += text

    def _note(self, tag: str, name: str, value: str) -> None:
        if name == "style" or name.startswith("on"):
            self.faults.append(f"{name} on <{tag}>")
        if name == "id":
            self.ids.append(value)
        if (tag, name) == ("a", "href"):
            self.links.add(value)
        if (tag, name) in LOADED or name.startswith(("hx-get", "data-hx-get")):
            self.loaded.add(value)


@pytest.fixture(scope="module")
def filled(engine: sa.Engine, shared_app: Flask) -> Iterator[Flask]:
    """Tell the example once for all roles; they sign in with one cheap password."""
    Sessions.configure(bind=engine)
    facts.subscribe(SUBSCRIBERS)
    demo.fill(today=NOW.date(), zone=ZONE)
    with facts.transaction() as session:
        session.execute(sa.update(User).values(password=hashed_password()))
    yield shared_app
    with engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())


@pytest.mark.parametrize("role", list(Role))
def test_every_link_leads_to_a_sound_page(filled: Flask, role: Role) -> None:
    faults = dict(crawl(_signed_in(filled, role)))
    assert {path: found for path, found in faults.items() if found} == {}
    assert len(faults) > 40


def test_guests_are_led_to_sound_pages(filled: Flask) -> None:
    faults = dict(crawl(filled.test_client()))
    assert {path: found for path, found in faults.items() if found} == {}


def crawl(client: FlaskClient) -> Iterator[tuple[str, list[str]]]:
    """Follow links from the home page and tell what is wrong with each page."""
    waiting, known, looked_at = deque([HOME]), {HOME}, Counter[str]()
    while waiting:
        address = waiting.popleft()
        path, kind = _kinds(address)
        if looked_at[path] >= MOST or looked_at[kind] >= ALIKE:
            continue
        looked_at.update({path, kind})
        with closing(client.get(address, follow_redirects=True)) as answer:
            seen = _read(answer)
            yield address.removeprefix(HOME), _faults(answer, seen)
        for link in sorted(seen.links | seen.loaded):
            target = urljoin(answer.request.url, link).partition("#")[0]
            if target.startswith(HOME) and target not in known:
                known.add(target)
                waiting.append(target)


def _signed_in(app: Flask, role: Role) -> FlaskClient:
    client = app.test_client()
    with facts.reading() as session:
        email = session.scalars(sa.select(User.email).where(User.role == role)).first()
    client.post("/anmelden", data={"email": email, "password": PASSWORD})
    return client


def _kinds(address: str) -> tuple[str, str]:
    """Return the path without ids, and with the names of the choices."""
    parts = urlsplit(address)
    path = re.sub(r"[0-9]+", "N", parts.path)
    return path, f"{path}?{'&'.join(sorted(parse_qs(parts.query)))}"


def _read(answer: TestResponse) -> Seen:
    seen = Seen()
    if answer.mimetype == "text/html":
        seen.feed(answer.text)
    return seen


def _faults(answer: TestResponse, seen: Seen) -> list[str]:
    faults = list(seen.faults)
    if answer.status_code not in (200, 405):
        faults.append(f"status {answer.status_code}")
    if answer.headers.get("Content-Security-Policy") != CONTENT_SECURITY_POLICY:
        faults.append("no policy")
    foreign = [a for a in seen.loaded if urlsplit(a).netloc not in ("", "localhost")]
    faults += [f"loads {address}" for address in foreign]
    if answer.mimetype == "text/html" and "<html" in answer.text:
        faults += _faults_of_page(seen)
    return faults


def _faults_of_page(seen: Seen) -> Iterator[str]:
    if seen.headings != 1:
        yield f"{seen.headings} h1"
    if not seen.title.removesuffix(" – Dialognetz").strip():
        yield "no title"
    if twice := {name for name in seen.ids if seen.ids.count(name) > 1}:
        yield f"ids twice: {sorted(twice)}"
    if seen.tags:
        yield f"left open: {seen.tags}"
