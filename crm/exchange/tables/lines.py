"""The lines of a table, whatever kind of file they come from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Line:
    """Cells with the number their line has in the file; `reason` when it is broken."""

    number: int
    cells: list[str]
    reason: str = ""


class Lines(Protocol):
    """What can be gone through again and again, blank lines left out."""

    encoding: str

    def __iter__(self) -> Iterator[Line]:
        """Yield the header and what follows it."""


def is_blank(cells: list[str]) -> bool:
    """Whether no cell holds anything."""
    return not any(cell and not cell.isspace() for cell in cells)
