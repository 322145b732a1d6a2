"""Taking a meeting list in, against one object a row and one look-up a name.

The real list when it lies beside the repository, else one of its size, made up.
Each import runs in a process of its own, so that its peak memory is its own.
"""

import csv
import io
import random
import resource
import sys
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from time import process_time

import sqlalchemy as sa
from sqlalchemy.orm import Session

from benchmarks.measurements import Measurement
from crm import facts, migrations
from crm.config import Config
from crm.contacts.matching import organisation_key
from crm.contacts.models import Organisation, OrganisationKind, Person, Sector
from crm.database import Sessions, connect
from crm.events.models import (
    AgendaItem,
    AgendaKind,
    Attendance,
    AttendanceStatus,
    Event,
    EventFormat,
    EventStatus,
)
from crm.exchange import runs
from crm.exchange.columns import Target
from crm.exchange.options import MeetingOptions
from crm.exchange.reports import Report
from crm.exchange.rows import Meeting, Reader
from crm.exchange.tables import Table, open_table
from crm.facts import transaction
from crm.subscribers import SUBSCRIBERS

REAL = Path(__file__).parents[2] / "shared/data/meetings/mep-meetings-2019-2020.csv"
ROWS = 13_564
TARGET = 2_000
MOST_MEGABYTES = 300
NAIVE_ROWS = 1_000

OPTIONS = MeetingOptions(
    columns={
        Target.DATE: "date",
        Target.SUBJECT: "title",
        Target.PEOPLE: "mep",
        Target.PEOPLE_ORGANISATION: "group",
        Target.ORGANISATIONS: "lobbyists",
    },
    separator=",",
    date_format="%d-%m-%Y",
)

_HEADER = ("date", "title", "mep", "group", "lobbyists")


def run() -> Iterator[Measurement]:
    """Yield the speed of a first and a second import, memory, and the naive ratio."""
    content = REAL.read_bytes() if REAL.exists() else _made_up()
    yield Measurement("list", "the real one" if REAL.exists() else "made up")
    with tempfile.TemporaryDirectory() as folder:
        first, peak = _apart(_take_in, content, folder)
        second, _ = _apart(_take_in, content, folder)
    with tempfile.TemporaryDirectory() as folder:
        naive, _ = _apart(_take_in_naively, content, folder)
    yield _speed("first import, review search included", first)
    yield _speed("the same list again", second)
    enough = f"< {MOST_MEGABYTES} MB"
    yield Measurement("peak memory", f"{peak:.0f} MB", enough, peak < MOST_MEGABYTES)
    yield Measurement("one object a row", f"{naive:,.0f} meetings/s")
    yield Measurement("  ratio", f"{first / naive:.1f}x")


def _speed(name: str, found: float) -> Measurement:
    target = f"> {TARGET:,} meetings/s"
    return Measurement(name, f"{found:,.0f} meetings/s", target, found > TARGET)


def _apart(
    work: Callable[[bytes, str], float], content: bytes, folder: str
) -> tuple[float, float]:
    """Return what the work measured in a process of its own, and its peak in MB."""
    with get_context("spawn").Pool(1) as pool:
        return pool.apply(work, (content, folder)), pool.apply(_peak)


def _peak() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _take_in(content: bytes, folder: str) -> float:
    """Take the list in as the command does; return meetings a second."""
    _open(folder)
    begin = process_time()
    table = _table(content)
    with transaction() as session:
        run = runs.upload(
            session, table, content=content, filename="list.csv", options=OPTIONS
        )
        runs.begin(run, "benchmark", now=datetime.now(UTC))
    intake = runs.intake_of(run)
    for batch in Reader(table, OPTIONS).batches():
        with transaction() as session:
            runs.take(session, run.id, worker="benchmark", intake=intake, batch=batch)
    with transaction() as session:
        done = runs.finish(session, run.id, worker="benchmark")
    return Report.from_json(done.report).rows / (process_time() - begin)


def _take_in_naively(content: bytes, folder: str) -> float:
    """Take the first rows in, an object each and a query for every name."""
    _open(folder)
    rows = list(islice(Reader(_table(content), OPTIONS).rows(), NAIVE_ROWS))
    begin = process_time()
    with Sessions() as session:
        for row in rows:
            if isinstance(row, Meeting):
                _add(session, row)
        session.commit()
    return len(rows) / (process_time() - begin)


def _add(session: Session, meeting: Meeting) -> None:
    event = Event(
        title=meeting.subject,
        format=EventFormat.MEETING,
        status=EventStatus.HELD,
        held_on=meeting.day,
        source_key=meeting.key,
    )
    event.refresh_keys()
    item = AgendaItem(
        event=event, kind=AgendaKind.SESSION, title=meeting.subject, place=1
    )
    present = AttendanceStatus.PRESENT
    session.add(item)
    session.flush()
    for guest in meeting.guests:
        person = _person(session, guest.name.family, guest.key)
        session.add(Attendance(item=item, person_id=person.id, status=present))
    for organisation in {_organisation(session, n) for n in meeting.organisations}:
        session.add(
            Attendance(item=item, organisation_id=organisation.id, status=present)
        )


def _person(session: Session, name: str, key: str) -> Person:
    found = session.scalar(sa.select(Person).where(Person.match_key == key))
    if found is None:
        found = Person(family_name=name)
        found.refresh_keys([])
        found.match_key = key
        session.add(found)
        session.flush()
    return found


def _organisation(session: Session, name: str) -> Organisation:
    is_same = Organisation.match_key == organisation_key(name)
    found = session.scalar(sa.select(Organisation).where(is_same))
    if found is None:
        found = Organisation(
            name=name, kind=OrganisationKind.COMPANY, sector=Sector.BUSINESS
        )
        found.refresh_keys()
        session.add(found)
        session.flush()
    return found


def _open(folder: str) -> None:
    url = Config(data=folder).url
    migrations.upgrade(url)
    connect(url)
    facts.subscribe(SUBSCRIBERS)


def _table(content: bytes) -> Table:
    return open_table(io.BytesIO(content), largest=len(content))


def _made_up() -> bytes:
    """Return a list of the size and shape of the real one."""
    chance, text = random.Random(7), io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_HEADER)
    for number in range(ROWS):
        day = date(2019, 7, 1) + timedelta(days=chance.randrange(540))
        person = chance.randrange(350)
        firms = [_firm(chance) for _ in range(chance.choice((1, 1, 1, 1, 2, 3)))]
        title = f"Exchange of views {number} on chapter {chance.randrange(90)}"
        group = f"Group {person % 8}"
        writer.writerow(
            (f"{day:%d-%m-%Y}", title, f"Ann{person} MEMBER", group, ", ".join(firms))
        )
    return text.getvalue().encode()


def _firm(chance: random.Random) -> str:
    """Return a name that often comes again, as in real lists."""
    number = min(chance.randrange(12_000), chance.randrange(30_000))
    first, second = divmod(number * 7919 % 1_000_003, 977)
    return f"{_SYLLABLES[first % 20]}{_SYLLABLES[second % 20]} Association {number}"


_SYLLABLES = (
    "Euro Bio Agro Med Tele Info Trans Pharma Solar Aqua "
    "Metal Petro Chem Auto Avia Agri Eco Geo Nano Omni"
).split()
