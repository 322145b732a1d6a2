"""Days as lists write them, and how to tell which way a list writes them."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from crm.border import EARLIEST, LATEST

ISO = "%Y-%m-%d"
FORMATS = (ISO, "%d.%m.%Y", "%d-%m-%Y", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%y", "%Y/%m/%d")
"""The ways that are recognised; where two fit equally well the first one is taken."""


@dataclass(frozen=True)
class Recognised:
    """The format a column is written in; ambiguous when another one reads as much."""

    format: str
    is_ambiguous: bool


@lru_cache(maxsize=20_000)
def read_day(text: str, format: str) -> date | None:  # noqa: A002 - strptime's own word
    """Return the day, or None when the text is none; ISO is always understood.

    >>> read_day("24.11.2023", "%d.%m.%Y")
    datetime.date(2023, 11, 24)
    """
    day = _from_iso(text) or _from_format(text, format)
    return day if day and EARLIEST <= day <= LATEST else None


def recognise(cells: Iterable[str]) -> Recognised:
    """Return the format by which most of the cells are days."""
    texts = list(dict.fromkeys(text for cell in cells if (text := cell.strip())))
    found = {known: _readable(texts, known) for known in FORMATS}
    best = max(found, key=lambda known: found[known])
    rivals = [known for known in FORMATS if known != best and found[best]]
    return Recognised(best, any(found[rival] == found[best] for rival in rivals))


def is_format(text: str) -> bool:
    r"""Whether a format says day, month and year, so that a day can be read with it.

    >>> is_format("%d-%m-%Y"), is_format("%d-%m"), is_format("dd.mm.yyyy")
    (True, False, False)
    >>> is_format("%d%d-%m-%Y"), is_format("\0")
    (False, False)
    """
    example = date(2023, 11, 24)
    try:
        return _from_format(example.strftime(text), text) == example
    except ValueError:
        return False


def _readable(texts: list[str], format: str) -> int:  # noqa: A002
    pattern_only = (text for text in texts if _from_iso(text) is None)
    if format == ISO:
        return sum(1 for text in texts if _from_iso(text))
    return sum(1 for text in pattern_only if read_day(text, format))


def _from_iso(text: str) -> date | None:
    if len(text) < 10 or text[4] != "-":
        return None
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def _from_format(text: str, format: str) -> date | None:  # noqa: A002
    try:
        return datetime.strptime(text, format).date()  # noqa: DTZ007 - a day has no zone
    except (ValueError, OverflowError, re.error):  # "%d%d" is no pattern
        return None
