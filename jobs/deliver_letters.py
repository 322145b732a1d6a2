"""Delivers letters: claims those that are due, sends them over one connection."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta

import structlog
from sqlalchemy.orm import Session

from crm.config import Config
from crm.facts import reading, transaction
from crm.leases import new_holder
from crm.mail import delivery, failures, transport
from crm.mail.failures import Failure
from crm.mail.models import Letter
from jobs.stopwatches import Stopwatch

BATCH = 100
"""Letters sent over one connection."""

SERVER_WAIT = timedelta(minutes=1)
"""How long letters wait when the mail server does not answer."""

log = structlog.get_logger()


def run(config: Config, now: datetime) -> int:
    """Deliver a batch of the letters that are due.

    Without a mail server they stay queued. Returns how many letters the mail server
    gave an answer to.
    """
    if not config.mail_server or not _is_due(now):
        return 0
    return Round(config, Stopwatch(now)).deliver()


class Round:
    """One batch of letters: claimed by one worker, sent over one connection."""

    def __init__(self, config: Config, watch: Stopwatch) -> None:
        self._config = config
        self._watch = watch
        self._worker = new_holder()
        self._tried: tuple[Letter, Failure | None] | None = None
        self._answered = 0

    def deliver(self) -> int:
        """Claim, send, give back what could not be sent; count the answers."""
        letters = self._claim()
        try:
            with ExitStack() as line:
                if connection := self._connect(line):
                    self._send_all(connection, letters)
        finally:
            with transaction(now=self._watch.now()) as session:
                delivery.release(session, self._worker)
        return self._answered

    def _claim(self) -> list[Letter]:
        now = self._watch.now()
        with transaction(now=now) as session:
            return delivery.claim(session, self._worker, limit=BATCH, now=now)

    def _connect(self, line: ExitStack) -> transport.Connection | None:
        try:
            return line.enter_context(transport.connected(self._config))
        except OSError as error:  # which smtplib's errors are, too
            self._put_off(failures.understand(error).reason)
            return None

    def _put_off(self, reason: str) -> None:
        log.warning("mail server does not answer", reason=reason)
        now = self._watch.now()
        with transaction(now=now) as session:
            until = now + SERVER_WAIT
            delivery.put_off(session, self._worker, reason=reason, until=until)

    def _send_all(
        self, connection: transport.Connection, letters: Sequence[Letter]
    ) -> None:
        for letter in letters:
            if self._begin(letter) and not self._send(connection, letter):
                break
        with self._settling():
            pass

    def _begin(self, letter: Letter) -> bool:
        now = self._watch.now()
        with self._settling() as session:
            return delivery.begin(session, letter, worker=self._worker, now=now)

    @contextmanager
    def _settling(self) -> Iterator[Session]:
        """Settle the last letter where the next one begins: one commit a letter."""
        now = self._watch.now()
        with transaction(now=now) as session:
            if self._tried:
                delivery.settle(session, *self._tried, worker=self._worker, now=now)
            yield session
        self._tried = None

    def _send(self, connection: transport.Connection, letter: Letter) -> bool:
        """Send a letter; False when no other one can follow on this connection."""
        failure = None
        try:
            transport.send(connection, letter, now=self._watch.now())
        except Exception as error:  # noqa: BLE001 - one letter must not stop the others
            failure = failures.understand(error)
            log.warning("letter not sent", letter=letter.id, reason=failure.reason)
        self._tried = (letter, failure)
        is_usable = not (failure and failure.is_line_broken)
        self._answered += is_usable
        return is_usable


def _is_due(now: datetime) -> bool:
    with reading() as session:
        return delivery.is_due(session, now)
