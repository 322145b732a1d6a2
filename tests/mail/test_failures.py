"""What a mail server says decides whether a letter is tried again."""

import smtplib

import pytest

from crm.mail.failures import Failure, understand
from crm.mail.transport import BadHeader


@pytest.mark.parametrize(
    ("error", "meaning"),
    [
        (
            smtplib.SMTPRecipientsRefused({"a@b.example": (550, b"unknown")}),
            Failure("550 unknown", is_permanent=True),
        ),
        (
            smtplib.SMTPRecipientsRefused({"a@b.example": (451, b"greylisted")}),
            Failure("451 greylisted"),
        ),
        (smtplib.SMTPDataError(554, b"spam"), Failure("554 spam", is_permanent=True)),
        (
            smtplib.SMTPDataError(421, "closing"),
            Failure("421 closing", is_line_broken=True),
        ),
        (
            smtplib.SMTPServerDisconnected("gone"),
            Failure("gone", is_line_broken=True),
        ),
        (TimeoutError(), Failure("TimeoutError", is_line_broken=True)),
        (smtplib.SMTPNotSupportedError("SMTPUTF8"), Failure("SMTPUTF8")),
        (BadHeader(), Failure("line break in a header", is_permanent=True)),
        (UnicodeError("label too long"), Failure("label too long")),
    ],
    ids=lambda value: value.reason if isinstance(value, Failure) else "",
)
def test_an_error_is_understood(error: Exception, meaning: Failure) -> None:
    assert understand(error) == meaning


def test_a_talkative_server_is_cut_short() -> None:
    assert len(understand(smtplib.SMTPDataError(554, b"x" * 9999)).reason) == 500
