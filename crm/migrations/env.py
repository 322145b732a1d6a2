"""Runs the migrations on the connection handed in by `crm.migrations`."""

from typing import Any, Literal

from alembic import context

import crm.accounts.models
import crm.activity
import crm.cooperation.models
import crm.dialogue.models
import crm.events.models
import crm.exchange.models
import crm.leases
import crm.mail.models  # noqa: F401 - importing the models fills Base.metadata
from crm.database import Base, Instant


def written(kind: str, item: Any, _context: object) -> str | Literal[False]:
    """Write our own column type in plain words, so that old migrations stay true."""
    is_instant = kind == "type" and isinstance(item, Instant)
    return "sa.DateTime(timezone=True)" if is_instant else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=written,
)
with context.begin_transaction():
    context.run_migrations()
