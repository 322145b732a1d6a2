"""CSV: encodings, separators and quoting as they are met in the wild."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, BinaryIO

from crm.errors import Unreadable
from crm.exchange.tables.lines import Line, is_blank

SEPARATORS = (";", ",", "\t", "|")

MOST_LINES = 1_000_000
"""About as many as a spreadsheet has rows; blank ones count, too."""

_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_CHUNK = 1 << 20
_SAMPLE = 20
_SEARCHED = 1_000
_LOOKED_AT = 4096
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f]")


class Text:
    """A CSV file, opened as often as somebody goes through it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.encoding = _encoding_of(file)
        self._announced = self._separator_announced()
        self.separator = self._announced or max(SEPARATORS, key=self._fitness)

    def __iter__(self) -> Iterator[Line]:
        """Yield the lines; one that is broken by its quotes carries the reason."""
        return self._lines(self.separator)

    def _lines(self, separator: str, most: int = MOST_LINES) -> Iterator[Line]:
        with self._opened() as text:
            reader = csv.reader(text, delimiter=separator, strict=True)
            if self._announced:
                next(reader)
            while (line := _next(reader)) is not None:
                if line.number > most:
                    raise Unreadable("too_many_lines")
                if line.reason or not is_blank(line.cells):
                    yield line

    def _fitness(self, separator: str) -> tuple[bool, int, int]:
        lines = self._lines(separator, _SEARCHED)
        try:
            widths = [len(line.cells) for line in islice(lines, _SAMPLE)]
        except Unreadable:
            return False, 0, 0
        columns = widths[0] if widths else 0
        return columns > 1, widths.count(columns), columns

    def _separator_announced(self) -> str:
        """Return the separator of a first line such as "sep=;", as Excel writes it."""
        with self._opened() as text:
            first = text.readline(16).strip("\r\n")
        announces = first.lower().startswith("sep=") and len(first) == 5
        return first[-1] if announces else ""

    @contextmanager
    def _opened(self) -> Iterator[io.TextIOWrapper]:
        self._file.seek(0)
        text = io.TextIOWrapper(self._file, encoding=self.encoding, newline="")
        try:
            yield text
        finally:
            text.detach()


def _next(reader: Any) -> Line | None:
    number = reader.line_num + 1
    try:
        return Line(number, next(reader))
    except StopIteration:
        return None
    except csv.Error as error:
        return Line(number, [], _reason(error, number, lines=reader.line_num - number))


def _reason(error: csv.Error, number: int, *, lines: int) -> str:
    if "unexpected end" in str(error) or ("larger" in str(error) and lines):
        raise Unreadable("unclosed_quote", str(number)) from error
    return "too_long" if "larger" in str(error) else "quoting"


def _encoding_of(file: BinaryIO) -> str:
    file.seek(0)
    start = file.read(_LOOKED_AT)
    marked = [name for mark, name in _MARKS.items() if start.startswith(mark)]
    if not marked and _is_binary(start):
        raise Unreadable("binary")
    for encoding in marked or ["utf-8", "cp1252"]:
        if _decodes(file, encoding):
            return encoding
    raise Unreadable("unknown_encoding")


def _is_binary(start: bytes) -> bool:
    """Whether bytes that no text has are more than slips."""
    return 100 * len(_NO_TEXT.findall(start)) > len(start)


def _decodes(file: BinaryIO, encoding: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := file.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
