"""The embedded engine does by itself what is due."""

import os
import signal
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from threading import Event, Thread

import pytest

from crm.config import Config
from crm.mail.models import LetterState
from jobs import engine
from tests.mail.factories import make_letter, reread
from tests.mail.post_offices import PostOffice

pytestmark = pytest.mark.usefixtures("database")

SIGNALS = (signal.SIGINT, signal.SIGTERM)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def test_a_letter_leaves_while_the_engine_runs(
    mail_config: Config, post_office: PostOffice
) -> None:
    arrived = Event()

    def tell(_mail: EmailMessage) -> None:
        arrived.set()

    post_office.before_answering = tell
    running = engine.start(mail_config)
    letter = make_letter(LONG_AGO)
    assert arrived.wait(10)
    running.stop()
    assert reread(letter).state is LetterState.SENT


@pytest.fixture
def told_to_stop() -> Iterator[None]:
    """Tell this process to stop as soon as somebody listens."""
    before = {number: signal.getsignal(number) for number in SIGNALS}

    def tell() -> None:
        pause = Event()
        while signal.getsignal(signal.SIGTERM) is before[signal.SIGTERM]:
            pause.wait(0.01)
        os.kill(os.getpid(), signal.SIGTERM)

    telling = Thread(target=tell)
    telling.start()
    yield
    telling.join()
    for number, listener in before.items():
        signal.signal(number, listener)


@pytest.mark.usefixtures("told_to_stop")
@pytest.mark.parametrize("run", [engine.work, engine.keep_time])
def test_a_process_ends_in_good_order_when_told_to(
    config: Config, run: Callable[[Config], None]
) -> None:
    run(config)
