"""Pages on which a list comes in: upload, mapping, dry run, progress, report."""

import io

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from crm.accounts.models import Role
from crm.errors import NotFound, Unreadable
from crm.exchange import reviews, runs
from crm.exchange.models import ImportRun, ImportState
from crm.exchange.options import MeetingOptions
from crm.exchange.reports import MOST_BROKEN_ROWS, Report
from crm.exchange.spreadsheets import write_csv
from crm.exchange.tables import Table, open_table
from crm.web import access
from crm.web.edge import config, reading, transaction
from crm.web.imports.mapping import MappingForm, preview
from crm.web.imports.words import failure_text, state_text, why_broken, why_unreadable
from crm.web.lists import Listing, page_number

blueprint = Blueprint("imports", __name__, url_prefix="/listen")

Answer = str | Response | tuple[str, int]

_SIZE = 20


@blueprint.get("/")
@access.needs(Role.EDITOR)
def index() -> Answer:
    """Show what came in so far, and where the next list goes."""
    return _show_index()


@blueprint.post("/")
@access.needs(Role.ORGANISER)
def upload() -> Answer:
    """Keep a list and go on to what its columns mean."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return _show_index(_("Bitte eine Datei auswählen.")), 422
    content = file.read()
    try:
        table = open_table(io.BytesIO(content), largest=_largest())
        with transaction() as session:
            run = runs.upload(
                session,
                table,
                content=content,
                filename=file.filename,
                options=runs.proposed_options(session, table),
            )
    except Unreadable as error:
        return _show_index(str(why_unreadable(error))), 422
    return redirect(url_for(".choose", run_id=run.id))


@blueprint.get("/<int:run_id>/zuordnung")
@access.needs(Role.ORGANISER)
def choose(run_id: int) -> Answer:
    """Show what each column is taken for, with the first rows."""
    with reading() as session:
        run = _open_run(session, run_id)
    if run.is_waiting:
        return redirect(url_for(".show", run_id=run_id))
    table = runs.table_of(run)
    options = MeetingOptions.from_json(run.options)
    return _show_mapping(run, table, MappingForm(table, options))


@blueprint.post("/<int:run_id>/vorschau")
@access.needs(Role.ORGANISER)
def look_ahead(run_id: int) -> Answer:
    """Show the first rows as they would be read with other choices."""
    with reading() as session:
        run = _open_run(session, run_id)
    table = runs.table_of(run)
    form = MappingForm(table, MeetingOptions.from_json(run.options))
    shown = preview(table, form.chosen) if form.read() else None
    return render_template("imports/_preview.html", preview=shown, why=why_broken)


@blueprint.post("/<int:run_id>/zuordnung")
@access.needs(Role.ORGANISER)
def settle(run_id: int) -> Answer:
    """Keep the choices and find out what would come of the list."""
    with transaction() as session:
        run = _open_run(session, run_id)
        if run.is_waiting:
            return redirect(url_for(".show", run_id=run_id))
        table = runs.table_of(run)
        form = MappingForm(table, MeetingOptions.from_json(run.options))
        if not form.read():
            return _show_mapping(run, table, form), 422
        if "look" in request.form:
            return _show_mapping(run, table, form)
        runs.choose(session, run, table=table, options=form.chosen)
        runs.queue(run, is_dry_run=True)
    return redirect(url_for(".show", run_id=run_id))


@blueprint.get("/<int:run_id>")
@access.needs(Role.EDITOR)
def show(run_id: int) -> Answer:
    """Show how far a list is, and what came of it."""
    with reading() as session:
        run = runs.get_run(session, run_id)
    if run.state == ImportState.READY:
        return redirect(url_for(".choose", run_id=run_id))
    return render_template(
        "imports/show.html",
        run=run,
        report=Report.from_json(run.report),
        failure=_failure(run),
        state=state_text(run),
        why=why_broken,
        most=MOST_BROKEN_ROWS,
    )


@blueprint.get("/<int:run_id>/stand")
@access.needs(Role.EDITOR)
def progress(run_id: int) -> Answer:
    """Show the bar alone; when there is nothing left to wait for, the whole page."""
    with reading() as session:
        run = runs.get_run(session, run_id)
    if not run.is_waiting:
        return Response(headers={"HX-Refresh": "true"})
    return render_template("imports/_progress.html", run=run)


@blueprint.post("/<int:run_id>/uebernehmen")
@access.needs(Role.ORGANISER)
def take(run_id: int) -> Answer:
    """Let the list really come in."""
    with transaction() as session:
        run = _open_run(session, run_id)
        if not run.is_waiting:
            runs.queue(run, is_dry_run=False)
    return redirect(url_for(".show", run_id=run_id))


@blueprint.post("/<int:run_id>/verwerfen")
@access.needs(Role.ORGANISER)
def discard(run_id: int) -> Answer:
    """Throw a list away that was not taken in."""
    with transaction() as session:
        runs.discard(session, runs.get_run(session, run_id))
    flash(_("Die Liste ist verworfen."), "success")
    return redirect(url_for(".index"))


@blueprint.get("/<int:run_id>/fehlerhafte-zeilen.csv")
@access.needs(Role.EDITOR)
def broken_rows(run_id: int) -> Answer:
    """Hand out the broken rows as a table."""
    with reading() as session:
        report = Report.from_json(runs.get_run(session, run_id).report)
    header = [_("Zeile"), _("Grund"), _("Inhalt")]
    rows = [(row["line"], why_broken(row), row["value"]) for row in report.broken_rows]
    disposition = f'attachment; filename="fehlerhafte-zeilen-{run_id}.csv"'
    return Response(
        write_csv(header, rows),
        mimetype="text/csv",
        headers={"Content-Disposition": disposition},
    )


def _open_run(session: Session, run_id: int) -> ImportRun:
    """Return a list whose content is still there."""
    run = runs.get_run(session, run_id, with_content=True)
    if run.content is None:
        raise NotFound("content", run_id)
    return run


def _show_index(problem: str | None = None) -> str:
    with reading() as session:
        page = runs.list_runs(session, number=page_number(), size=_SIZE)
        waiting = reviews.count_open(session)
    return render_template(
        "imports/index.html",
        listing=Listing(page, None),
        waiting=waiting,
        problem=problem,
        state=state_text,
        megabytes=config().upload_megabytes,
    )


def _show_mapping(run: ImportRun, table: Table, form: MappingForm) -> str:
    return render_template(
        "imports/choose.html",
        run=run,
        form=form,
        preview=None if form.errors else preview(table, form.chosen),
        encoding=table.encoding,
        why=why_broken,
    )


def _failure(run: ImportRun) -> str | None:
    kept = run.report.get("failure")
    return str(failure_text(kept)) if kept else None


def _largest() -> int:
    return int(config().upload_megabytes) * 1024 * 1024
