"""Names in one cell: where one ends and the next begins, and what a name is made of."""

import re
from dataclasses import dataclass
from functools import lru_cache

from crm.contacts.matching import is_only_legal_form
from crm.text import tidy

SEPARATORS = (";", ",", "|", "\n")

_OPENING, _CLOSING = "([{", ")]}"
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"(?:herrn?|frau|mr|mrs|ms)\.?\s+", re.IGNORECASE)
_TITLE = re.compile(
    r"(?:dr|prof|professor|professorin|dipl\.?-\w+|mag|h\.\s?c|dr\.-ing|mult|habil)"
    r"(?:\.|\b)\s*(?=\S)",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    "von vom zu zum zur van der den de del della di da du la le".split()
)


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in its parts; how it was capitalised is kept."""

    title: str | None
    given: str | None
    family: str


def split(cell: str, separator: str) -> list[str]:
    """Return the names in a cell, each once.

    A separator inside balanced brackets does not split. A piece that is only a
    legal form or has no letter at all (a register number) belongs to the name
    before it.

    >>> split("Acme, Inc., Bund (DGB, Berlin), Stadt Kassel", ",")
    ['Acme, Inc.', 'Bund (DGB, Berlin)', 'Stadt Kassel']
    """
    if not separator or separator not in cell:
        return [name] if (name := tidy(cell)) else []
    names: list[str] = []
    for piece in filter(None, map(tidy, _pieces(cell, separator))):
        if names and (is_only_legal_form(piece) or not _LETTER.search(piece)):
            names[-1] = f"{names[-1]}{separator.strip() or ','} {piece}"
        else:
            names.append(piece)
    return list(dict.fromkeys(names))


def guess_separator(cells: list[str]) -> str:
    """Return the separator that occurs in the cells; a comma counts least."""
    for separator in (";", "|", "\n"):
        if any(separator in cell for cell in cells):
            return separator
    return ","


@lru_cache(maxsize=20_000)
def person(text: str) -> PersonName:
    """Return the parts of a person's name.

    The last word is the family name, with the particles and the words in capitals
    that stand before it; "Family, Given" is understood.

    >>> person("Frau Prof. Dr. Ursula von der Leyen")
    PersonName(title='Prof. Dr.', given='Ursula', family='von der Leyen')
    >>> person("Alex AGIUS SALIBA").family
    'AGIUS SALIBA'
    """
    title, rest = _without_title(_ADDRESS.sub("", tidy(text), count=1))
    family, comma, given = rest.partition(",")
    if comma and given.strip() and family.strip():
        more, given = _without_title(given.strip())
        return PersonName(title or more, given or None, family.strip())
    words = rest.split(" ")
    begin = _family_begins(words)
    return PersonName(title, " ".join(words[:begin]) or None, " ".join(words[begin:]))


def _pieces(cell: str, separator: str) -> list[str]:
    if not any(mark in cell for mark in _OPENING):
        return cell.split(separator)
    is_protected, pieces, begin = _in_brackets(cell), [], 0
    for place, character in enumerate(cell):
        if character == separator and not is_protected[place]:
            pieces.append(cell[begin:place])
            begin = place + 1
    return [*pieces, cell[begin:]]


def _in_brackets(cell: str) -> bytearray:
    """Return for every character whether it stands between balanced brackets."""
    inside, open_at = bytearray(len(cell)), list[int]()
    for place, character in enumerate(cell):
        if character in _OPENING:
            open_at.append(place)
        elif character in _CLOSING and open_at:
            begin = open_at.pop()
            inside[begin:place] = b"\1" * (place - begin)
    return inside


def _without_title(name: str) -> tuple[str | None, str]:
    end = 0
    while found := _TITLE.match(name, end):
        end = found.end()
    return name[:end].strip() or None, name[end:]


def _family_begins(words: list[str]) -> int:
    begin = len(words) - 1
    while begin > 1 and words[begin - 1].isupper() and words[-1].isupper():
        begin -= 1
    while begin > 0 and words[begin - 1].casefold() in _PARTICLES:
        begin -= 1
    return begin
