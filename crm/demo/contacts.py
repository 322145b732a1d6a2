"""How the people of the example come, go and change office."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from crm.accounts.models import Role
from crm.contacts import organisations, people, positions
from crm.contacts.models import (
    Gender,
    LegalBasis,
    Organisation,
    OrganisationKind,
    Person,
    Sector,
)
from crm.contacts.retention import review_day
from crm.demo.cast import Cast, Step
from crm.demo.tables import OrganisationRow, PositionRow, Scenario
from crm.text import fold

PUBLIC_SECTORS = (Sector.ADMINISTRATION, Sector.POLITICS)


@dataclass(frozen=True)
class _Entry:
    """A position with the story it belongs to and who holds it."""

    scenario: Scenario
    row: PositionRow
    who: PositionRow

    @property
    def day(self) -> date:
        """The day it is written down: not before the story is taken up."""
        return max(self.scenario.taken_up_on, self.row.since)

    def is_ended_later(self, today: date) -> bool:
        """Whether the end is an act of its own, after the start was written down."""
        return self.row.until is not None and self.day <= self.row.until < today


def steps(scenarios: list[Scenario], cast: Cast) -> list[Step]:
    """Return the acts that take up organisations and people, and end positions."""
    entries = list(_entries(scenarios))
    return [
        *(_take_up_organisations(scenario, cast) for scenario in scenarios),
        *_start_positions(entries, cast),
        *_end_positions(entries, cast),
    ]


def _entries(scenarios: list[Scenario]) -> Iterator[_Entry]:
    rows = [(scenario, row) for scenario in scenarios for row in scenario.positions]
    who = {row.key: row for _, row in rows if row.family_name}
    return (_Entry(scenario, row, who[row.key]) for scenario, row in rows)


def _take_up_organisations(scenario: Scenario, cast: Cast) -> Step:
    act = partial(_add_organisations, rows=scenario.organisations, cast=cast)
    return Step(cast.at(scenario.taken_up_on, 9), Role.EDITOR, act)


def _start_positions(entries: list[_Entry], cast: Cast) -> Iterator[Step]:
    by_day: dict[date, list[_Entry]] = defaultdict(list)
    for entry in entries:
        by_day[entry.day].append(entry)
    for day, started in by_day.items():
        act = partial(_start_all, entries=started, cast=cast)
        yield Step(cast.at(day, 10), Role.EDITOR, act)


def _end_positions(entries: list[_Entry], cast: Cast) -> Iterator[Step]:
    for entry in entries:
        if entry.row.until and entry.is_ended_later(cast.today):
            act = partial(_end, row=entry.row, cast=cast)
            yield Step(cast.at(entry.row.until, 15), Role.EDITOR, act)


def _add_organisations(
    session: Session, *, rows: list[OrganisationRow], cast: Cast
) -> None:
    for row in rows:
        parent = _parent(session, row, cast)
        added = organisations.add(session, _organisation(row, parent))
        cast.organisations[row.key] = added.id


def _parent(session: Session, row: OrganisationRow, cast: Cast) -> Organisation | None:
    if not row.parent:
        return None
    return organisations.get_organisation(session, cast.organisations[row.parent])


def _organisation(row: OrganisationRow, parent: Organisation | None) -> dict[str, Any]:
    domain = row.domain or _domain(parent)
    return {
        "name": row.name,
        "short_name": row.short_name or None,
        "kind": OrganisationKind(row.kind),
        "sector": Sector(row.sector),
        "parent_id": None if parent is None else parent.id,
        "city": row.city,
        "email": domain and f"kontakt@{domain}",
        "website": f"https://{row.domain}" if row.domain else None,
    }


def _domain(organisation: Organisation | None) -> str | None:
    """Return what comes after the @ in the addresses of an organisation."""
    if organisation is None or organisation.email is None:
        return None
    return organisation.email.partition("@")[2]


def _start_all(session: Session, *, entries: list[_Entry], cast: Cast) -> None:
    seats = cast.seats(session, [entry.row.organisation for entry in entries])
    for entry in entries:
        seat = seats[entry.row.organisation]
        position = positions.start(
            session,
            _person(session, entry, seat=seat, cast=cast),
            organisation=seat,
            function=entry.row.function,
            since=entry.row.since,
            until=None if entry.is_ended_later(cast.today) else entry.row.until,
        )
        cast.positions[entry.row] = position.id


def _person(
    session: Session, entry: _Entry, *, seat: Organisation, cast: Cast
) -> Person:
    if entry.row.key in cast.people:
        return people.get_person(session, cast.people[entry.row.key])
    person = people.add(session, _described(entry, seat) | _basis(seat, cast.today))
    cast.people[entry.row.key] = person.id
    return person


def _described(entry: _Entry, seat: Organisation) -> dict[str, Any]:
    who = entry.who
    return {
        "title": who.title or None,
        "given_name": who.given_name,
        "family_name": who.family_name,
        "gender": Gender(who.gender),
        "email": _address(who, _domain(seat)),
        "source": entry.scenario.source,
        "purpose": entry.scenario.purpose,
    }


def _address(who: PositionRow, domain: str | None) -> str | None:
    name = fold(f"{who.given_name}.{who.family_name}").replace(" ", "-")
    return domain and f"{name}@{domain}"


def _basis(seat: Organisation, today: date) -> dict[str, Any]:
    """Return why a person is kept: an office, or a consent that runs out."""
    is_office = seat.sector in PUBLIC_SECTORS
    basis = LegalBasis.PUBLIC_TASK if is_office else LegalBasis.CONSENT
    return {"legal_basis": basis, "delete_on": review_day(today)}


def _end(session: Session, *, row: PositionRow, cast: Cast) -> None:
    if row.until is not None:
        positions.get_position(session, cast.positions[row]).end(row.until)
