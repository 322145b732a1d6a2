"""Makes the project's environment from a hashed lock, then starts the command in it.

Only the standard library is used, and nothing newer than Python 3.8 is written here,
so that an old Python can still say what is missing.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "requirements"
ENVIRONMENT = ROOT / ".venv"
UNFINISHED = ROOT / ".venv.unfinished"
WINDOWS = os.name == "nt"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if WINDOWS else "bin/python")

TOO_OLD = """\
Dialognetz braucht Python 3.11 oder neuer.
Dialognetz needs Python 3.11 or newer."""
WAITING = """\
Eine andere Installation läuft; ich warte, bis sie fertig ist ...
Another installation is running; waiting for it to end ..."""
INSTALLING = """\
Die Umgebung wird eingerichtet; das dauert beim ersten Mal etwa eine Minute ...
Setting up the environment; the first time this takes about a minute ..."""
INSTALLING_VENV = """\
Das Debian-Paket python3-venv fehlt und wird installiert ...
The Debian package python3-venv is missing and is being installed ..."""
NO_VENV = """\
Python kann keine Umgebung anlegen. Unter Debian und Ubuntu hilft diese Zeile:
Python cannot make an environment. On Debian and Ubuntu this line helps:

    sudo apt-get install python3-venv"""
NO_PACKAGES = """\
Die Pakete konnten nicht installiert werden; der Grund steht darüber. Besteht eine
Verbindung zum Internet? Dann starten Sie den Befehl bitte noch einmal.
The packages could not be installed; see above for the reason. Is there a connection
to the Internet? Then please start the command again."""
NOT_WRITABLE = """\
In diesem Ordner lässt sich nichts anlegen: {folder}
Nothing can be written in this folder: {folder}
({reason})"""


def ensure(lock: str) -> None:
    """Return only inside an environment that has all packages of the lock.

    Elsewhere the environment is made or repaired, and the running command starts again
    inside it. Installed from a wheel there are no locks and nothing has to be done.
    """
    if sys.version_info < (3, 11):  # noqa: UP036 - an old Python gets a clear word
        sys.exit(TOO_OLD)
    if not LOCKS.is_dir():
        return
    if not _is_ready(lock):
        _set_up(lock)
    if Path(sys.prefix).resolve() != ENVIRONMENT.resolve():
        _start_again()


@contextlib.contextmanager
def locked(path: Path, waiting: str = "") -> Iterator[None]:
    """Let one process at a time into the block; the others say so and wait."""
    with path.open("a") as file:
        is_mine = _try_lock(file.fileno())
        if waiting and not is_mine:
            _say(waiting)
        while not (is_mine or _try_lock(file.fileno())):
            time.sleep(0.1)
        yield


def _try_lock(number: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _is_ready(lock: str) -> bool:
    stamp = _stamp(lock)
    is_whole = stamp.exists() and not UNFINISHED.exists()
    return is_whole and stamp.read_text() == _fingerprint(lock)


def _stamp(lock: str) -> Path:
    return ENVIRONMENT / f".{lock}.installed"


def _fingerprint(lock: str) -> str:
    """Return what changes with the lock and with the Python behind the environment."""
    python = os.path.realpath(PYTHON).encode()
    return hashlib.sha256((LOCKS / f"{lock}.txt").read_bytes() + python).hexdigest()


def _set_up(lock: str) -> None:
    try:
        with locked(ROOT / ".venv.lock", WAITING):
            if not _is_ready(lock):
                _say(INSTALLING)
                _make_and_fill(lock)
    except OSError as error:
        sys.exit(NOT_WRITABLE.format(folder=ROOT, reason=error))
    except KeyboardInterrupt:
        sys.exit(130)


def _make_and_fill(lock: str) -> None:
    # Whoever is killed in here leaves the mark for the next start.
    is_sound = _is_sound()
    UNFINISHED.touch()
    if not is_sound:
        _make_environment()
    is_filled = _install_with_uv(lock) or _install_with_pip(lock)
    UNFINISHED.unlink()
    if not is_filled:
        sys.exit(NO_PACKAGES)
    _stamp(lock).write_text(_fingerprint(lock))


def _make_environment() -> None:
    if not (_venv() or (_can_use_apt() and _install_venv() and _venv())):
        sys.exit(NO_VENV)


def _is_sound() -> bool:
    """Tell whether there is an environment with pip that nobody left half-made."""
    return PYTHON.exists() and not UNFINISHED.exists() and _succeeds(*_pip("--version"))


def _venv() -> bool:
    # Its own words are shown: where venv is missing they name the package.
    venv = [sys.executable, "-m", "venv", "--clear", str(ENVIRONMENT)]
    return subprocess.run(venv, check=False).returncode == 0


def _can_use_apt() -> bool:
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and Path("/usr/bin/apt-get").exists()


def _install_venv() -> bool:
    _say(INSTALLING_VENV)
    subprocess.run(["apt-get", "update", "-qq"], check=False)
    install = ["apt-get", "install", "--yes", "-qq", "python3-venv"]
    return subprocess.run(install, check=False).returncode == 0


def _install_with_uv(lock: str) -> bool:
    # uv takes a quarter of the time, but does not know the index pip was told to use.
    if _has_own_index() or not _install_with_pip("uv"):
        return False
    uv = (str(PYTHON), "-m", "uv", "pip", "install", "--python", str(PYTHON))
    hashed = ("--require-hashes", "-r", str(LOCKS / f"{lock}.txt"))
    return _succeeds(*uv, "--quiet", "--system-certs", *hashed)


def _install_with_pip(lock: str) -> bool:
    hashed = ("--require-hashes", "-r", str(LOCKS / f"{lock}.txt"))
    install = _pip("install", "--quiet", "--disable-pip-version-check", *hashed)
    return subprocess.run(install, check=False).returncode == 0


def _has_own_index() -> bool:
    told = subprocess.run(_pip("config", "list"), capture_output=True, check=False)
    return re.search(rb"\.index-url=", told.stdout) is not None


def _pip(*arguments: str) -> tuple[str, ...]:
    return (str(PYTHON), "-m", "pip", *arguments)


def _succeeds(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _start_again() -> NoReturn:
    command = [str(PYTHON), *sys.orig_argv[1:]]
    if WINDOWS:
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(PYTHON, command)  # noqa: S606 - the very command that is running


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201 - before any other library
