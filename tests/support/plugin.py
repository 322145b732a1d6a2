"""The pytest plugin that lends PostgreSQL and Chromium to all test processes.

Both start when the first test asks for them and end with the whole run.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.support import chromium, postgres

FOLDER = "DIALOGNETZ_TEST_FOLDER"


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder that all processes of this run share."""
    if not _is_worker(config):
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="dialognetz-tests-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started and remove the folder."""
    if not _is_worker(config):
        folder = Path(os.environ.pop(FOLDER))
        postgres.stop(folder)
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_url() -> str:
    """Return the URL of the PostgreSQL server that all test processes share."""
    return postgres.shared(Path(os.environ[FOLDER]))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Yield a Chromium of this test process."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.launch_options(playwright))
        yield browser
        browser.close()


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")
