"""Failures: what the refusal of a mail server means for the letter."""

import smtplib
from dataclasses import dataclass
from datetime import timedelta

from crm.mail.transport import BadHeader

WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)
"""How long to wait after the first, second ... failed try; then it is given up."""

_LONGEST_REASON = 500


@dataclass(frozen=True)
class Failure:
    """Why a letter was not sent.

    A permanent one is not tried again. After a broken line nobody knows whether the
    letter arrived, and no other letter can be sent over it.
    """

    reason: str
    is_permanent: bool = False
    is_line_broken: bool = False

    def wait(self, attempts: int) -> timedelta | None:
        """Return how long to wait after so many tries; None: give up."""
        if self.is_permanent or attempts > len(WAITS):
            return None
        return WAITS[attempts - 1]


def understand(error: Exception) -> Failure:
    """Return what an error raised while sending means."""
    if isinstance(error, BadHeader):
        return Failure("line break in a header", is_permanent=True)
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, text = next(iter(error.recipients.values()))
        return _answered(code, text)
    if isinstance(error, smtplib.SMTPResponseException):
        return _answered(error.smtp_code, error.smtp_error)
    return Failure(_describe(error), is_line_broken=_breaks_line(error))


def _describe(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:_LONGEST_REASON]


def _breaks_line(error: Exception) -> bool:
    if isinstance(error, smtplib.SMTPException):
        return isinstance(error, smtplib.SMTPServerDisconnected)
    return isinstance(error, OSError)


def _answered(code: int, text: bytes | str) -> Failure:
    """Judge by the number: 4xx may pass later, 5xx never, 421 ends the connection."""
    words = text.decode(errors="replace") if isinstance(text, bytes) else text
    return Failure(
        f"{code} {words}"[:_LONGEST_REASON],
        is_permanent=code >= 500,
        is_line_broken=code == 421,
    )
