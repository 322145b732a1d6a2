"""Commands for accounts."""

from typing import Any

import click
from marshmallow import ValidationError

from crm.accounts import users
from crm.accounts.models import Role
from crm.accounts.schemas import AccountSchema
from crm.cli.options import data_option, open_database
from crm.errors import EmailTaken, PasswordTooWeak
from crm.facts import transaction
from crm.web.forms import message
from crm.web.labels import FIELDS


@click.group("user")
def user() -> None:
    """Konten anlegen."""


@user.command(
    "add",
    epilog="Beispiel: dialognetz user add e.gross@stadt.example --name 'Eva Groß'",
)
@click.argument("email")
@click.option("--name", prompt="Name", help="Vor- und Nachname.")
@click.option(
    "--role",
    type=click.Choice([role.value for role in Role]),
    default=Role.ADMINISTRATOR.value,
    show_default=True,
    help="Was das Konto darf.",
)
@click.password_option(prompt="Passwort", help="Mindestens 12 Zeichen.")
@data_option
def add(email: str, name: str, role: str, password: str, data: str | None) -> None:
    """Ein Konto anlegen; das erste hat die Rolle administrator.

    EMAIL ist die Adresse für die Anmeldung.
    """
    account = _checked(name=name, email=email, role=role)
    open_database(data)
    try:
        with transaction() as session:
            opened = users.open_account(session, **account)
            users.set_password(opened, password)
    except EmailTaken as error:
        raise click.ClickException(f"Für {email} gibt es schon ein Konto.") from error
    except PasswordTooWeak as error:
        raise click.UsageError(
            f"Das Passwort braucht mindestens {users.SHORTEST_PASSWORD} Zeichen."
        ) from error
    click.echo(f"Das Konto {opened.email} ({role}) ist angelegt.")


def _checked(**sent: str) -> dict[str, Any]:
    """Return the account as it may be opened; the form of the page decides."""
    try:
        checked: dict[str, Any] = AccountSchema().load(sent)
    except ValidationError as error:
        field, codes = next(iter(error.messages_dict.items()))
        raise click.UsageError(f"{FIELDS[field]}: {message(str(codes[0]))}") from error
    return checked


COMMANDS = (user,)
