"""Every job of the table keeps what the table promises."""

from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from crm.config import Config
from crm.database import Base
from crm.errors import NotFound
from crm.facts import transaction
from crm.mail import delivery
from jobs.table import JOBS, Job, get_job
from tests.mail.factories import make_letters

every_job = pytest.mark.parametrize("job", JOBS, ids=[job.name for job in JOBS])


@every_job
def test_a_job_says_in_a_sentence_what_it_does(job: Job) -> None:
    assert job.meaning.endswith(".")


@every_job
def test_a_job_is_found_by_its_name(job: Job) -> None:
    assert get_job(job.name) is job


def test_a_job_that_is_not_there_is_not_found() -> None:
    with pytest.raises(NotFound):
        get_job("nothing")


@every_job
def test_a_job_run_twice_does_nothing_twice(
    job: Job, mail_config: Config, database: sa.Engine, now: datetime
) -> None:
    fill_the_outbox(now)
    while job.run(mail_config, now):
        pass
    after = contents(database)
    assert job.run(mail_config, now) == 0
    assert contents(database) == after


def fill_the_outbox(now: datetime) -> None:
    """Leave letters that are due, and one that a dead worker had."""
    earlier = now - delivery.LEASE - timedelta(minutes=1)
    make_letters(earlier, 1)
    with transaction(now=earlier) as session:
        delivery.claim(session, "dead", limit=1, now=earlier)
    make_letters(now, 2)


def contents(database: sa.Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table."""
    with database.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(sa.select(table))]
            for name, table in Base.metadata.tables.items()
        }
