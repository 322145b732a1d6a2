"""Pages of the events."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from crm import activity
from crm.accounts.models import Role
from crm.database import Page
from crm.dialogue.models import Topic
from crm.errors import Refused
from crm.events import agenda, attendance, events, presence, series
from crm.events.events import EventFilter
from crm.events.models import (
    Attendance,
    Event,
    EventFormat,
    EventSeries,
    EventStatus,
)
from crm.events.schemas import EventFilterSchema, EventSchema
from crm.web import access, archiving, timeline
from crm.web.edge import config, reading, today, transaction
from crm.web.forms import Form, Option, message, options_of, read_query
from crm.web.labels import FIELDS, label
from crm.web.language import day
from crm.web.lists import SIZE, Listing, page_number

blueprint = Blueprint("events", __name__, url_prefix="/veranstaltungen")
archiving.offer(blueprint, events.get_event, key="event_id", role=Role.ORGANISER)

Answer = str | Response | tuple[str, int]

_UNSETTLED = (EventStatus.DRAFT, EventStatus.PUBLISHED)

MOST_SHOWN = 300
"""With more attendance than this, an event shows figures and the way to the lists."""


@blueprint.get("/")
@access.needs(Role.READER)
def index() -> Answer:
    """Show the list."""
    wanted = read_query(EventFilterSchema())
    with reading() as session:
        page = events.list_events(session, wanted, page=page_number(), size=SIZE)
        listing = Listing(page, wanted)
        chosen = _add_chips(session, listing)
        return render_template(
            "events/index.html",
            listing=listing,
            present=events.count_present(session, [row.id for row in page.rows]),
            names=presence.name_first(session, _meetings(page)),
            series=_with(series.list_choices(session), chosen[0]),
            topics=_with(agenda.list_topics_in_use(session), chosen[1]),
            formats=options_of(EventFormat),
            statuses=options_of(EventStatus),
        )


@blueprint.get("/<int:event_id>")
@access.needs(Role.READER)
def show(event_id: int) -> Answer:
    """Show one event with its agenda and who was there."""
    with reading() as session:
        event = events.get_event(session, event_id)
        counts = presence.count_by_status(session, event)
        noted = sum(sum(by_status.values()) for by_status in counts.values())
        is_listed = noted <= MOST_SHOWN
        return render_template(
            "events/show.html",
            event=event,
            slots=agenda.slots(event),
            counts=counts,
            noted=noted,
            attendance=_by_item(session, event) if is_listed else {},
            is_listed=is_listed,
            present=events.count_present(session, [event.id]).get(event.id, 0),
            mixing=presence.count_by_sector(session, event) if noted else {},
            is_unsettled=event.held_on < today() and event.status in _UNSETTLED,
            history=timeline.lines(session, activity.timeline(session, event)),
        )


@blueprint.get("/neu")
@access.needs(Role.ORGANISER)
def new() -> Answer:
    """Show the empty form."""
    known = {"status": EventStatus.DRAFT.value} | request.args.to_dict()
    return _show_form(Form(EventSchema(), known), None)


@blueprint.post("/neu")
@access.needs(Role.ORGANISER)
def create() -> Answer:
    """Set up an event."""
    form = Form(EventSchema())
    is_sound = form.read()
    try:
        with transaction() as session:
            if not is_sound or not _knows_series(session, form):
                return _show_form(form, None), 422
            event = events.plan(session, form.loaded, zone=config().zone)
    except Refused as refusal:
        form.refuse(refusal)
        return _show_form(form, None), 422
    flash(_("„%(title)s“ ist angelegt.", title=event.title), "success")
    return redirect(url_for(".show", event_id=event.id))


@blueprint.get("/<int:event_id>/bearbeiten")
@access.needs(Role.ORGANISER)
def edit(event_id: int) -> Answer:
    """Show the filled form."""
    with reading() as session:
        event = events.get_event(session, event_id)
    form = Form.of(EventSchema(), event)
    form.values |= {"begins": _local(event.starts_at), "ends": _local(event.ends_at)}
    return _show_form(form, event)


@blueprint.post("/<int:event_id>/bearbeiten")
@access.needs(Role.ORGANISER)
def update(event_id: int) -> Answer:
    """Save what was changed."""
    form = Form(EventSchema())
    is_sound = form.read()
    with reading() as session:
        event = events.get_event(session, event_id)
    try:
        with transaction() as session:
            if not is_sound or not _knows_series(session, form):
                return _show_form(form, event), 422
            _change(session, event_id, form)
    except Refused as refusal:
        form.refuse(refusal)
        return _show_form(form, event), 422
    flash(_("Die Änderungen sind gespeichert."), "success")
    return redirect(url_for(".show", event_id=event_id))


def _add_chips(
    session: Session, listing: Listing[Event]
) -> tuple[EventSeries | None, Topic | None]:
    """Show the filters in force; return the series and the topic among them."""
    wanted: EventFilter = listing.wanted
    chosen_series = _find(session, EventSeries, wanted.series_id)
    chosen_topic = _find(session, Topic, wanted.topic_id)
    chips = (
        ("series_id", FIELDS["series_id"], chosen_series and chosen_series.name),
        ("topic_id", _("Thema"), chosen_topic and chosen_topic.name),
        ("format", FIELDS["format"], label(wanted.format)),
        ("status", FIELDS["status"], label(wanted.status)),
        ("since", FIELDS["since"], day(wanted.since)),
        ("until", FIELDS["until"], day(wanted.until)),
        ("archived", _("Archiv"), _("ja") if wanted.archived else None),
    )
    for name, caption, value in chips:
        listing.filter_by(name, caption, value or None)
    return chosen_series, chosen_topic


def _meetings(page: Page[Event]) -> list[int]:
    """Return the events that belong to no series: their titles say less."""
    return [row.id for row in page.rows if row.series_id is None]


def _find(session: Session, kind: type[Any], number: int | None) -> Any:
    return None if number is None else session.get(kind, number)


def _with(rows: list[Any], chosen: Any) -> list[Option]:
    """Return rows as options; the one chosen is among them in any case."""
    missing = [chosen] if chosen is not None and chosen not in rows else []
    return [(str(row.id), row.name) for row in [*rows, *missing]]


def _by_item(session: Session, event: Event) -> dict[int, list[Attendance]]:
    found = attendance.list_for_event(session, event)
    noted: dict[int, list[Attendance]] = {}
    for row in found:
        noted.setdefault(row.item_id, []).append(row)
    return noted


def _local(instant: datetime | None) -> str | None:
    if instant is None:
        return None
    return instant.astimezone(config().zone).strftime("%H:%M")


def _knows_series(session: Session, form: Form) -> bool:
    chosen = form.loaded["series_id"]
    is_known = chosen is None or session.get(EventSeries, chosen) is not None
    if not is_known:
        form.errors["series_id"] = [message("not_a_choice")]
    return is_known


def _change(session: Session, event_id: int, form: Form) -> None:
    event = events.get_event(session, event_id)
    events.change(event, form.loaded, zone=config().zone, version=form.version)


def _show_form(form: Form, event: Event | None) -> str:
    with reading() as session:
        choices = series.list_choices(session)
    form.options["series_id"] = _with(choices, event.series if event else None)
    return render_template("events/edit.html", form=form, event=event)
