"""Rows that hold from a day to a day, both inclusive; an open end has no day."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from crm.errors import EndsBeforeItBegins


class Dated:
    """A period of days with either end open."""

    since: Mapped[date | None] = mapped_column(index=True)
    until: Mapped[date | None] = mapped_column(index=True)

    def run(self, since: date | None, until: date | None) -> None:
        """Hold from one day to the other."""
        if since is not None and until is not None and until < since:
            raise EndsBeforeItBegins
        self.since, self.until = since, until

    def holds_on(self, day: date) -> bool:
        """Whether the day lies within the period."""
        has_begun = self.since is None or self.since <= day
        return has_begun and (self.until is None or self.until >= day)


def holding(kind: type[Dated], day: date) -> sa.ColumnElement[bool]:
    """Return the condition that a row holds on a day."""
    return sa.and_(
        sa.or_(kind.since.is_(None), kind.since <= day),
        sa.or_(kind.until.is_(None), kind.until >= day),
    )
