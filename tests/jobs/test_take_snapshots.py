"""The job that takes the usual pictures of the network."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from crm.config import Config
from crm.cooperation import snapshots
from crm.cooperation.models import Snapshot
from crm.cooperation.scopes import Level, Scope
from crm.facts import reading, transaction
from jobs import take_snapshots
from tests.cooperation.groups import meet
from tests.factories import make_person

pytestmark = pytest.mark.usefixtures("database")


def test_it_takes_what_is_missing_and_nothing_twice(
    config: Config, now: datetime
) -> None:
    assert take_snapshots.run(config, now) == 2
    assert take_snapshots.run(config, now) == 0
    with reading() as session:
        levels = session.scalars(sa.select(Snapshot.level)).all()
    assert set(levels) == {Level.ORGANISATION, Level.ACTOR}


def test_it_takes_again_what_is_stale(config: Config, now: datetime) -> None:
    take_snapshots.run(config, now)
    with transaction(now=now) as session:
        meet(session, [make_person(session), make_person(session)])
    assert take_snapshots.run(config, now) == 2


def test_a_new_day_has_its_own_pictures(config: Config, now: datetime) -> None:
    take_snapshots.run(config, now)
    assert take_snapshots.run(config, now + timedelta(days=1)) == 2


def test_answers_of_the_moment_are_forgotten_and_pictures_of_everything_stay(
    config: Config, now: datetime
) -> None:
    whole = Scope(level=Level.PERSON, as_of=now.date())
    narrowed = Scope(level=Level.PERSON, as_of=now.date(), since=now.date())
    for scope in (whole, narrowed):
        with transaction(now=now) as session:
            snapshots.keep(session, snapshots.take(session, scope, now=now))
    take_snapshots.run(config, now + timedelta(days=31))
    with reading() as session:
        assert snapshots.find(session, whole) is not None
        assert snapshots.find(session, narrowed) is None
