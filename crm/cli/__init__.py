"""The `dialognetz` command."""

import sys

import click

from crm.cli import imports, maintenance, network, operations, serving, users
from crm.errors import DialognetzError


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
    epilog="Beispiel: dialognetz demo --port 8080",
)
@click.version_option(package_name="dialognetz", prog_name="dialognetz")
def commands() -> None:
    """Dialog zwischen Wirtschaft und Verwaltung: Kontakte, Treffen, Netzwerk."""


for command in (
    *serving.COMMANDS,
    *operations.COMMANDS,
    *maintenance.COMMANDS,
    *users.COMMANDS,
    *imports.COMMANDS,
    *network.COMMANDS,
):
    commands.add_command(command)


def main() -> None:
    """Run the command; what a user did wrong ends in a sentence, not a traceback."""
    try:
        commands(prog_name="dialognetz")
    except DialognetzError as error:
        click.echo(f"Das geht nicht: {error}", err=True)
        sys.exit(1)
