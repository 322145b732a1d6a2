"""What leaves the house is whole, unforged and encrypted, and nobody waits for ever."""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session

from crm.config import Config
from crm.mail import transport
from crm.mail.models import Letter
from crm.mail.transport import BadHeader, Message
from tests.mail.certificates import make_certificate, server_context
from tests.mail.fixtures import to
from tests.mail.post_offices import HOST, PostOffice, opened

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PLAIN = Config()


def letter(**values: str) -> Letter:
    filled = {
        "occasion": "welcome:1",
        "recipient": "Anna Müller <anna@stadt.example>",
        "subject": "Einladung: Wärme für Kassel",
        "body": "Grüße",
        "html": "<p>Grüße</p>",
    }
    return Letter(**filled | values, written_at=NOW)


def send(post_office: PostOffice, encryption: str = "none", **values: str) -> None:
    with transport.connected(to(PLAIN, post_office, encryption)) as connection:
        transport.send(connection, letter(**values), now=NOW)


@contextmanager
def silence() -> Iterator[PostOffice]:
    """Yield a post office that picks up and says nothing."""
    mute = PostOffice()
    with socket.create_server((HOST, mute.port)):
        yield mute


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Return a certificate that no authority has signed."""
    return make_certificate(tmp_path)


def test_a_letter_arrives_in_plain_text_and_html(post_office: PostOffice) -> None:
    send(post_office)
    (mail,) = post_office.received
    plain, html = mail.get_body(("plain",)), mail.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().strip() == "Grüße"
    assert html.get_content().strip() == "<p>Grüße</p>"


def test_a_letter_arrives_with_its_headers(post_office: PostOffice) -> None:
    send(post_office)
    (mail,) = post_office.received
    assert mail["Subject"] == "Einladung: Wärme für Kassel"
    assert mail["To"] == "Anna Müller <anna@stadt.example>"
    assert mail["From"] == "Dialognetz <dialog@stadt.example>"
    assert mail["Message-ID"] == letter().message_id("stadt.example")
    assert mail["Date"].datetime == NOW


def test_a_letter_asks_machines_not_to_answer(post_office: PostOffice) -> None:
    send(post_office)
    assert post_office.received[0]["Auto-Submitted"] == "auto-generated"


def test_no_line_is_longer_than_smtp_allows(post_office: PostOffice) -> None:
    send(post_office, html="<p>" + "ü " * 2000 + "</p>")
    lines = post_office.received[0].as_bytes().splitlines()
    assert max(map(len, lines)) < 998


@pytest.mark.parametrize("field", ["recipient", "subject"])
def test_a_line_break_in_a_header_is_refused(
    post_office: PostOffice, field: str
) -> None:
    with pytest.raises(BadHeader):
        send(post_office, **{field: "a@b.example\r\nBcc: evil@x.example"})
    assert post_office.received == []


@pytest.mark.parametrize(
    "smuggled",
    [
        {"extra_headers": {"X-Event": "a\r\nBcc: evil@x.example"}},
        {"extra_headers": {"X-Event\r\nBcc": "evil@x.example"}},
        {"cc": ["a@b.example\nBcc: evil@x.example"]},
        {"bcc": ["a@b.example\rBcc: evil@x.example"]},
        {"subject": "a\r\n b"},
    ],
)
def test_no_header_of_a_mail_smuggles_in_another(smuggled: dict[str, Any]) -> None:
    mail = Message(**{"sender": "c@d.example"} | smuggled)
    assert mail.has_bad_headers()


@pytest.mark.parametrize("encryption", ["starttls", "tls"])
def test_an_unknown_certificate_is_refused(certificate: Path, encryption: str) -> None:
    offered = server_context(certificate)
    office = PostOffice()
    with (
        opened(office, tls=offered, is_wrapped=encryption == "tls"),
        pytest.raises(ssl.SSLCertVerificationError),
    ):
        send(office, encryption)
    assert office.received == []


@pytest.mark.parametrize("encryption", ["starttls", "tls"])
def test_a_trusted_certificate_is_accepted(
    certificate: Path, encryption: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    offered = server_context(certificate)
    office = PostOffice()
    with opened(office, tls=offered, is_wrapped=encryption == "tls"):
        send(office, encryption)
    assert len(office.received) == 1


@pytest.mark.parametrize("encryption", ["starttls", "ssl", "None", ""])
def test_nothing_is_sent_in_clear_unless_the_setting_says_none(
    post_office: PostOffice, encryption: str
) -> None:
    with pytest.raises(OSError, match="STARTTLS"):
        send(post_office, encryption)
    assert post_office.received == []


def test_a_silent_server_is_not_waited_for_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(transport, "SECONDS", 0.1)
    with silence() as mute, pytest.raises(OSError, match="timed out"):
        send(mute)


class Rude(PostOffice):
    """Takes every letter and hangs up instead of saying goodbye."""

    async def handle_QUIT(  # noqa: N802 - aiosmtpd looks for this name
        self, server: SMTP, _session: Session, _envelope: Envelope
    ) -> str:
        assert isinstance(server.transport, asyncio.WriteTransport)
        server.transport.abort()
        return "221 Bye"


def test_a_server_that_hangs_up_at_the_end_has_taken_the_letter() -> None:
    with opened(Rude()) as office:
        send(office)
        assert len(office.received) == 1
