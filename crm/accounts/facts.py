"""What happens to accounts."""

from dataclasses import dataclass

from crm.facts import Entity, Fact


@dataclass(frozen=True)
class UserAdded(Fact):
    """An account was opened."""

    user: Entity
    role: str


@dataclass(frozen=True)
class UserRoleChanged(Fact):
    """An account got another role."""

    user: Entity
    before: str
    after: str


@dataclass(frozen=True)
class UserLocked(Fact):
    """An account may no longer sign in."""

    user: Entity


@dataclass(frozen=True)
class UserUnlocked(Fact):
    """An account may sign in again."""

    user: Entity


@dataclass(frozen=True)
class UserSignedIn(Fact):
    """Somebody signed in."""

    user: Entity


@dataclass(frozen=True)
class PasswordSet(Fact):
    """An account got a new password."""

    user: Entity
