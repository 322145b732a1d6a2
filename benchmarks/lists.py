"""List pages and search with 100,000 contacts, against a page that reads all rows."""

import logging
import random
import tempfile
from collections.abc import Iterator
from datetime import date
from statistics import quantiles
from time import perf_counter

import sqlalchemy as sa
from flask.testing import FlaskClient

from benchmarks.measurements import Measurement
from crm import facts, migrations
from crm.accounts import users
from crm.accounts.models import Role
from crm.app import create_app
from crm.config import Config
from crm.contacts.matching import organisation_key, person_key
from crm.contacts.models import (
    Gender,
    LegalBasis,
    Organisation,
    OrganisationKind,
    Person,
    Position,
    Sector,
)
from crm.database import Sessions, connect
from crm.text import search_text, sort_key

PEOPLE = 80_000
ORGANISATIONS = 20_000
PASSWORD = "messen und vergleichen"  # noqa: S105 - of a throw-away database
RUNS = 40
TARGET = 0.1

PAGES = {
    "list of people": "/personen/",
    "list of people, page 900": "/personen/?seite=900",
    "people, one filter": "/personen/?sector=science",
    "people, search for a common word": "/personen/?q=schm",
    "people, search for a rare word": "/personen/?q=zylinder",
    "list of organisations": "/organisationen/",
    "organisations, filter and sort": "/organisationen/?kind=company&sort=city",
    "typeahead of people": "/personen/vorschlaege?q=muell",
    "typeahead of organisations": "/organisationen/vorschlaege?q=bau",
    "search over everything": "/suche/?q=wald",
}

_GIVEN = "Anna Max Eva Jörg Zeynep Karl Lena Öykü Tim Ida Paul Ruth Emil Gül".split()
_FAMILY = "Müller Schmidt Groß Yıldız Weiß Wagner Böhm Kaya Roth Wald Lange".split()
_BRANCH = "Bau Logistik Wärme Druck Optik Wald Werke Handel Technik Medien".split()
_TOWNS = "Kassel Jena Kaiserslautern Gera Baunatal Kahla Hofgeismar".split()


def run() -> Iterator[Measurement]:
    """Yield the 95th percentile of each page, and the ratio to reading all rows."""
    logging.disable(logging.INFO)
    with tempfile.TemporaryDirectory() as folder:
        client = _client(Config(data=folder))
        slowest = 0.0
        for name, path in PAGES.items():
            p95 = _p95(client, path)
            slowest = max(slowest, p95)
            yield Measurement(name, f"{p95 * 1000:.0f} ms", "< 100 ms", p95 < TARGET)
        reference = _read_all()
        yield Measurement("all people read as objects, once", f"{reference:.1f} s")
        yield Measurement("  ratio to the slowest page", f"{reference / slowest:.0f}x")


def _client(config: Config) -> FlaskClient:
    migrations.upgrade(config.url)
    connect(config.url)
    _fill()
    app = create_app(config)
    app.config.update(WTF_CSRF_ENABLED=False)
    with facts.transaction() as session:
        user = users.open_account(
            session, "Messung", email="messung@stadt.example", role=Role.READER
        )
        users.set_password(user, PASSWORD)
    client = app.test_client()
    client.post("/anmelden", data={"email": user.email, "password": PASSWORD})
    return client


def _p95(client: FlaskClient, path: str) -> float:
    times = []
    for _ in range(RUNS):
        start = perf_counter()
        answer = client.get(path)
        times.append(perf_counter() - start)
        assert answer.status_code == 200, (path, answer.status_code)
    return quantiles(times, n=20)[-1]


def _read_all() -> float:
    start = perf_counter()
    with facts.reading() as session:
        session.scalars(sa.select(Person)).all()
    return perf_counter() - start


def _fill() -> None:
    chance = random.Random(7)
    with Sessions() as session:
        session.execute(sa.insert(Organisation), list(_organisations(chance)))
        session.execute(sa.insert(Person), list(_people(chance)))
        session.execute(sa.insert(Position), list(_positions(chance)))
        session.execute(sa.text("ANALYZE"))
        session.commit()


def _organisations(chance: random.Random) -> Iterator[dict[str, object]]:
    for number in range(ORGANISATIONS):
        city = chance.choice(_TOWNS)
        name = f"{chance.choice(_FAMILY)} {chance.choice(_BRANCH)} {number} GmbH"
        yield {
            "name": name,
            "kind": chance.choice(list(OrganisationKind)),
            "sector": chance.choice(list(Sector)),
            "city": city,
            "match_key": organisation_key(name),
            "sort_key": sort_key(name),
            "search": search_text(name, city),
        }


def _people(chance: random.Random) -> Iterator[dict[str, object]]:
    for number in range(PEOPLE):
        given, family = chance.choice(_GIVEN), f"{chance.choice(_FAMILY)}-{number}"
        odd = "Zylinder" if number % 20_000 == 0 else chance.choice(_BRANCH)
        yield {
            "given_name": given,
            "family_name": family,
            "gender": Gender.UNKNOWN,
            "legal_basis": LegalBasis.PUBLIC_TASK,
            "match_key": person_key(given, family),
            "sort_key": sort_key(family, given),
            "search": search_text(given, family, odd),
        }


def _positions(chance: random.Random) -> Iterator[dict[str, object]]:
    for number in range(PEOPLE):
        yield {
            "person_id": number + 1,
            "organisation_id": chance.randrange(ORGANISATIONS) + 1,
            "function": "Leitung",
            "since": date(2020, 1, 1),
        }
