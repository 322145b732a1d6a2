"""Takes the pictures of the network that most people open, before they do."""

from datetime import datetime, timedelta

from crm.config import Config
from crm.cooperation import snapshots
from crm.cooperation.scopes import Level, Scope
from crm.facts import reading, transaction

LEVELS = (Level.ORGANISATION, Level.ACTOR)
KEPT = timedelta(days=30)
"""How long answers to narrowed questions are kept; asked again, they are made anew."""


def run(config: Config, now: datetime) -> int:
    """Take each usual picture of the network as of today that is stale or missing."""
    with transaction(now=now) as session:
        snapshots.forget_narrowed(session, before=now - KEPT)
    today = now.astimezone(config.zone).date()
    scopes = (Scope(level=lv, as_of=today, half_life=config.half_life) for lv in LEVELS)
    return sum(_is_taken(scope, now) for scope in scopes)


def _is_taken(scope: Scope, now: datetime) -> bool:
    with reading() as session:
        if snapshots.find(session, scope) is not None:
            return False
        snapshot = snapshots.take(session, scope, now=now)
    with transaction(now=now) as session:
        snapshots.keep(session, snapshot)
    return True
