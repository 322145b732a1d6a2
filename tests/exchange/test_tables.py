"""Files as others write them are read; what cannot be read says why."""

import contextlib
import csv
import io
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.errors import Unreadable
from crm.exchange.tables import open_table
from tests.exchange.lists import cells, table_of, workbook

PRINTABLE = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]))
CELLS = st.lists(st.lists(PRINTABLE, min_size=3, max_size=3), max_size=8)
COLUMNS = ["Tag", "Größe", "Wer"]


def written(rows: list[list[str]], **dialect: str) -> str:
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, **dialect)  # type: ignore[arg-type]
    writer.writerows([COLUMNS, *rows])
    return text.getvalue()


@given(CELLS, st.sampled_from(";,\t|"), st.sampled_from(["utf-8", "utf-8-sig"]))
def test_whatever_is_written_is_read_back(
    rows: list[list[str]], separator: str, encoding: str
) -> None:
    table = table_of(written(rows, delimiter=separator).encode(encoding))
    assert list(table.columns) == COLUMNS
    assert [line.cells for line in table.rows()] == [row for row in rows if any(row)]


@given(CELLS)
def test_utf_16_of_a_spreadsheet_is_read(rows: list[list[str]]) -> None:
    content = written(rows, delimiter="\t").encode("utf-16")
    assert cells(content) == [row for row in rows if any(row)]


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with contextlib.suppress(Unreadable):
        assert all(line.number > 1 for line in table_of(content).rows())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_umlauts_survive_each_encoding_and_separator(
    encoding: str, separator: str
) -> None:
    content = separator.join(["Tag", "Größe"]) + "\n" + separator.join(["1", "ß €"])
    assert cells(content.encode(encoding)) == [["1", "ß €"]]


def test_excel_may_announce_its_separator() -> None:
    assert cells('sep=;\r\n"a,b";c\r\n1;2\r\n') == [["1", "2"]]


def test_a_row_carries_the_number_of_its_first_line() -> None:
    table = table_of('a,b\n"x\ny",1\n\n,\nz,2\n')
    assert [(li.number, li.cells[0]) for li in table.rows()] == [(2, "x\ny"), (6, "z")]


def test_a_row_of_another_width_is_broken_and_the_next_is_kept() -> None:
    rows = list(table_of("a,b\n1\n1,2,3\n1,2\n1,2,\n").rows())
    assert [row.reason for row in rows] == ["ragged", "ragged", "", ""]


def test_a_quote_in_the_middle_breaks_only_its_row() -> None:
    rows = list(table_of('a,b\n"x"y,1\nz,2\n').rows())
    assert [row.reason for row in rows] == ["quoting", ""]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"a\x00,b\n1,2\n", "binary"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "binary"),
        (b"a,b\n\x81\x8d,2\n", "unknown_encoding"),
        (b"\xff\xfea", "unknown_encoding"),
        (b"a,a\n1,2\n", "duplicate_columns"),
        (b"24.11.2023,Treffen\n", "no_header"),
        (b'a,b\n1,2\n"x,2\n3,4\n', "unclosed_quote"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "old_workbook"),
        (b"PK\x03\x04 no archive", "not_a_workbook"),
    ],
)
def test_what_cannot_be_read_says_why(content: bytes, reason: str) -> None:
    with pytest.raises(Unreadable) as refused:
        table_of(content)
    assert refused.value.reason == reason


def test_the_line_of_an_open_quote_is_named() -> None:
    with pytest.raises(Unreadable) as refused:
        table_of("a,b\n1,2\n3,4\n" + '"' + "x,1\n" * 100_000)
    assert refused.value.detail == "4"


def test_a_file_too_large_is_refused_without_being_read() -> None:
    class Large(io.BytesIO):
        def seek(self, offset: int, whence: int = 0) -> int:
            return 200_000_000 if whence == 2 else 0

        def read(self, size: int | None = -1) -> bytes:
            raise AssertionError("read")

    with pytest.raises(Unreadable) as refused:
        open_table(Large(), largest=50 * 1024 * 1024)
    assert refused.value.reason == "too_large"
    assert refused.value.detail == "50"


def test_a_workbook_is_read_as_it_shows() -> None:
    content = workbook(
        [
            [],
            ["Tag", "Wert", "Text"],
            [date(2023, 11, 24), 3.0, "  ä "],
            [],
            [datetime(2023, 11, 24, 14, 30), 2.5, None],  # noqa: DTZ001 - a sheet's
        ]
    )
    rows = list(table_of(content).rows())
    assert [row.number for row in rows] == [3, 5]
    assert rows[0].cells == ["2023-11-24", "3", "  ä "]
    assert rows[1].cells == ["2023-11-24T14:30:00", "2.5", ""]


def test_a_formula_is_never_computed() -> None:
    formula = '=HYPERLINK("http://evil.example","x")'
    assert cells(workbook([["a", "b"], [formula, "1"]])) == [["", "1"]]
    assert cells("a;b\n=cmd|' /C calc'!A0;1\n") == [["=cmd|' /C calc'!A0", "1"]]


def test_a_hidden_sheet_is_not_taken() -> None:
    book = openpyxl.Workbook()
    secret, shown = book.create_sheet(index=0), book.create_sheet()
    secret.append(["geheim"])
    secret.sheet_state = "hidden"
    shown.append(["offen"])
    file = io.BytesIO()
    book.save(file)
    assert table_of(file.getvalue()).columns == ("offen",)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('"a"b;c\n1;2\n', "unclosed_quote"),
        ("x" * 200_000 + ";b\n1;2\n", "no_header"),
        ("x" * 600 + ";b\n1;2\n", "no_header"),
        (";".join(f"c{number}" for number in range(1_001)) + "\n", "too_many_columns"),
        ("a;b\n" + "\n" * 1_000_000 + "1;2\n", "too_many_lines"),
    ],
)
def test_a_table_without_bounds_is_refused(content: str, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        open_table(io.BytesIO(content.encode()), largest=10_000_000)
    assert caught.value.reason == reason
