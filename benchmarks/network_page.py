"""The page of the network on the meeting list: from database rows to the picture."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from benchmarks.measurements import Measurement, seconds
from benchmarks.projection import AS_OF, meeting_rows
from crm.contacts.models import Gender, LegalBasis, Organisation, Person, Sector
from crm.cooperation import networks, pictures, places, presence, snapshots
from crm.cooperation.pictures import Shape, View
from crm.cooperation.scopes import Level, Scope
from crm.database import connect
from crm.events.models import (
    AgendaItem,
    AgendaKind,
    Attendance,
    AttendanceStatus,
    Event,
    EventFormat,
    EventStatus,
)
from crm.facts import reading, transaction
from crm.migrations import upgrade

NOW = datetime(2021, 1, 1, tzinfo=UTC)
SCOPE = Scope(level=Level.ACTOR, as_of=AS_OF, half_life=365)


def run() -> list[Measurement]:
    """Measure fetching, taking and showing the network of actors."""
    with _filled_database():
        return [*_measure_fetch(), *_measure_page()]


def _measure_fetch() -> list[Measurement]:
    with reading() as session:
        by_core, rows = seconds(partial(presence.fetch, session, SCOPE))
    by_orm, _ = seconds(_fetch_objects)
    return [
        Measurement(f"fetching {len(rows):,} presences", f"{by_core:.3f} s"),
        Measurement("  as ORM objects", f"{by_orm:.3f} s"),
        Measurement("  ratio", f"{by_orm / by_core:.0f}x"),
    ]


def _measure_page() -> list[Measurement]:
    with reading() as session:
        to_take, taken = seconds(
            partial(snapshots.take, session, SCOPE, now=NOW), runs=1
        )
    with transaction(now=NOW) as session:
        snapshots.keep(session, taken)
    to_read, network = seconds(_read)
    first = next(iter(network.graph))
    views = {
        "picture of the strongest part": View(),
        "picture of the communities": View(shape=Shape.COMMUNITIES),
        "picture of a neighbourhood": View(around=str(first)),
    }
    size = len(taken.content) / 1000
    return [
        Measurement("computing a snapshot", f"{to_take:.2f} s", "< 5 s", to_take < 5),
        Measurement("  size", f"{size:.0f} kB"),
        Measurement("reading it from the database", f"{to_read * 1000:.0f} ms"),
        Measurement("  ratio", f"{to_take / to_read:.0f}x"),
        Measurement(
            "unpacking it, once a process", f"{_unpacking(taken.content):.2f} s"
        ),
        *(
            _shown(name, partial(pictures.draw, network, v))
            for name, v in views.items()
        ),
        _shown("place on a contact's page", partial(_place, str(first))),
    ]


def _shown(name: str, call: Callable[[], object]) -> Measurement:
    return Measurement(name, f"{seconds(call)[0] * 1000:.0f} ms")


def _unpacking(content: bytes) -> float:
    return seconds(partial(networks.unpack.__wrapped__, content))[0]


def _read() -> networks.Network:
    with reading() as session:
        found = snapshots.current(session, SCOPE, now=NOW)
        return snapshots.network_of(found)


def _place(node: str) -> object:
    with reading() as session:
        return places.place_in_network(session, node, now=NOW)


def _fetch_objects() -> list[Attendance]:
    rows = (
        sa.select(Attendance)
        .join(Attendance.item)
        .join(AgendaItem.event)
        .where(Event.held_on <= AS_OF)
        .options(
            joinedload(Attendance.item, innerjoin=True).joinedload(
                AgendaItem.event, innerjoin=True
            ),
            joinedload(Attendance.person),
            joinedload(Attendance.organisation),
        )
    )
    with reading() as session:
        return list(session.scalars(rows))


@contextmanager
def _filled_database() -> Iterator[None]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'benchmark.sqlite3'}"
        upgrade(url)
        engine = connect(url)
        with transaction(now=NOW) as session:
            _fill(session, meeting_rows())
        yield
        engine.dispose()


def _fill(session: Session, rows: list[tuple[int, str, date]]) -> None:
    names = dict.fromkeys(name for _, name, _ in rows)
    numbers = {name: number for number, name in enumerate(names, start=1)}
    days = {item: day for item, _, day in rows}
    people = [name for name in names if name.startswith("person ")]
    others = [name for name in names if not name.startswith("person ")]
    pairs = dict.fromkeys((item, name) for item, name, _ in rows)
    columns: dict[Any, list[dict[str, Any]]] = {
        Person: [_person(numbers[name], name) for name in people],
        Organisation: [_organisation(numbers[name], name) for name in others],
        Event: [_event(item, day) for item, day in days.items()],
        AgendaItem: [_item(item) for item in days],
        Attendance: [_attendance(item, numbers[name], name) for item, name in pairs],
    }
    for table, values in columns.items():
        session.execute(sa.insert(table), values)


def _person(number: int, name: str) -> dict[str, Any]:
    return {
        "id": number,
        "family_name": name.removeprefix("person "),
        "gender": Gender.UNKNOWN,
        "legal_basis": LegalBasis.PUBLIC_TASK,
        **_keys(name),
    }


def _organisation(number: int, name: str) -> dict[str, Any]:
    return {
        "id": number,
        "name": name.removeprefix("organisation "),
        "kind": "company",
        "sector": Sector.BUSINESS,
        **_keys(name),
    }


def _keys(name: str) -> dict[str, Any]:
    return {"match_key": name, "sort_key": name, "search": name, "version": 1}


def _event(item: int, day: date) -> dict[str, Any]:
    return {
        "id": item + 1,
        "title": "Gespräch",
        "format": EventFormat.MEETING,
        "status": EventStatus.HELD,
        "held_on": day,
        "sort_key": "",
        "search": "",
        "version": 1,
    }


def _item(item: int) -> dict[str, Any]:
    kind = AgendaKind.SESSION
    return {
        "id": item + 1,
        "event_id": item + 1,
        "kind": kind,
        "title": "",
        "place": 1,
    }


def _attendance(item: int, number: int, name: str) -> dict[str, Any]:
    column = "person_id" if name.startswith("person ") else "organisation_id"
    both = {"person_id": None, "organisation_id": None}
    status = AttendanceStatus.PRESENT
    return {"item_id": item + 1, "status": status, **both, column: number}
