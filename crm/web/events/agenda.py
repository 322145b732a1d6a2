"""Pages of the agenda."""

from datetime import time
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.accounts.models import Role
from crm.dialogue import topics
from crm.errors import Refused
from crm.events import agenda, events
from crm.events.models import AgendaItem, AgendaKind, Event
from crm.events.schemas import AgendaItemSchema
from crm.web import access
from crm.web.edge import reading, transaction
from crm.web.forms import Form

blueprint = Blueprint("agenda", __name__, url_prefix="/programm")

Answer = str | Response | tuple[str, int]


@blueprint.get("/neu/<int:event_id>")
@access.needs(Role.ORGANISER)
def new(event_id: int) -> Answer:
    """Show the empty form; it goes on where the agenda ends so far."""
    with reading() as session:
        event = events.get_event(session, event_id)
    last = event.agenda[-1].ends if event.agenda else None
    known = {"kind": AgendaKind.SESSION.value, "begins": _written(last)}
    return _show_form(Form(AgendaItemSchema(), known), event)


@blueprint.post("/neu/<int:event_id>")
@access.needs(Role.ORGANISER)
def create(event_id: int) -> Answer:
    """Add an item to the agenda."""
    form = Form(AgendaItemSchema())
    is_sound = form.read()
    with reading() as session:
        event = events.get_event(session, event_id)
    if not is_sound:
        return _show_form(form, event), 422
    try:
        with transaction() as session:
            planned = events.get_event(session, event_id)
            item = agenda.add(session, planned, **_sent(form))
    except Refused as refusal:
        form.refuse(refusal)
        return _show_form(form, event), 422
    flash(_("„%(title)s“ steht im Programm.", title=item.title), "success")
    if request.form.get("another"):
        return redirect(url_for(".new", event_id=event_id))
    return _back_to(item)


@blueprint.post("/ohne/<int:event_id>")
@access.needs(Role.ORGANISER)
def create_plain(event_id: int) -> Answer:
    """Let an event be its own only agenda item, to note who was there."""
    with transaction() as session:
        event = events.get_event(session, event_id)
        first = next(iter(event.agenda), None)
        item = first or agenda.add_plain(session, event)
    return redirect(url_for("attendance.index", item_id=item.id))


@blueprint.get("/<int:item_id>/bearbeiten")
@access.needs(Role.ORGANISER)
def edit(item_id: int) -> Answer:
    """Show the filled form."""
    with reading() as session:
        item = agenda.get_item(session, item_id)
    form = Form.of(AgendaItemSchema(), item)
    form.values["topics"] = ", ".join(topic.name for topic in item.topics)
    return _show_form(form, item.event, item)


@blueprint.post("/<int:item_id>/bearbeiten")
@access.needs(Role.ORGANISER)
def update(item_id: int) -> Answer:
    """Save what was changed."""
    form = Form(AgendaItemSchema())
    is_sound = form.read()
    with reading() as session:
        item = agenda.get_item(session, item_id)
    if not is_sound:
        return _show_form(form, item.event, item), 422
    try:
        with transaction() as session:
            agenda.change(session, agenda.get_item(session, item_id), **_sent(form))
    except Refused as refusal:
        form.refuse(refusal)
        return _show_form(form, item.event, item), 422
    flash(_("Die Änderungen sind gespeichert."), "success")
    return _back_to(item)


@blueprint.post("/<int:item_id>/verschieben")
@access.needs(Role.ORGANISER)
def move(item_id: int) -> Answer:
    """Move an item up or down the agenda."""
    steps = request.form.get("steps", 0, type=int)
    with transaction() as session:
        item = agenda.get_item(session, item_id)
        agenda.move(item, steps=steps)
    return _back_to(item)


@blueprint.post("/<int:item_id>/streichen")
@access.needs(Role.ORGANISER)
def remove(item_id: int) -> Answer:
    """Take an item off the agenda."""
    with transaction() as session:
        item = agenda.get_item(session, item_id)
        agenda.remove(session, item)
    flash(_("„%(title)s“ steht nicht mehr im Programm.", title=item.title), "success")
    return redirect(url_for("events.show", event_id=item.event_id))


@blueprint.get("/themen")
@access.needs(Role.READER)
def suggest_topics() -> Answer:
    """Complete the last of the topics that are being typed between commas."""
    before, comma, last = request.args.get("topics", "").rpartition(",")
    given = f"{before}{comma} " if comma else ""
    with reading() as session:
        found = topics.suggest(session, last)
    return render_template(
        "events/agenda/_topics.html", lines=[given + topic.name for topic in found]
    )


def _sent(form: Form) -> dict[str, Any]:
    values = dict(form.loaded)
    return {"topic_names": topics.split(values.pop("topics")), "values": values}


def _written(last: time | None) -> str | None:
    return None if last is None else last.strftime("%H:%M")


def _back_to(item: AgendaItem) -> Response:
    page = url_for("events.show", event_id=item.event_id, _anchor=f"programm-{item.id}")
    return redirect(page)


def _show_form(form: Form, event: Event, item: AgendaItem | None = None) -> str:
    return render_template("events/agenda/edit.html", form=form, event=event, item=item)
