"""The edge of the web: who acts, what time it is, where a unit of work begins."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import cast

from flask import current_app
from flask_security import current_user
from sqlalchemy.orm import Session

from crm import facts
from crm.accounts.models import User
from crm.config import Config
from crm.facts import SYSTEM, Actor, reading

__all__ = ["actor", "config", "now", "reading", "today", "transaction", "user"]


def config() -> Config:
    """Return the settings of this application."""
    return cast("Config", current_app.config["DIALOGNETZ"])


def now() -> datetime:
    """Return the present moment, aware and in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the present day where the product is used."""
    return now().astimezone(config().zone).date()


def user() -> User | None:
    """Return the account signed in."""
    return cast("User", current_user) if current_user.is_authenticated else None


def actor() -> Actor:
    """Return who acts in this request."""
    signed_in = user()
    return SYSTEM if signed_in is None else signed_in.actor


@contextmanager
def transaction() -> Iterator[Session]:
    """Open the unit of work of this request, in the name of who is signed in."""
    with facts.transaction(actor=actor(), now=now()) as session:
        yield session
