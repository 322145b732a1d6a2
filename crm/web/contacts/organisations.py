"""Pages of the organisations."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from crm import activity
from crm.accounts.models import Role
from crm.contacts import organisations, positions
from crm.contacts.models import Organisation, OrganisationKind, Sector
from crm.contacts.schemas import OrganisationFilterSchema, OrganisationSchema
from crm.cooperation import places
from crm.errors import Refused
from crm.events import events
from crm.web import access, archiving, timeline
from crm.web.addresses import read_id
from crm.web.asof import asked_day
from crm.web.edge import now, reading, transaction
from crm.web.forms import Form, options_of, read_query
from crm.web.labels import FIELDS, label
from crm.web.lists import SIZE, Listing, page_number

blueprint = Blueprint("organisations", __name__, url_prefix="/organisationen")
archiving.offer(
    blueprint, organisations.get_organisation, key="organisation_id", role=Role.EDITOR
)

Answer = str | Response | tuple[str, int]


@blueprint.get("/")
@access.needs(Role.READER)
def index() -> Answer:
    """Show the list."""
    wanted = read_query(OrganisationFilterSchema())
    with reading() as session:
        page = organisations.list_organisations(
            session, wanted, page=page_number(), size=SIZE
        )
    listing = Listing(page, wanted)
    listing.filter_by("kind", FIELDS["kind"], label(wanted.kind))
    listing.filter_by("sector", FIELDS["sector"], label(wanted.sector))
    listing.filter_by("archived", _("Archiv"), _("ja"))
    return render_template(
        "contacts/organisations/index.html",
        listing=listing,
        kinds=options_of(OrganisationKind),
        sectors=options_of(Sector),
    )


@blueprint.get("/<int:organisation_id>")
@access.needs(Role.READER)
def show(organisation_id: int) -> Answer:
    """Show one organisation as of a day."""
    on = asked_day()
    with reading() as session:
        organisation = organisations.get_organisation(session, organisation_id)
        return render_template(
            "contacts/organisations/show.html",
            organisation=organisation,
            on=on,
            people=positions.list_held_in(session, organisation, on=on),
            former=positions.list_left(session, organisation, before=on),
            children=organisations.list_children(session, organisation),
            events=events.list_attended(session, organisation_id=organisation.id),
            place=places.place_in_network(
                session, f"organisation-{organisation.id}", now=now()
            ),
            history=timeline.lines(session, activity.timeline(session, organisation)),
        )


@blueprint.get("/neu")
@access.needs(Role.EDITOR)
def new() -> Answer:
    """Show the empty form."""
    return _show_form(Form(OrganisationSchema(), request.args.to_dict()), None)


@blueprint.post("/neu")
@access.needs(Role.EDITOR)
def create() -> Answer:
    """Take up an organisation."""
    form = Form(OrganisationSchema())
    if not form.read():
        return _show_form(form, None), 422
    try:
        with transaction() as session:
            namesakes = organisations.find_same_name(session, form.loaded["name"])
            if namesakes and not request.form.get("is_another"):
                return _show_form(form, None, namesakes=namesakes), 422
            organisation = organisations.add(session, form.loaded)
    except Refused as refusal:
        form.refuse(refusal)
        return _show_form(form, None), 422
    flash(_("„%(name)s“ ist angelegt.", name=organisation.name), "success")
    return redirect(url_for(".show", organisation_id=organisation.id))


@blueprint.get("/<int:organisation_id>/bearbeiten")
@access.needs(Role.EDITOR)
def edit(organisation_id: int) -> Answer:
    """Show the filled form."""
    with reading() as session:
        organisation = organisations.get_organisation(session, organisation_id)
    return _show_form(Form.of(OrganisationSchema(), organisation), organisation)


@blueprint.post("/<int:organisation_id>/bearbeiten")
@access.needs(Role.EDITOR)
def update(organisation_id: int) -> Answer:
    """Save what was changed."""
    form = Form(OrganisationSchema())
    is_sound = form.read()
    try:
        with transaction() as session:
            organisation = organisations.get_organisation(session, organisation_id)
            if not is_sound:
                return _show_form(form, organisation), 422
            organisations.change(
                session, organisation, values=form.loaded, version=form.version
            )
    except Refused as refusal:
        form.refuse(refusal)
        return _show_form(form, _again(organisation_id)), 422
    flash(_("Die Änderungen sind gespeichert."), "success")
    return redirect(url_for(".show", organisation_id=organisation_id))


@blueprint.get("/vorschlaege")
@access.needs(Role.READER)
def suggest() -> Answer:
    """Offer organisations while a name is being typed."""
    with reading() as session:
        found = organisations.suggest(session, request.args.get("q", ""))
    return render_template(
        "_suggestions.html", rows=[(row.id, row.name, label(row.kind)) for row in found]
    )


def _show_form(form: Form, organisation: Organisation | None, **known: object) -> str:
    with reading() as session:
        form.captions["parent_id"] = _parent_name(session, form.value("parent_id"))
    return render_template(
        "contacts/organisations/edit.html",
        form=form,
        organisation=organisation,
        **known,
    )


def _parent_name(session: Session, value: object) -> str | None:
    parent_id = read_id(value)
    parent = None if parent_id is None else session.get(Organisation, parent_id)
    return None if parent is None else parent.name


def _again(organisation_id: int) -> Organisation:
    with reading() as session:
        return organisations.get_organisation(session, organisation_id)
