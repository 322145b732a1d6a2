"""The table of jobs: what runs by itself, how often, and who runs it.

Every job asks the database what is due at `now`, does it in transactions of its own,
one an item, and returns how many items it did. Run twice, it does nothing twice.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import structlog

from crm.config import Config
from crm.errors import NotFound
from jobs import deliver_letters, recover_letters, run_imports, take_snapshots

log = structlog.get_logger()


class Runner(StrEnum):
    """Who runs a job.

    The one active clock runs what must not run side by side. Workers, of which there
    may be many, run what shares its items out by claiming them.
    """

    CLOCK = "clock"
    WORKERS = "workers"


@dataclass(frozen=True)
class Job:
    """Something that runs by itself."""

    name: str
    run: Callable[[Config, datetime], int]
    every: timedelta
    by: Runner

    @property
    def meaning(self) -> str:
        """What it does, in one sentence."""
        return (inspect.getdoc(self.run) or "").partition("\n")[0]

    def attempt(self, config: Config) -> int:
        """Run it for this instant; an error is logged and stops nothing else."""
        try:
            return self.run(config, datetime.now(UTC))
        except Exception:
            log.exception("job failed", job=self.name)
            return 0


JOBS = (
    Job("deliver_letters", deliver_letters.run, timedelta(seconds=1), Runner.WORKERS),
    Job("run_imports", run_imports.run, timedelta(seconds=1), Runner.WORKERS),
    Job("recover_letters", recover_letters.run, timedelta(seconds=15), Runner.CLOCK),
    Job("take_snapshots", take_snapshots.run, timedelta(minutes=5), Runner.CLOCK),
)


def get_job(name: str) -> Job:
    """Return the job of this name or raise NotFound."""
    for job in JOBS:
        if job.name == name:
            return job
    raise NotFound("job", name)


def jobs_of(runner: Runner) -> list[Job]:
    """Return the jobs that a runner runs."""
    return [job for job in JOBS if job.by is runner]
