"""What happens to accounts."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crm.facts import Fact

if TYPE_CHECKING:
    from crm.accounts.models import User


@dataclass(frozen=True)
class UserAdded(Fact):
    """An account was opened."""

    user: "User"
    role: str


@dataclass(frozen=True)
class UserRoleChanged(Fact):
    """An account got another role."""

    user: "User"
    before: str
    after: str


@dataclass(frozen=True)
class UserLocked(Fact):
    """An account may no longer sign in."""

    user: "User"


@dataclass(frozen=True)
class UserUnlocked(Fact):
    """An account may sign in again."""

    user: "User"


@dataclass(frozen=True)
class UserSignedIn(Fact):
    """Somebody signed in."""

    user: "User"


@dataclass(frozen=True)
class PasswordSet(Fact):
    """An account got a new password."""

    user: "User"
