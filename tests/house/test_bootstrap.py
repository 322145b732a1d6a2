"""How the environment is made; a clean machine proves the rest."""

import subprocess
import sys
from pathlib import Path

import pytest

from crm import bootstrap


def test_a_second_process_waits_for_the_lock(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    other = (
        "import pathlib; from crm import bootstrap\n"
        f"with bootstrap.locked(pathlib.Path({str(lock)!r}), 'waiting'): print('in')"
    )
    command = [sys.executable, "-c", other]
    with bootstrap.locked(lock):
        process = subprocess.Popen(
            command, cwd=bootstrap.ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stderr is not None
        assert process.stderr.readline().strip() == b"waiting"
        assert process.poll() is None
    assert process.communicate(timeout=30)[0].strip() == b"in"


def test_an_installed_wheel_needs_no_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "LOCKS", tmp_path / "requirements")
    monkeypatch.setattr(bootstrap, "ENVIRONMENT", tmp_path / ".venv")
    bootstrap.ensure("run")
    assert list(tmp_path.iterdir()) == []


def test_an_old_python_is_told_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 0))
    with pytest.raises(SystemExit, match=r"Python 3\.11 oder neuer"):
        bootstrap.ensure("run")


def test_the_test_lock_holds_the_very_versions_of_the_run_lock() -> None:
    def versions(lock: str) -> set[str]:
        lines = (bootstrap.LOCKS / f"{lock}.txt").read_text().splitlines()
        return {line.split(";")[0].strip(" \\") for line in lines if line[0] != " "}

    assert versions("run") <= versions("test")


@pytest.mark.parametrize("lock", ["run", "test", "uv"])
def test_no_lock_names_an_address(lock: str) -> None:
    assert "://" not in (bootstrap.LOCKS / f"{lock}.txt").read_text()
