"""Presence: how many were there, of which sectors, and who to name first."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from crm.contacts.models import Organisation, Person, Sector
from crm.events.models import (
    ATTENDEE,
    AgendaItem,
    Attendance,
    AttendanceStatus,
    Event,
)


def count_by_status(
    session: Session, event: Event
) -> dict[int, dict[AttendanceStatus, int]]:
    """Return for each agenda item how many are noted with each status."""
    counted = (
        sa.select(Attendance.item_id, Attendance.status, sa.func.count())
        .join(Attendance.item)
        .where(AgendaItem.event_id == event.id)
        .group_by(Attendance.item_id, Attendance.status)
        .order_by(Attendance.item_id, sa.func.count().desc(), Attendance.status)
    )
    counts: dict[int, dict[AttendanceStatus, int]] = {}
    for item_id, status, count in session.execute(counted):
        counts.setdefault(item_id, {})[status] = count
    return counts


def count_by_sector(session: Session, event: Event) -> dict[Sector, int]:
    """Return how many were present for each sector; whoever has no seat has none."""
    counted = (
        sa.select(Organisation.sector, sa.func.count(sa.distinct(ATTENDEE)))
        .join_from(Attendance, AgendaItem)
        .join(Attendance.organisation)
        .where(
            AgendaItem.event_id == event.id,
            Attendance.status == AttendanceStatus.PRESENT,
        )
        .group_by(Organisation.sector)
    )
    counts = dict(session.execute(counted).all())
    return {sector: counts[sector] for sector in Sector if sector in counts}


def name_first(
    session: Session, event_ids: list[int], *, each: int = 3
) -> dict[int, list[str]]:
    """Return the names of some who were present at each event: people come first."""
    ranked = _ranked(event_ids).subquery()
    found = sa.select(ranked).where(ranked.c.rank <= each)
    names: dict[int, list[str]] = {}
    for row in session.execute(found.order_by(ranked.c.event_id, ranked.c.rank)):
        person = " ".join(part for part in row[2:5] if part)
        names.setdefault(row.event_id, []).append(person or row.organisation)
    return names


def _ranked(event_ids: list[int]) -> sa.Select[*tuple[object, ...]]:
    rank = sa.func.row_number().over(
        partition_by=AgendaItem.event_id,
        order_by=(Attendance.person_id.is_(None), Attendance.id),
    )
    return (
        sa.select(
            AgendaItem.event_id,
            rank.label("rank"),
            Person.title,
            Person.given_name,
            Person.family_name,
            sa.case(
                (Organisation.short_name.is_not(None), Organisation.short_name),
                else_=Organisation.name,
            ).label("organisation"),
        )
        .join_from(Attendance, AgendaItem)
        .outerjoin(Attendance.person)
        .outerjoin(Attendance.organisation)
        .where(
            AgendaItem.event_id.in_(event_ids),
            AgendaItem.place == 1,
            Attendance.status == AttendanceStatus.PRESENT,
        )
    )
