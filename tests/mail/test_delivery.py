"""A letter belongs to one worker at a time, and none is lost."""

from datetime import datetime, timedelta

import pytest

from crm.facts import transaction
from crm.mail import delivery
from crm.mail.failures import WAITS, Failure
from crm.mail.models import Letter, LetterState
from tests.mail.factories import make_letter, make_letters, reread

pytestmark = pytest.mark.usefixtures("database")

LATE = delivery.LEASE + timedelta(seconds=1)
BUSY = Failure("451 busy")


def claim(worker: str, now: datetime, limit: int = 10) -> list[Letter]:
    with transaction(now=now) as session:
        return delivery.claim(session, worker, limit=limit, now=now)


def begin(letter: Letter, worker: str, now: datetime) -> bool:
    with transaction(now=now) as session:
        return delivery.begin(session, letter, worker=worker, now=now)


def settle(letter: Letter, failure: Failure | None, worker: str, now: datetime) -> None:
    with transaction(now=now) as session:
        delivery.settle(session, letter, failure, worker=worker, now=now)


def recover(now: datetime) -> int:
    with transaction(now=now) as session:
        return delivery.recover(session, now)


def fail(letter: Letter, failure: Failure, now: datetime) -> Letter:
    (claimed,) = claim("one", now)
    assert claimed.id == letter.id
    begin(claimed, "one", now)
    settle(claimed, failure, "one", now)
    return reread(letter)


def test_a_claimed_letter_is_claimed_by_nobody_else(now: datetime) -> None:
    make_letters(now, 3)
    first, second = claim("one", now, limit=2), claim("two", now, limit=2)
    assert len(first) == 2
    assert len(second) == 1
    assert not {letter.id for letter in first} & {letter.id for letter in second}


def test_the_oldest_letters_are_claimed_first(now: datetime) -> None:
    new = make_letter(now)
    old = make_letter(now - timedelta(days=1))
    assert [letter.id for letter in claim("one", now)] == [old.id, new.id]


def test_a_letter_for_later_is_not_due(now: datetime) -> None:
    make_letter(now + timedelta(minutes=1))
    assert claim("one", now) == []
    with transaction(now=now) as session:
        assert not delivery.is_due(session, now)


def test_a_letter_taken_over_is_not_begun_by_the_slow_worker(now: datetime) -> None:
    make_letter(now)
    (letter,) = claim("slow", now)
    recover(now + LATE)
    claim("quick", now + LATE)
    assert not begin(letter, "slow", now + LATE)


def test_a_slow_worker_does_not_settle_what_another_one_sends(now: datetime) -> None:
    make_letter(now)
    (letter,) = claim("slow", now)
    begin(letter, "slow", now)
    recover(now + LATE)
    (taken,) = claim("quick", now + LATE)
    begin(taken, "quick", now + LATE)
    settle(letter, None, "slow", now + LATE)
    assert reread(letter).state is LetterState.SENDING


def test_what_a_dead_worker_had_only_claimed_is_certain(now: datetime) -> None:
    letter = make_letter(now)
    claim("dead", now)
    assert recover(now + LATE) == 1
    assert reread(letter).state is LetterState.QUEUED
    assert not reread(letter).is_uncertain


def test_what_a_dead_worker_was_sending_is_uncertain(now: datetime) -> None:
    letter = make_letter(now)
    (claimed,) = claim("dead", now)
    begin(claimed, "dead", now)
    assert recover(now + LATE) == 1
    assert reread(letter).state is LetterState.QUEUED
    assert reread(letter).is_uncertain


def test_what_a_living_worker_has_is_left_to_it(now: datetime) -> None:
    make_letter(now)
    claim("one", now)
    assert recover(now + delivery.LEASE) == 0


def test_a_worker_gives_back_only_what_it_has_not_begun(now: datetime) -> None:
    make_letters(now, 2)
    begun, other = claim("one", now)
    begin(begun, "one", now)
    with transaction(now=now) as session:
        delivery.release(session, "one")
    assert reread(begun).state is LetterState.SENDING
    assert reread(other).state is LetterState.QUEUED


def test_a_refused_letter_waits_longer_each_time_and_is_then_given_up(
    now: datetime,
) -> None:
    letter = make_letter(now)
    for wait in WAITS:
        waiting = fail(letter, BUSY, now)
        assert waiting.state is LetterState.QUEUED
        assert waiting.due_at == now + wait
        now = waiting.due_at
    given_up = fail(letter, BUSY, now)
    assert given_up.state is LetterState.FAILED
    assert given_up.error == "451 busy"


def test_a_permanent_refusal_is_not_tried_again(now: datetime) -> None:
    failed = fail(make_letter(now), Failure("550 unknown", is_permanent=True), now)
    assert failed.state is LetterState.FAILED
    assert failed.claimed_by is None


def test_a_letter_over_a_broken_line_is_uncertain(now: datetime) -> None:
    assert fail(
        make_letter(now), Failure("gone", is_line_broken=True), now
    ).is_uncertain
