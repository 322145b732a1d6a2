"""The `dialognetz` command."""

from importlib import import_module
from typing import Any

import click

from crm import __version__

MODULES = {
    "demo": "serving",
    "serve": "serving",
    "clock": "operations",
    "work": "operations",
    "migrate": "maintenance",
    "user": "users",
    "import": "imports",
    "network": "network",
}
"""Where each command lies; loaded when it is asked for, so that each starts quickly."""


class Commands(click.Group):
    """All commands, in the order in which somebody new would meet them."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Return the names of all commands."""
        return list(MODULES)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """Load the module of a command."""
        if name not in MODULES:
            return None
        module = import_module(f"crm.cli.{MODULES[name]}")
        found: tuple[click.Command, ...] = module.COMMANDS
        return next(command for command in found if command.name == name)

    def invoke(self, context: click.Context) -> Any:
        """Run a command; what goes wrong around it ends in a sentence."""
        with import_module("crm.cli.failures").in_words():
            return super().invoke(context)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
    epilog="Beispiel: dialognetz demo --port 8080",
)
@click.version_option(__version__, prog_name="dialognetz")
def commands() -> None:
    """Dialog zwischen Wirtschaft und Verwaltung: Kontakte, Treffen, Netzwerk."""


def main() -> None:
    """Run the command; what a user did wrong ends in a sentence, not a traceback."""
    commands(prog_name="dialognetz")
