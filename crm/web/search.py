"""The search over everything."""

from flask import Blueprint, render_template, request

from crm.accounts.models import Role
from crm.contacts import organisations, people
from crm.events import events
from crm.web import access
from crm.web.edge import reading, today

blueprint = Blueprint("search", __name__, url_prefix="/suche")

MOST = 10


@blueprint.get("/")
@access.needs(Role.READER)
def show() -> str:
    """Show the first hits of every room."""
    query = request.args.get("q", "").strip()[:200]
    with reading() as session:
        return render_template(
            "search/show.html",
            query=query,
            on=today(),
            people=people.suggest(session, query, limit=MOST) if query else [],
            organisations=organisations.suggest(session, query, limit=MOST)
            if query
            else [],
            events=events.suggest(session, query, limit=MOST) if query else [],
            most=MOST,
        )
