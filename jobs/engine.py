"""The engine: the only place that knows what runs the jobs.

This one needs nothing but the database. The demo starts clock and workers as threads
of its own process; production has a process for each, and as many workers as it likes.
Another module with the same three functions can take its place by a setting.
"""

import signal
from collections.abc import Sequence
from threading import Event
from types import FrameType
from typing import Protocol

from crm.config import Config
from jobs.clock import Clock
from jobs.table import Runner, jobs_of
from jobs.workers import Workers

LONGEST_NAP = 1.0
"""Seconds. A signal that comes just before the wait begins would wake nobody."""


class Part(Protocol):
    """What an engine is made of."""

    def start(self) -> None:
        """Begin."""

    def stop(self) -> None:
        """End in good order."""


class Engine:
    """Parts that start and stop together."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self._parts = parts

    def start(self) -> None:
        """Start all parts."""
        for part in self._parts:
            part.start()

    def stop(self) -> None:
        """Stop all parts."""
        for part in self._parts:
            part.stop()


def start(config: Config) -> Engine:
    """Start clock and workers in this process; the database is connected already."""
    engine = Engine([_clock(config), _workers(config)])
    engine.start()
    return engine


def work(config: Config) -> None:
    """Work until this process is told to stop."""
    _run_until_told(_workers(config))


def keep_time(config: Config) -> None:
    """Be the active clock or stand by, until this process is told to stop."""
    _run_until_told(_clock(config))


def _clock(config: Config) -> Clock:
    return Clock(config, jobs_of(Runner.CLOCK))


def _workers(config: Config) -> Workers:
    return Workers(config, jobs_of(Runner.WORKERS))


def _run_until_told(part: Part) -> None:
    told = Event()

    def tell(_number: int, _frame: FrameType | None) -> None:
        told.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, tell)
    part.start()
    while not told.wait(LONGEST_NAP):
        continue
    part.stop()
