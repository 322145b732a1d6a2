"""Accounts: open, find, give a role, lock."""

import unicodedata

import sqlalchemy as sa
from argon2 import PasswordHasher
from sqlalchemy.orm import Session

from crm.accounts.facts import PasswordSet
from crm.accounts.models import Role, User
from crm.database import add_unless_taken
from crm.errors import EmailTaken, LastAdministrator, NotFound, PasswordTooWeak

SHORTEST_PASSWORD = 12
"""Characters a password needs at least (BSI: length before complexity)."""


def list_users(session: Session) -> list[User]:
    """Return all accounts by name."""
    return sorted(session.scalars(sa.select(User)), key=lambda user: user.sort_key)


def get_user(session: Session, user_id: int) -> User:
    """Return the account or raise NotFound."""
    user = session.get(User, user_id)
    if user is None:
        raise NotFound("user", user_id)
    return user


def find_by_email(session: Session, email: str) -> User | None:
    """Return the account of this address."""
    return session.scalar(sa.select(User).where(User.email == email.strip().lower()))


def open_account(session: Session, name: str, *, email: str, role: Role) -> User:
    """Open an account; it can sign in once it has a password."""
    if find_by_email(session, email):
        raise EmailTaken
    user = User.opened(name, email, role=role)
    if not add_unless_taken(session, user):
        raise EmailTaken
    return user


def set_password(user: User, password: str) -> None:
    """Keep the Argon2id hash of a password, in the form Flask-Security checks."""
    if len(password) < SHORTEST_PASSWORD:
        raise PasswordTooWeak
    user.password = PasswordHasher().hash(unicodedata.normalize("NFKD", password))
    user.record(PasswordSet(user))


def change_role(session: Session, user: User, *, role: Role) -> None:
    """Give an account another role, unless nobody would be left to administer."""
    if role is not Role.ADMINISTRATOR:
        _keep_an_administrator(session, user)
    user.take_role(role)


def lock(session: Session, user: User) -> None:
    """Lock an account, unless nobody would be left to administer."""
    _keep_an_administrator(session, user)
    user.lock()


def _keep_an_administrator(session: Session, leaving: User) -> None:
    """Refuse to lose the last one, also when two of them go at the same time."""
    is_one = sa.and_(User.role == Role.ADMINISTRATOR, User.active)
    locked = sa.select(User.id).where(is_one).order_by(User.id).with_for_update()
    if set(session.scalars(locked)) == {leaving.id}:
        raise LastAdministrator
