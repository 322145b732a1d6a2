"""Cells become days, names and meetings; a row that cannot says where and why."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.errors import Unreadable
from crm.exchange import dates, names
from crm.exchange.columns import Target, guess
from crm.exchange.names import PersonName
from crm.exchange.options import MeetingOptions
from crm.exchange.rows import Reader
from crm.text import tidy
from tests.exchange.lists import HEADER, OPTIONS, meeting_list, read_all, table_of


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Acme, Inc., Stadt Kassel", ["Acme, Inc.", "Stadt Kassel"]),
        ("Acme, Inc", ["Acme, Inc"]),
        ("Bund (DGB, Berlin), NABU e.V.", ["Bund (DGB, Berlin)", "NABU e.V."]),
        ("offen (a, b", ["offen (a", "b"]),
        ("zu) weit, x", ["zu) weit", "x"]),
        ("ECTA, 932781112187-50, EOS", ["ECTA, 932781112187-50", "EOS"]),
        ("A, , A ,B", ["A", "B"]),
        (" ,; ", [";"]),
        ("", []),
    ],
)
def test_names_in_a_cell_are_told_apart(cell: str, expected: list[str]) -> None:
    assert names.split(cell, ",") == expected


@given(st.text(), st.sampled_from(names.SEPARATORS))
def test_no_letter_of_a_cell_is_lost(cell: str, separator: str) -> None:
    kept = {c for name in names.split(cell, separator) for c in name if c.isalnum()}
    assert {c for c in tidy(cell) if c.isalnum()} <= kept


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Alex AGIUS SALIBA", (None, "Alex", "AGIUS SALIBA")),
        (
            "Frau Prof. Dr. Ursula von der Leyen",
            ("Prof. Dr.", "Ursula", "von der Leyen"),
        ),
        ("Groß, Dr. Eva", ("Dr.", "Eva", "Groß")),
        ("Müller", (None, None, "Müller")),
        ("Magda Draheim", (None, "Magda", "Draheim")),
        ("Dr. Sommer", ("Dr.", None, "Sommer")),
        ("Herr Kim Brenner", (None, "Kim", "Brenner")),
    ],
)
def test_a_person_has_title_given_and_family_name(
    text: str, expected: tuple[str | None, str | None, str]
) -> None:
    assert names.person(text) == PersonName(*expected)


@given(st.text(min_size=1).map(tidy).filter(bool))
def test_every_person_has_a_family_name(text: str) -> None:
    assert names.person(text).family


@pytest.mark.parametrize(
    ("cells", "written", "is_ambiguous"),
    [
        (["2023-11-24", "2023-01-02"], "%Y-%m-%d", False),
        (["24.11.2023", "1.2.2023"], "%d.%m.%Y", False),
        (["24-11-2023"], "%d-%m-%Y", False),
        (["24/11/2023", "01/02/2023"], "%d/%m/%Y", False),
        (["11/24/2023", "01/02/2023"], "%m/%d/%Y", False),
        (["01/02/2023", "03/04/2023"], "%d/%m/%Y", True),
        (["24.11.23"], "%d.%m.%y", False),
        (["", "kein Tag"], "%Y-%m-%d", False),
    ],
)
def test_the_way_a_list_writes_its_days_is_recognised(
    cells: list[str], written: str, is_ambiguous: bool
) -> None:
    assert dates.recognise(cells) == dates.Recognised(written, is_ambiguous)


@pytest.mark.parametrize(
    "text", ["31.02.2023", "heute", "", "01.01.0202", "24.11.2023x", "٢٤.١١.٢٠٢٣x"]
)
def test_a_day_that_is_none_is_none(text: str) -> None:
    assert dates.read_day(text, "%d.%m.%Y") is None


def test_days_of_a_workbook_are_understood_beside_any_format() -> None:
    assert dates.read_day("2023-11-24", "%d.%m.%Y") == date(2023, 11, 24)


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("heute,Wärme,Eva,Amt,Firma", "date", "no_date"),
        (",Wärme,Eva,Amt,Firma", "date", "missing"),
        ("2023-11-24, ,Eva,Amt,Firma", "subject", "missing"),
        ("2023-11-24,Wärme,,Amt,", "organisations", "nobody"),
        (f"2023-11-24,Wärme,Eva,Amt,{'x' * 10_000}", "organisations", "too_long"),
        (f"2023-11-24,Wärme,{'x' * 501},Amt,", "people", "too_long"),
        (f"2023-11-24,Wärme,Eva,{'x' * 501},", "people_organisation", "too_long"),
        (f"2023-11-24,{'x' * 2_001},Eva,Amt,", "subject", "too_long"),
        ("2023-11-24,Wär\x00me,Eva,Amt,", "subject", "control_character"),
        ("2023-11-24,Wärme,Eva", "", "ragged"),
    ],
)
def test_a_broken_row_names_line_column_and_reason(
    row: str, column: str, reason: str
) -> None:
    good = "2023-11-24,Wärme,Eva,Amt,Firma"
    first, broken, last = read_all(meeting_list(good, row, good))
    assert (first.line, last.line) == (2, 4)
    assert (broken.line, broken.column, broken.reason) == (3, column, reason)
    assert len(broken.value) <= 200


def test_people_and_their_organisations_are_paired() -> None:
    pairs, shared = read_all(
        meeting_list(
            "2023-11-24,Wärme,Eva Groß;Kai Klein,Umweltamt;Bauamt,",
            "2023-11-24,Wärme,Eva Groß;Kai Klein,Amt für Wärme; Strom und Gas,",
        )
    )
    assert [guest.organisation for guest in pairs.guests] == ["Umweltamt", "Bauamt"]
    assert len(read_all(meeting_list("2023-11-24,W,Eva,A; B,"))[0].guests) == 1
    assert len(shared.guests) == 2


def test_a_cell_with_more_organisations_than_people_is_one_name() -> None:
    [row] = read_all(meeting_list("2023-11-24,Wärme,Eva Groß,Amt; Kassel,"))
    assert row.guests[0].organisation == "Amt; Kassel"


def test_rows_that_are_the_same_in_all_that_counts_are_numbered() -> None:
    first, second = read_all(
        meeting_list(
            "2023-11-24,Wärme,Eva Groß,Amt,Firma GmbH; Bau AG",
            "2023-11-24,  wärme ,eva  groß,AMT,Bau; FIRMA",
        )
    )
    assert first.key.removesuffix("-1") == second.key.removesuffix("-2")


def test_a_column_that_is_not_there_is_named() -> None:
    options = MeetingOptions(columns={**OPTIONS.columns, Target.PLACE: "Ort"})
    with pytest.raises(Unreadable) as refused:
        Reader(table_of(HEADER + "\n"), options)
    assert (refused.value.reason, refused.value.detail) == ("missing_columns", "Ort")


def test_usual_column_names_are_guessed() -> None:
    found = guess(["Datum", "Thema", "Betreff", "Ort", "Personen", "Firma", "x"])
    assert found == {
        Target.DATE: "Datum",
        Target.SUBJECT: "Betreff",
        Target.TOPICS: "Thema",
        Target.PLACE: "Ort",
        Target.PEOPLE: "Personen",
        Target.ORGANISATIONS: "Firma",
    }


def test_options_are_read_off_the_table() -> None:
    table = table_of("Datum;Betreff;Firma\n24.11.2023;Wärme;A | B\n")
    options = MeetingOptions.guessed(table)
    assert (options.separator, options.date_format) == ("|", "%d.%m.%Y")
    assert MeetingOptions.from_json(options.as_json()) == options
