"""Commands that take lists in."""

import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

import click

from crm.cli.options import data_option, json_option, open_database
from crm.contacts.models import Sector
from crm.errors import Unreadable
from crm.exchange import columns, dates, runs
from crm.exchange.columns import Target
from crm.exchange.intake import Intake
from crm.exchange.options import MeetingOptions
from crm.exchange.reports import Report
from crm.exchange.rows import Reader
from crm.exchange.tables import Table, open_table
from crm.facts import reading, transaction
from crm.leases import new_holder
from crm.web.imports.words import TARGETS, why_broken, why_unreadable

_ESCAPES = {r"\n": "\n", r"\t": "\t"}
_SECTORS = click.Choice([sector.value for sector in Sector])

_EXAMPLE = """\b
Beispiel:
  dialognetz import meetings treffen.csv --map date=Datum --map subject=Betreff \\
    --map people=Person --map people_organisation=Amt \\
    --map organisations=Unternehmen --separator ";" --date-format %d.%m.%Y

\b
Was eine Spalte bedeuten kann:
"""


def _epilog() -> str:
    meanings = (f"  {target.value:<22}{text}" for target, text in TARGETS.items())
    return _EXAMPLE + "\n".join(meanings)


@click.group("import")
def import_() -> None:
    """Listen übernehmen."""


@import_.command(epilog=_epilog())
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--map",
    "pairs",
    multiple=True,
    metavar="BEDEUTUNG=SPALTE",
    help="Welche Spalte was bedeutet; ohne diese Angabe wie beim letzten Mal.",
)
@click.option("--separator", help="Trennt mehrere Namen in einer Zelle.")
@click.option("--date-format", help="Wie das Datum geschrieben ist, etwa %d.%m.%Y.")
@click.option("--people-sector", type=_SECTORS, help="Bereich, wo Personen neu sind.")
@click.option("--organisations-sector", type=_SECTORS, help="Bereich der übrigen.")
@click.option("--dry-run", is_flag=True, help="Nur berichten, nichts übernehmen.")
@data_option
@json_option
def meetings(
    *,
    file: Path,
    pairs: Sequence[str],
    data: str | None,
    as_json: bool,
    dry_run: bool,
    **chosen: str | None,
) -> None:
    """Eine Liste von Treffen übernehmen: jede Zeile ist ein Treffen.

    FILE ist eine CSV- oder XLSX-Datei mit Spaltennamen in der ersten Zeile.
    Dieselbe Liste noch einmal zu übernehmen ändert nichts.
    """
    wanted = _wanted(pairs, chosen)
    config = open_database(data)
    largest = int(config.upload_megabytes) * 1024 * 1024
    with _sentences(), file.open("rb") as opened:
        table = open_table(opened, largest=largest)
        options = _options(table, pairs=bool(pairs), wanted=wanted)
        _check(table, options)
        if not pairs:
            _say_what_was_taken(options)
        work = _try_out if dry_run else _take_in
        report = work(table, options, file=opened)
    _print(report, table=table, options=options, as_json=as_json, dry_run=dry_run)


@contextmanager
def _sentences() -> Iterator[None]:
    """Say in a sentence why a list cannot be read."""
    try:
        yield
    except Unreadable as error:
        raise click.ClickException(str(why_unreadable(error))) from error


def _wanted(pairs: Sequence[str], chosen: dict[str, str | None]) -> dict[str, Any]:
    """Return the options given, checked as far as that goes without a file."""
    wanted: dict[str, Any] = {k: v for k, v in chosen.items() if v is not None}
    if pairs:
        wanted["columns"] = dict(_pair(text) for text in pairs)
    if "separator" in wanted:
        wanted["separator"] = _separator(wanted["separator"])
    if not dates.is_format(wanted.get("date_format", dates.ISO)):
        raise click.UsageError("--date-format braucht %d, %m und %Y.")
    return wanted


def _pair(text: str) -> tuple[str, str]:
    target, _, column = text.partition("=")
    if target not in set(Target) or not column:
        meanings = ", ".join(Target)
        raise click.UsageError(
            f"--map {text}: bitte BEDEUTUNG=SPALTE angeben, mit einer von: {meanings}."
        )
    return target, column


def _separator(text: str) -> str:
    separator = _ESCAPES.get(text, text)
    if len(separator) > 1:
        raise click.UsageError("--separator ist ein einzelnes Zeichen.")
    return separator


