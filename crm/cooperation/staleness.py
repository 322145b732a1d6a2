"""Staleness: what happened may have overtaken the stored snapshots."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from crm.contacts.facts import OrganisationChanged, PersonChanged
from crm.cooperation import revisions
from crm.cooperation.models import Snapshot
from crm.events.facts import (
    AgendaItemChanged,
    AttendanceCorrected,
    AttendanceRecorded,
    AttendanceWithdrawn,
    EventChanged,
)
from crm.facts import Fact

_SHOWN = {
    OrganisationChanged: {"name", "short_name", "sector"},
    PersonChanged: {"title", "given_name", "family_name"},
    EventChanged: {"held_on", "status"},
    AgendaItemChanged: {"kind", "topics"},
}
"""The changes that a network shows."""


def mark_stale(session: Session, _fact: Fact) -> None:
    """Mark every snapshot: the rows beneath have changed."""
    _mark(session, sa.true())


def mark_later_stale(
    session: Session,
    fact: AttendanceRecorded | AttendanceCorrected | AttendanceWithdrawn,
) -> None:
    """Mark the snapshots as of the day of the event or later."""
    _mark(session, Snapshot.as_of >= fact.held_on)


def mark_stale_if_shown(
    session: Session,
    fact: OrganisationChanged | PersonChanged | EventChanged | AgendaItemChanged,
) -> None:
    """Mark every snapshot when what was changed can be seen in a network."""
    if fact.changes.keys() & _SHOWN[type(fact)]:
        mark_stale(session, fact)


def _mark(session: Session, condition: sa.ColumnElement[bool]) -> None:
    revisions.advance(session)
    fresh = sa.update(Snapshot).where(Snapshot.is_stale.is_(False), condition)
    session.execute(fresh.values(is_stale=True))
