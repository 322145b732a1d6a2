"""Which column of a list means what: guessed, chosen, and remembered per header."""

import hashlib
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from crm.database import add_unless_taken
from crm.exchange.models import ColumnMapping
from crm.text import fold

MEETINGS = "meetings"
"""The kind of list this room takes in so far."""


class Target(StrEnum):
    """What a column of a meeting list may mean."""

    DATE = "date"
    SUBJECT = "subject"
    TOPICS = "topics"
    PLACE = "place"
    PEOPLE = "people"
    PEOPLE_ORGANISATION = "people_organisation"
    PEOPLE_FUNCTION = "people_function"
    ORGANISATIONS = "organisations"


REQUIRED = (Target.DATE, Target.SUBJECT)
"""Without these a row is no meeting; people or organisations come on top."""

_USUAL = {
    Target.DATE: "datum date tag day termin sitzungsdatum meeting_date am",
    Target.SUBJECT: "betreff subject titel title anlass gegenstand bezeichnung purpose",
    Target.TOPICS: "themen thema topics topic stichworte schlagworte tags dossier",
    Target.PLACE: "ort place location veranstaltungsort venue treffpunkt",
    Target.PEOPLE: "personen person people ansprechperson ansprechpersonen"
    " teilnehmende name names mep member vertreten_durch",
    Target.PEOPLE_ORGANISATION: "dienststelle amt dezernat behoerde abteilung"
    " department group fraktion people_organisation",
    Target.PEOPLE_FUNCTION: "funktion function stelle position rolle role",
    Target.ORGANISATIONS: "organisationen organisation unternehmen organisations"
    " organizations organization companies company firma firmen lobbyists institution",
}


def guess(columns: Sequence[str]) -> dict[Target, str]:
    """Return the columns whose names are usual ones; each stands for one thing."""
    known = {_plain(column): column for column in reversed(columns) if column}
    found: dict[Target, str] = {}
    for target, names in _USUAL.items():
        for name in names.split():
            if name in known and known[name] not in found.values():
                found.setdefault(target, known[name])
    return found


def missing(chosen: Mapping[Target, str]) -> list[Target]:
    """Return what has to be chosen still before the list can be read."""
    needed = [target for target in REQUIRED if target not in chosen]
    if Target.PEOPLE not in chosen and Target.ORGANISATIONS not in chosen:
        needed.append(Target.ORGANISATIONS)
    return needed


def remember(
    session: Session, columns: Sequence[str], *, options: dict[str, Any]
) -> None:
    """Keep how a list with this header was read."""
    kept = _find(session, columns)
    if kept is None:
        key = header_key(columns)
        mapping = ColumnMapping(kind=MEETINGS, header_key=key, options=options)
        add_unless_taken(session, mapping)
    elif kept.options != options:
        kept.options = options


def recall(session: Session, columns: Sequence[str]) -> dict[str, Any] | None:
    """Return how a list with this header was read last time."""
    kept = _find(session, columns)
    return None if kept is None else dict(kept.options)


def header_key(columns: Sequence[str]) -> str:
    """Return what two lists with the same header share."""
    return hashlib.sha256("\x1f".join(map(_plain, columns)).encode()).hexdigest()


def _find(session: Session, columns: Sequence[str]) -> ColumnMapping | None:
    is_same = ColumnMapping.header_key == header_key(columns)
    return session.scalar(
        sa.select(ColumnMapping).where(is_same, ColumnMapping.kind == MEETINGS)
    )


def _plain(column: str) -> str:
    return fold(column).replace(" ", "_").replace("-", "_")
