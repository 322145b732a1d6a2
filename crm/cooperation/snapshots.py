"""Snapshots: find the current one or take it, and keep it.

Taking one may need seconds. That is done while reading; only keeping it writes:

    with reading() as session:
        snapshot = snapshots.current(session, scope, now=now)
    if snapshots.is_new(snapshot):
        with transaction() as session:
            snapshots.keep(session, snapshot)
"""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, undefer

from crm.cooperation import networks, revisions
from crm.cooperation.models import Snapshot
from crm.cooperation.scopes import Level, Scope


def find(session: Session, scope: Scope) -> Snapshot | None:
    """Return the stored snapshot of a scope unless it is stale."""
    stored = sa.select(Snapshot).where(
        Snapshot.parameters_key == scope.key, Snapshot.is_stale.is_(False)
    )
    newest = stored.order_by(Snapshot.id.desc()).limit(1)
    return session.scalar(newest.options(undefer(Snapshot.content)))


def current(session: Session, scope: Scope, *, now: datetime) -> Snapshot:
    """Return the stored snapshot of a scope, or a new one that is not stored yet."""
    return find(session, scope) or take(session, scope, now=now)


def take(session: Session, scope: Scope, *, now: datetime) -> Snapshot:
    """Compute a snapshot; it has no id until it is kept."""
    revision = revisions.current(session)
    summary, content = networks.take(session, scope)
    return Snapshot(
        parameters_key=scope.key,
        parameters=scope.parameters,
        level=scope.level,
        as_of=scope.as_of,
        is_whole=scope.is_whole,
        taken_at=now,
        revision=revision,
        is_stale=False,
        summary=summary,
        content=content,
    )


def is_new(snapshot: Snapshot) -> bool:
    """Whether a snapshot is still to be kept."""
    return sa.inspect(snapshot).transient


def keep(session: Session, snapshot: Snapshot) -> None:
    """Store a new snapshot, unless somebody else stored the same meanwhile.

    When rows changed since it was begun it is stored as stale: it shows a state
    that did exist, but the next reader takes another one.
    """
    snapshot.is_stale = snapshot.revision != revisions.settle(session)
    same = sa.exists().where(
        Snapshot.parameters_key == snapshot.parameters_key,
        Snapshot.revision == snapshot.revision,
        Snapshot.is_stale == snapshot.is_stale,
    )
    if not session.scalar(sa.select(same)):
        session.add(snapshot)


def network_of(snapshot: Snapshot) -> networks.Network:
    """Return the network that a snapshot holds."""
    return networks.unpack(snapshot.content)


def newest_whole(session: Session, level: Level, *, until: date) -> Snapshot | None:
    """Return the newest stored snapshot of everything, be it stale or not."""
    stored = sa.select(Snapshot).where(
        Snapshot.level == level, Snapshot.is_whole, Snapshot.as_of <= until
    )
    newest = stored.order_by(Snapshot.as_of.desc(), Snapshot.id.desc()).limit(1)
    return session.scalar(newest.options(undefer(Snapshot.content)))


def forget_narrowed(session: Session, *, before: datetime) -> None:
    """Delete old answers to questions of the moment; pictures of everything stay."""
    old = sa.delete(Snapshot).where(
        Snapshot.is_whole.is_(False), Snapshot.taken_at < before
    )
    session.execute(old)
