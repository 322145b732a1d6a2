"""Takes uploaded lists in: claims the next one and works through it in batches."""

from datetime import datetime

import structlog

from crm.config import Config
from crm.errors import Unreadable
from crm.exchange import runs
from crm.exchange.models import ImportRun
from crm.exchange.runs import LeaseLost
from crm.facts import reading, transaction
from crm.leases import new_holder
from jobs.stopwatches import Stopwatch

log = structlog.get_logger()


def run(_config: Config, now: datetime) -> int:
    """Take in the next list that waits, or that another worker left unfinished.

    Returns how many of its rows were worked through.
    """
    watch, worker = Stopwatch(now), new_holder()
    with reading() as session:
        if not runs.is_due(session, now):
            return 0
    with transaction(now=now) as session:
        claimed = runs.claim(session, worker, now=now)
    if claimed is None:
        return 0
    try:
        return _work_through(claimed, worker, watch=watch)
    except LeaseLost:
        log.warning("list taken over by another worker", run=claimed.id)
    except Unreadable as error:
        _give_up(claimed, worker, watch=watch, reason=error)
    except Exception:  # one list must not stop the others
        log.exception("list not taken in", run=claimed.id)
        _give_up(claimed, worker, watch=watch, reason=Unreadable("unexpected"))
    return 0


def _work_through(claimed: ImportRun, worker: str, *, watch: Stopwatch) -> int:
    intake, reader = runs.intake_of(claimed), runs.reader_of(claimed)
    begin, actor = claimed.rows_done, claimed.creator
    for batch in reader.batches(skip=begin):
        with transaction(actor=actor, now=watch.now()) as session:
            runs.take(session, claimed.id, worker=worker, intake=intake, batch=batch)
    with transaction(actor=actor, now=watch.now()) as session:
        finished = runs.finish(session, claimed.id, worker=worker)
    return max(1, finished.rows_done - begin)


def _give_up(
    claimed: ImportRun, worker: str, *, watch: Stopwatch, reason: Unreadable
) -> None:
    try:
        with transaction(actor=claimed.creator, now=watch.now()) as session:
            runs.fail(session, claimed.id, worker=worker, reason=reason)
    except LeaseLost:
        log.warning("list taken over by another worker", run=claimed.id)
