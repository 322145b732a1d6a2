"""A living example: five stories of dialogue, told through the rooms themselves.

The stories lie as tables in `tables/`, one folder each: who exists
(`organisations.csv`), who does what from when to when (`people.csv`), and what
happened (`scenario.toml`). People and companies are invented.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Session

from crm.accounts.models import User
from crm.contacts.models import Organisation, Person
from crm.demo import contacts, meetings, sign_ins
from crm.demo.cast import Cast, Step
from crm.demo.sign_ins import SIGN_INS, SignIn
from crm.demo.tables import Scenario, read_scenarios
from crm.facts import Actor, transaction

__all__ = ["SIGN_INS", "SignIn", "fill", "is_empty"]

BEGINNING = date(2019, 11, 4)


def is_empty(session: Session) -> bool:
    """Whether nobody works with this database yet."""
    return not any(
        session.scalar(sa.select(sa.exists(sa.select(kind.id))))
        for kind in (User, Organisation, Person)
    )


def fill(*, today: date, zone: ZoneInfo) -> None:
    """Tell the five stories up to this day; only an empty database may be filled.

    Every act is a transaction of its own, dated as it would have been.
    """
    actors = _open_accounts(zone)
    latest = datetime.combine(today - timedelta(days=1), time(16), tzinfo=zone)
    for step in sorted(_steps(today, zone), key=lambda step: step.at):
        actor = actors[step.role]
        with transaction(actor=actor, now=min(step.at, latest)) as session:
            step.act(session)


def _open_accounts(zone: ZoneInfo) -> dict[str, Actor]:
    at = datetime.combine(BEGINNING, time(8), tzinfo=zone)
    with transaction(now=at) as session:
        return sign_ins.open_accounts(session)


def _steps(today: date, zone: ZoneInfo) -> list[Step]:
    scenarios: list[Scenario] = read_scenarios()
    cast = Cast(today=today, zone=zone)
    return contacts.steps(scenarios, cast) + meetings.steps(scenarios, cast)
