"""ruff and mypy find nothing."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = [
    name
    for name in ("crm", "network", "jobs", "tests", "benchmarks")
    if any((ROOT / name).rglob("*.py"))
]


def test_ruff_finds_nothing() -> None:
    complaints = _complaints("ruff", "check", "--output-format=concise")
    assert not complaints, complaints


def test_ruff_would_format_nothing() -> None:
    complaints = _complaints("ruff", "format", "--check")
    assert not complaints, complaints


def test_mypy_finds_nothing() -> None:
    complaints = _complaints("mypy")
    assert not complaints, complaints


def _complaints(tool: str, *arguments: str) -> str:
    """Return what the tool printed, if it found something."""
    command = [sys.executable, "-m", tool, *arguments, *CODE]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr if done.returncode else ""
