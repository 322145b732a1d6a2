"""Stored snapshots of the network."""

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from crm.facts import Entity


class Snapshot(Entity):
    """Figures and positions of one network, with the parameters they were made from.

    Never overwritten: when the rows beneath change, `is_stale` is set and the
    next one is stored beside it.
    """

    __tablename__ = "network_snapshots"
    __table_args__ = (sa.Index(None, "parameters_key", "is_stale", "id"),)

    parameters_key: Mapped[str]
    parameters: Mapped[dict[str, Any]]
    as_of: Mapped[date]
    taken_at: Mapped[datetime]
    is_stale: Mapped[bool] = mapped_column(default=False)
    summary: Mapped[dict[str, Any]]
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True)
