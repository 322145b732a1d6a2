"""ruff and mypy find nothing."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = [
    name
    for name in ("crm", "network", "jobs", "tests", "benchmarks")
    if (ROOT / name).is_dir()
]


def test_ruff_finds_nothing() -> None:
    assert _complaints("ruff", "check", "--output-format=concise") == ""


def test_ruff_would_format_nothing() -> None:
    assert _complaints("ruff", "format", "--check") == ""


def test_mypy_finds_nothing() -> None:
    assert _complaints("mypy") == ""


def _complaints(tool: str, *arguments: str) -> str:
    """Return what the tool printed, if it found something."""
    command = [sys.executable, "-m", tool, *arguments, *CODE]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr if done.returncode else ""
