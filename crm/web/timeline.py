"""The timeline: what the activity log says, in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from itertools import groupby
from typing import Any

from flask import url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from crm import activity
from crm.activity import Activity
from crm.contacts.models import Gender, LegalBasis, OrganisationKind, Sector
from crm.events.models import AgendaKind, AttendanceStatus, EventFormat, EventStatus
from crm.web.labels import FIELDS, label
from crm.web.language import clock, day, moment

SENTENCES: dict[str, LazyString] = {
    "AgendaItemAdded": _l("Programmpunkt „%(title)s“ aufgenommen"),
    "AgendaItemChanged": _l("Programmpunkt „%(title)s“ geändert"),
    "AgendaItemMoved": _l("Programmpunkt „%(title)s“ verschoben"),
    "AgendaItemRemoved": _l("Programmpunkt „%(title)s“ gestrichen"),
    "AttendanceCorrected": _l("%(attendee)s bei „%(item)s“ berichtigt"),
    "AttendanceRecorded": _l("%(attendee)s bei „%(item)s“ erfasst"),
    "AttendanceWithdrawn": _l("%(attendee)s bei „%(item)s“ zurückgenommen"),
    "EventArchived": _l("Veranstaltung „%(event)s“ archiviert"),
    "EventChanged": _l("Veranstaltung „%(event)s“ geändert"),
    "EventPlanned": _l("Veranstaltung „%(event)s“ angelegt"),
    "EventRestored": _l("Veranstaltung „%(event)s“ aus dem Archiv geholt"),
    "MeetingsImported": _l("Aus der Liste „%(run)s“ übernommen"),
    "NamesToldApart": _l("„%(first)s“ und „%(second)s“ sind verschieden"),
    "OrganisationAdded": _l("Organisation „%(organisation)s“ angelegt"),
    "OrganisationArchived": _l("Organisation „%(organisation)s“ archiviert"),
    "OrganisationChanged": _l("Angaben zu „%(organisation)s“ geändert"),
    "OrganisationRestored": _l("Organisation „%(organisation)s“ aus dem Archiv geholt"),
    "PasswordSet": _l("%(user)s hat ein neues Passwort"),
    "PersonAdded": _l("%(person)s angelegt"),
    "PersonArchived": _l("%(person)s archiviert"),
    "PersonChanged": _l("Angaben zu %(person)s geändert"),
    "PersonRestored": _l("%(person)s aus dem Archiv geholt"),
    "PositionChanged": _l("Stelle von %(person)s bei „%(organisation)s“ geändert"),
    "PositionEnded": _l("%(person)s hat die Stelle bei „%(organisation)s“ abgegeben"),
    "PositionStarted": _l("%(person)s hat eine Stelle bei „%(organisation)s“"),
    "SeriesAdded": _l("Reihe „%(series)s“ angelegt"),
    "SeriesArchived": _l("Reihe „%(series)s“ archiviert"),
    "SeriesChanged": _l("Reihe „%(series)s“ geändert"),
    "SeriesRestored": _l("Reihe „%(series)s“ aus dem Archiv geholt"),
    "TopicAdded": _l("Thema „%(topic)s“ angelegt"),
    "UserAdded": _l("Konto für %(user)s eröffnet"),
    "UserLocked": _l("Konto von %(user)s gesperrt"),
    "UserRoleChanged": _l("Rolle von %(user)s geändert"),
    "UserSignedIn": _l("%(user)s hat sich angemeldet"),
    "UserUnlocked": _l("Konto von %(user)s entsperrt"),
}

_CHOICES: dict[str, tuple[type[StrEnum], ...]] = {
    "kind": (OrganisationKind, AgendaKind),
    "sector": (Sector,),
    "gender": (Gender,),
    "legal_basis": (LegalBasis,),
    "format": (EventFormat,),
    "status": (EventStatus, AttendanceStatus),
}


_PAGES = {
    "events": ("events.show", "event_id"),
    "event_series": ("series.show", "series_id"),
    "organisations": ("organisations.show", "organisation_id"),
    "people": ("people.show", "person_id"),
}


@dataclass(frozen=True)
class Line:
    """One line of a timeline."""

    at: datetime
    actor: str
    text: str
    changes: list[tuple[str, str, str]]
    url: str | None


def lines(session: Session, activities: list[Activity]) -> list[Line]:
    """Return the activities as lines of a timeline, each with the way to its page.

    The same said several times in a row, such as the parts of a long list, is one line.
    """
    subjects = activity.subjects(session, activities)
    written = [
        Line(
            entry.at,
            entry.actor,
            sentence(entry),
            _changes(entry.details),
            _page(subjects.get(entry.id)),
        )
        for entry in activities
    ]
    return [next(alike) for _, alike in groupby(written, key=_said)]


def _said(line: Line) -> tuple[object, ...]:
    return line.actor, line.text, line.changes, line.url


def sentence(entry: Activity) -> str:
    """Return what happened in one sentence."""
    return str(SENTENCES[entry.kind]) % entry.details


def _page(subject: tuple[str, int] | None) -> str | None:
    if subject is None or subject[0] not in _PAGES:
        return None
    endpoint, argument = _PAGES[subject[0]]
    number: dict[str, Any] = {argument: subject[1]}
    return url_for(endpoint, **number)


def _changes(details: dict[str, Any]) -> list[tuple[str, str, str]]:
    changes: dict[str, list[Any]] = details.get("changes", {})
    return [
        (str(FIELDS.get(name, name)), _shown(name, before), _shown(name, after))
        for name, (before, after) in changes.items()
    ]


def _shown(name: str, value: Any) -> str:
    if value is None or value == "":
        return "–"
    if name in _CHOICES:
        return _choice(name, str(value))
    if name in _TIMES:
        return _TIMES[name](str(value))
    return ", ".join(value) if isinstance(value, list) else str(value)


def _choice(name: str, value: str) -> str:
    for members in _CHOICES[name]:
        if value in set(members):
            return str(label(members(value)))
    return value


def _as_day(value: str) -> str:
    return day(date.fromisoformat(value))


def _as_moment(value: str) -> str:
    return moment(datetime.fromisoformat(value))


def _as_clock(value: str) -> str:
    return clock(time.fromisoformat(value))


_TIMES: dict[str, Callable[[str], str]] = {
    **dict.fromkeys(("delete_on", "held_on", "since", "until"), _as_day),
    **dict.fromkeys(("starts_at", "ends_at"), _as_moment),
    **dict.fromkeys(("begins", "ends"), _as_clock),
}
