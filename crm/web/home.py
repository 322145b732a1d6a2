"""The overview: what is coming, what happened last, what to do next."""

from flask import Blueprint, render_template

from crm import activity
from crm.accounts.models import Role
from crm.contacts import counts as contact_counts
from crm.events import events
from crm.web import access, timeline
from crm.web.edge import reading, today

blueprint = Blueprint("home", __name__)

MOST_RECENT = 24

OF_ACCOUNTS = (
    "PasswordSet",
    "UserAdded",
    "UserLocked",
    "UserRoleChanged",
    "UserSignedIn",
    "UserUnlocked",
)
"""What happens to accounts is no news for everybody."""


@blueprint.get("/")
@access.needs(Role.READER)
def show() -> str:
    """Show the overview."""
    day = today()
    with reading() as session:
        return render_template(
            "home/show.html",
            counts=contact_counts.active(session),
            event_count=events.count_held(session),
            coming=events.list_coming(session, day),
            latest=events.list_latest(session, day),
            history=timeline.lines(
                session,
                activity.recent(session, limit=MOST_RECENT, without=OF_ACCOUNTS),
            ),
        )
