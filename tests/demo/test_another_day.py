"""The example told on another day than the one it was written on."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from crm import demo
from crm.events.models import Attendance, Event, EventStatus
from crm.facts import reading
from tests.factories import ZONE

DAY = date(2020, 3, 4)


def test_an_empty_database_may_be_filled(session: Session) -> None:
    assert demo.is_empty(session)


def test_what_has_not_happened_yet_is_only_planned(database: sa.Engine) -> None:
    demo.fill(today=DAY, zone=ZONE)
    with reading() as session:
        statuses = set(session.scalars(sa.select(Event.status).distinct()))
        first = session.scalar(sa.select(sa.func.min(Event.held_on)))
        noted = session.scalar(sa.select(sa.func.count(Attendance.id)))
    assert first == DAY
    assert EventStatus.HELD not in statuses
    assert noted == 0
