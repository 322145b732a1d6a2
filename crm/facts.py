"""What happened: facts, who records them, and the transaction that tells them.

An entity changes itself and records a fact. When the transaction ends, facts
are told to the subscribers in the same transaction; a failing subscriber
fails the whole act.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Mapped, Session, mapped_column, object_session
from sqlalchemy.orm.exc import StaleDataError

from crm.database import Base, Sessions, is_overtaken
from crm.errors import ChangedMeanwhile

_UNTOLD = "_untold"


@dataclass(frozen=True)
class Actor:
    """Who acts: the account signed in, or the product itself."""

    name: str
    id: int | None = None


SYSTEM = Actor("Dialognetz")


class Entity(Base):
    """A table row with an identity, which records what happens to it."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-1)

    @classmethod
    def table(cls) -> str:
        """Return the name of its table, which says what it is."""
        return str(cls.__tablename__)

    @property
    def caption(self) -> str:
        """What people call it: its name or title."""
        return str(getattr(self, "name", None) or getattr(self, "title", ""))

    def record(self, fact: "Fact") -> None:
        """Keep the fact to be told when the transaction ends."""
        session = object_session(self)
        kept = self.__dict__ if session is None else session.info
        kept.setdefault(_UNTOLD, []).append(fact)


@dataclass(frozen=True)
class Fact:
    """Something that happened, in the past tense; its fields say to whom and what."""

    def about(self) -> dict[str, list[int]]:
        """Return whom it happened to: ids per table."""
        found: dict[str, list[int]] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, Entity):
                found.setdefault(value.table(), []).append(value.id)
        return found

    def details(self) -> dict[str, Any]:
        """Return all fields as plain values; entities by their caption."""
        return {f.name: plain(getattr(self, f.name)) for f in fields(self)}


Subscriber = Callable[[Session, Any], None]
Subscribers = Mapping[type[Fact], Sequence[Subscriber]]

_subscribers: dict[type[Fact], Sequence[Subscriber]] = {}


def subscribe(table: Subscribers) -> None:
    """Take the table of who reacts to which fact; handed in once at start."""
    _subscribers.clear()
    _subscribers.update(table)


@contextmanager
def transaction(
    *, actor: Actor = SYSTEM, now: datetime | None = None
) -> Iterator[Session]:
    """Open a unit of work: flush, tell the subscribers, commit - or roll back."""
    with begin(actor=actor, now=now or datetime.now(UTC)) as session, _meanwhile():
        yield session
        complete(session)


@contextmanager
def _meanwhile() -> Iterator[None]:
    """Name what happens when another act changed or removed the same rows first."""
    try:
        yield
    except StaleDataError as error:
        raise ChangedMeanwhile from error
    except DBAPIError as error:
        if is_overtaken(error):
            raise ChangedMeanwhile from error
        raise


def begin(*, actor: Actor, now: datetime, is_writing: bool = True) -> Session:
    """Return the session of a new unit of work; who begins one also completes it."""
    session = Sessions(info={"actor": actor, "now": now})
    session.connection(execution_options={"is_writing": is_writing})
    return session


def complete(session: Session) -> None:
    """Tell the subscribers what happened, then commit."""
    _tell(session)
    session.commit()


@contextmanager
def reading() -> Iterator[Session]:
    """Open a session that only reads."""
    with Sessions() as session:
        yield session


def happened_at(session: Session) -> datetime:
    """Return the instant the unit of work stands for."""
    now: datetime = session.info["now"]
    return now


def acting(session: Session) -> Actor:
    """Return who acts in this unit of work."""
    actor: Actor = session.info["actor"]
    return actor


def _tell(session: Session) -> None:
    session.flush()
    while facts := session.info.pop(_UNTOLD, []):
        for fact in facts:
            for react in _reactions(type(fact)):
                react(session, fact)
        session.flush()


def _reactions(kind: type[Fact]) -> list[Subscriber]:
    return [react for base in kind.__mro__ for react in _subscribers.get(base, ())]


def plain(value: Any) -> Any:
    """Return a value as JSON can keep it."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Entity):
        return value.caption
    return value


@event.listens_for(sa.orm.Session, "after_attach")
def _carry_over(session: Session, instance: object) -> None:
    """Facts recorded before the entity met its session move there."""
    facts = instance.__dict__.pop(_UNTOLD, [])
    if facts:
        session.info.setdefault(_UNTOLD, []).extend(facts)
