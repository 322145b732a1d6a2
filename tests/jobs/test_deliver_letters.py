"""Every letter is delivered once, whatever happens to servers and workers."""

import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta
from email.message import EmailMessage
from threading import Barrier, Thread

import pytest

from crm.config import PREFIX, Config, settings
from crm.mail.delivery import LEASE
from crm.mail.models import LetterState
from jobs import deliver_letters, recover_letters
from jobs.deliver_letters import SERVER_WAIT
from tests.mail.factories import all_letters, make_letter, make_letters, reread
from tests.mail.post_offices import PostOffice

pytestmark = pytest.mark.usefixtures("database")

RECOVERY = LEASE + timedelta(minutes=1)


def deliver_all(config: Config, now: datetime) -> None:
    while deliver_letters.run(config, now):
        pass


def test_a_letter_that_is_due_is_sent(
    mail_config: Config, post_office: PostOffice, now: datetime
) -> None:
    letter = make_letter(now)
    assert deliver_letters.run(mail_config, now) == 1
    assert post_office.recipients() == [letter.recipient]
    sent = reread(letter)
    assert sent.state is LetterState.SENT
    assert sent.sent_at is not None
    assert sent.sent_at >= now


def test_letters_are_kept_where_there_is_no_mail_server(
    config: Config, now: datetime
) -> None:
    letter = make_letter(now)
    assert deliver_letters.run(config, now) == 0
    assert reread(letter).state is LetterState.QUEUED


def test_a_batch_goes_over_one_connection_and_the_rest_waits(
    mail_config: Config, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deliver_letters, "BATCH", 2)
    make_letters(now, 3)
    assert deliver_letters.run(mail_config, now) == 2
    assert deliver_letters.run(mail_config, now) == 1
    assert deliver_letters.run(mail_config, now) == 0


def test_two_workers_deliver_every_letter_once(
    mail_config: Config,
    post_office: PostOffice,
    now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(deliver_letters, "BATCH", 5)
    letters = make_letters(now, 60)
    start = Barrier(2)

    def work() -> None:
        start.wait()
        deliver_all(mail_config, now)

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    expected = sorted(letter.recipient for letter in letters)
    assert sorted(post_office.recipients()) == expected
    assert {letter.state for letter in all_letters()} == {LetterState.SENT}


def test_a_temporary_refusal_is_tried_again_later(
    mail_config: Config, post_office: PostOffice, now: datetime
) -> None:
    letter = make_letter(now)
    post_office.answers[letter.recipient] = ["451 come back later"]
    deliver_letters.run(mail_config, now)
    assert reread(letter).error == "451 come back later"
    assert deliver_letters.run(mail_config, now) == 0
    deliver_letters.run(mail_config, now + timedelta(minutes=2))
    assert reread(letter).state is LetterState.SENT
    assert reread(letter).error is None


def test_a_permanent_refusal_is_given_up_with_its_reason(
    mail_config: Config, post_office: PostOffice, now: datetime
) -> None:
    refused, fine = make_letters(now, 2)
    post_office.answers[refused.recipient] = ["550 5.1.1 unknown"]
    deliver_letters.run(mail_config, now)
    assert reread(refused).state is LetterState.FAILED
    assert reread(refused).error == "550 5.1.1 unknown"
    assert reread(fine).state is LetterState.SENT


def test_a_forged_header_stops_only_its_own_letter(
    mail_config: Config, post_office: PostOffice, now: datetime
) -> None:
    forged = make_letter(now, recipient="a@b.example\r\nBcc: evil@x.example")
    fine = make_letter(now)
    deliver_letters.run(mail_config, now)
    assert reread(forged).state is LetterState.FAILED
    assert post_office.recipients() == [fine.recipient]


def test_an_address_that_cannot_be_written_stops_only_its_own_letter(
    mail_config: Config, post_office: PostOffice, now: datetime
) -> None:
    impossible = make_letter(now, recipient=f"a@{'ü' * 80}.example")
    fine = make_letter(now)
    deliver_letters.run(mail_config, now)
    assert reread(impossible).state is LetterState.QUEUED
    assert reread(impossible).error
    assert post_office.recipients() == [fine.recipient]


def test_letters_wait_with_the_reason_when_no_server_answers(
    config: Config, now: datetime
) -> None:
    letter = make_letter(now)
    dead = config.with_changes(mail_server="127.0.0.1", mail_port="1")
    assert deliver_letters.run(dead, now) == 0
    waiting = reread(letter)
    assert waiting.state is LetterState.QUEUED
    assert waiting.attempts == 0
    assert waiting.due_at >= now + SERVER_WAIT
    assert "refused" in str(waiting.error)


def test_the_letters_after_a_broken_line_are_sent_by_the_next_run(
    mail_config: Config, post_office: PostOffice, now: datetime
) -> None:
    first, second = make_letters(now, 2)
    post_office.answers[first.recipient] = ["421 closing"]
    deliver_letters.run(mail_config, now)
    assert reread(first).is_uncertain
    assert reread(second).state is LetterState.QUEUED
    deliver_letters.run(mail_config, now)
    assert post_office.recipients() == [second.recipient]


def test_a_killed_worker_loses_nothing_and_doubles_at_most_the_letter_in_flight(
    mail_config: Config, post_office: PostOffice, now: datetime
) -> None:
    letters = make_letters(now, 6)
    kill_the_worker_at_the_third_letter(mail_config, post_office, now)
    assert deliver_letters.run(mail_config, now) == 0
    assert recover_letters.run(mail_config, now + RECOVERY) == 4
    deliver_all(mail_config, now + RECOVERY)

    twice = letters[2]
    expected = [letter.recipient for letter in (*letters, twice)]
    assert sorted(post_office.recipients()) == sorted(expected)
    assert len({mail["Message-ID"] for mail in post_office.received}) == 6
    assert [mail.id for mail in all_letters() if mail.is_uncertain] == [twice.id]
    assert {letter.state for letter in all_letters()} == {LetterState.SENT}


def kill_the_worker_at_the_third_letter(
    config: Config, post_office: PostOffice, now: datetime
) -> None:
    """Start a worker as a process; the post office kills it before it answers."""
    command = [sys.executable, "-m", "jobs", "deliver_letters", "--now"]
    values = {setting.name: getattr(config, setting.name) for setting in settings()}
    environment = {PREFIX + name.upper(): value for name, value in values.items()}
    worker = subprocess.Popen(
        [*command, now.isoformat()], env={**os.environ, **environment}
    )

    def kill(_mail: EmailMessage) -> None:
        if len(post_office.received) == 3:
            worker.send_signal(signal.SIGKILL)
            worker.wait()

    post_office.before_answering = kill
    assert worker.wait(60) == -signal.SIGKILL
    post_office.before_answering = lambda _mail: None
