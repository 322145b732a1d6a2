"""`python3 -m jobs` runs one job once."""

import pytest
from click.testing import CliRunner

from jobs.command import main
from jobs.table import JOBS


@pytest.mark.parametrize("job", JOBS, ids=[job.name for job in JOBS])
def test_the_help_names_every_job(job: object) -> None:
    assert str(getattr(job, "name", "")) in CliRunner().invoke(main, ["--help"]).output


@pytest.mark.parametrize(
    "arguments", [[], ["nothing"], ["deliver_letters", "--now", "yesterday"]]
)
def test_wrong_use_ends_with_two(arguments: list[str]) -> None:
    assert CliRunner().invoke(main, arguments).exit_code == 2
