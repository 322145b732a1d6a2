"""Makes people meet."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import Session

from crm.contacts.models import Person, Sector
from crm.events.models import AgendaItem
from tests.factories import (
    make_agenda_item,
    make_attendance,
    make_event,
    make_organisation,
    make_person,
    make_position,
)


def meet(
    session: Session,
    people: Sequence[Person],
    *,
    on: date | None = None,
    seated: bool = False,
    topics: list[str] | None = None,
) -> AgendaItem:
    """Let people take part in one session; seated: each for an organisation."""
    item = make_agenda_item(session, make_event(session, on=on), topics=topics)
    for person in people:
        position = make_position(session, person) if seated else None
        make_attendance(session, item, person=person, position=position)
    return item


def make_g6(session: Session) -> dict[str, str]:
    """Make two triangles and the bridge B1-A1, two sectors; return nodes by name."""
    offices = {
        "B": make_organisation(session, "Metallbau Nord", sector=Sector.BUSINESS),
        "A": make_organisation(session, "Amt 67", sector=Sector.ADMINISTRATION),
    }
    people = {}
    for name in ("B1", "B2", "B3", "A1", "A2", "A3"):
        people[name] = make_person(session, name)
        make_position(session, people[name], organisation=offices[name[0]])
    for pair in ("B1 B2", "B1 B3", "B2 B3", "A1 A2", "A1 A3", "A2 A3", "B1 A1"):
        meet(session, [people[name] for name in pair.split()])
    return {name: f"person-{person.id}" for name, person in people.items()}
