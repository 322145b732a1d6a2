"""Names that are close are found with the reason; names that are not are left alone."""

import pytest

from crm.exchange.likeness import MOST, Names, Reason


def reasons(first: str, second: str) -> list[Reason]:
    known = Names()
    known.add(1, first)
    return [likeness.reason for likeness in known.add_and_compare(2, second)]


@pytest.mark.parametrize(
    ("first", "second", "reason"),
    [
        ("Müller Bau", "Mueller Bau", Reason.SPELLING),
        ("Müller Bau", "Muller Bau", Reason.SPELLING),
        ("Telefónica", "Telefonica", Reason.SPELLING),
        ("Verbraucherzentrale (VZ)", "Verbraucherzentrale", Reason.BRACKETS),
        ("OCEANA", "OCEANA 47937943241-80", Reason.BRACKETS),
        ("Deutscher Gewerkschaftsbund (DGB)", "DGB", Reason.ACRONYM),
        ("DGB", "Deutscher Gewerkschaftsbund (DGB)", Reason.ACRONYM),
        ("FESE 71488206456-23", "Börsen Europas, 71488206456-23", Reason.NUMBER),
        ("Stadtwerke Kassel", "Kassel Stadtwerke", Reason.WORD_ORDER),
        ("Rolls Royce", "Rools-Royce", Reason.ONE_LETTER),
        ("Spedition Nord", "Spedtiion Nord", Reason.ONE_LETTER),
        ("Corporate Europe", "Corporate Europ", Reason.ONE_LETTER),
        (
            "The European Consumer Organisation",
            "European Consumer Organisation",
            Reason.SIMILAR,
        ),
    ],
)
def test_close_names_are_found(first: str, second: str, reason: Reason) -> None:
    assert reasons(first, second) == [reason]
    assert len(reasons(second, first)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Stadt Kassel", "Stadt Jena"),
        ("BBVA", "BBVB"),
        ("Gruppe 1 Nordhessen", "Gruppe 2 Nordhessen"),
        ("Register: 24037141789-48", "Register: 99436366768-45"),
        ("Uber", "Under"),
    ],
)
def test_other_names_are_left_alone(first: str, second: str) -> None:
    assert reasons(first, second) == []


def test_one_letter_anywhere_is_found() -> None:
    name = "wirtschaftsfoerderung"
    for place in range(len(name)):
        for other in (
            name[:place] + name[place + 1 :],
            name[:place] + "q" + name[place:],
            name[:place] + "q" + name[place + 1 :],
        ):
            assert len(reasons(name, other)) == 1, other


def test_a_name_that_many_resemble_is_shown_with_a_few() -> None:
    known = Names()
    for number in range(1_000):
        found = known.add_and_compare(number, f"Privatperson ({'x' * (number + 1)})")
        assert len(found) <= MOST
