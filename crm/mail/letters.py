"""Letters: write one, list them."""

from datetime import datetime

import css_inline
import sqlalchemy as sa
from sqlalchemy.orm import Session

from crm.database import Page, add_unless_taken, matches_all, paginate
from crm.errors import NotFound
from crm.mail.models import Letter, LetterState
from crm.text import search_text, search_tokens, tidy

_INLINER = css_inline.CSSInliner(keep_at_rules=True, load_remote_stylesheets=False)


def post(
    session: Session,
    occasion: str,
    *,
    recipient: str,
    subject: str,
    body: str,
    html: str | None,
    now: datetime,
) -> Letter | None:
    """Put a letter into the outbox; None when one of this occasion is there already.

    The row keeps what will be sent: the style sheet of the HTML is moved into its
    elements here, because many mail programs ignore style sheets.
    """
    letter = Letter(
        occasion=occasion,
        recipient=recipient.strip(),
        subject=tidy(subject),
        body=body,
        html=None if html is None else _INLINER.inline(html),
        search=search_text(recipient, subject),
        written_at=now,
        due_at=now,
    )
    return letter if add_unless_taken(session, letter) else None


def list_letters(
    session: Session,
    *,
    state: LetterState | None = None,
    query: str = "",
    number: int = 1,
    size: int = 25,
) -> Page[Letter]:
    """Return a page of the outbox, newest first."""
    found = sa.select(Letter).where(*matches_all(Letter.search, search_tokens(query)))
    if state is not None:
        found = found.where(Letter.state == state)
    newest = (Letter.written_at.desc(), Letter.id.desc())
    return paginate(session, found, number=number, size=size, order_by=newest)


def get_letter(session: Session, letter_id: int) -> Letter:
    """Return the letter or raise NotFound."""
    letter = session.get(Letter, letter_id)
    if letter is None:
        raise NotFound("letter", letter_id)
    return letter
