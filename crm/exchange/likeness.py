"""Names of organisations that are close to each other, but not certainly the same.

Every name is kept under a few keys, so that a name meets only those it could be
like: O(n) for n names as long as few share a key. The letters themselves are
compared by rapidfuzz.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from crm.contacts.matching import organisation_key
from crm.text import fold, tidy

SHORTEST_WITH_TYPO = 6
"""Below this many letters one letter is a different name."""
LEAST_SIMILAR = 90.0
"""Score from which two names of several words are called similar."""

MOST = 5
"""Likenesses shown for one name: more would only say the same of each other."""

_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_REGISTER_NUMBER = re.compile(r"[\d-]*\d{5,}[\d-]*")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
_COMMON, _CROWDED = 40, 400


class Reason(StrEnum):
    """Why two names are for review, the surest first.

    `NUMBER`: the same register number. `SPELLING`: umlauts and accents apart the
    same. `BRACKETS`: the same without bracketed text and register numbers.
    `ACRONYM`: one is what the other has in brackets. `WORD_ORDER`: the same words.
    `ONE_LETTER`: one letter more, less, other or swapped. `SIMILAR`: a rare word in
    common and nearly the same letters.
    """

    NUMBER = "number"
    SPELLING = "spelling"
    BRACKETS = "brackets"
    ACRONYM = "acronym"
    WORD_ORDER = "word_order"
    ONE_LETTER = "one_letter"
    SIMILAR = "similar"


_SCORES = {
    Reason.NUMBER: 100.0,
    Reason.SPELLING: 99.0,
    Reason.BRACKETS: 97.0,
    Reason.ACRONYM: 95.0,
    Reason.WORD_ORDER: 94.0,
}


_QUESTIONS = (
    (Reason.NUMBER, Reason.NUMBER, Reason.NUMBER),
    (Reason.SPELLING, Reason.SPELLING, Reason.SPELLING),
    (Reason.BRACKETS, Reason.BRACKETS, Reason.BRACKETS),
    (Reason.ACRONYM, Reason.BRACKETS, Reason.ACRONYM),
    (Reason.ACRONYM, Reason.ACRONYM, Reason.BRACKETS),
    (Reason.WORD_ORDER, Reason.WORD_ORDER, Reason.WORD_ORDER),
)
"""What is said, by which form the new name asks, under which the known one is kept."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A name known before that is like a new one."""

    number: int
    reason: Reason
    score: float


@dataclass(frozen=True, slots=True)
class _Forms:
    """What is left of a name when what may differ is taken away."""

    core: str
    words: tuple[str, ...]
    number: str
    keys: dict[Reason, tuple[str, ...]]


