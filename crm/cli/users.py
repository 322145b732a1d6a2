"""Commands for accounts."""

import click

from crm.accounts import users
from crm.accounts.models import Role
from crm.cli.options import data_option, open_database
from crm.errors import EmailTaken, PasswordTooWeak
from crm.facts import transaction


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
    open_database(data)
    try:
        with transaction() as session:
            opened = users.open_account(session, name, email=email, role=Role(role))
            users.set_password(opened, password)
    except EmailTaken as error:
        raise click.ClickException(f"Für {email} gibt es schon ein Konto.") from error
    except PasswordTooWeak as error:
        raise click.UsageError(
            f"Das Passwort braucht mindestens {users.SHORTEST_PASSWORD} Zeichen."
        ) from error
    click.echo(f"Das Konto {opened.email} ({role}) ist angelegt.")


COMMANDS = (user,)
