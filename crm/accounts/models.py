"""Accounts and their roles."""

import secrets
from datetime import datetime
from enum import StrEnum

from flask_security.core import RoleMixin, UserMixin
from sqlalchemy.orm import Mapped, mapped_column

from crm.accounts import facts
from crm.facts import Actor, Entity
from crm.text import sort_key


class Role(StrEnum):
    """What an account may do; each role may do all that the ones below it may."""

    READER = "reader"
    EDITOR = "editor"
    ORGANISER = "organiser"
    ADMINISTRATOR = "administrator"

    def includes(self, other: "Role") -> bool:
        """Whether this role may do what the other may."""
        ranks = list(Role)
        return ranks.index(self) >= ranks.index(other)


class User(Entity, UserMixin):
    """Somebody with an account; the name stands in the activity log."""

    __tablename__ = "users"

    name: Mapped[str]
    email: Mapped[str] = mapped_column(unique=True)
    password: Mapped[str | None]
    role: Mapped[Role]
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(unique=True)
    language: Mapped[str | None]
    last_seen_at: Mapped[datetime | None]

    roles: list[RoleMixin] = []  # noqa: RUF012 - one `role` instead; always empty

    @classmethod
    def opened(cls, name: str, email: str, *, role: Role) -> "User":
        """Return a new account without a password."""
        user = cls(
            name=name,
            email=email.strip().lower(),
            role=role,
            active=True,
            fs_uniquifier=secrets.token_hex(32),
        )
        user.record(facts.UserAdded(user, role))
        return user

    @property
    def actor(self) -> Actor:
        """Who this account is in the activity log."""
        return Actor(self.name, self.id)

    @property
    def sort_key(self) -> str:
        """What accounts are sorted by."""
        return sort_key(self.name)

    def may(self, role: Role) -> bool:
        """Whether the account may do what the role may."""
        return self.role.includes(role)

    def take_role(self, role: Role) -> None:
        """Give the account another role."""
        if role != self.role:
            self.record(facts.UserRoleChanged(self, self.role, role))
            self.role = role

    def lock(self) -> None:
        """Keep the account from signing in; open sessions end at once."""
        self.active = False
        self.fs_uniquifier = secrets.token_hex(32)
        self.record(facts.UserLocked(self))

    def unlock(self) -> None:
        """Let the account sign in again."""
        self.active = True
        self.record(facts.UserUnlocked(self))
