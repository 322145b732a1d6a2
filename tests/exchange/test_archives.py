"""Workbooks that would swell are refused before anything opens them."""

import io
import zipfile

import pytest

from crm.errors import Unreadable
from tests.exchange.lists import table_of, workbook

PARTS = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/'
    'package/2006/content-types"/>',
    "xl/workbook.xml": "<workbook/>",
}
SHEET = "xl/worksheets/sheet1.xml"


def archive(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in (PARTS | parts).items():
            packed.writestr(name, text)
    return file.getvalue()


def changed(content: bytes, name: str, old: str, new: str) -> bytes:
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as before,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for part in before.infolist():
            text = before.read(part).decode()
            after.writestr(
                part.filename, text.replace(old, new) if part.filename == name else text
            )
    return file.getvalue()


def reason_of(content: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        table_of(content)
    return refused.value.reason


def test_much_from_little_is_a_bomb() -> None:
    assert reason_of(archive(**{SHEET: "<x>" + " " * 20_000_000 + "</x>"})) == "bomb"


def test_thousands_of_parts_are_a_bomb() -> None:
    parts = {f"xl/media/{number}": "" for number in range(3_000)}
    assert reason_of(archive(**parts)) == "bomb"


def test_two_cells_far_apart_are_a_bomb() -> None:
    content = workbook([["a"], ["b"]])
    far = changed(content, SHEET, 'r="A2"', 'r="XFD1048576"')
    assert reason_of(far) == "bomb"


def test_one_long_text_shared_by_many_cells_is_a_bomb() -> None:
    cells = "".join(
        f'<row><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 4_000)
    )
    texts = f"<sst><si><t>{'x' * 30_000}</t></si></sst>"
    parts = {SHEET: f"<worksheet>{cells}</worksheet>", "xl/sharedStrings.xml": texts}
    assert reason_of(archive(**parts)) == "bomb"


def test_definitions_inside_are_a_bomb() -> None:
    definitions = '<!DOCTYPE x [<!ENTITY a "aaa">]><x>&a;</x>'
    assert reason_of(archive(**{SHEET: definitions})) == "bomb"


def test_a_lie_about_the_size_is_found() -> None:
    content = bytearray(archive(**{SHEET: "<x>" + " " * 100_000 + "</x>"}))
    place = content.rfind(b"PK\x01\x02")
    content[place + 24 : place + 28] = (10).to_bytes(4, "little")
    assert reason_of(bytes(content)) == "not_a_workbook"


def test_another_document_in_an_archive_is_no_workbook() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("word/document.xml", "<x/>")
    assert reason_of(file.getvalue()) == "not_a_workbook"


def test_broken_xml_is_no_workbook() -> None:
    assert reason_of(archive(**{SHEET: "<x><y></x>"})) == "not_a_workbook"
