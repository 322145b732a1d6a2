"""Workbooks that would swell when opened are refused before anything opens them.

Everything in the archive is unpacked once, piece by piece, and counted: the
bytes themselves, the area between the outermost cells (a reader reserves all of
it) and the text that cells share (a reader copies it into each of them).
"""

import re
import zipfile
import zlib
from typing import BinaryIO
from xml.parsers import expat

from crm.errors import Unreadable

LARGEST = 256_000_000
"""Bytes that a workbook may have when unpacked."""
MOST_PARTS = 2_000
HIGHEST_RATIO = 250
LARGEST_AREA = 6_000_000
"""Cells between the first and the last row and column."""
LONGEST_TEXT = 100_000_000
"""Characters in all cells together."""

_CHUNK = 1 << 18
_RATIO_COUNTS_FROM = 10_000_000
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_NEEDED = {"[Content_Types].xml", "xl/workbook.xml"}


def check(file: BinaryIO) -> None:
    """Refuse what is no workbook and what would not fit in memory."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            _check_declared(archive.infolist())
            _check_content(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise Unreadable("not_a_workbook") from error


def _check_declared(parts: list[zipfile.ZipInfo]) -> None:
    if not {part.filename for part in parts} >= _NEEDED:
        raise Unreadable("not_a_workbook")
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("protected_workbook")
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    is_swollen = unpacked > _RATIO_COUNTS_FROM and unpacked / packed > HIGHEST_RATIO
    if len(parts) > MOST_PARTS or unpacked > LARGEST or is_swollen:
        raise Unreadable("bomb")


def _check_content(archive: zipfile.ZipFile) -> None:
    left, content = LARGEST, _Content()
    for part in archive.infolist():
        scan = _Scan(content)
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise Unreadable("bomb")
                scan.feed(chunk)
        scan.finish()
    content.check()


class _Content:
    """What all parts of a workbook hold together."""

    def __init__(self) -> None:
        self.texts: list[int] = []
        self.uses: dict[int, int] = {}

    def check(self) -> None:
        """Refuse texts that swell when every cell spells them out."""
        known = len(self.texts)
        used = ((i, n) for i, n in self.uses.items() if i < known)
        if sum(self.texts[i] * n for i, n in used) > LONGEST_TEXT:
            raise Unreadable("bomb")


class _Scan:
    """One part of the archive, read as XML when it is XML."""

    def __init__(self, content: _Content) -> None:
        self.content = content
        self.is_xml: bool | None = None
        self.row = self.column = self.last_row = self.last_column = 0
        self.is_shared = self.is_counted = False
        self.text: list[str] | None = None
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = _refuse_definitions

    def feed(self, chunk: bytes) -> None:
        """Take the next bytes of a part; what is no XML is passed over."""
        if self.is_xml is None:
            self.is_xml = chunk.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \r\n\t")[:1] == b"<"
        if self.is_xml:
            self.parse(chunk)

    def finish(self) -> None:
        """Take the end of the part."""
        if self.is_xml:
            self.parse(b"", is_last=True)

    def parse(self, chunk: bytes, *, is_last: bool = False) -> None:
        """Hand bytes to the parser."""
        try:
            self.parser.Parse(chunk, is_last)
        except expat.ExpatError as error:
            raise Unreadable("not_a_workbook") from error

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note where an element begins."""
        kind = name.rpartition(":")[2]
        if kind == "c":
            self.enter_cell(attributes)
        elif kind == "row":
            self.enter_row(attributes)
        elif kind == "si" or (kind == "v" and self.is_shared):
            self.text = []
            self.parser.CharacterDataHandler = self.text.append

    def end(self, name: str) -> None:
        """Note what an element held."""
        if self.text is None:
            return
        kind = name.rpartition(":")[2]
        if kind == "si":
            self.content.texts.append(sum(map(len, self.text)))
        elif kind == "v":
            self.use("".join(self.text))
        if kind in {"si", "v"}:
            self.text = self.parser.CharacterDataHandler = None

    def use(self, index: str) -> None:
        """Count a cell that spells out a shared text."""
        if index.strip().isdecimal():
            number = int(index.strip()[:9])
            self.content.uses[number] = self.content.uses.get(number, 0) + 1

    def enter_row(self, attributes: dict[str, str]) -> None:
        """Go to the row that begins."""
        given = attributes.get("r", "")
        self.row = int(given[:9]) if given.isdecimal() else self.row + 1
        self.column = 0

    def enter_cell(self, attributes: dict[str, str]) -> None:
        """Go to the cell that begins; refuse an area no list has."""
        self.is_shared = attributes.get("t") == "s"
        self.column += 1
        if place := _REFERENCE.fullmatch(attributes.get("r", "")):
            self.column, self.row = _number(place[1]), int(place[2])
        self.last_row = max(self.last_row, self.row)
        self.last_column = max(self.last_column, self.column)
        if self.last_row * self.last_column > LARGEST_AREA:
            raise Unreadable("bomb")


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _refuse_definitions(*_: object) -> None:
    raise Unreadable("bomb")
