"""Positions: begin, correct, end, and who held which on a day."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from crm.contacts import people
from crm.contacts.facts import PositionChanged, PositionStarted
from crm.contacts.models import Organisation, Person, Position
from crm.contacts.periods import holding
from crm.errors import NotFound
from crm.facts import plain


def get_position(session: Session, position_id: int) -> Position:
    """Return the position with its organisation and its person, or NotFound."""
    found = session.scalar(
        sa.select(Position)
        .where(Position.id == position_id)
        .options(
            joinedload(Position.organisation),
            joinedload(Position.person)
            .selectinload(Person.positions)
            .joinedload(Position.organisation),
        )
    )
    if found is None:
        raise NotFound("position", position_id)
    return found


def list_held_in(
    session: Session, organisation: Organisation, *, on: date | None
) -> list[Position]:
    """Return who works in an organisation on a day (None: ever), by name."""
    held = (
        sa.select(Position)
        .join(Position.person)
        .where(Position.organisation_id == organisation.id)
        .options(joinedload(Position.person))
        .order_by(Person.sort_key, Position.since)
    )
    if on is not None:
        held = held.where(holding(Position, on))
    return list(session.scalars(held))


def list_left(
    session: Session, organisation: Organisation, *, before: date
) -> list[Position]:
    """Return who had left an organisation before a day, latest first."""
    left = (
        sa.select(Position)
        .where(Position.organisation_id == organisation.id, Position.until < before)
        .options(joinedload(Position.person))
        .order_by(Position.until.desc(), Position.id)
    )
    return list(session.scalars(left))


def start(
    session: Session,
    person: Person,
    *,
    organisation: Organisation,
    function: str | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Position:
    """Let a person take up a position; their other positions must be loaded."""
    position = Position(organisation=organisation, function=function)
    position.run(since, until)
    person.positions.append(position)
    people.refresh(person)
    person.record(PositionStarted(person, organisation, function, since))
    session.flush()
    return position


def change(position: Position, values: Mapping[str, Any]) -> None:
    """Correct the function or the days of a position, or let it end."""
    changes = {
        name: [plain(getattr(position, name)), plain(value)]
        for name, value in values.items()
        if getattr(position, name) != value
    }
    if changes.keys() == {"until"} and position.until is None:
        position.end(values["until"])
    elif changes:
        position.run(values["since"], values["until"])
        position.function = values["function"]
        position.record(
            PositionChanged(position.person, position.organisation, changes)
        )
