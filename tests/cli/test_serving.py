"""The command that serves pages, run as a process of its own."""

import http.client
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from crm.config import PREFIX

FORWARDED = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Host": "dialog.stadt.example",
    "X-Forwarded-Proto": "https",
}


@pytest.fixture
def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
    return number


@pytest.fixture
def served(tmp_path: Path, free_port: int) -> Iterator[int]:
    """Serve pages behind one proxy and yield the port."""
    settings = {f"{PREFIX}TRUSTED_PROXIES": "1", f"{PREFIX}DATABASE_URL": ""}
    command = [sys.executable, "-c", "from crm.cli import main; main()", "serve"]
    process = subprocess.Popen(
        [*command, "--port", str(free_port), "--data", str(tmp_path)],
        env=os.environ | settings,
        stderr=subprocess.PIPE,
    )
    assert process.stderr is not None
    assert str(free_port) in process.stderr.readline().decode()
    yield free_port
    process.terminate()
    process.communicate()


def test_what_the_proxy_in_front_says_is_believed(served: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", served, timeout=30)
    connection.request("GET", "/organisationen", headers=FORWARDED)
    answer = connection.getresponse()
    target = "https://dialog.stadt.example/organisationen/"
    assert answer.headers["Location"] == target
    connection.close()
