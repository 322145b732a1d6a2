"""The page on which somebody decides about names that may mean one."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from crm.accounts.models import Role
from crm.exchange import reviews
from crm.exchange.models import NameReview, NamesakeReview
from crm.web import access
from crm.web.edge import reading, transaction
from crm.web.imports.pages import blueprint
from crm.web.imports.words import why_alike
from crm.web.lists import Listing, page_number

__all__ = ["blueprint"]

_SIZE = 20


@blueprint.get("/pruefen/")
@access.needs(Role.EDITOR)
def organisations() -> str:
    """Show pairs of organisations, the surest first."""
    with reading() as session:
        page = reviews.list_names(session, number=page_number(), size=_SIZE)
        waiting = reviews.count_open(session)
    return render_template(
        "imports/organisations.html",
        listing=Listing(page, None),
        waiting=waiting,
        why=why_alike,
    )


@blueprint.get("/pruefen/personen")
@access.needs(Role.EDITOR)
def people() -> str:
    """Show pairs of people who bear one name."""
    with reading() as session:
        page = reviews.list_namesakes(session, number=page_number(), size=_SIZE)
        waiting = reviews.count_open(session)
    return render_template(
        "imports/people.html", listing=Listing(page, None), waiting=waiting
    )


@blueprint.post("/pruefen/organisationen/<int:review_id>/verschieden")
@access.needs(Role.EDITOR)
def tell_organisations_apart(review_id: int) -> Response:
    """Remember that two like names mean two organisations."""
    with transaction() as session:
        review = reviews.tell_apart(session, NameReview, review_id=review_id)
    return _go_back(".organisations", review)


@blueprint.post("/pruefen/personen/<int:review_id>/verschieden")
@access.needs(Role.EDITOR)
def tell_people_apart(review_id: int) -> Response:
    """Remember that two people only share a name."""
    with transaction() as session:
        review = reviews.tell_apart(session, NamesakeReview, review_id=review_id)
    return _go_back(".people", review)


def _go_back(page: str, review: NameReview | NamesakeReview) -> Response:
    pair = {"first": review.first.name, "second": review.second.name}
    flash(_("Gemerkt: „%(first)s“ und „%(second)s“ sind verschieden.", **pair), "info")
    return redirect(url_for(page, seite=request.form.get("seite", type=int)))
