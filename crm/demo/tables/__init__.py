"""The tables of the example, read into rows that know their columns."""

import csv
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class OrganisationRow:
    """An organisation; an empty domain is that of its parent."""

    key: str
    name: str
    short_name: str
    kind: str
    sector: str
    parent: str
    city: str
    domain: str


@dataclass(frozen=True, kw_only=True)
class PositionRow:
    """A position; the first row of a person also says who they are."""

    key: str
    title: str
    given_name: str
    family_name: str
    gender: str
    organisation: str
    function: str
    since: date
    until: date | None


@dataclass(frozen=True, kw_only=True)
class ItemRow:
    """An agenda item with the keys of those expected.

    "rueb" is a person, "rueb@wendebach" the same person through one of several
    positions. `everyone` adds all who are present at another item of the event.
    """

    kind: str
    title: str
    begins: time | None = None
    ends: time | None = None
    room: str | None = None
    notes: str | None = None
    topics: list[str] = field(default_factory=list)
    everyone: bool = False
    present: list[str] = field(default_factory=list)
    excused: list[str] = field(default_factory=list)
    represented: list[str] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    institutions: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class EventRow:
    """An event on a day, or so many days ahead of the day of the telling."""

    title: str
    format: str
    held_on: date | None = None
    ahead: int = 0
    status: str = "held"
    begins: time | None = None
    ends: time | None = None
    venue: str
    description: str
    agenda: list[ItemRow]


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """One story: its series, its events and whom it brings along."""

    taken_up_on: date
    source: str
    purpose: str
    series: dict[str, str]
    events: list[EventRow]
    organisations: list[OrganisationRow]
    positions: list[PositionRow]


def read_scenarios() -> list[Scenario]:
    """Read all stories, by the names of their folders."""
    return [_scenario(file.parent) for file in sorted(FOLDER.glob("*/scenario.toml"))]


def _scenario(folder: Path) -> Scenario:
    told = tomllib.loads((folder / "scenario.toml").read_text(encoding="utf-8"))
    return Scenario(
        **told
        | {
            "series": told["series"] | _paragraphs(told["series"], "description"),
            "events": [_event(row) for row in told["events"]],
        },
        organisations=[
            OrganisationRow(**row) for row in _rows(folder, "organisations")
        ],
        positions=[_position(row) for row in _rows(folder, "people")],
    )


def _rows(folder: Path, name: str) -> Iterable[dict[str, str]]:
    text = (folder / f"{name}.csv").read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines(), delimiter=";")


def _position(row: dict[str, Any]) -> PositionRow:
    until = date.fromisoformat(row["until"]) if row["until"] else None
    since = date.fromisoformat(row["since"])
    return PositionRow(**row | {"since": since, "until": until})


def _event(row: dict[str, Any]) -> EventRow:
    agenda = [ItemRow(**item | _paragraphs(item, "notes")) for item in row["agenda"]]
    return EventRow(**row | _paragraphs(row, "description") | {"agenda": agenda})


def _paragraphs(row: dict[str, Any], name: str) -> dict[str, str]:
    """Return a text of the row, if it has one, with one line for each paragraph."""
    if name not in row:
        return {}
    parts = row[name].split("\n\n")
    return {name: "\n\n".join(" ".join(part.split()) for part in parts)}
