"""The German of the example is set as a person in a town hall would set it."""

import re
from collections.abc import Iterator

import pytest

from crm.demo.tables import read_scenarios

MISTAKES = {
    "two spaces": r"  ",
    "a space before a mark": r"\s[.,;:?!](\s|$)",
    "a mark without a space": r"[,;!?][^\W\d]|[a-zäöüß]\.[A-ZÄÖÜ]",
    "straight quotation marks": r"[\"']",
    "a hyphen for a dash": r" - ",
    "a word twice": r"\b(\w+) \1\b",
    "umlauts spelt out": r"\b(fuer|ueber|koennen|muessen|waerme|gruen)",
    "one form for all": r"\w/in\b|\w\*in|\wInnen\b",
    "old spelling": r"\b(daß|muß|Prozeß)\b",
}


def texts() -> Iterator[str]:
    for scenario in read_scenarios():
        yield scenario.series["description"]
        for event in scenario.events:
            yield event.description
            yield from (item.notes for item in event.agenda if item.notes)


def headings() -> Iterator[str]:
    for scenario in read_scenarios():
        yield from (organisation.name for organisation in scenario.organisations)
        yield from (position.function for position in scenario.positions)
        for event in scenario.events:
            yield event.title
            yield from (item.title for item in event.agenda)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_no_text_has(mistake: str) -> None:
    everything = [*texts(), *headings()]
    assert len(everything) > 200
    found = re.compile(MISTAKES[mistake])
    assert [text for text in everything if found.search(text)] == []


def test_every_text_ends_as_a_sentence() -> None:
    assert [text for text in texts() if text[-1] not in ".?!"] == []


def test_no_heading_ends_as_a_sentence() -> None:
    assert [
        text for text in headings() if text.removesuffix("e. V.")[-1:] in ".,;:"
    ] == []


def test_every_text_keeps_its_paragraphs() -> None:
    kassel = [text for text in texts() if "Wärmenetze lohnen" in text]
    assert len(kassel[0].split("\n\n")) == 2
