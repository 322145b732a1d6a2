"""Makes letters."""

import itertools
from datetime import datetime
from typing import Any

from sqlalchemy import select

from crm.facts import reading, transaction
from crm.mail import letters
from crm.mail.models import Letter

_numbers = itertools.count(1)


def make_letter(now: datetime, **values: Any) -> Letter:
    """Return a letter that is due."""
    number = next(_numbers)
    filled: dict[str, Any] = {
        "occasion": f"occasion:{number}",
        "recipient": f"person{number}@stadt.example",
        "subject": f"Einladung {number}",
        "body": "Guten Tag,\n\nwir laden Sie ein.\n",
        "html": "<p>Guten Tag,</p><p>wir laden Sie ein.</p>",
    }
    with transaction(now=now) as session:
        letter = letters.post(session, now=now, **filled | values)
    assert letter
    return letter


def make_letters(now: datetime, count: int) -> list[Letter]:
    """Return letters that are due."""
    return [make_letter(now) for _ in range(count)]


def all_letters() -> list[Letter]:
    """Return the letters as the database has them, in order of writing."""
    with reading() as session:
        return list(session.scalars(select(Letter).order_by(Letter.id)))


def reread(letter: Letter) -> Letter:
    """Return the letter as the database has it."""
    with reading() as session:
        return letters.get_letter(session, letter.id)
