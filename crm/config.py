"""Settings: the only reader of the environment.

Every setting is a field of `Config` and an environment variable named
`DIALOGNETZ_` plus the field in capitals.
"""

import math
import os
import re
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import Field, dataclass, field, fields, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from crm.errors import WrongSetting

PREFIX = "DIALOGNETZ_"


def _setting(default: str, meaning: str) -> Any:
    return field(default=default, metadata={"meaning": meaning})


@dataclass(frozen=True, kw_only=True)
class Config:
    """All settings as text, with typed readings as properties."""

    data: str = _setting("var", "Folder for the database and everything kept in files")
    database_url: str = _setting(
        "", "SQLAlchemy address of the database; empty: SQLite in the data folder"
    )
    secret_key: str = _setting(
        "", "Key that signs sessions and links; empty: made once in the data folder"
    )
    base_url: str = _setting(
        "http://127.0.0.1:8000", "Public address, used in mails and links"
    )
    timezone: str = _setting("Europe/Berlin", "Time zone in which people read times")
    language: str = _setting("de", "Language of the first visit: de or en")
    accent: str = _setting("#1f5f8b", "Accent colour of the interface, as #rrggbb")
    owner: str = _setting("Dialognetz", "Name of the office that runs the product")
    secure_cookies: str = _setting(
        "auto", "Cookies over HTTPS only: yes, no or auto (by the public address)"
    )
    trusted_proxies: str = _setting("0", "Number of reverse proxies in front")
    limits_storage: str = _setting(
        "memory://", "Where request counts are kept; redis://... for many processes"
    )
    upload_megabytes: str = _setting("50", "Largest file that may be uploaded, in MB")
    half_life_days: str = _setting(
        "365", "Days after which a meeting counts half in the network"
    )
    mail_server: str = _setting(
        "", "SMTP host; empty: letters stay in the mailbox page of the product"
    )
    mail_port: str = _setting("587", "SMTP port")
    mail_encryption: str = _setting("starttls", "starttls, tls or none")
    mail_username: str = _setting("", "SMTP user name")
    mail_password: str = _setting("", "SMTP password")
    mail_sender: str = _setting("dialognetz@localhost.example", "Sender of all letters")
    engine: str = _setting("jobs.engine", "Module that runs the jobs of this process")

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str] | None = None, **overrides: str | None
    ) -> Self:
        """Read the environment; named overrides (command line) win over it."""
        found = os.environ if environment is None else environment
        values = {name: found[PREFIX + name.upper()] for name in cls.names(found)}
        given = {k: v for k, v in overrides.items() if v is not None}
        return cls(**values | given).checked()

    @classmethod
    def names(cls, environment: Mapping[str, str]) -> list[str]:
        """Return the settings that this environment names."""
        return [s.name for s in fields(cls) if PREFIX + s.name.upper() in environment]

    def with_changes(self, **changes: str) -> Self:
        """Return the same settings with some replaced."""
        return replace(self, **changes)

    def checked(self) -> Self:
        """Return the same settings; raises WrongSetting for one that makes no sense."""
        for name, makes_sense in _CHECKS.items():
            value = getattr(self, name)
            if not makes_sense(value):
                raise WrongSetting(PREFIX + name.upper(), _without_password(value))
        return self

    @property
    def folder(self) -> Path:
        """The data folder, made on first use."""
        folder = Path(self.data).expanduser().resolve()
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    @property
    def url(self) -> str:
        """The database address in SQLAlchemy's words."""
        if self.sqlite_file is not None:
            return f"sqlite:///{self.sqlite_file}"
        scheme, separator, rest = self.database_url.partition("://")
        drivers = {"postgres": "postgresql+psycopg", "postgresql": "postgresql+psycopg"}
        return drivers.get(scheme, scheme) + separator + rest

    @property
    def sqlite_file(self) -> Path | None:
        """The file of the database, where it is one in the data folder."""
        return None if self.database_url else self.folder / "dialognetz.sqlite3"

    @property
    def zone(self) -> ZoneInfo:
        """The time zone people read times in."""
        return ZoneInfo(self.timezone)

    @property
    def signing_key(self) -> str:
        """The secret key, made and kept in the data folder when none is set."""
        return self.secret_key or _kept_secret(self.folder / "secret.key")

    @property
    def has_secure_cookies(self) -> bool:
        """Whether cookies travel over HTTPS only."""
        if self.secure_cookies == "auto":
            return self.base_url.startswith("https:")
        return self.secure_cookies == "yes"

    @property
    def half_life(self) -> float | None:
        """Half-life of a meeting in days; None when meetings never fade."""
        return float(self.half_life_days) or None


def _matches(pattern: str) -> Callable[[str], bool]:
    return lambda text: re.fullmatch(pattern, text) is not None


def _reads(
    read: Callable[[str], Any], accept: Callable[[Any], bool] = lambda _: True
) -> Callable[[str], bool]:
    """Return a check: the text can be read, and what was read is acceptable."""

    def check(text: str) -> bool:
        try:
            return accept(read(text))
        except (ValueError, LookupError, ImportError, ArgumentError):
            return False

    return check


def _is_known_database(address: str) -> bool:
    return not address or make_url(address).drivername in _DATABASES


_DATABASES = {"sqlite", "postgres", "postgresql", "postgresql+psycopg"}

_CHECKS: dict[str, Callable[[str], bool]] = {
    "accent": _matches(r"#[0-9a-fA-F]{6}"),
    "base_url": _matches(r"https?://[^/\s]+(/\S*)?"),
    "database_url": _reads(_is_known_database, bool),
    "engine": _reads(find_spec, lambda found: found is not None),
    "half_life_days": _reads(float, lambda days: 0 <= days < math.inf),
    "language": ("de", "en").__contains__,
    "mail_port": _reads(int, range(1, 65_536).__contains__),
    "secure_cookies": ("yes", "no", "auto").__contains__,
    "timezone": _reads(ZoneInfo),
    "trusted_proxies": _reads(int, range(100).__contains__),
    "upload_megabytes": _reads(int, range(1, 10_000).__contains__),
}


def _without_password(value: str) -> str:
    return re.sub(r"(://[^:/@]*):[^@]*@", r"\1:***@", value)


def settings() -> list[Field[Any]]:
    """Return every setting with its default and meaning, in the order declared."""
    return list(fields(Config))


def _kept_secret(path: Path) -> str:
    """Return the secret in a file, which appears at once with all of its content."""
    if not path.exists():
        fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(fresh, os.O_CREAT | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
        with suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    return path.read_text(encoding="ascii")
