"""One clock is active, and another takes over within half a minute."""

from datetime import UTC, datetime, timedelta
from threading import Event

import pytest

from crm.config import Config
from crm.facts import transaction
from crm.leases import acquire
from jobs.clock import LEASE, RENEWAL, Clock
from jobs.table import Job, Runner

pytestmark = pytest.mark.usefixtures("database")


class Bell:
    """A job that tells when it has run so many times."""

    def __init__(self, times: int = 1) -> None:
        self.times = times
        self.rung = Event()

    def run(self, _config: Config, _now: datetime) -> int:
        """Count down."""
        self.times -= 1
        if self.times <= 0:
            self.rung.set()
        return 1

    def job(self, name: str = "bell") -> Job:
        """Return it as a row of the table."""
        return Job(name, self.run, timedelta(milliseconds=20), Runner.CLOCK)


def broken(_config: Config, _now: datetime) -> int:
    raise RuntimeError("this job is broken")


def test_only_one_of_two_clocks_is_active(config: Config, now: datetime) -> None:
    one, two = Clock(config, []), Clock(config, [])
    assert one.is_active(now)
    assert not two.is_active(now)
    assert one.is_active(now + RENEWAL)


def test_a_clock_takes_over_from_a_dead_one_within_half_a_minute(
    config: Config, now: datetime
) -> None:
    dead, other = Clock(config, []), Clock(config, [])
    dead.is_active(now)
    moments = (now + RENEWAL * count for count in range(100))
    taken_over = next(moment for moment in moments if other.is_active(moment))
    assert taken_over - now <= LEASE + RENEWAL < timedelta(seconds=30)
    assert not dead.is_active(taken_over)


def test_a_clock_that_stops_hands_over_at_once(config: Config) -> None:
    one, two = Clock(config, []), Clock(config, [])
    one.start()
    now = datetime.now(UTC)
    one.is_active(now)
    one.stop()
    assert two.is_active(now)


def test_the_active_clock_runs_its_jobs_again_and_again(config: Config) -> None:
    bell = Bell(times=3)
    clock = Clock(config, [bell.job()])
    clock.start()
    assert bell.rung.wait(10)
    clock.stop()


def test_a_clock_on_standby_runs_nothing(config: Config) -> None:
    bell = Bell()
    hold_the_lease()
    clock = Clock(config, [bell.job()])
    clock.start()
    assert not bell.rung.wait(0.2)
    clock.stop()


def test_a_broken_job_does_not_stop_the_clock(config: Config) -> None:
    bell = Bell(times=3)
    failing = Job("failing", broken, timedelta(milliseconds=20), Runner.CLOCK)
    clock = Clock(config, [failing, bell.job()])
    clock.start()
    assert bell.rung.wait(10)
    clock.stop()


def hold_the_lease() -> None:
    now = datetime.now(UTC)
    with transaction() as session:
        assert acquire(session, "clock", holder="other", lasting=LEASE, now=now)
