"""What came of a list: counted batch by batch, kept beside the list itself."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Self

from crm.exchange.intake import Taken
from crm.exchange.rows import Batch

MOST_BROKEN_ROWS = 200
"""Broken rows that are kept with their line and reason; all of them are counted."""


def _nothing_new() -> dict[str, int]:
    return dict.fromkeys(("organisations", "people", "positions", "topics"), 0)


@dataclass(slots=True)
class Report:
    """Rows by what became of them, what is new beside the meetings, what broke."""

    rows: int = 0
    created: int = 0
    unchanged: int = 0
    for_review: int = 0
    broken: int = 0
    new: dict[str, int] = field(default_factory=_nothing_new)
    broken_rows: list[dict[str, Any]] = field(default_factory=list)

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        """Read a report as it was kept; an empty one where nothing was."""
        return cls(**{name: kept[name] for name in cls.__slots__ if name in kept})

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON can keep it."""
        return asdict(self)

    def add(self, batch: Batch, taken: Taken) -> None:
        """Count a batch and what became of it."""
        self.rows += batch.size
        self.created += taken.created
        self.unchanged += taken.unchanged
        self.for_review += taken.for_review
        self.broken += len(batch.broken)
        for name, count in taken.new.items():
            self.new[name] = self.new.get(name, 0) + count
        room = MOST_BROKEN_ROWS - len(self.broken_rows)
        self.broken_rows += [row.as_json() for row in batch.broken[:room]]
