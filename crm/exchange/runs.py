"""Lists on their way in: uploaded, mapped, tried, queued, claimed, taken in, done.

Whoever works on a list holds a lease, made longer with every batch. When it runs
out another worker goes on with the next batch: the rows of a batch, its place in
the list and the report are written in one transaction.
"""

import io
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, undefer

from crm.database import Page, paginate
from crm.errors import DialognetzError, NotFound, Unreadable
from crm.exchange import columns
from crm.exchange.columns import MEETINGS
from crm.exchange.facts import MeetingsImported
from crm.exchange.intake import Intake
from crm.exchange.models import ImportRun, ImportState
from crm.exchange.options import MeetingOptions
from crm.exchange.reports import Report
from crm.exchange.rows import Batch, Reader
from crm.exchange.tables import Table, open_table
from crm.facts import acting, happened_at

LEASE = timedelta(seconds=60)
"""How long nothing may be heard of a worker before another one goes on."""


LONGEST_FILENAME = 200


class LeaseLost(DialognetzError):
    """Another worker has taken the list over; this one has to stop."""


def upload(
    session: Session,
    table: Table,
    *,
    content: bytes,
    filename: str,
    options: MeetingOptions,
) -> ImportRun:
    """Keep a list that could be opened, and how it will be read."""
    actor = acting(session)
    run = ImportRun(
        kind=MEETINGS,
        filename=_printable(filename),
        content=content,
        options=options.as_json(),
        rows_total=table.count,
        rows_done=0,
        is_dry_run=False,
        report={},
        created_at=happened_at(session),
        created_by=actor.name,
        created_by_id=actor.id,
    )
    session.add(run)
    session.flush()
    return run


def proposed_options(session: Session, table: Table) -> MeetingOptions:
    """Return how a list with this header was read last time, or a guess."""
    kept = columns.recall(session, table.columns)
    if kept is None:
        return MeetingOptions.guessed(table)
    return MeetingOptions.from_json(kept)


def table_of(run: ImportRun) -> Table:
    """Open the list a run was uploaded with; its content has to be loaded."""
    if run.content is None:
        raise NotFound("content", run.id)
    return open_table(io.BytesIO(run.content), largest=len(run.content))


def choose(
    session: Session, run: ImportRun, *, table: Table, options: MeetingOptions
) -> None:
    """Settle how the list is read, and remember it for the next one; may refuse."""
    Reader(table, options)
    run.options = options.as_json()
    columns.remember(session, table.columns, options=run.options)


def queue(run: ImportRun, *, is_dry_run: bool) -> None:
    """Let a worker take the list in, or find out what would come of it."""
    run.is_dry_run = is_dry_run
    run.state = ImportState.QUEUED
    run.rows_done, run.report = 0, {}
    run.claimed_by = run.leased_until = run.finished_at = None


def is_due(session: Session, now: datetime) -> bool:
    """Whether a list waits, or was left by a worker that went silent."""
    return session.scalar(_waiting(now).limit(1)) is not None


def claim(session: Session, worker: str, *, now: datetime) -> ImportRun | None:
    """Take the next list that waits or whose worker is silent, with its content."""
    first = (
        _waiting(now).order_by(ImportRun.id).limit(1).with_for_update(skip_locked=True)
    )
    run = session.scalar(first.options(undefer(ImportRun.content)))
    if run is not None:
        begin(run, worker, now=now)
    return run


def _waiting(now: datetime) -> sa.Select[ImportRun]:
    is_left = sa.and_(
        ImportRun.state == ImportState.RUNNING, ImportRun.leased_until < now
    )
    return sa.select(ImportRun).where(
        sa.or_(ImportRun.state == ImportState.QUEUED, is_left)
    )


def begin(run: ImportRun, worker: str, *, now: datetime) -> None:
    """Note who works on it; a dry run starts over, for it keeps nothing."""
    run.state = ImportState.RUNNING
    run.claimed_by, run.leased_until = worker, now + LEASE
    if run.is_dry_run:
        run.rows_done, run.report = 0, {}


def intake_of(run: ImportRun) -> Intake:
    """Return what takes the batches of this list in."""
    options = MeetingOptions.from_json(run.options)
    return Intake(options, source=run.filename, is_dry_run=run.is_dry_run)


def reader_of(run: ImportRun) -> Reader:
    """Return what reads the list in batches."""
    return Reader(table_of(run), MeetingOptions.from_json(run.options))


def take(
    session: Session, run_id: int, *, worker: str, intake: Intake, batch: Batch
) -> ImportRun:
    """Take one batch in and note how far the list is; raises LeaseLost."""
    now = happened_at(session)
    run = _own(session, run_id, worker)
    taken = intake.take(session, batch, now=now)
    report = Report.from_json(run.report)
    report.add(batch, taken)
    run.report = report.as_json()
    run.rows_done = batch.begin + batch.size
    run.leased_until = now + LEASE
    if taken.added.get("events"):
        run.record(MeetingsImported(run, taken.added))
    return run


def finish(session: Session, run_id: int, *, worker: str) -> ImportRun:
    """Close the list; after a dry run its content waits to be really taken in."""
    run = _own(session, run_id, worker)
    run.report = Report.from_json(run.report).as_json()
    _close(run, ImportState.DONE, at=happened_at(session))
    if not run.is_dry_run:
        run.content = None
    return run


def fail(session: Session, run_id: int, *, worker: str, reason: Unreadable) -> None:
    """Give the list up with the reason; batches that came in stay."""
    run = _own(session, run_id, worker)
    failure = {"reason": reason.reason, "detail": reason.detail}
    run.report = Report.from_json(run.report).as_json() | {"failure": failure}
    _close(run, ImportState.FAILED, at=happened_at(session))


def get_run(session: Session, run_id: int, *, with_content: bool = False) -> ImportRun:
    """Return a run, with the content of its list where that is asked for."""
    wanted = sa.select(ImportRun).where(ImportRun.id == run_id)
    if with_content:
        wanted = wanted.options(undefer(ImportRun.content))
    run = session.scalar(wanted)
    if run is None:
        raise NotFound("import", run_id)
    return run


def list_runs(session: Session, *, number: int, size: int) -> Page[ImportRun]:
    """Return one page of all lists, newest first."""
    newest_first: Sequence[Any] = (ImportRun.id.desc(),)
    return paginate(
        session, sa.select(ImportRun), number=number, size=size, order_by=newest_first
    )


def discard(session: Session, run: ImportRun) -> None:
    """Throw a list away that was never taken in."""
    if run.state == ImportState.READY or (run.is_dry_run and not run.is_waiting):
        session.delete(run)


def _printable(filename: str) -> str:
    """Return the name of a file as pages and every database can show it."""
    return "".join(c for c in filename if c.isprintable())[:LONGEST_FILENAME]


def _close(run: ImportRun, state: ImportState, *, at: datetime) -> None:
    run.state, run.finished_at, run.leased_until = state, at, None


def _own(session: Session, run_id: int, worker: str) -> ImportRun:
    """Lock all lists under way, so that two of them never add the same name twice."""
    is_running = ImportRun.state == ImportState.RUNNING
    running = sa.select(ImportRun).where(is_running).order_by(ImportRun.id)
    for run in session.scalars(running.with_for_update()):
        if run.id == run_id and run.claimed_by == worker:
            return run
    raise LeaseLost
