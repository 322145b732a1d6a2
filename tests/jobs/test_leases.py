"""A lease has one holder at a time."""

from datetime import datetime, timedelta

import pytest

from crm import leases
from crm.facts import transaction

pytestmark = pytest.mark.usefixtures("database")

LASTING = timedelta(seconds=20)


def acquire(holder: str, now: datetime) -> bool:
    with transaction(now=now) as session:
        return leases.acquire(session, "clock", holder=holder, lasting=LASTING, now=now)


def test_the_first_to_ask_gets_the_lease(now: datetime) -> None:
    assert acquire("one", now)
    assert not acquire("two", now)


def test_a_holder_renews_its_lease(now: datetime) -> None:
    acquire("one", now)
    assert acquire("one", now + LASTING)
    assert not acquire("two", now + LASTING + timedelta(seconds=1))


def test_a_lease_that_has_run_out_goes_to_the_next(now: datetime) -> None:
    acquire("one", now)
    later = now + LASTING + timedelta(seconds=1)
    assert acquire("two", later)
    assert not acquire("one", later)


def test_a_lease_given_back_is_free_at_once(now: datetime) -> None:
    acquire("one", now)
    with transaction(now=now) as session:
        leases.release(session, "clock", holder="one")
    assert acquire("two", now)


def test_nobody_gives_back_the_lease_of_another(now: datetime) -> None:
    acquire("one", now)
    with transaction(now=now) as session:
        leases.release(session, "clock", holder="two")
    assert not acquire("two", now)


def test_leases_of_different_names_do_not_meet(now: datetime) -> None:
    acquire("one", now)
    with transaction(now=now) as session:
        assert leases.acquire(session, "other", holder="two", lasting=LASTING, now=now)


def test_no_two_holders_have_the_same_name() -> None:
    assert leases.new_holder() != leases.new_holder()
