"""The clock: runs what must not run side by side, in one process at a time.

Every clock ticks, but only the holder of the lease does something. The others get the
lease at the latest when it runs out, less than half a minute after the holder's death.
The ticks say when to look, never what to do: that stands in the database.
"""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from crm import leases
from crm.config import Config
from crm.facts import transaction
from jobs.table import Job

LEASE = timedelta(seconds=20)
RENEWAL = timedelta(seconds=5)

_NAME = "clock"
_DEFAULTS = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}

log = structlog.get_logger()


class Clock:
    """One of possibly many clocks; `is_active` says whether it is its turn."""

    def __init__(self, config: Config, jobs: Sequence[Job]) -> None:
        self._config = config
        self._holder = leases.new_holder()
        self._scheduler = BackgroundScheduler(job_defaults=_DEFAULTS, timezone=UTC)
        self._schedule(self._renew, RENEWAL)
        for job in jobs:
            self._schedule(self._tick, job.every, job)

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()

    def stop(self) -> None:
        """Stop after what is running, and let another clock take over at once."""
        self._scheduler.shutdown()
        with transaction() as session:
            leases.release(session, _NAME, holder=self._holder)

    def is_active(self, now: datetime) -> bool:
        """Take or renew the lease; say whether this clock is the active one."""
        with transaction(now=now) as session:
            return leases.acquire(
                session, _NAME, holder=self._holder, lasting=LEASE, now=now
            )

    def _schedule(
        self, tick: Callable[..., object], every: timedelta, *arguments: Job
    ) -> None:
        trigger = IntervalTrigger(seconds=every.total_seconds(), timezone=UTC)
        first = datetime.now(UTC)
        self._scheduler.add_job(tick, trigger, args=arguments, next_run_time=first)

    def _renew(self) -> bool:
        try:
            return self.is_active(datetime.now(UTC))
        except Exception:
            log.exception("the clock cannot reach its lease")
            return False

    def _tick(self, job: Job) -> None:
        if self._renew():
            job.attempt(self._config)
