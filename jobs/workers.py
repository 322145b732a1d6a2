"""Workers: threads that look for work and do it as long as there is some."""

from collections.abc import Sequence
from threading import Event, Thread

from crm.config import Config
from jobs.table import Job

STOP_SECONDS = 20
"""How long a stop waits for the items in hand; leases bring back what is left."""


class Workers:
    """One thread a job, so that a long list does not hold up the letters."""

    def __init__(self, config: Config, jobs: Sequence[Job]) -> None:
        self._config = config
        self._stopping = Event()
        self._threads = [self._thread(job) for job in jobs]

    def start(self) -> None:
        """Begin to look for work."""
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Finish what is in hand, then end."""
        self._stopping.set()
        for thread in self._threads:
            thread.join(STOP_SECONDS)

    def _thread(self, job: Job) -> Thread:
        return Thread(target=self._attend, args=(job,), name=job.name, daemon=True)

    def _attend(self, job: Job) -> None:
        while not self._stopping.is_set():
            if not job.attempt(self._config):
                self._stopping.wait(job.every.total_seconds())
