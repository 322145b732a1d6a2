"""Letters that pages write: rendered here, put into the outbox."""

from hashlib import sha256

from flask import render_template, url_for
from sqlalchemy.orm import Session

from crm.accounts.models import User
from crm.mail import letters
from crm.mail.models import Letter
from crm.web.edge import config, now

NEW_ACCOUNT = "mail/new_account"
RESET_PASSWORD = "mail/reset_password"  # noqa: S105 - the folder of a letter


def is_password_link(letter: Letter) -> bool:
    """Whether a letter opens an account to whoever reads it."""
    return letter.occasion.startswith((NEW_ACCOUNT, RESET_PASSWORD))


def password_link(session: Session, user: User, *, token: str, is_new: bool) -> None:
    """Send somebody the link under which they choose their password."""
    words = {
        "name": user.name,
        "owner": config().owner,
        "link": absolute(url_for("security.reset_password", token=token)),
    }
    folder = NEW_ACCOUNT if is_new else RESET_PASSWORD
    letters.post(
        session,
        f"{folder}:{sha256(token.encode()).hexdigest()}",
        recipient=user.email,
        subject=render_template(f"{folder}/subject.txt", **words).strip(),
        body=render_template(f"{folder}/body.txt", **words),
        html=render_template(f"{folder}/body.html", **words),
        now=now(),
    )


def absolute(path: str) -> str:
    """Return a path of this product as an address that works in a mail."""
    return config().base_url.rstrip("/") + path
