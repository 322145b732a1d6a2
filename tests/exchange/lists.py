"""Lists as tests write them, and the shortest way to take one in."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

import openpyxl

from crm.exchange import runs
from crm.exchange.columns import Target
from crm.exchange.options import MeetingOptions
from crm.exchange.reports import Report
from crm.exchange.rows import Reader
from crm.exchange.tables import Table, open_table
from crm.facts import transaction

HEADER = "date,subject,people,group,organisations"
LARGEST = 1_000_000

OPTIONS = MeetingOptions(
    columns={
        Target.DATE: "date",
        Target.SUBJECT: "subject",
        Target.PEOPLE: "people",
        Target.PEOPLE_ORGANISATION: "group",
        Target.ORGANISATIONS: "organisations",
    },
    separator=";",
)


def table_of(content: str | bytes) -> Table:
    """Open a list."""
    raw = content.encode() if isinstance(content, str) else content
    return open_table(io.BytesIO(raw), largest=LARGEST)


def cells(content: str | bytes) -> list[list[str]]:
    """Return the cells of all rows."""
    return [line.cells for line in table_of(content).rows()]


def meeting_list(*rows: str) -> str:
    """Return a list with the usual header."""
    return "\n".join([HEADER, *rows, ""])


def workbook(rows: Iterable[Sequence[Any]]) -> bytes:
    """Return a workbook with these rows."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def take_in(
    content: str | bytes,
    *,
    now: datetime,
    options: MeetingOptions = OPTIONS,
    size: int = 1_000,
    stop_after: int | None = None,
) -> Report:
    """Take a list in, batch by batch; or only the first batches, then go silent."""
    run_id = queue(content, now=now, options=options)
    return work(run_id, "first", now=now, size=size, stop_after=stop_after)


def queue(
    content: str | bytes,
    *,
    now: datetime,
    options: MeetingOptions = OPTIONS,
    is_dry_run: bool = False,
) -> int:
    """Upload a list and let it wait."""
    raw = content.encode() if isinstance(content, str) else content
    with transaction(now=now) as session:
        run = runs.upload(
            session, table_of(raw), content=raw, filename="Liste.csv", options=options
        )
        runs.queue(run, is_dry_run=is_dry_run)
        return run.id


def work(
    run_id: int,
    worker: str,
    *,
    now: datetime,
    size: int = 1_000,
    stop_after: int | None = None,
) -> Report:
    """Claim the list and work through it."""
    with transaction(now=now) as session:
        run = runs.claim(session, worker, now=now)
    assert run is not None
    assert run.id == run_id
    intake, reader = runs.intake_of(run), runs.reader_of(run)
    for batch in islice(reader.batches(skip=run.rows_done, size=size), stop_after):
        with transaction(now=now) as session:
            run = runs.take(session, run_id, worker=worker, intake=intake, batch=batch)
    if stop_after is None:
        with transaction(now=now) as session:
            run = runs.finish(session, run_id, worker=worker)
    return Report.from_json(run.report)


def try_out(content: str | bytes, *, now: datetime) -> Report:
    """Find out what would come of a list."""
    run_id = queue(content, now=now, is_dry_run=True)
    return work(run_id, "tester", now=now)


def read_all(content: str | bytes, options: MeetingOptions = OPTIONS) -> list[Any]:
    """Return every row as a meeting or as broken."""
    return list(Reader(table_of(content), options).rows())
