"""Folding of names for search and sorting, the same on every database."""

import unicodedata

_LONGEST_QUERY = 200

LONGEST_KEY = 600
"""Characters of a key; PostgreSQL cannot index more than 2,704 bytes."""

_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ı": "i"})


def tidy(text: str) -> str:
    """Return the text in Unicode form C with single spaces and no outer ones."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def fold(text: str) -> str:
    """Return lower-case text with umlauts spelt out and accents taken off.

    >>> fold("Größe Çelik-İnci")
    'groesse celik-inci'
    """
    lowered = tidy(text).lower().translate(_GERMAN)
    if lowered.isascii():
        return lowered
    decomposed = unicodedata.normalize("NFKD", lowered)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def sort_key(*parts: str | None) -> str:
    """Return a key by which names sort as in a German dictionary (DIN 5007-1).

    >>> sorted(["Özdemir", "Otto", "Ott"], key=sort_key)
    ['Ott', 'Otto', 'Özdemir']
    """
    joined = tidy(" ".join(part for part in parts if part)).casefold()
    if joined.isascii():
        return joined[:LONGEST_KEY]
    decomposed = unicodedata.normalize("NFKD", joined)
    kept = "".join(c for c in decomposed if not unicodedata.combining(c))
    return kept[:LONGEST_KEY]


def search_text(*parts: str | None) -> str:
    """Return what a record is found by: its parts folded, one space between."""
    return " ".join(fold(part) for part in parts if part)


def search_tokens(query: str) -> list[str]:
    """Return the folded words of a query; each must be found in a record.

    Only its first 200 characters count: databases take no condition of any length.

    >>> search_tokens("  Müller  GmbH ")
    ['mueller', 'gmbh']
    """
    return fold(query[:_LONGEST_QUERY].replace("\0", " ")).split()
