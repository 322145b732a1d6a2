"""A mail server on this machine, which keeps what it gets and answers as it is told."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

HOST = "127.0.0.1"


class PostOffice:
    """Keeps every mail; `answers` are given to an address one after the other."""

    def __init__(self) -> None:
        self.port = free_port()
        self.received: list[EmailMessage] = []
        self.answers: dict[str, list[str]] = {}
        self.before_answering: Callable[[EmailMessage], None] = lambda _mail: None

    def recipients(self) -> list[str]:
        """Return to whom the mails went, in order of arrival."""
        return [str(mail["To"]) for mail in self.received]

    async def handle_RCPT(  # noqa: N802 - aiosmtpd looks for this name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        """Take an address, or give the answer prepared for it."""
        if self.answers.get(address):
            return self.answers[address].pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - aiosmtpd looks for this name
        self, _server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        """Keep a mail."""
        content = envelope.content
        assert isinstance(content, bytes)
        mail = message_from_bytes(content, _class=EmailMessage, policy=default)
        self.received.append(mail)
        self.before_answering(mail)
        return "250 OK"


@contextmanager
def opened(
    post_office: PostOffice,
    *,
    tls: ssl.SSLContext | None = None,
    is_wrapped: bool = False,
) -> Iterator[PostOffice]:
    """Open a post office; with `tls` it offers STARTTLS, wrapped it speaks TLS only."""
    options: dict[str, Any] = {"tls_context": tls, "require_starttls": tls is not None}
    if is_wrapped:
        options = {"ssl_context": tls}
    controller = Controller(
        post_office, hostname=HOST, port=post_office.port, **options
    )
    controller.start()
    try:
        yield post_office
    finally:
        controller.stop()


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
