"""Presence: who was in the same room, read straight from the attendance rows.

Counted is who was noted as present in an agenda item where people meet, of an event
that was not cancelled. Events that were archived happened all the same and count.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import sqlalchemy as sa
from sqlalchemy.orm import Session

from crm.contacts.models import Organisation, Person
from crm.cooperation.scopes import Level, Scope
from crm.events.models import (
    MEETING_KINDS,
    AgendaItem,
    Attendance,
    AttendanceStatus,
    Event,
    EventStatus,
    agenda_item_topics,
)
from network.graphs import Node
from network.records import Presences

LONGEST_LABEL = 32

Row: TypeAlias = tuple[int, int | None, int | None, date]
Attributes: TypeAlias = dict[Node, dict[str, object]]


@dataclass(frozen=True)
class Record:
    """Who was present in what, and what is known about each of them."""

    presences: Presences
    attributes: Attributes


def read(session: Session, scope: Scope) -> Record:
    """Read the presences of a scope and the attributes of its nodes."""
    rows = fetch(session, scope)
    presences = Presences.from_rows(_at_level(rows, scope.level))
    organisations = _organisations(session, scope)
    if scope.level is Level.ORGANISATION:
        return Record(presences, organisations)
    seats = {row[1]: row[2] for row in rows if row[2] is not None}
    people = _people(session, scope, organisations=organisations, seats=seats)
    return Record(presences, organisations | people)


def fetch(session: Session, scope: Scope) -> list[Row]:
    """Return item, person, organisation and day of each presence, oldest first."""
    rows = (
        sa.select(
            Attendance.item_id,
            Attendance.person_id,
            Attendance.organisation_id,
            Event.held_on,
        )
        .join_from(Attendance, AgendaItem)
        .join(Event)
        .where(*_counted(scope))
        .order_by(Event.held_on, Attendance.item_id, Attendance.id)
    )
    return list(session.connection().execute(rows))


def person_node(person_id: int) -> str:
    """Return what a person is called in the network."""
    return f"person-{person_id}"


def organisation_node(organisation_id: int) -> str:
    """Return what an organisation is called in the network."""
    return f"organisation-{organisation_id}"


def _counted(scope: Scope) -> list[sa.ColumnElement[bool]]:
    conditions = [
        Attendance.status == AttendanceStatus.PRESENT,
        AgendaItem.kind.in_(MEETING_KINDS),
        Event.status != EventStatus.CANCELLED,
        Event.held_on <= scope.as_of,
    ]
    if scope.since is not None:
        conditions.append(Event.held_on >= scope.since)
    if scope.topic_id is not None:
        links = agenda_item_topics.c
        about = sa.select(links.agenda_item_id).where(links.topic_id == scope.topic_id)
        conditions.append(Attendance.item_id.in_(about))
    return conditions


def _at_level(rows: list[Row], level: Level) -> Iterator[tuple[int, str, date]]:
    for item, person, organisation, day in rows:
        if person is not None and level is not Level.ORGANISATION:
            yield item, person_node(person), day
        elif organisation is not None and level is not Level.PERSON:
            yield item, organisation_node(organisation), day


def _mentioned(column: Any, scope: Scope) -> sa.Select[int]:
    """Return the ids that occur in a column of the presences counted."""
    joined = sa.select(column).join_from(Attendance, AgendaItem).join(Event)
    return joined.where(*_counted(scope))


def _organisations(session: Session, scope: Scope) -> Attributes:
    columns = (
        Organisation.id,
        Organisation.name,
        Organisation.short_name,
        Organisation.sector,
    )
    found = sa.select(*columns).where(
        Organisation.id.in_(_mentioned(Attendance.organisation_id, scope))
    )
    return {
        organisation_node(id): {
            "label": _short(short_name or name),
            "name": name,
            "sector": sector.value,
            "organisation": None,
        }
        for id, name, short_name, sector in session.connection().execute(found)
    }


def _people(
    session: Session,
    scope: Scope,
    *,
    organisations: Attributes,
    seats: Mapping[int | None, int],
) -> Attributes:
    """Return the people; sector and organisation are those of their latest seat.

    That is the organisation through which they took part most recently among the
    meetings counted; somebody who never took part through one has neither.
    """
    columns = (Person.id, Person.title, Person.given_name, Person.family_name)
    found = sa.select(*columns).where(
        Person.id.in_(_mentioned(Attendance.person_id, scope))
    )
    people: Attributes = {}
    for id, *names in session.connection().execute(found):
        seat = organisations.get(organisation_node(seats.get(id) or 0), {})
        people[person_node(id)] = {
            "label": _short(" ".join(name for name in names[1:] if name)),
            "name": " ".join(name for name in names if name),
            "sector": seat.get("sector"),
            "organisation": seat.get("name"),
        }
    return people


def _short(name: str) -> str:
    """Return what fits beside a node."""
    if len(name) <= LONGEST_LABEL:
        return name
    return name[: LONGEST_LABEL - 1].rstrip() + "…"
