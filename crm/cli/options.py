"""What the commands share: where the data is, and how a command opens it."""

from collections.abc import Callable
from typing import Any

import click

from crm import facts, migrations
from crm.config import Config
from crm.database import connect
from crm.subscribers import SUBSCRIBERS

Command = Callable[..., Any]


def data_option(command: Command) -> Command:
    """Give a command `--data DIR`."""
    return click.option(
        "--data",
        metavar="ORDNER",
        help="Ordner der Daten (sonst DIALOGNETZ_DATA oder var).",
    )(command)


def json_option(command: Command) -> Command:
    """Give a command `--json`."""
    return click.option(
        "--json", "as_json", is_flag=True, help="Ergebnis als JSON ausgeben."
    )(command)


def open_database(data: str | None, *, base_url: str | None = None) -> Config:
    """Connect to the database of the settings, made or brought up to date first."""
    config = Config.from_environment(data=data, base_url=base_url)
    migrations.upgrade(config.url)
    connect(config.url)
    facts.subscribe(SUBSCRIBERS)
    return config
