"""Stopwatches: what time it is during a run that stands for an instant."""

from datetime import datetime, timedelta
from time import monotonic


class Stopwatch:
    """The instant a run stands for, plus the time that has passed since its start."""

    def __init__(self, start: datetime) -> None:
        self._start = start
        self._began = monotonic()

    def now(self) -> datetime:
        """Return the instant it is."""
        return self._start + timedelta(seconds=monotonic() - self._began)
