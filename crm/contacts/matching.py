"""When two names are certainly the same: case, spacing, punctuation, legal form."""

import re
import unicodedata

from crm.text import LONGEST_KEY

_WORDS = re.compile(r"[^\W_]+")
_LEGAL_FORMS = frozenset(
    _WORDS.findall(
        "ab ag aisbl asbl bv bvba co corp corporation ek eg ev gbr gesmbh ggmbh gmbh "
        "inc incorporated ivzw kg kgaa limited llc llp ltd mbh nv ohg oy oyj plc "
        "sa sarl sas scrl se spa sprl srl ug vzw"
    )
)
_SPELT_OUT = re.compile(r"\b(?:\w\.\s?)+(?=\W|$)")


def organisation_key(name: str) -> str:
    """Return what two spellings of one organisation share.

    Case, spacing, punctuation and the legal form at either end do not count;
    accents and umlauts do, for they may tell two organisations apart.

    >>> organisation_key("Müller Bau G.m.b.H. & Co. KG")
    'müllerbau'
    >>> organisation_key("DIGITALEUROPE (AISBL)") == organisation_key("Digital Europe")
    True
    """
    normal = unicodedata.normalize("NFKC", name).casefold()
    if "." in normal:
        normal = _SPELT_OUT.sub(lambda found: _joined(found.group()), normal)
    words = _WORDS.findall(normal)
    key = "".join(_without_legal_form(words)) or "".join(words) or normal.strip()
    return key[:LONGEST_KEY]


def person_key(given_name: str | None, family_name: str) -> str:
    """Return what two spellings of one person's name share.

    >>> person_key("Anna-Lena", "GROSS") == person_key("Anna Lena", "Gross")
    True
    """
    whole = unicodedata.normalize("NFKC", f"{given_name or ''} {family_name}")
    key = "".join(_WORDS.findall(whole.casefold())) or whole.strip()
    return key[:LONGEST_KEY]


def is_only_legal_form(name: str) -> bool:
    """Whether a piece of a list is no name at all: the "Inc." of "Acme, Inc."."""
    normal = unicodedata.normalize("NFKC", name).casefold()
    words = _WORDS.findall(_SPELT_OUT.sub(lambda found: _joined(found.group()), normal))
    return bool(words) and not _without_legal_form(words)


def _joined(letters: str) -> str:
    return letters.replace(".", "").replace(" ", "") + " "


def _without_legal_form(words: list[str]) -> list[str]:
    end = len(words)
    while end and words[end - 1] in _LEGAL_FORMS:
        end -= 1
    return words[:end]
