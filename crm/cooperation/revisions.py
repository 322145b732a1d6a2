"""Revisions: count what changes beneath the network."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from crm.cooperation.models import Revision

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def current(session: Session) -> int:
    """Return how many changes are known to be finished."""
    return session.scalar(sa.select(Revision.number)) or 0


def advance(session: Session) -> None:
    """Count one more change; it shows when this transaction ends."""
    _add(session, 1)


def settle(session: Session) -> int:
    """Wait for changes under way and hold off new ones until this transaction ends."""
    return _add(session, 0)


def _add(session: Session, step: int) -> int:
    insert = _INSERT[session.get_bind().dialect.name]
    counted = insert(Revision).values(id=1, number=step)
    counted = counted.on_conflict_do_update(
        index_elements=[Revision.id], set_={"number": Revision.number + step}
    )
    number: int = session.execute(counted.returning(Revision.number)).scalar_one()
    return number
