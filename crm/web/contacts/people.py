"""Pages of the people."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from crm import activity
from crm.accounts.models import Role
from crm.contacts import organisations, people, positions
from crm.contacts.models import Gender, LegalBasis, Organisation, Person, Sector
from crm.contacts.schemas import PersonFilterSchema, PersonSchema
from crm.cooperation import places
from crm.events import events
from crm.web import access, archiving, timeline
from crm.web.addresses import read_id
from crm.web.asof import asked_day
from crm.web.edge import now, reading, today, transaction
from crm.web.forms import Form, options_of, read_query
from crm.web.labels import FIELDS, label
from crm.web.language import day
from crm.web.lists import SIZE, Listing, page_number

blueprint = Blueprint("people", __name__, url_prefix="/personen")
archiving.offer(blueprint, people.get_person, key="person_id", role=Role.EDITOR)

Answer = str | Response | tuple[str, int]

_USUAL = {"gender": Gender.UNKNOWN.value, "legal_basis": LegalBasis.PUBLIC_TASK.value}


@blueprint.get("/")
@access.needs(Role.READER)
def index() -> Answer:
    """Show the list, with the positions of a day."""
    wanted = read_query(PersonFilterSchema())
    with reading() as session:
        page = people.list_people(session, wanted, page=page_number(), size=SIZE)
        employer = _organisation(session, wanted.organisation_id)
    listing = Listing(page, wanted)
    listing.filter_by("sector", FIELDS["sector"], label(wanted.sector))
    listing.filter_by("organisation_id", FIELDS["organisation_id"], employer)
    listing.filter_by("on", _("Stand am"), day(wanted.on))
    listing.filter_by("archived", _("Archiv"), _("ja"))
    return render_template(
        "contacts/people/index.html",
        listing=listing,
        on=wanted.on or today(),
        sectors=options_of(Sector),
    )


@blueprint.get("/<int:person_id>")
@access.needs(Role.READER)
def show(person_id: int) -> Answer:
    """Show one person as of a day."""
    with reading() as session:
        person = people.get_person(session, person_id)
        return render_template(
            "contacts/people/show.html",
            person=person,
            on=asked_day(),
            events=events.list_attended(session, person_id=person.id),
            place=places.place_in_network(session, f"person-{person.id}", now=now()),
            history=timeline.lines(session, activity.timeline(session, person)),
        )


@blueprint.get("/neu")
@access.needs(Role.EDITOR)
def new() -> Answer:
    """Show the empty form."""
    return _show_form(Form(PersonSchema(), _USUAL | request.args.to_dict()), None)


@blueprint.post("/neu")
@access.needs(Role.EDITOR)
def create() -> Answer:
    """Take up a person, with a position where one was named."""
    form = Form(PersonSchema())
    if not form.read():
        return _show_form(form, None), 422
    with transaction() as session:
        namesakes = people.find_same_name(
            session,
            form.loaded["given_name"],
            family_name=form.loaded["family_name"],
        )
        if namesakes and not request.form.get("is_another"):
            return _show_form(form, None, namesakes=namesakes), 422
        person = people.add(session, form.loaded)
        _seat(session, person, read_id(request.args.get("organisation_id")))
    flash(_("„%(name)s“ ist angelegt.", name=person.name), "success")
    return redirect(url_for(".show", person_id=person.id))


@blueprint.get("/<int:person_id>/bearbeiten")
@access.needs(Role.EDITOR)
def edit(person_id: int) -> Answer:
    """Show the filled form."""
    with reading() as session:
        person = people.get_person(session, person_id)
    return _show_form(Form.of(PersonSchema(), person), person)


@blueprint.post("/<int:person_id>/bearbeiten")
@access.needs(Role.EDITOR)
def update(person_id: int) -> Answer:
    """Save what was changed."""
    form = Form(PersonSchema())
    is_sound = form.read()
    with transaction() as session:
        person = people.get_person(session, person_id)
        if not is_sound:
            return _show_form(form, person), 422
        people.change(person, form.loaded, version=form.version)
    flash(_("Die Änderungen sind gespeichert."), "success")
    return redirect(url_for(".show", person_id=person_id))


@blueprint.get("/vorschlaege")
@access.needs(Role.READER)
def suggest() -> Answer:
    """Offer people while a name is being typed."""
    with reading() as session:
        found = people.suggest(session, request.args.get("q", ""))
        rows = [(row.id, row.name, _seats(row)) for row in found]
    return render_template("_suggestions.html", rows=rows)


def _seats(person: Person) -> str:
    held = [p.organisation.label for p in person.positions if p.holds_on(today())]
    return ", ".join(held)


def _seat(session: Session, person: Person, organisation_id: int | None) -> None:
    if organisation_id is not None:
        organisation = organisations.get_organisation(session, organisation_id)
        positions.start(session, person, organisation=organisation)


def _organisation(session: Session, organisation_id: int | None) -> str | None:
    found = session.get(Organisation, organisation_id) if organisation_id else None
    return None if found is None else found.name


def _show_form(form: Form, person: Person | None, **known: object) -> str:
    return render_template(
        "contacts/people/edit.html", form=form, person=person, **known
    )
