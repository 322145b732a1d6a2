"""Commands that keep the database in order."""

import click

from crm.cli.options import data_option, open_database


@click.command(epilog="Beispiel: dialognetz migrate --data /srv/dialognetz")
@data_option
def migrate(data: str | None) -> None:
    """Die Datenbank auf den Stand dieser Fassung bringen."""
    config = open_database(data)
    click.echo(f"Die Datenbank in {config.folder} ist auf dem neuesten Stand.")


COMMANDS = (migrate,)