class Names:
    """All names met so far, ready to be asked for those like a new one."""

    def __init__(self) -> None:
        self._forms: dict[int, tuple[str, str]] = {}
        self._exact: dict[tuple[Reason, str], list[int]] = defaultdict(list)
        self._halves: dict[tuple[int, int, str], list[int]] = defaultdict(list)
        self._words: dict[str, list[int]] = defaultdict(list)

    def add(self, number: int, name: str) -> None:
        """Take up a name under its number."""
        self._add(number, _forms(name))

    def add_and_compare(self, number: int, name: str) -> list[Likeness]:
        """Take up a name and return those like it, each with its surest reason."""
        forms = _forms(name)
        found: dict[int, Likeness] = {}
        for likeness in self._alike(forms):
            if self._may_be_one(forms, likeness.number):
                found.setdefault(likeness.number, likeness)
        self._add(number, forms)
        return list(found.values())[:MOST]

    def _add(self, number: int, forms: _Forms) -> None:
        self._forms[number] = forms.core, forms.number
        for reason, keys in forms.keys.items():
            for key in keys:
                self._exact[reason, key].append(number)
        for half in _halves(forms.core, len(forms.core)):
            self._halves[half].append(number)
        for word in set(forms.words):
            self._words[word].append(number)

    def _may_be_one(self, forms: _Forms, number: int) -> bool:
        """Two register numbers are two organisations; so are 1st and 2nd."""
        core, register_number = self._forms[number]
        if forms.number and register_number:
            return forms.number == register_number
        return _digits(core) == _digits(forms.core)

    def _alike(self, forms: _Forms) -> Iterator[Likeness]:
        for reason, asked, kept in _QUESTIONS:
            for key in forms.keys[asked]:
                for number in self._exact.get((kept, key), ())[:_COMMON]:
                    yield Likeness(number, reason, _SCORES[reason])
        yield from self._one_letter_off(forms.core)
        yield from self._similar(forms)

    def _one_letter_off(self, core: str) -> Iterator[Likeness]:
        if len(core) < SHORTEST_WITH_TYPO:
            return
        for length in range(len(core) - 1, len(core) + 2):
            for half in _halves(core, length):
                for number in self._halves.get(half, ())[:_CROWDED]:
                    other, _ = self._forms[number]
                    if OSA.distance(core, other, score_cutoff=1) == 1:
                        yield Likeness(number, Reason.ONE_LETTER, _percent(core, other))

    def _similar(self, forms: _Forms) -> Iterator[Likeness]:
        """Compare with names that share one of the two rarest words."""
        known = [
            word for word in set(forms.words) if len(word) > 2 and word in self._words
        ]
        for word in sorted(known, key=lambda w: (len(self._words[w]), w))[:2]:
            for number in self._words[word][:_COMMON]:
                other, _ = self._forms[number]
                score = fuzz.ratio(forms.core, other, score_cutoff=LEAST_SIMILAR)
                if score:
                    yield Likeness(number, Reason.SIMILAR, round(score, 1))


def _forms(name: str) -> _Forms:
    """Return the forms of a name; bracketed text and register numbers are left out."""
    numbers = _REGISTER_NUMBER.findall(name)
    bare = _REGISTER_NUMBER.sub(" ", _BRACKETS.sub(" ", name))
    plain = bare if _LETTER.search(bare) else name
    words = tuple(_WORD.findall(fold(plain)))
    bare_spellings = _spellings(plain)
    keys = {
        Reason.NUMBER: tuple(numbers[:1]),
        Reason.SPELLING: _spellings(name),
        Reason.BRACKETS: bare_spellings,
        Reason.ACRONYM: _acronyms(name),
        Reason.WORD_ORDER: (" ".join(sorted(words)),) if len(words) > 1 else (),
    }
    return _Forms(bare_spellings[0], words, "".join(numbers[:1]), keys)


def _spellings(name: str) -> tuple[str, ...]:
    """Return the keys with umlauts spelt out and with accents merely taken off."""
    spelt_out = organisation_key(fold(name))
    if name.isascii():
        return (spelt_out,)
    return tuple(dict.fromkeys((spelt_out, organisation_key(_without_accents(name)))))


def _acronyms(name: str) -> tuple[str, ...]:
    """Return the single words in brackets: "BEUC" of "European Consumers (BEUC)"."""
    inside = (tidy(text) for text in _BRACKETS.findall(name))
    words = (text for text in inside if len(text) > 1 and " " not in text)
    return tuple(organisation_key(fold(w)) for w in words if _LETTER.search(w))


def _halves(core: str, length: int) -> Iterator[tuple[int, int, str]]:
    """Yield the ends of a name; one letter changed leaves one of them as it was.

    A gap stays between them, so that two letters swapped touch only one end.
    """
    half = (length - 1) // 2
    if length >= SHORTEST_WITH_TYPO - 1:
        yield length, 0, core[:half]
        yield length, 1, core[-half:]


def _digits(core: str) -> list[str]:
    return _DIGITS.findall(core)


def _percent(first: str, second: str) -> float:
    return round(fuzz.ratio(first, second), 1)


def _without_accents(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
