"""The command `python3 -m jobs`: one job, once, for an instant of one's choice."""

import sys
from datetime import UTC, datetime

import click
import structlog

from crm import facts
from crm.cli.failures import in_words
from crm.config import Config
from crm.database import connect
from crm.migrations import upgrade
from crm.subscribers import SUBSCRIBERS
from jobs.table import JOBS, get_job

EXAMPLE = "Example: python3 -m jobs deliver_letters --now 2026-03-02T10:30+01:00"


def _help() -> str:
    width = max(len(job.name) for job in JOBS) + 2
    lines = [f"  {job.name:{width}}{job.meaning}" for job in JOBS]
    return "\n".join(["Run one job once.", "", "\b", "Jobs:", *lines])


def _read_instant(
    _context: click.Context, _option: click.Parameter, text: str | None
) -> datetime:
    try:
        return datetime.fromisoformat(text) if text else datetime.now(UTC)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command(help=_help(), epilog=EXAMPLE)
@click.argument("name", type=click.Choice([job.name for job in JOBS]), metavar="NAME")
@click.option(
    "--now",
    metavar="ISO",
    callback=_read_instant,
    help="The instant the job stands for, by default the present one.",
)
@click.option("--data", metavar="DIR", help="The data folder.")
def main(name: str, now: datetime, data: str | None) -> None:
    """Run one job once and print how many items it did."""
    structlog.configure(logger_factory=_log_to_stderr)
    with in_words():
        config = _prepare(data)
        aware = now if now.tzinfo else now.replace(tzinfo=config.zone)
        click.echo(get_job(name).run(config, aware))


def _prepare(data: str | None) -> Config:
    config = Config.from_environment(data=data)
    upgrade(config.url)
    connect(config.url)
    facts.subscribe(SUBSCRIBERS)
    return config


def _log_to_stderr(*_names: str) -> structlog.PrintLogger:
    return structlog.PrintLogger(sys.stderr)
