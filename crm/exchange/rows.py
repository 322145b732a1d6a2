"""From the rows of a list to meetings and to rows that are broken, batch by batch."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import lru_cache
from itertools import islice
from typing import Any

from marshmallow import ValidationError

from crm.contacts.matching import organisation_key, person_key
from crm.dialogue.models import topic_key
from crm.errors import Unreadable
from crm.exchange import names
from crm.exchange.names import PersonName
from crm.exchange.options import MeetingOptions
from crm.exchange.schemas import MeetingRowSchema
from crm.exchange.tables import Line, Table

BATCH = 1_000
"""Rows that come in together or not at all."""

_SHOWN = 200
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


match_key = lru_cache(maxsize=20_000)(organisation_key)
"""The key of an organisation's name; a list names the same ones again and again."""


@dataclass(frozen=True, slots=True)
class Guest:
    """A person of a row with the organisation and function the row gives them."""

    name: PersonName
    organisation: str
    function: str

    @property
    def key(self) -> str:
        """What two spellings of the person's name share."""
        return person_key(self.name.given, self.name.family)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A row that can be taken in; the key tells whether it was taken in before."""

    line: int
    day: date
    subject: str
    place: str
    topics: tuple[str, ...]
    guests: tuple[Guest, ...]
    organisations: tuple[str, ...]
    key: str


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that was left out: its line, the column it failed on, and why."""

    line: int
    column: str
    reason: str
    value: str

    def as_json(self) -> dict[str, Any]:
        """Return the row as JSON can keep it."""
        return asdict(self)


@dataclass(slots=True)
class Batch:
    """Rows that come in together; `begin` rows of the list came before them."""

    begin: int
    meetings: list[Meeting] = field(default_factory=list)
    broken: list[BrokenRow] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many rows it has, broken ones included."""
        return len(self.meetings) + len(self.broken)


class Reader:
    """Reads the rows of one table as meetings, from its first row to its last.

    Rows that are the same in all that counts are told apart by the order in
    which they stand in the list, so it always begins at the first row.
    """

    def __init__(self, table: Table, options: MeetingOptions) -> None:
        _check(table, options)
        self._table = table
        self._places = {
            str(target): table.columns.index(column)
            for target, column in options.columns.items()
        }
        self._schema = MeetingRowSchema(
            separator=options.separator,
            date_format=options.date_format,
            only=self._places,
        )
        self._seen: Counter[bytes] = Counter()

    def rows(self) -> Iterator[Meeting | BrokenRow]:
        """Yield every row as what it is."""
        return map(self._read, self._table.rows())

    def batches(self, *, skip: int = 0, size: int = BATCH) -> Iterator[Batch]:
        """Yield the rows in batches, without the first `skip` ones."""
        rows, begin = self.rows(), skip
        for _ in islice(rows, skip):
            pass
        while (batch := _batch(begin, islice(rows, size))).size:
            yield batch
            begin += batch.size

    def _read(self, line: Line) -> Meeting | BrokenRow:
        if line.reason:
            return BrokenRow(line.number, "", line.reason, _shown(line.cells))
        row = {name: line.cells[place] for name, place in self._places.items()}
        if _CONTROL.search("".join(row.values())):
            name = next(name for name, cell in row.items() if _CONTROL.search(cell))
            return _broken(line, name, row=row, reason="control_character")
        return self._loaded(line, row)

    def _loaded(self, line: Line, row: dict[str, str]) -> Meeting | BrokenRow:
        try:
            loaded = self._schema.load(row)
        except ValidationError as error:
            name, reasons = next(iter(error.messages_dict.items()))
            return _broken(line, name, row=row, reason=str(reasons[0]))
        guests = tuple(_guests(loaded))
        return Meeting(
            line=line.number,
            day=loaded["date"],
            subject=loaded["subject"],
            place=loaded.get("place", ""),
            topics=tuple(loaded.get("topics", ())),
            guests=guests,
            organisations=tuple(loaded.get("organisations", ())),
            key=self._key(loaded, guests),
        )

    def _key(self, loaded: dict[str, Any], guests: tuple[Guest, ...]) -> str:
        """Number rows with the same content: one row is one meeting."""
        content = json.dumps(_content(loaded, guests), ensure_ascii=False)
        digest = hashlib.sha256(content.encode()).digest()[:20]
        self._seen[digest] += 1
        return f"{digest.hex()}-{self._seen[digest]}"


def _check(table: Table, options: MeetingOptions) -> None:
    absent = [name for name in options.columns.values() if name not in table.columns]
    if absent or options.missing():
        wanted = absent or [str(target) for target in options.missing()]
        raise Unreadable("missing_columns", ", ".join(wanted))


def _batch(begin: int, rows: Iterator[Meeting | BrokenRow]) -> Batch:
    batch = Batch(begin)
    for row in rows:
        if isinstance(row, Meeting):
            batch.meetings.append(row)
        else:
            batch.broken.append(row)
    return batch


def _content(loaded: dict[str, Any], guests: tuple[Guest, ...]) -> list[Any]:
    """Return what makes it this meeting; spelling that does not count is folded."""
    return [
        loaded["date"].isoformat(),
        loaded["subject"].casefold(),
        loaded.get("place", "").casefold(),
        sorted(set(map(topic_key, loaded.get("topics", ())))),
        sorted(
            {(g.key, match_key(g.organisation), g.function.casefold()) for g in guests}
        ),
        sorted(set(map(match_key, loaded.get("organisations", ())))),
    ]


def _guests(row: dict[str, Any]) -> Iterator[Guest]:
    names_in_row = row.get("people", ())
    columns = names_in_row, row["people_organisation"], row["people_function"]
    for name, organisation, function in zip(*columns, strict=True):
        yield Guest(names.person(name), organisation, function)


def _broken(line: Line, name: str, *, row: dict[str, str], reason: str) -> BrokenRow:
    return BrokenRow(line.number, name, reason, _shown([row.get(name, "")]))


def _shown(cells: list[str]) -> str:
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", " | ".join(cells))[:_SHOWN]
