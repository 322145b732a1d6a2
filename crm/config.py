"""Settings: the only reader of the environment.

Every setting is a field of `Config` and an environment variable named
`DIALOGNETZ_` plus the field in capitals.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

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
        return cls(**values | {k: v for k, v in overrides.items() if v is not None})

    @classmethod
    def names(cls, environment: Mapping[str, str]) -> list[str]:
        """Return the settings that this environment names."""
        return [s.name for s in fields(cls) if PREFIX + s.name.upper() in environment]

    def with_changes(self, **changes: str) -> Self:
        """Return the same settings with some replaced."""
        return replace(self, **changes)

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


def settings() -> list[Field[Any]]:
    """Return every setting with its default and meaning, in the order declared."""
    return list(fields(Config))


def _kept_secret(path: Path) -> str:
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii")
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii")
