"""Makes what tests need, with everything but the point of the test filled in."""

import itertools
from datetime import date
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from crm.accounts.models import Role, User
from crm.contacts import organisations, people, positions
from crm.contacts.models import Organisation, OrganisationKind, Person, Position, Sector
from crm.events import agenda, attendance, events, series
from crm.events.models import (
    AgendaItem,
    AgendaKind,
    Attendance,
    Event,
    EventFormat,
    EventSeries,
    EventStatus,
)

PASSWORD = "lang genug fuer alle"
ZONE = ZoneInfo("Europe/Berlin")

_numbers = itertools.count(1)


@cache
def hashed_password() -> str:
    """Return the hash of PASSWORD; cheap on purpose."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def make_user(
    session: Session, *, role: Role = Role.ADMINISTRATOR, **values: Any
) -> User:
    """Return an account with the password PASSWORD."""
    number = next(_numbers)
    email = values.pop("email", f"konto{number}@stadt.example")
    user = User.opened(values.pop("name", f"Konto {number}"), email, role=role)
    user.password = hashed_password()
    session.add(user)
    session.flush()
    return user


def make_organisation(
    session: Session, name: str | None = None, **values: Any
) -> Organisation:
    """Return an organisation."""
    filled: dict[str, Any] = {
        "name": name or f"Organisation {next(_numbers)}",
        "kind": OrganisationKind.COMPANY,
        "sector": Sector.BUSINESS,
    }
    return organisations.add(session, filled | values)


def make_person(
    session: Session, family_name: str | None = None, **values: Any
) -> Person:
    """Return a person."""
    family_name = family_name or f"Muster{next(_numbers)}"
    return people.add(session, {"family_name": family_name, **values})


def make_position(
    session: Session,
    person: Person | None = None,
    *,
    organisation: Organisation | None = None,
    **values: Any,
) -> Position:
    """Return a position of a person in an organisation."""
    return positions.start(
        session,
        person or make_person(session),
        organisation=organisation or make_organisation(session),
        **values,
    )


def make_series(session: Session, name: str | None = None) -> EventSeries:
    """Return a series of events."""
    return series.add(session, {"name": name or f"Reihe {next(_numbers)}"})


def make_event(
    session: Session, title: str | None = None, *, on: date | None = None, **values: Any
) -> Event:
    """Return an event that was held, with an empty agenda."""
    filled: dict[str, Any] = {
        "title": title or f"Veranstaltung {next(_numbers)}",
        "format": EventFormat.NETWORK_EVENT,
        "status": EventStatus.HELD,
        "held_on": on or date(2026, 2, 16),
    }
    return events.plan(session, filled | values, zone=ZONE)


def make_agenda_item(
    session: Session,
    event: Event | None = None,
    *,
    title: str = "Fokus Wärme",
    kind: AgendaKind = AgendaKind.SESSION,
    topics: list[str] | None = None,
    **values: Any,
) -> AgendaItem:
    """Return an agenda item of an event."""
    return agenda.add(
        session,
        event or make_event(session),
        values={"title": title, "kind": kind, **values},
        topic_names=topics or [],
    )


def make_attendance(
    session: Session,
    item: AgendaItem,
    *,
    person: Person | None = None,
    organisation: Organisation | None = None,
    **values: Any,
) -> Attendance:
    """Return the attendance of a person, or of an institution."""
    if organisation is not None:
        return attendance.note_institution(
            session, item, organisation=organisation, **values
        )
    values.setdefault("position", None)
    return attendance.note_person(
        session, item, person=person or make_person(session), **values
    )
