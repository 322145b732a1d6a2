"""A list is taken in exactly once, whoever dies on the way."""

import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from crm.config import Config
from crm.errors import NotFound
from crm.events.models import Event
from crm.exchange import runs
from crm.exchange.models import ImportRun, ImportState, NameReview
from crm.exchange.options import MeetingOptions
from crm.exchange.runs import LEASE, LeaseLost
from crm.facts import Actor, reading, transaction
from jobs import run_imports
from tests.exchange.lists import OPTIONS, meeting_list, queue, table_of, take_in, work

LATER = LEASE + timedelta(seconds=1)
LIST = meeting_list(
    *(
        f"2023-11-24,Treffen {n},Eva Groß,Amt {n % 7},Firma Nr {n:05}"
        for n in range(60)
    ),
    *(f"2023-11-24,Treffen {n},Eva Groß,Amt 1,Fírma Nr {n:05}" for n in range(20)),
    "2023-11-24,Treffen 1,Eva Groß,Amt 1,Firma Nr 00001",
    "kein Tag,Treffen,,,Firma",
)


@pytest.fixture(autouse=True)
def _on_an_empty_database(database: sa.Engine) -> None:
    """Every test of this module writes."""


def count(kind: Any) -> int:
    with reading() as session:
        return session.scalar(sa.select(sa.func.count(kind.id))) or 0


def run_of(run_id: int) -> ImportRun:
    with reading() as session:
        return runs.get_run(session, run_id)


@pytest.mark.parametrize("batches", [1, 2, 7])
def test_another_worker_completes_what_a_killed_one_left(
    now: datetime, batches: int
) -> None:
    whole = take_in(LIST, now=now, size=10)
    totals = count(Event), count(NameReview)
    with transaction() as session:
        empty(session)
    run_id = queue(LIST, now=now)
    work(run_id, "killed", now=now, size=10, stop_after=batches)
    assert run_of(run_id).rows_done == 10 * batches
    assert work(run_id, "heir", now=now + LATER, size=10) == whole
    assert (count(Event), count(NameReview)) == totals


def test_the_same_command_again_completes_an_interrupted_import(now: datetime) -> None:
    whole = take_in(LIST, now=now, size=10)
    totals = count(Event), count(NameReview)
    with transaction() as session:
        empty(session)
    take_in(LIST, now=now, size=10, stop_after=3)
    with transaction() as session:
        session.execute(sa.delete(ImportRun))
    rest = take_in(LIST, now=now, size=10)
    assert rest.unchanged == 30
    assert rest.created + rest.unchanged == whole.created
    assert (count(Event), count(NameReview)) == totals


def test_a_dry_run_that_was_left_starts_over(now: datetime) -> None:
    run_id = queue(LIST, now=now, is_dry_run=True)
    work(run_id, "killed", now=now, size=10, stop_after=3)
    report = work(run_id, "heir", now=now + LATER, size=10)
    assert report.rows == 82
    assert count(Event) == 0


def test_a_list_somebody_works_on_is_not_claimed(now: datetime) -> None:
    run_id = queue(LIST, now=now)
    work(run_id, "first", now=now, size=10, stop_after=1)
    with transaction(now=now) as session:
        assert runs.claim(session, "second", now=now) is None


def test_who_lost_the_lease_cannot_write(now: datetime) -> None:
    run_id = queue(LIST, now=now)
    with transaction(now=now) as session:
        run = runs.claim(session, "slow", now=now)
    assert run is not None
    batch = next(runs.reader_of(run).batches(size=10))
    with transaction(now=now) as session:
        assert runs.claim(session, "quick", now=now + LATER) is not None
    intake = runs.intake_of(run)
    with transaction(now=now) as session, pytest.raises(LeaseLost):
        runs.take(session, run_id, worker="slow", intake=intake, batch=batch)
    assert count(Event) == 0


def test_the_job_takes_in_what_waits_in_the_name_of_who_brought_it(
    now: datetime, config: Config
) -> None:
    with transaction(actor=Actor("Eva", 7), now=now) as session:
        raw, table = LIST.encode(), table_of(LIST)
        run = runs.upload(
            session, table, content=raw, filename="x.csv", options=OPTIONS
        )
        runs.queue(run, is_dry_run=False)
    assert run_imports.run(config, now) == 82
    assert run_imports.run(config, now) == 0
    done = run_of(run.id)
    assert (done.state, done.rows_done) == (ImportState.DONE, 82)
    assert done.creator == Actor("Eva", 7)


