"""Recovers the letters of workers that died, so that others deliver them."""

from datetime import datetime

import structlog

from crm.config import Config
from crm.facts import transaction
from crm.mail import delivery

log = structlog.get_logger()


def run(_config: Config, now: datetime) -> int:
    """Give the letters of dead workers back to the outbox."""
    with transaction(now=now) as session:
        recovered = delivery.recover(session, now)
    if recovered:
        log.warning("letters of a dead worker recovered", letters=recovered)
    return recovered
