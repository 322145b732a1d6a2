"""Pages of the attendance: note who was there, quickly, and put it right later."""

from enum import StrEnum
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from marshmallow import Schema
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from crm.accounts.models import Role
from crm.contacts import organisations, people
from crm.contacts.models import Gender, Organisation, Person, Position
from crm.errors import Refused
from crm.events import agenda, attendance, presence
from crm.events.models import AgendaItem, Attendance, AttendanceStatus
from crm.events.schemas import (
    AttendanceFilterSchema,
    CorrectionSchema,
    InstitutionAttendanceSchema,
    PersonAttendanceSchema,
    SourceSchema,
    WalkInSchema,
)
from crm.web import access
from crm.web.addresses import read_id
from crm.web.edge import reading, transaction
from crm.web.forms import Form, Option, options_of, read_query
from crm.web.labels import REFUSALS, label
from crm.web.lists import SIZE, Listing, page_number

blueprint = Blueprint("attendance", __name__, url_prefix="/anwesenheit")

Answer = str | Response | tuple[str, int]


class Way(StrEnum):
    """Who is being noted: somebody known, an institution, or somebody new."""

    PERSON = "index"
    INSTITUTION = "institution"
    WALK_IN = "walk_in"


@blueprint.get("/<int:item_id>")
@access.needs(Role.READER)
def index(item_id: int) -> Answer:
    """Show who was there; editors can note a person."""
    return _show(item_id, _fresh(PersonAttendanceSchema()), Way.PERSON)


@blueprint.post("/<int:item_id>")
@access.needs(Role.EDITOR)
def note_person(item_id: int) -> Answer:
    """Note a person."""
    form = Form(PersonAttendanceSchema())
    if not form.read():
        return _show(item_id, form, Way.PERSON), 422
    try:
        with transaction() as session:
            noted = _note_person(session, item_id, **form.loaded)
    except Refused as refusal:
        form.refuse(refusal)
        return _show(item_id, form, Way.PERSON), 422
    return _go_on(noted, Way.PERSON)


@blueprint.get("/<int:item_id>/institution")
@access.needs(Role.EDITOR)
def institution(item_id: int) -> Answer:
    """Show who was there, ready to note an institution."""
    return _show(item_id, _fresh(InstitutionAttendanceSchema()), Way.INSTITUTION)


@blueprint.post("/<int:item_id>/institution")
@access.needs(Role.EDITOR)
def note_institution(item_id: int) -> Answer:
    """Note an institution of which nobody was named."""
    form = Form(InstitutionAttendanceSchema())
    if not form.read():
        return _show(item_id, form, Way.INSTITUTION), 422
    try:
        with transaction() as session:
            noted = _note_institution(session, item_id, **form.loaded)
    except Refused as refusal:
        form.refuse(refusal)
        return _show(item_id, form, Way.INSTITUTION), 422
    return _go_on(noted, Way.INSTITUTION)


@blueprint.get("/<int:item_id>/neu")
@access.needs(Role.EDITOR)
def walk_in(item_id: int) -> Answer:
    """Show who was there, ready to note somebody who is not a contact yet."""
    return _show(item_id, _fresh(WalkInSchema(), gender=Gender.UNKNOWN), Way.WALK_IN)


@blueprint.post("/<int:item_id>/neu")
@access.needs(Role.EDITOR)
def note_walk_in(item_id: int) -> Answer:
    """Take up somebody new and note them; a known name is shown first."""
    form = Form(WalkInSchema())
    if not form.read():
        return _show(item_id, form, Way.WALK_IN), 422
    with transaction() as session:
        namesakes = _namesakes(session, form)
        if namesakes and not request.form.get("is_another"):
            return _show(item_id, form, Way.WALK_IN, namesakes=namesakes), 422
        noted = _note_walk_in(session, item_id, dict(form.loaded))
    return _go_on(noted, Way.WALK_IN)


@blueprint.post("/<int:item_id>/uebernehmen")
@access.needs(Role.EDITOR)
def take_over(item_id: int) -> Answer:
    """Note everybody who was present in another agenda item of the event."""
    form = Form(SourceSchema())
    back = redirect(url_for(".index", item_id=item_id))
    if not form.read():
        flash(_("Bitte zuerst einen Programmpunkt wählen."), "danger")
        return back
    try:
        with transaction() as session:
            item = agenda.get_item(session, item_id)
            source = agenda.get_item(session, form.loaded["source_id"])
            count = attendance.take_over(session, item, source=source)
    except Refused as refusal:
        flash(REFUSALS[type(refusal)], "danger")
        return back
    text = ngettext("Ein Eintrag übernommen.", "%(num)s Einträge übernommen.", count)
    flash(text, "success")
    return back


