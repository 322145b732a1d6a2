"""Workers work as long as there is something to do, and survive what fails."""

from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Event

from structlog.testing import capture_logs

from crm.config import Config
from jobs.table import Job, Runner
from jobs.workers import Workers

HOUR = timedelta(hours=1)
TICK = timedelta(milliseconds=10)
CONFIG = Config()


def job(run: Callable[[Config, datetime], int], every: timedelta = TICK) -> Job:
    return Job("trial", run, every, Runner.WORKERS)


def test_a_worker_goes_on_at_once_while_there_is_something_to_do() -> None:
    left, ended = [1, 1, 1, 0], Event()

    def run(_config: Config, _now: datetime) -> int:
        if len(left) == 1:
            ended.set()
        return left.pop(0)

    workers = Workers(CONFIG, [job(run, every=HOUR)])
    workers.start()
    assert ended.wait(10)
    workers.stop()
    assert left == []


def test_a_worker_looks_again_after_a_pause() -> None:
    looks, ended = [0, 0, 0], Event()

    def run(_config: Config, _now: datetime) -> int:
        looks.pop()
        if not looks:
            ended.set()
            return 0
        return 0

    workers = Workers(CONFIG, [job(run)])
    workers.start()
    assert ended.wait(10)
    workers.stop()


def test_a_worker_survives_a_job_that_fails() -> None:
    failures, ended = [RuntimeError("first"), RuntimeError("second")], Event()

    def run(_config: Config, _now: datetime) -> int:
        if not failures:
            ended.set()
            return 0
        raise failures.pop()

    with capture_logs() as logs:
        workers = Workers(CONFIG, [job(run)])
        workers.start()
        assert ended.wait(10)
        workers.stop()
    assert [line["event"] for line in logs] == ["job failed", "job failed"]


def test_a_long_job_does_not_hold_up_the_others() -> None:
    is_long_over, is_short_over = Event(), Event()

    def long(_config: Config, _now: datetime) -> int:
        is_long_over.wait(10)
        return 0

    def short(_config: Config, _now: datetime) -> int:
        is_short_over.set()
        return 0

    workers = Workers(CONFIG, [job(long), job(short)])
    workers.start()
    assert is_short_over.wait(10)
    is_long_over.set()
    workers.stop()
