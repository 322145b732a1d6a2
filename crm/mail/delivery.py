"""Delivery: which worker has which letter, and what became of it.

    queued -> claimed -> sending -> sent
      ^          |          |---> failed
      '----------'----------'

Any number of workers share the outbox. A claim is a lease: what a dead worker had is
recovered when it has run out, and a worker that was only slow finds that its letter
is no longer its own.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from crm.mail.failures import Failure
from crm.mail.models import Letter, LetterState

LEASE = timedelta(minutes=5)
"""How long a worker may take for a batch, and for a letter with a slow mail server."""

_UNCLAIMED = {"claimed_by": None, "leased_until": None}


def is_due(session: Session, now: datetime) -> bool:
    """Whether a letter waits to be sent."""
    return session.scalar(_due(now).limit(1)) is not None


def claim(session: Session, worker: str, *, limit: int, now: datetime) -> list[Letter]:
    """Take letters that are due, the oldest first, so that no other worker has them."""
    # A CTE: as a plain subquery PostgreSQL may run it more than once.
    oldest = _due(now).order_by(Letter.due_at, Letter.id).limit(limit)
    picked = oldest.with_for_update(skip_locked=True).cte("picked")
    taken = _change(
        Letter.id.in_(sa.select(picked.c.id)),
        state=LetterState.CLAIMED,
        claimed_by=worker,
        leased_until=now + LEASE,
    )
    letters = session.scalars(taken.returning(Letter))
    return sorted(letters, key=lambda letter: (letter.due_at, letter.id))


def begin(session: Session, letter: Letter, *, worker: str, now: datetime) -> bool:
    """Mark a claimed letter as being sent; False when somebody else has it now."""
    begun = _change(
        *_held(worker, LetterState.CLAIMED),
        Letter.id == letter.id,
        state=LetterState.SENDING,
        attempts=Letter.attempts + 1,
        leased_until=now + LEASE,
    )
    attempts = session.scalar(begun.returning(Letter.attempts))
    letter.attempts = attempts or letter.attempts
    return attempts is not None


def settle(
    session: Session,
    letter: Letter,
    failure: Failure | None,
    *,
    worker: str,
    now: datetime,
) -> None:
    """Write down how the try ended: sent, to be tried again, or given up."""
    mine = (*_held(worker, LetterState.SENDING), Letter.id == letter.id)
    session.execute(_change(*mine, **_UNCLAIMED, **_ending(letter, failure, now=now)))


def put_off(session: Session, worker: str, *, reason: str, until: datetime) -> None:
    """Let all letters claimed by a worker wait, because no mail server answers."""
    mine = _held(worker, LetterState.CLAIMED)
    waiting: dict[str, Any] = {"state": LetterState.QUEUED, "due_at": until}
    session.execute(_change(*mine, **_UNCLAIMED, **waiting, error=reason))


def release(session: Session, worker: str) -> None:
    """Give back what a worker has claimed and not begun."""
    mine = _held(worker, LetterState.CLAIMED)
    session.execute(_change(*mine, **_UNCLAIMED, state=LetterState.QUEUED))


def recover(session: Session, now: datetime) -> int:
    """Give back what dead workers had; return how many letters.

    What was with the mail server at that moment may have been sent: it is sent again
    and marked as uncertain.
    """
    was_sending = Letter.state == LetterState.SENDING
    given_back = _change(
        Letter.state.in_((LetterState.CLAIMED, LetterState.SENDING)),
        Letter.leased_until < now,
        **_UNCLAIMED,
        state=LetterState.QUEUED,
        is_uncertain=sa.or_(Letter.is_uncertain, was_sending),
    )
    return len(session.scalars(given_back.returning(Letter.id)).all())


def _due(now: datetime) -> sa.Select[int]:
    return sa.select(Letter.id).where(
        Letter.state == LetterState.QUEUED, Letter.due_at <= now
    )


def _held(worker: str, state: LetterState) -> Sequence[sa.ColumnElement[bool]]:
    return (Letter.state == state, Letter.claimed_by == worker)


def _change(*conditions: sa.ColumnElement[bool], **values: Any) -> sa.Update:
    changed = sa.update(Letter).where(*conditions).values(**values)
    # Without this every loaded letter is compared with the conditions, in Python.
    return changed.execution_options(synchronize_session=False)


def _ending(
    letter: Letter, failure: Failure | None, *, now: datetime
) -> dict[str, Any]:
    if failure is None:
        return {"state": LetterState.SENT, "sent_at": now, "error": None}
    wait = failure.wait(letter.attempts)
    if wait is None:
        return {"state": LetterState.FAILED, "error": failure.reason}
    return {
        "state": LetterState.QUEUED,
        "error": failure.reason,
        "due_at": now + wait,
        "is_uncertain": letter.is_uncertain or failure.is_line_broken,
    }