def test_the_content_is_gone_once_it_came_in(now: datetime) -> None:
    run_id = queue(LIST, now=now)
    work(run_id, "first", now=now)
    with reading() as session:
        run = runs.get_run(session, run_id, with_content=True)
    assert run.content is None
    with pytest.raises(NotFound):
        runs.table_of(run)


def test_a_list_that_cannot_be_read_fails_with_the_reason(
    now: datetime, config: Config
) -> None:
    absent = MeetingOptions.from_json(
        OPTIONS.as_json() | {"columns": {"date": "date", "subject": "s", "people": "p"}}
    )
    run_id = queue(LIST, now=now, options=absent)
    assert run_imports.run(config, now) == 0
    failed = run_of(run_id)
    assert failed.state is ImportState.FAILED
    assert failed.report["failure"] == {"reason": "missing_columns", "detail": "s, p"}


def test_two_lists_at_once_do_not_add_the_same_name_twice(now: datetime) -> None:
    first = queue(meeting_list("2023-11-24,A,,,Firma"), now=now)
    second = queue(meeting_list("2023-11-25,B,,,Firma"), now=now)
    for run_id in (first, second):
        work(run_id, f"worker {run_id}", now=now, stop_after=0)
    reports = []
    for run_id in (second, first):
        with transaction(now=now) as session:
            run = runs.get_run(session, run_id, with_content=True)
            batch = next(runs.reader_of(run).batches())
            intake = runs.intake_of(run)
            worker = f"worker {run_id}"
            runs.take(session, run_id, worker=worker, intake=intake, batch=batch)
            reports.append(run.report["new"]["organisations"])
    assert reports == [1, 0]


KILLED = """
import os, sys
from datetime import UTC, datetime
from crm import facts
from crm.database import connect
from crm.exchange import runs
from crm.subscribers import SUBSCRIBERS

connect(sys.argv[1])
facts.subscribe(SUBSCRIBERS)
now = datetime.fromisoformat(sys.argv[2])
with facts.transaction(now=now) as session:
    run = runs.claim(session, "killed", now=now)
intake = runs.intake_of(run)
for number, batch in enumerate(runs.reader_of(run).batches(size=10)):
    with facts.transaction(now=now) as session:
        runs.take(session, run.id, worker="killed", intake=intake, batch=batch)
        if number == 3:
            os.kill(os.getpid(), 9)
"""


def test_a_process_killed_in_a_batch_leaves_whole_batches(
    now: datetime, config: Config
) -> None:
    run_id = queue(LIST, now=now)
    command = [sys.executable, "-c", KILLED, config.url, now.isoformat()]
    root = Path(__file__).parents[2]
    assert subprocess.run(command, cwd=root, check=False).returncode == -9
    assert run_of(run_id).rows_done == 30
    assert count(Event) == 30
    assert work(run_id, "heir", now=now + LATER, size=10).created == 81
    assert count(Event) == 81


def empty(session: Any) -> None:
    for table in reversed(Event.metadata.sorted_tables):
        session.execute(table.delete())


def test_names_that_another_list_adds_meanwhile_are_compared_too(
    now: datetime,
) -> None:
    first = meeting_list(
        "2023-11-24,A,,,Spedition Nord GmbH", "2023-11-25,B,,,Holzbau Weststadt"
    )
    run_id = queue(first, now=now)
    with transaction(now=now) as session:
        run = runs.claim(session, "first", now=now)
    assert run is not None
    intake, batches = runs.intake_of(run), runs.reader_of(run).batches(size=1)
    with transaction(now=now) as session:
        runs.take(session, run_id, worker="first", intake=intake, batch=next(batches))
    take_in(meeting_list("2023-11-26,C,,,Holzbau Westtadt"), now=now)
    with transaction(now=now) as session:
        runs.take(session, run_id, worker="first", intake=intake, batch=next(batches))
    with reading() as session:
        assert len(session.scalars(sa.select(NameReview)).all()) == 1
