"""The outbox: every letter the product wrote, and how far it has come."""

from flask import Blueprint, render_template, request

from crm.accounts.models import Role
from crm.mail import letters
from crm.web import access, post
from crm.web.edge import config, reading
from crm.web.lists import Listing, page_number

blueprint = Blueprint("mailbox", __name__, url_prefix="/postausgang")


class _Wanted:
    """What the list is narrowed by."""

    def __init__(self) -> None:
        self.q = request.args.get("q", "")[:200]
        self.sort, self.descending = "written_at", True


@blueprint.get("/")
@access.needs(Role.ADMINISTRATOR)
def index() -> str:
    """Show the letters, newest first."""
    wanted = _Wanted()
    with reading() as session:
        page = letters.list_letters(session, query=wanted.q, number=page_number())
    return render_template(
        "mailbox/index.html",
        listing=Listing(page, wanted),
        is_delivered=bool(config().mail_server),
    )


@blueprint.get("/<int:letter_id>")
@access.needs(Role.ADMINISTRATOR)
def show(letter_id: int) -> str:
    """Show one letter."""
    with reading() as session:
        letter = letters.get_letter(session, letter_id)
    return render_template(
        "mailbox/show.html",
        letter=letter,
        is_hidden=post.is_password_link(letter) and bool(config().mail_server),
    )
