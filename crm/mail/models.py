"""The outbox."""

import hashlib
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from crm.facts import Entity


class LetterState(StrEnum):
    """How far a letter has come on its way.

    Queued letters wait for a worker, claimed ones belong to a worker, the one being
    sent is with the mail server. Sent means taken by the mail server, failed that
    nobody will try again.
    """

    QUEUED = "queued"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"


class Letter(Entity):
    """One mail to one address; `occasion` keeps it from being written twice.

    `is_uncertain` says that a try ended without an answer from the mail server, so
    that the letter may arrive twice. Both copies then have the same Message-ID.
    """

    __tablename__ = "letters"
    __table_args__ = (sa.Index(None, "state", "due_at", "id"),)

    occasion: Mapped[str] = mapped_column(unique=True)
    recipient: Mapped[str]
    subject: Mapped[str]
    body: Mapped[str]
    html: Mapped[str | None]
    search: Mapped[str]
    state: Mapped[LetterState] = mapped_column(default=LetterState.QUEUED)
    written_at: Mapped[datetime]
    due_at: Mapped[datetime]
    claimed_by: Mapped[str | None]
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    is_uncertain: Mapped[bool] = mapped_column(default=False)
    error: Mapped[str | None]
    sent_at: Mapped[datetime | None]

    def message_id(self, domain: str) -> str:
        """Return the Message-ID, which is the same at every try.

        The instant of writing is part of it: another installation may know the same
        occasion, and receivers drop what they believe to have already.
        """
        words = f"{self.occasion} {self.written_at.isoformat()}"
        return f"<{hashlib.sha256(words.encode()).hexdigest()[:32]}@{domain}>"
