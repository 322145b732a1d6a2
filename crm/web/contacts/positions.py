"""Pages of the positions: what somebody does where, from when to when."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from crm.accounts.models import Role
from crm.contacts import organisations, people, positions
from crm.contacts.models import Organisation, Person, Position
from crm.contacts.schemas import PositionChangesSchema, PositionSchema
from crm.errors import NotFound, Refused
from crm.web import access
from crm.web.addresses import read_id
from crm.web.edge import reading, transaction
from crm.web.forms import Form, message

blueprint = Blueprint("positions", __name__, url_prefix="/stellen")

Answer = str | Response | tuple[str, int]


@blueprint.get("/neu/<int:person_id>")
@access.needs(Role.EDITOR)
def new(person_id: int) -> Answer:
    """Show the empty form."""
    with reading() as session:
        person = people.get_person(session, person_id)
    return _show_form(Form(PositionSchema()), person)


@blueprint.post("/neu/<int:person_id>")
@access.needs(Role.EDITOR)
def create(person_id: int) -> Answer:
    """Let a person take up a position."""
    form = Form(PositionSchema())
    is_sound = form.read()
    with reading() as session:
        person = people.get_person(session, person_id)
    if not is_sound:
        return _show_form(form, person), 422
    try:
        with transaction() as session:
            _start(session, person_id, form)
    except (Refused, NotFound) as refusal:
        _explain(form, refusal)
        return _show_form(form, person), 422
    flash(_("Die Stelle ist eingetragen."), "success")
    return redirect(url_for("people.show", person_id=person_id))


@blueprint.get("/<int:position_id>/bearbeiten")
@access.needs(Role.EDITOR)
def edit(position_id: int) -> Answer:
    """Show the filled form."""
    with reading() as session:
        position = positions.get_position(session, position_id)
    form = Form.of(PositionChangesSchema(), position)
    return _show_form(form, position.person, position)


@blueprint.post("/<int:position_id>/bearbeiten")
@access.needs(Role.EDITOR)
def update(position_id: int) -> Answer:
    """Save what was corrected."""
    form = Form(PositionChangesSchema())
    is_sound = form.read()
    with reading() as session:
        position = positions.get_position(session, position_id)
    if not is_sound:
        return _show_form(form, position.person, position), 422
    try:
        with transaction() as session:
            positions.change(positions.get_position(session, position_id), form.loaded)
    except Refused as refusal:
        form.refuse(refusal)
        return _show_form(form, position.person, position), 422
    flash(_("Die Änderungen sind gespeichert."), "success")
    return redirect(url_for("people.show", person_id=position.person_id))


def _start(session: Session, person_id: int, form: Form) -> None:
    person = people.get_person(session, person_id)
    organisation_id = form.loaded.pop("organisation_id")
    organisation = organisations.get_organisation(session, organisation_id)
    positions.start(session, person, organisation=organisation, **form.loaded)


def _explain(form: Form, refusal: Refused | NotFound) -> None:
    if isinstance(refusal, Refused):
        form.refuse(refusal)
    else:
        form.errors["organisation_id"] = [message("not_a_choice")]


def _show_form(form: Form, person: Person, position: Position | None = None) -> str:
    with reading() as session:
        chosen = read_id(form.value("organisation_id"))
        found = None if chosen is None else session.get(Organisation, chosen)
        form.captions["organisation_id"] = None if found is None else found.name
    return render_template(
        "contacts/positions/edit.html", form=form, person=person, position=position
    )
