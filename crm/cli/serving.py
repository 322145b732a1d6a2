"""Commands that serve pages: the demo and the web processes."""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click
import waitress
from flask import Flask

from crm import demo as demonstration
from crm import facts, migrations
from crm.app import create_app
from crm.cli.options import data_option, open_database
from crm.config import Config
from crm.database import connect
from crm.subscribers import SUBSCRIBERS

THREADS = 8


@click.command(epilog="Beispiel: dialognetz demo --port 8080 --data /tmp/vorfuehrung")
@click.option(
    "--port", default=8000, show_default=True, help="Anschluss auf 127.0.0.1."
)
@data_option
def demo(port: int, data: str | None) -> None:
    """Die Vorführung starten: alles in einem Prozess, mit Beispieldaten."""
    base_url = f"http://127.0.0.1:{port}"
    _prepare(Config.from_environment(data=data, base_url=base_url))
    config = open_database(data, base_url=base_url)
    app = create_app(config)
    app.config["DEMO_SIGN_INS"] = demonstration.SIGN_INS
    with jobs_running(config):
        _announce(config)
        _serve(app, host="127.0.0.1", port=port)


@click.command(epilog="Beispiel: dialognetz serve --host 0.0.0.0 --port 8000")
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse.")
@click.option("--port", default=8000, show_default=True, help="Anschluss.")
@click.option(
    "--with-jobs", is_flag=True, help="Uhr und Arbeiten in diesem Prozess mitlaufen."
)
@data_option
def serve(host: str, port: int, with_jobs: bool, data: str | None) -> None:
    """Die Seiten ausliefern; Uhr und Arbeiten laufen mit `clock` und `work`."""
    config = open_database(data)
    app = create_app(config)
    if not with_jobs:
        _serve(app, host=host, port=port)
        return
    with jobs_running(config):
        _serve(app, host=host, port=port)


@contextmanager
def jobs_running(config: Config) -> Iterator[None]:
    """Run the jobs beside the pages; their module is a setting, for it lies above."""
    engine = importlib.import_module(config.engine).start(config)
    try:
        yield
    finally:
        engine.stop()


def _prepare(config: Config) -> None:
    """Fill a new database beside its place and move it there: all of it, or none."""
    place = config.sqlite_file
    if place is None or place.exists():
        return
    aside = place.with_name(f"{place.name}.filling")
    for leftover in place.parent.glob(f"{aside.name}*"):
        leftover.unlink()
    click.echo("Beispieldaten werden angelegt …", err=True)
    engine = connect(f"sqlite:///{aside}")
    migrations.upgrade(f"sqlite:///{aside}")
    facts.subscribe(SUBSCRIBERS)
    demonstration.fill(today=datetime.now(config.zone).date(), zone=config.zone)
    engine.dispose()
    aside.replace(place)


def _serve(app: Flask, *, host: str, port: int) -> None:
    try:
        waitress.serve(app, host=host, port=port, threads=THREADS, _quiet=True)
    except OSError as error:
        raise click.ClickException(
            f"Anschluss {port} ist belegt. Bitte mit --port einen anderen wählen."
        ) from error


def _announce(config: Config) -> None:
    started = datetime.now(UTC).astimezone(config.zone).strftime("%H:%M")
    click.echo(f"\n  Dialognetz läuft seit {started} Uhr: {config.base_url}\n")
    click.echo("  Anmelden mit:")
    for account in demonstration.SIGN_INS:
        click.echo(f"    {account.email:<40} {account.password:<28} {account.role}")
    click.echo("\n  Beenden mit Strg+C.\n")


COMMANDS = (demo, serve)
