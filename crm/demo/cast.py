"""What the acts of the example share: who has been taken up, and when things happen."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session, selectinload

from crm.accounts.models import Role
from crm.contacts.models import Organisation, Person, Position
from crm.demo.tables import PositionRow

SATURDAY = 5


@dataclass(frozen=True)
class Step:
    """One act at one instant, by the account of a role."""

    at: datetime
    role: Role
    act: Callable[[Session], None]


@dataclass
class Cast:
    """The day of the telling, and the ids of what has been told."""

    today: date
    zone: ZoneInfo
    organisations: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)
    positions: dict[PositionRow, int] = field(default_factory=dict)
    series: dict[str, int] = field(default_factory=dict)

    def seats(self, session: Session, keys: Iterable[str]) -> dict[str, Organisation]:
        """Load the organisations of these keys at once."""
        wanted = {self.organisations[key]: key for key in keys}
        rows = sa.select(Organisation).where(Organisation.id.in_(wanted))
        return {wanted[found.id]: found for found in session.scalars(rows)}

    def persons(self, session: Session, keys: Iterable[str]) -> dict[str, Person]:
        """Load the people of these keys at once, with their positions."""
        wanted = {self.people[key]: key for key in keys}
        held = selectinload(Person.positions).joinedload(Position.organisation)
        rows = sa.select(Person).where(Person.id.in_(wanted)).options(held)
        return {wanted[found.id]: found for found in session.scalars(rows)}

    def at(self, day: date, hour: int) -> datetime:
        """Return an hour of office time on this day, or on the Monday after it."""
        return datetime.combine(working_day(day), time(hour), tzinfo=self.zone)


def working_day(day: date) -> date:
    """Return the day, or the Monday after it.

    >>> working_day(date(2026, 11, 22))
    datetime.date(2026, 11, 23)
    """
    return day + timedelta(days=7 - day.weekday() if day.weekday() >= SATURDAY else 0)
