"""Uploaded lists, their remembered column mappings, and what is left for review."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from crm.contacts.models import Organisation, Person
from crm.exchange import facts
from crm.facts import Actor, Entity


class ImportState(StrEnum):
    """How far an uploaded list has come; `READY` waits for its mapping."""

    READY = "ready"
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class ImportRun(Entity):
    """One list on its way in: the file, its reading, its progress, its report."""

    __tablename__ = "import_runs"

    kind: Mapped[str]
    filename: Mapped[str]
    content: Mapped[bytes | None] = deferred(mapped_column(sa.LargeBinary))
    options: Mapped[dict[str, Any]]
    is_dry_run: Mapped[bool] = mapped_column(default=False)
    state: Mapped[ImportState] = mapped_column(default=ImportState.READY, index=True)
    rows_total: Mapped[int] = mapped_column(default=0)
    rows_done: Mapped[int] = mapped_column(default=0)
    report: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    claimed_by: Mapped[str | None]
    leased_until: Mapped[datetime | None]
    created_by: Mapped[str]
    created_by_id: Mapped[int | None]

    @property
    def caption(self) -> str:
        """What people call it: the name of the file."""
        return self.filename

    @property
    def creator(self) -> Actor:
        """Who brought the list, and in whose name it comes in."""
        return Actor(self.created_by, self.created_by_id)

    @property
    def is_waiting(self) -> bool:
        """Whether there is something to wait for."""
        return self.state in {ImportState.QUEUED, ImportState.RUNNING}


class ColumnMapping(Entity):
    """How columns were mapped last time for lists with the same header."""

    __tablename__ = "column_mappings"
    __table_args__ = (sa.UniqueConstraint("kind", "header_key"),)

    kind: Mapped[str]
    header_key: Mapped[str]
    options: Mapped[dict[str, Any]]


class ReviewState(StrEnum):
    """What was decided about two names that may mean one organisation or person."""

    OPEN = "open"
    DIFFERENT = "different"
    SAME = "same"


class NameReview(Entity):
    """Two organisations whose names are close, but not certainly the same."""

    __tablename__ = "name_reviews"
    __table_args__ = (sa.UniqueConstraint("first_id", "second_id"),)

    first_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    second_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisations.id"), index=True
    )
    reason: Mapped[str]
    score: Mapped[float]
    state: Mapped[ReviewState] = mapped_column(default=ReviewState.OPEN, index=True)
    found_at: Mapped[datetime]

    first: Mapped[Organisation] = relationship(lazy="raise", foreign_keys=[first_id])
    second: Mapped[Organisation] = relationship(lazy="raise", foreign_keys=[second_id])

    def tell_apart(self) -> None:
        """Remember that the names mean two organisations."""
        self.state = ReviewState.DIFFERENT
        self.record(facts.NamesToldApart(self.first, self.second))


class NamesakeReview(Entity):
    """Two people of one name in different organisations: perhaps one person."""

    __tablename__ = "namesake_reviews"
    __table_args__ = (sa.UniqueConstraint("first_id", "second_id"),)

    first_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"))
    second_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"), index=True)
    state: Mapped[ReviewState] = mapped_column(default=ReviewState.OPEN, index=True)
    found_at: Mapped[datetime]

    first: Mapped[Person] = relationship(lazy="raise", foreign_keys=[first_id])
    second: Mapped[Person] = relationship(lazy="raise", foreign_keys=[second_id])

    def tell_apart(self) -> None:
        """Remember that they are two people."""
        self.state = ReviewState.DIFFERENT
        self.record(facts.NamesToldApart(self.first, self.second))
