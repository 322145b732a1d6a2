"""Commands that serve pages: the demo and the web processes."""

import errno
import importlib
import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

import click
import waitress
from flask import Flask

from crm import demo as demonstration
from crm import facts, migrations
from crm.app import create_app
from crm.bootstrap import locked
from crm.cli.options import data_option, open_database
from crm.config import Config
from crm.database import connect
from crm.subscribers import SUBSCRIBERS

THREADS = 8

_REFUSED = {
    errno.EADDRINUSE: "belegt",
    errno.EACCES: "diesem Konto nicht erlaubt",
}
_PORT = click.IntRange(1, 65_535)


@click.command(epilog="Beispiel: dialognetz demo --port 8080 --data /tmp/vorfuehrung")
@click.option(
    "--port",
    type=_PORT,
    default=8000,
    show_default=True,
    help="Anschluss auf 127.0.0.1.",
)
@data_option
def demo(port: int, data: str | None) -> None:
    """Die Vorführung starten: alles in einem Prozess, mit Beispieldaten."""
    opened = _open_port("127.0.0.1", port)
    base_url = f"http://127.0.0.1:{port}"
    _prepare(Config.from_environment(data=data, base_url=base_url))
    config = open_database(data, base_url=base_url)
    app = create_app(config)
    app.config["DEMO_SIGN_INS"] = demonstration.SIGN_INS
    with jobs_running(config):
        _announce(config)
        _serve(app, opened)


@click.command(epilog="Beispiel: dialognetz serve --host 0.0.0.0 --port 8000")
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse.")
@click.option("--port", type=_PORT, default=8000, show_default=True, help="Anschluss.")
@click.option(
    "--with-jobs", is_flag=True, help="Uhr und Arbeiten in diesem Prozess mitlaufen."
)
@data_option
def serve(host: str, port: int, with_jobs: bool, data: str | None) -> None:
    """Die Seiten ausliefern; Uhr und Arbeiten laufen mit `clock` und `work`."""
    opened = _open_port(host, port)
    config = open_database(data)
    app = create_app(config)
    click.echo(f"Die Seiten liegen auf {host}:{port}. Beenden mit Strg+C.", err=True)
    with jobs_running(config) if with_jobs else nullcontext():
        _serve(app, opened)


@contextmanager
def jobs_running(config: Config) -> Iterator[None]:
    """Run the jobs beside the pages; their module is a setting, for it lies above."""
    engine = importlib.import_module(config.engine).start(config)
    try:
        yield
    finally:
        engine.stop()


def _prepare(config: Config) -> None:
    """Fill a new database, once."""
    place = config.sqlite_file
    if place is None:
        _fill_where_it_is(config)
        return
    with locked(place.with_suffix(".lock")):
        if not place.exists():
            _fill_aside(config, place)


def _fill_where_it_is(config: Config) -> None:
    open_database(None)
    with facts.reading() as session:
        is_new = demonstration.is_empty(session)
    if is_new:
        _fill(config)


def _fill_aside(config: Config, place: Path) -> None:
    """Fill a database beside its place and move it there: all of it, or none."""
    aside = place.with_name(f"{place.name}.filling")
    for pattern in (f"{aside.name}*", f"{place.name}-*"):
        for leftover in place.parent.glob(pattern):
            leftover.unlink()
    engine = connect(f"sqlite:///{aside}")
    migrations.upgrade(f"sqlite:///{aside}")
    facts.subscribe(SUBSCRIBERS)
    _fill(config)
    engine.dispose()
    aside.replace(place)


def _fill(config: Config) -> None:
    click.echo("Beispieldaten werden angelegt …", err=True)
    demonstration.fill(today=datetime.now(config.zone).date(), zone=config.zone)


def _open_port(host: str, port: int) -> socket.socket:
    """Return the port, taken before anything else is done, or say why it cannot be."""
    try:
        family, _type, _protocol, _name, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM
        )[0]
        return socket.create_server((str(place[0]), port), family=family)
    except socket.gaierror as error:
        raise click.UsageError(f"Die Adresse {host} gibt es nicht.") from error
    except OSError as error:
        reason = _REFUSED.get(error.errno or 0, f"nicht zu öffnen ({error})")
        raise click.ClickException(
            f"Anschluss {port} ist {reason}. Bitte mit --port einen anderen wählen."
        ) from error


def _serve(app: Flask, port: socket.socket) -> None:
    """Answer until told to stop; the application knows which proxies to believe."""
    # A request that waits a moment for a thread is no news.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    waitress.serve(
        app,
        sockets=[port],
        threads=THREADS,
        clear_untrusted_proxy_headers=False,
        _quiet=True,
    )


def _announce(config: Config) -> None:
    started = datetime.now(UTC).astimezone(config.zone).strftime("%H:%M")
    click.echo(f"\n  Dialognetz läuft seit {started} Uhr: {config.base_url}\n")
    click.echo("  Anmelden mit:")
    for account in demonstration.SIGN_INS:
        click.echo(f"    {account.email:<40} {account.password:<28} {account.role}")
    click.echo("\n  Beenden mit Strg+C.\n")


COMMANDS = (demo, serve)
