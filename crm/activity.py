"""The append-only log of who did what to whom and when: timeline and audit."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NoReturn, cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm.database import Base
from crm.facts import Entity, Fact, acting, happened_at


class Activity(Base):
    """One thing that happened; never changed, never deleted."""

    __tablename__ = "activities"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str]
    actor_id: Mapped[int | None]
    kind: Mapped[str]
    details: Mapped[dict[str, Any]]


class Subject(Base):
    """An entity that an activity is about."""

    __tablename__ = "activity_subjects"
    __table_args__ = (sa.Index(None, "kind", "subject_id", "activity_id"),)

    activity_id: Mapped[int] = mapped_column(
        sa.ForeignKey("activities.id"), primary_key=True
    )
    kind: Mapped[str] = mapped_column(primary_key=True)
    subject_id: Mapped[int] = mapped_column(primary_key=True)


_SUBJECTS = cast("sa.Table", Subject.__table__)


def log(session: Session, fact: Fact) -> None:
    """Write a fact down, with everybody it is about."""
    actor = acting(session)
    written = sa.insert(Activity).values(
        at=happened_at(session),
        actor=actor.name,
        actor_id=actor.id,
        kind=type(fact).__name__,
        details=fact.details(),
    )
    entry_id = session.scalar(written.returning(Activity.id))
    rows = [
        {"activity_id": entry_id, "kind": kind, "subject_id": number}
        for kind, numbers in fact.about().items()
        for number in numbers
    ]
    if rows:
        session.connection().execute(sa.insert(_SUBJECTS), rows)


def timeline(session: Session, entity: Entity, *, limit: int = 50) -> list[Activity]:
    """Return what happened to an entity, newest first."""
    mentioned = sa.select(Subject.activity_id).where(
        Subject.kind == entity.table(), Subject.subject_id == entity.id
    )
    newest = sa.select(Activity).where(Activity.id.in_(mentioned))
    return list(session.scalars(newest.order_by(Activity.id.desc()).limit(limit)))


def subjects(
    session: Session, entries: Sequence[Activity]
) -> dict[int, tuple[str, int]]:
    """Return table and id of the one that each activity is about.

    An activity about several of a kind, such as a list taken in, is about none.
    """
    found = (
        sa.select(Subject.activity_id, Subject.kind, sa.func.min(Subject.subject_id))
        .where(Subject.activity_id.in_([entry.id for entry in entries]))
        .group_by(Subject.activity_id, Subject.kind)
        .having(sa.func.count() == 1)
        .order_by(Subject.kind.desc())
    )
    return {row[0]: (row[1], row[2]) for row in session.execute(found)}


def recent(
    session: Session, *, limit: int = 20, without: Sequence[str] = ()
) -> list[Activity]:
    """Return the newest activities of all, without those of some kinds."""
    rows = sa.select(Activity).where(Activity.kind.not_in(without))
    return list(session.scalars(rows.order_by(Activity.id.desc()).limit(limit)))


def _refuse(_mapper: object, _connection: object, _target: object) -> NoReturn:
    raise TypeError("the activity log is append-only")


for _table in (Activity, Subject):
    event.listen(_table, "before_update", _refuse)
    event.listen(_table, "before_delete", _refuse)
