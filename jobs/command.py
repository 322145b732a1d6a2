"""The command `python3 -m jobs`: one job, once, for an instant of one's choice."""

import sys
from datetime import UTC, datetime

import click
import structlog

from crm import facts
from crm.config import Config
from crm.database import connect
from crm.migrations import upgrade
from crm.subscribers import SUBSCRIBERS
from jobs.table import JOBS, get_job

_EPILOG = """\b
Example:
  python3 -m jobs deliver_letters --now 2026-03-02T10:30+01:00
"""


def _help() -> str:
    width = max(len(job.name) for job in JOBS) + 2
    lines = [f"  {job.name:{width}}{job.meaning}" for job in JOBS]
    return "\n".join(["Run one job once.", "", "\b", "Jobs:", *lines])


@click.command(help=_help(), epilog=_EPILOG)
@click.argument("name", type=click.Choice([job.name for job in JOBS]), metavar="NAME")
@click.option("--now", metavar="ISO", help="The instant it stands for; now by default.")
@click.option("--data", metavar="DIR", help="The data folder.")
def main(name: str, now: str | None, data: str | None) -> None:
    """Run one job once and print how many items it did."""
    structlog.configure(logger_factory=_log_to_stderr)
    config = Config.from_environment(data=data)
    at = _instant(now, config)
    upgrade(config.url)
    connect(config.url)
    facts.subscribe(SUBSCRIBERS)
    click.echo(get_job(name).run(config, at))


def _log_to_stderr(*_names: str) -> structlog.PrintLogger:
    return structlog.PrintLogger(sys.stderr)


def _instant(text: str | None, config: Config) -> datetime:
    """Read an instant; without an offset in the time zone of the settings."""
    if text is None:
        return datetime.now(UTC)
    try:
        read = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--now") from error
    return read if read.tzinfo else read.replace(tzinfo=config.zone)
