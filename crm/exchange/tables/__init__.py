"""Tables as others keep them: CSV and XLSX read row by row, every cell as text.

Nothing in a cell is ever computed: a formula in a CSV file is its own text, a
formula in a workbook is the value it had when the workbook was saved.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from crm.errors import Unreadable
from crm.exchange.tables import sheets, texts
from crm.exchange.tables.lines import Line, Lines

__all__ = ["Line", "Table", "open_table"]

LONGEST_COLUMN = 500
MOST_COLUMNS = 1_000

_ZIP = b"PK\x03\x04"
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_LOOKS_LIKE_CONTENT = re.compile(r"[\d\s.,:/-]*\d[\d\s.,:/-]*")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


class Table:
    """A list with a header: its columns, how many rows it has, and the rows."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self.columns = _columns(next(iter(lines), None))
        self.encoding = lines.encoding
        self.count = sum(1 for _ in self.rows())

    def rows(self) -> Iterator[Line]:
        """Yield the rows below the header, blank ones left out.

        A row that does not fit the header carries the reason why.
        """
        lines = iter(self._lines)
        next(lines)
        for line in lines:
            yield self._fitted(line)

    def _fitted(self, line: Line) -> Line:
        cells, width = line.cells, len(self.columns)
        while len(cells) > width and not cells[-1].strip():
            cells = cells[:-1]
        if line.reason or len(cells) == width:
            return Line(line.number, cells, line.reason)
        return Line(line.number, cells, "ragged")


def open_table(file: BinaryIO, *, largest: int) -> Table:
    """Open a list of at most `largest` bytes; raises Unreadable with the reason."""
    size = file.seek(0, 2)
    file.seek(0)
    if size == 0:
        raise Unreadable("empty")
    if size > largest:
        raise Unreadable("too_large", str(largest // 1_048_576))
    return Table(_lines(file, file.read(4)))


def _lines(file: BinaryIO, first: bytes) -> Lines:
    file.seek(0)
    if first == _OLD_WORKBOOK:
        raise Unreadable("old_workbook")
    return sheets.Sheet(file) if first == _ZIP else texts.Text(file)


def _columns(header: Line | None) -> tuple[str, ...]:
    if header is None:
        raise Unreadable("empty")
    if header.reason == "quoting":
        raise Unreadable("unclosed_quote", str(header.number))
    columns = [cell.strip() for cell in header.cells]
    while columns and not columns[-1]:
        columns.pop()
    _check(columns)
    if header.reason or not columns:
        raise Unreadable("no_header", "…")
    return tuple(columns)


def _check(columns: list[str]) -> None:
    if any(_CONTROL.search(name) for name in columns):
        raise Unreadable("binary")
    if any(_LOOKS_LIKE_CONTENT.fullmatch(name) for name in columns):
        raise Unreadable("no_header", ", ".join(columns)[:200])
    if any(len(name) > LONGEST_COLUMN for name in columns):
        raise Unreadable("no_header", ", ".join(columns)[:200])
    if len(columns) > MOST_COLUMNS:
        raise Unreadable("too_many_columns")
    for name, count in Counter(filter(None, columns)).items():
        if count > 1:
            raise Unreadable("duplicate_columns", name[:200])
