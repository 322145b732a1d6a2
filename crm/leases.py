"""Leases: a row that says which process does something, and until when.

Who holds a lease renews it in good time. When its holder dies the lease runs out, and
the next one to ask gets it.
"""

import os
import secrets
import socket
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm.database import Base, add_unless_taken


class Lease(Base):
    """The right of one holder to do what the name says, until it runs out."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[datetime]


def new_holder() -> str:
    """Return a name for a worker that no other one has, on any machine."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def acquire(
    session: Session, name: str, *, holder: str, lasting: timedelta, now: datetime
) -> bool:
    """Take a lease that is free or has run out, or renew one's own; say whether."""
    until = now + lasting
    is_free = sa.or_(Lease.holder == holder, Lease.until < now)
    taken = (
        sa.update(Lease)
        .where(Lease.name == name, is_free)
        .values(holder=holder, until=until)
        .returning(Lease.name)
        .execution_options(synchronize_session=False)
    )
    if session.scalars(taken).first():
        return True
    return add_unless_taken(session, Lease(name=name, holder=holder, until=until))


def release(session: Session, name: str, *, holder: str) -> None:
    """Give one's own lease back, so that the next one need not wait for its end."""
    session.execute(
        sa.delete(Lease).where(Lease.name == name, Lease.holder == holder),
        execution_options={"synchronize_session": False},
    )
