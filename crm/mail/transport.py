"""SMTP through Flask-Mail, with what Flask-Mail 0.10 leaves open closed.

It would accept any certificate, wait for ever for a silent server, let line breaks
into further headers and send lines longer than SMTP allows.
"""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from email import charset
from email.mime.text import MIMEText
from email.utils import parseaddr
from types import TracebackType

import flask_mail
from flask import Flask

from crm.config import Config
from crm.mail.models import Letter

BadHeader = flask_mail.BadHeaderError

SECONDS = 30
"""How long a mail server may be silent."""

_QUOTED = charset.Charset("utf-8")
_QUOTED.body_encoding = charset.QP


class Connection(flask_mail.Connection):
    """A line to the mail server that is encrypted as set and ends in time."""

    def configure_host(self) -> smtplib.SMTP | smtplib.SMTP_SSL:
        """Connect, check the certificate, sign in."""
        with ExitStack() as stack:
            host = self._dial()
            stack.callback(host.close)
            if self.mail.use_tls:
                host.starttls(context=ssl.create_default_context())
            if self.mail.username and self.mail.password:
                host.login(self.mail.username, self.mail.password)
            stack.pop_all()
            return host

    def _dial(self) -> smtplib.SMTP | smtplib.SMTP_SSL:
        server, port = self.mail.server, self.mail.port or 0
        if not self.mail.use_ssl:
            return smtplib.SMTP(server, port, timeout=SECONDS)
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server, port, timeout=SECONDS, context=context)

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        """Say goodbye; letters already taken stay sent whatever the answer."""
        if self.host is None:
            return
        with suppress(OSError, smtplib.SMTPException):
            self.host.quit()
        self.host.close()


class Message(flask_mail.Message):
    """A mail without long lines, and without line breaks in any header."""

    def _mimetext(self, text: str | None, subtype: str = "plain") -> MIMEText:
        return MIMEText(text or "", subtype, _QUOTED)  # type: ignore[arg-type]

    def has_bad_headers(self) -> bool:
        """Whether a header would smuggle in another one."""
        extra = [part for pair in (self.extra_headers or {}).items() for part in pair]
        checked = [self.subject, self.msgId, *extra, *map(str, (*self.cc, *self.bcc))]
        has_break = any("\n" in text or "\r" in text for text in checked)
        return has_break or super().has_bad_headers()


@contextmanager
def connected(config: Config) -> Iterator[Connection]:
    """Keep a line to the mail server open, for as many letters as come.

    Only the word `none` means no encryption; whatever else is set is not sent in clear.
    """
    app = Flask(__name__, static_folder=None)
    app.config.update(
        MAIL_SERVER=config.mail_server,
        MAIL_PORT=int(config.mail_port),
        MAIL_USE_TLS=config.mail_encryption not in ("tls", "none"),
        MAIL_USE_SSL=config.mail_encryption == "tls",
        MAIL_USERNAME=config.mail_username,
        MAIL_PASSWORD=config.mail_password,
        MAIL_DEFAULT_SENDER=config.mail_sender,
    )
    mail = flask_mail.Mail(app)
    with app.app_context(), Connection(mail) as connection:
        yield connection


def send(connection: Connection, letter: Letter, *, now: datetime) -> None:
    """Hand a letter to the mail server; raises what went wrong."""
    connection.send(
        compose(letter, sender=connection.mail.default_sender or "", now=now)
    )


def compose(letter: Letter, *, sender: str, now: datetime) -> Message:
    """Return the letter as a mail that asks machines not to answer."""
    message = Message(
        subject=letter.subject,
        recipients=[letter.recipient],
        body=letter.body,
        html=letter.html,
        sender=sender,
        date=now.timestamp(),
        extra_headers={"Auto-Submitted": "auto-generated"},
    )
    message.msgId = letter.message_id(parseaddr(sender)[1].rpartition("@")[2])
    return message
