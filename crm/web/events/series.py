"""Pages of the series."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm import activity
from crm.accounts.models import Role
from crm.events import events, series
from crm.events.events import EventFilter
from crm.events.models import EventSeries
from crm.events.schemas import SeriesFilterSchema, SeriesSchema
from crm.web import access, archiving, timeline
from crm.web.edge import reading, transaction
from crm.web.forms import Form, read_query
from crm.web.lists import SIZE, Listing, page_number

blueprint = Blueprint("series", __name__, url_prefix="/reihen")
archiving.offer(blueprint, series.get_series, key="series_id", role=Role.ORGANISER)

Answer = str | Response | tuple[str, int]


@blueprint.get("/")
@access.needs(Role.READER)
def index() -> Answer:
    """Show the list."""
    wanted = read_query(SeriesFilterSchema())
    with reading() as session:
        page = series.list_series(session, wanted, page=page_number(), size=SIZE)
        shown = [row.id for row in page.rows]
        counts = series.count_events(session, shown)
        spans = series.list_spans(session, shown)
    listing = Listing(page, wanted)
    listing.filter_by("archived", _("Archiv"), _("ja"))
    return render_template(
        "events/series/index.html", listing=listing, counts=counts, spans=spans
    )


@blueprint.get("/<int:series_id>")
@access.needs(Role.READER)
def show(series_id: int) -> Answer:
    """Show one series: its events, and who comes most often."""
    wanted = EventFilter(series_id=series_id)
    with reading() as session:
        found = series.get_series(session, series_id)
        page = events.list_events(session, wanted, page=page_number(), size=SIZE)
        return render_template(
            "events/series/show.html",
            series=found,
            listing=Listing(page, wanted),
            present=events.count_present(session, [row.id for row in page.rows]),
            regulars=series.list_regulars(session, found),
            history=timeline.lines(session, activity.timeline(session, found)),
        )


@blueprint.get("/neu")
@access.needs(Role.ORGANISER)
def new() -> Answer:
    """Show the empty form."""
    return _show_form(Form(SeriesSchema()), None)


@blueprint.post("/neu")
@access.needs(Role.ORGANISER)
def create() -> Answer:
    """Set up a series."""
    form = Form(SeriesSchema())
    if not form.read():
        return _show_form(form, None), 422
    with transaction() as session:
        added = series.add(session, form.loaded)
    flash(_("Die Reihe „%(name)s“ ist angelegt.", name=added.name), "success")
    return redirect(url_for(".show", series_id=added.id))


@blueprint.get("/<int:series_id>/bearbeiten")
@access.needs(Role.ORGANISER)
def edit(series_id: int) -> Answer:
    """Show the filled form."""
    with reading() as session:
        found = series.get_series(session, series_id)
    return _show_form(Form.of(SeriesSchema(), found), found)


@blueprint.post("/<int:series_id>/bearbeiten")
@access.needs(Role.ORGANISER)
def update(series_id: int) -> Answer:
    """Save what was changed."""
    form = Form(SeriesSchema())
    is_sound = form.read()
    with transaction() as session:
        found = series.get_series(session, series_id)
        if not is_sound:
            return _show_form(form, found), 422
        series.change(found, form.loaded, version=form.version)
    flash(_("Die Änderungen sind gespeichert."), "success")
    return redirect(url_for(".show", series_id=series_id))


def _show_form(form: Form, found: EventSeries | None) -> str:
    return render_template("events/series/edit.html", form=form, series=found)