def _options(table: Table, *, pairs: bool, wanted: dict[str, Any]) -> MeetingOptions:
    """Return the options given, over those of the last time or a guess."""
    if pairs:
        named = {Target(k): v for k, v in wanted["columns"].items()}
        base = MeetingOptions.guessed(table, named)
    else:
        with reading() as session:
            base = runs.proposed_options(session, table)
    return MeetingOptions.from_json(base.as_json() | wanted)


def _check(table: Table, options: MeetingOptions) -> None:
    """Refuse what cannot be meant, with the columns there are."""
    there = "Spalten der Datei: " + ", ".join(filter(None, table.columns))
    for column in options.columns.values():
        if column not in table.columns:
            raise click.UsageError(f"Die Spalte {column} gibt es nicht. {there}")
    if missing := options.missing():
        raise click.UsageError(f"Bitte zuordnen (--map): {', '.join(missing)}. {there}")


def _say_what_was_taken(options: MeetingOptions) -> None:
    pairs = (f"{target}={column}" for target, column in options.columns.items())
    click.echo(f"Zuordnung: {', '.join(pairs)}", err=True)
    click.echo(
        f"Trennzeichen {options.separator!r}, Datum {options.date_format}", err=True
    )


def _try_out(table: Table, options: MeetingOptions, *, file: BinaryIO) -> Report:
    report, progress = Report(), Progress(table.count)
    intake = Intake(options, source=file.name, is_dry_run=True)
    for batch in Reader(table, options).batches():
        with reading() as session:
            report.add(batch, intake.take(session, batch, now=datetime.now(UTC)))
        progress.show(report.rows)
    return report


def _take_in(table: Table, options: MeetingOptions, *, file: BinaryIO) -> Report:
    worker, progress = new_holder(), Progress(table.count)
    run_id, intake = _begin(table, options, file=file, worker=worker)
    try:
        for batch in Reader(table, options).batches():
            with transaction() as session:
                run = runs.take(
                    session, run_id, worker=worker, intake=intake, batch=batch
                )
            progress.show(run.rows_done)
    except KeyboardInterrupt:
        with transaction() as session:
            reason = Unreadable("stopped")
            runs.fail(session, run_id, worker=worker, reason=reason)
        raise
    with transaction() as session:
        return Report.from_json(runs.finish(session, run_id, worker=worker).report)


def _begin(
    table: Table, options: MeetingOptions, *, file: BinaryIO, worker: str
) -> tuple[int, Intake]:
    """Keep the list with whoever works on it, as a list from the page is kept."""
    file.seek(0)
    content, name = file.read(), Path(file.name).name
    with transaction() as session:
        run = runs.upload(
            session, table, content=content, filename=name, options=options
        )
        columns.remember(session, table.columns, options=options.as_json())
        runs.begin(run, worker, now=datetime.now(UTC))
        return run.id, runs.intake_of(run)


class Progress:
    """How far a list is, on the error stream, once it takes more than a second."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._began = time.monotonic()

    def show(self, done: int) -> None:
        """Say how many rows are done."""
        if time.monotonic() - self._began > 1:
            click.echo(f"  {done} von {self._total} Zeilen", err=True)


def _print(
    report: Report,
    *,
    table: Table,
    options: MeetingOptions,
    as_json: bool,
    dry_run: bool,
) -> None:
    if as_json:
        read = {"encoding": table.encoding, "is_dry_run": dry_run, **options.as_json()}
        click.echo(json.dumps(report.as_json() | read, ensure_ascii=False))
        return
    for line in _lines(report, is_dry_run=dry_run):
        click.echo(line)


def _lines(report: Report, *, is_dry_run: bool) -> Iterator[str]:
    yield "Probelauf, nichts übernommen:" if is_dry_run else "Übernommen:"
    yield f"  {report.created} Treffen neu, {report.unchanged} unverändert"
    yield (
        f"  neu dabei: {report.new['organisations']} Organisationen, "
        f"{report.new['people']} Personen, {report.new['topics']} Themen"
    )
    yield f"  {report.for_review} ähnliche Namen zu prüfen"
    yield f"  {report.broken} Zeilen fehlerhaft"
    for row in report.broken_rows:
        yield f"    Zeile {row['line']}: {why_broken(row)} ({row['value']})"


COMMANDS = (import_,)
