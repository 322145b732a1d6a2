"""The embedded engine does by itself what is due."""

import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from email.message import EmailMessage
from threading import Event, Timer

import pytest

from crm.config import Config
from crm.mail.models import LetterState
from jobs import engine
from tests.mail.factories import make_letter, reread
from tests.mail.post_offices import PostOffice

pytestmark = pytest.mark.usefixtures("database")

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


@pytest.mark.parametrize("run", [engine.work, engine.keep_time])
def test_a_process_ends_in_good_order_when_told_to(
    config: Config, run: Callable[[Config], None]
) -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    telling = Timer(0.2, os.kill, (os.getpid(), signal.SIGTERM))
    telling.start()
    run(config)
    telling.join()
    signal.signal(signal.SIGTERM, before[0])
    signal.signal(signal.SIGINT, before[1])