@blueprint.post("/eintrag/<int:attendance_id>/berichtigen")
@access.needs(Role.EDITOR)
def correct(attendance_id: int) -> Answer:
    """Put an entry right; what it was before stays on record."""
    form = Form(CorrectionSchema())
    is_sound = form.read()
    with transaction() as session:
        noted = attendance.get_attendance(session, attendance_id)
        if is_sound:
            attendance.correct(noted, form.loaded["status"])
    name = noted.attendee.name
    if is_sound:
        flash(_("Der Eintrag zu %(name)s ist berichtigt.", name=name), "success")
    else:
        flash(_("Bitte einen Eintrag aus der Liste wählen."), "danger")
    return redirect(_listed(noted))


@blueprint.post("/eintrag/<int:attendance_id>/zuruecknehmen")
@access.needs(Role.EDITOR)
def withdraw(attendance_id: int) -> Answer:
    """Take back an entry that was a mistake."""
    with transaction() as session:
        noted = attendance.get_attendance(session, attendance_id)
        attendance.withdraw(session, noted)
    name = noted.attendee.name
    flash(_("Der Eintrag zu %(name)s ist zurückgenommen.", name=name), "success")
    return redirect(url_for(".index", item_id=noted.item_id))


def _fresh(schema: Schema, **known: Any) -> Form:
    """Return an empty form that keeps the status chosen for the last entry."""
    status = request.args.get("eintrag", AttendanceStatus.PRESENT.value)
    return Form(schema, {"status": status, **known})


def _note_person(
    session: Session,
    item_id: int,
    *,
    person_id: int,
    position_id: int | None,
    status: AttendanceStatus,
) -> Attendance:
    item, person = (
        agenda.get_item(session, item_id),
        people.get_person(session, person_id),
    )
    chosen = [p for p in person.positions if p.id == position_id]
    return attendance.note_person(
        session, item, person=person, position=next(iter(chosen), None), status=status
    )


def _note_institution(
    session: Session, item_id: int, *, organisation_id: int, status: AttendanceStatus
) -> Attendance:
    item = agenda.get_item(session, item_id)
    found = organisations.get_organisation(session, organisation_id)
    return attendance.note_institution(session, item, organisation=found, status=status)


def _namesakes(session: Session, form: Form) -> list[Person]:
    given, family = form.loaded["given_name"], form.loaded["family_name"]
    return people.find_same_name(session, given, family_name=family)


def _note_walk_in(session: Session, item_id: int, sent: dict[str, Any]) -> Attendance:
    item = agenda.get_item(session, item_id)
    seat, function = sent.pop("organisation_id"), sent.pop("function")
    status = sent.pop("status")
    source = _("Teilnahme an „%(title)s“", title=item.event.title)
    return attendance.note_walk_in(
        session,
        item,
        values=sent | {"source": source},
        organisation=organisations.get_organisation(session, seat) if seat else None,
        function=function,
        status=status,
    )


def _go_on(noted: Attendance, way: Way) -> Response:
    """Say who was noted and be ready for the next."""
    flash(_("%(name)s ist eingetragen.", name=noted.attendee.name), "success")
    kept = None if noted.status is AttendanceStatus.PRESENT else noted.status.value
    return redirect(url_for(f".{way}", item_id=noted.item_id, eintrag=kept))


def _listed(noted: Attendance) -> str:
    anchor = f"teilnahme-{noted.id}"
    page = request.form.get("seite", type=int)
    return url_for(".index", item_id=noted.item_id, seite=page, _anchor=anchor)


def _show(item_id: int, form: Form, way: Way, **known: object) -> str:
    wanted = read_query(AttendanceFilterSchema())
    with reading() as session:
        item = agenda.get_item(session, item_id)
        _name_chosen(session, form, item)
        page = attendance.list_for_item(
            session, item, wanted=wanted, page=page_number(), size=SIZE
        )
        counts = presence.count_by_status(session, item.event)
    return render_template(
        "events/attendance/index.html",
        item=item,
        form=form,
        way=way,
        listing=Listing(page, wanted),
        counts=counts.get(item.id, {}),
        status_options=options_of(AttendanceStatus),
        status_filters=_counted(counts.get(item.id, {})),
        sources=[o for o in item.event.agenda if o.id != item.id and o.id in counts],
        **known,
    )


def _counted(counts: dict[AttendanceStatus, int]) -> list[Option]:
    return [(str(s), f"{label(s)} ({count})") for s, count in counts.items()]


def _name_chosen(session: Session, form: Form, item: AgendaItem) -> None:
    """Name what the pickers hold; offer the positions where there are several."""
    seat, person_id = _chosen(form, "organisation_id"), _chosen(form, "person_id")
    if seat is not None:
        organisation = session.get(Organisation, seat)
        form.captions["organisation_id"] = organisation.name if organisation else None
    if person_id is not None:
        person = people.get_person(session, person_id)
        form.captions["person_id"] = person.name
        held = attendance.positions_on(person, item.event.held_on)
        if len(held) > 1:
            form.options["position_id"] = [(str(p.id), _seat(p)) for p in held]


def _chosen(form: Form, name: str) -> int | None:
    """Return the number in a picker, unless it is none."""
    return None if name in form.errors else read_id(form.value(name))


def _seat(position: Position) -> str:
    return ", ".join(
        part for part in (position.function, position.organisation.label) if part
    )
