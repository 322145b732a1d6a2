"""The accounts of the example, one for each role."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from crm.accounts import users
from crm.accounts.models import Role
from crm.facts import Actor


@dataclass(frozen=True)
class SignIn:
    """With what somebody signs in to the example."""

    name: str
    email: str
    password: str
    role: Role


PASSWORD = "wirtschaft-trifft-verwaltung"

SIGN_INS = [
    SignIn(
        "Renate Vogelsang",
        "verwaltung@dialognetz.example",
        PASSWORD,
        Role.ADMINISTRATOR,
    ),
    SignIn("Tim Hagedorn", "organisation@dialognetz.example", PASSWORD, Role.ORGANISER),
    SignIn("Selin Korkmaz", "redaktion@dialognetz.example", PASSWORD, Role.EDITOR),
    SignIn("Peer Ludwigsen", "lesen@dialognetz.example", PASSWORD, Role.READER),
]


def open_accounts(session: Session) -> dict[str, Actor]:
    """Open all accounts and return who acts in each role."""
    return {sign_in.role: _open(session, sign_in) for sign_in in SIGN_INS}


def _open(session: Session, sign_in: SignIn) -> Actor:
    user = users.open_account(
        session, sign_in.name, email=sign_in.email, role=sign_in.role
    )
    users.set_password(user, sign_in.password)
    return user.actor
