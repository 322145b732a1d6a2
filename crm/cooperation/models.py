"""Stored snapshots of the network, and the count of changes beneath them."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from crm.cooperation.scopes import Level
from crm.database import Base
from crm.facts import Entity


class Snapshot(Entity):
    """Figures and positions of one network, with the parameters they were made from.

    Never overwritten: when the rows beneath change, `is_stale` is set and the
    next one is stored beside it. `is_whole` says that neither a first day nor a
    topic narrowed what was counted.
    """

    __tablename__ = "network_snapshots"
    __table_args__ = (
        sa.Index(None, "parameters_key", "is_stale", "id"),
        sa.Index(None, "level", "is_whole", "as_of", "id"),
    )

    parameters_key: Mapped[str]
    parameters: Mapped[dict[str, Any]]
    level: Mapped[Level]
    as_of: Mapped[date]
    is_whole: Mapped[bool]
    taken_at: Mapped[datetime]
    revision: Mapped[int]
    is_stale: Mapped[bool] = mapped_column(default=False)
    summary: Mapped[dict[str, Any]]
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)


class Revision(Base):
    """How often the rows beneath the network have changed: one row, counting up.

    Whoever stores a snapshot compares the count with the one seen before reading;
    what changed meanwhile cannot slip through.
    """

    __tablename__ = "network_revisions"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
