"""People: take up, change, archive, find."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from crm.contacts.facts import PersonAdded
from crm.contacts.matching import person_key
from crm.contacts.models import Organisation, Person, Position, Sector
from crm.contacts.periods import holding
from crm.contacts.retention import review_day
from crm.database import Page, matches_all, ordering, paginate
from crm.errors import NotFound
from crm.facts import happened_at
from crm.text import search_tokens


@dataclass(frozen=True, kw_only=True)
class PersonFilter:
    """What a list of people is narrowed and sorted by; positions as of a day."""

    q: str = ""
    sector: Sector | None = None
    organisation_id: int | None = None
    on: date | None = None
    archived: bool = False
    sort: str = "name"
    descending: bool = False


SORTS = {
    "name": Person.sort_key,
    "given_name": Person.given_name,
    "email": Person.email,
}


def get_person(session: Session, person_id: int) -> Person:
    """Return the person with all positions and their organisations, or NotFound."""
    found = session.scalar(
        sa.select(Person).where(Person.id == person_id).options(*_with_positions())
    )
    if found is None:
        raise NotFound("person", person_id)
    return found


def list_people(
    session: Session, wanted: PersonFilter, *, page: int = 1, size: int = 50
) -> Page[Person]:
    """Return one page of people with their positions."""
    return paginate(
        session,
        sa.select(Person).where(*_conditions(wanted)),
        number=page,
        size=size,
        order_by=_order(wanted),
        finish=lambda rows: rows.options(*_with_positions()),
    )


def suggest(session: Session, query: str, *, limit: int = 10) -> list[Person]:
    """Return the first people that match what is being typed, with their positions."""
    wanted = _conditions(PersonFilter(q=query))
    rows = sa.select(Person).where(*wanted).order_by(Person.sort_key + "")
    return list(session.scalars(rows.limit(limit).options(*_with_positions())))


def find_same_name(
    session: Session, given_name: str | None, *, family_name: str
) -> list[Person]:
    """Return the people whose name is certainly the same; they may be namesakes."""
    same = sa.select(Person).where(
        Person.match_key == person_key(given_name, family_name)
    )
    return list(session.scalars(same.order_by(Person.id).options(*_with_positions())))


def add(session: Session, values: Mapping[str, Any]) -> Person:
    """Take up a person, without a position yet."""
    person = Person(**values, positions=[])
    person.delete_on = person.delete_on or review_day(happened_at(session).date())
    person.refresh_keys([])
    person.record(PersonAdded(person))
    session.add(person)
    session.flush()
    return person


def change(
    person: Person, values: Mapping[str, Any], *, version: int | None = None
) -> None:
    """Change fields of a person as shown in this version."""
    person.expect(version)
    person.alter(values)
    refresh(person)


def refresh(person: Person) -> None:
    """Derive anew what a person is found by; positions must be loaded."""
    names = [position.organisation.name for position in person.positions]
    person.refresh_keys(names)


def _with_positions() -> list[Any]:
    return [
        selectinload(Person.positions).joinedload(Position.organisation, innerjoin=True)
    ]


def _conditions(wanted: PersonFilter) -> list[sa.ColumnElement[bool]]:
    is_archived = Person.archived_at.is_not(None)
    conditions = matches_all(Person.search, search_tokens(wanted.q))
    conditions.append(is_archived if wanted.archived else ~is_archived)
    seat = _seat(wanted)
    return conditions if seat is None else [*conditions, Person.id.in_(seat)]


def _seat(wanted: PersonFilter) -> sa.Select[int] | None:
    if wanted.sector is None and wanted.organisation_id is None:
        return None
    seat = sa.select(Position.person_id).join(Position.organisation)
    if wanted.on is not None:
        seat = seat.where(holding(Position, wanted.on))
    if wanted.sector is not None:
        seat = seat.where(Organisation.sector == wanted.sector)
    if wanted.organisation_id is not None:
        seat = seat.where(Position.organisation_id == wanted.organisation_id)
    return seat


def _order(wanted: PersonFilter) -> list[sa.ColumnElement[Any]]:
    return ordering(
        SORTS.get(wanted.sort, Person.sort_key),
        descending=wanted.descending,
        then=(Person.sort_key, Person.id),
        is_search=bool(wanted.q),
    )
