"""Commands of production that run without pages: the clock and the workers."""

import importlib
from typing import Any

import click

from crm.cli.options import data_option, open_database
from crm.config import Config


@click.command(epilog="Beispiel: dialognetz clock --data /srv/dialognetz")
@data_option
def clock(data: str | None) -> None:
    """Die Uhr stellen: anstoßen, was zu seiner Zeit geschehen soll.

    Laufen mehrere Uhren, ist immer nur eine tätig. Fällt sie aus, übernimmt binnen
    einer halben Minute eine andere.
    """
    config = open_database(data)
    click.echo("Die Uhr läuft. Beenden mit Strg+C.", err=True)
    _engine(config).keep_time(config)


@click.command(epilog="Beispiel: dialognetz work --data /srv/dialognetz")
@data_option
def work(data: str | None) -> None:
    """Erledigen, was ansteht: Briefe zustellen, Listen übernehmen.

    Davon dürfen beliebig viele nebeneinander laufen, auch auf mehreren Rechnern.
    """
    config = open_database(data)
    click.echo("Wartet auf Arbeit. Beenden mit Strg+C.", err=True)
    _engine(config).work(config)


def _engine(config: Config) -> Any:
    """Return the engine, which a setting names because it lies above this package."""
    return importlib.import_module(config.engine)


COMMANDS = (clock, work)
