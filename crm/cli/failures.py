"""What a command says when something around it is wrong, instead of a traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from alembic.util import CommandError
from limits.errors import ConfigurationError
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from crm.errors import ChangedMeanwhile, DialognetzError, WrongSetting


@contextmanager
def in_words() -> Iterator[None]:
    """Say in a sentence what went wrong: status 2 for wrong use, else 1."""
    try:
        yield
    except WrongSetting as error:
        raise click.UsageError(
            f"Die Einstellung {error.name} ist nicht lesbar: „{error.value}“."
        ) from error
    except BrokenPipeError:
        raise
    except (
        DialognetzError,
        CommandError,
        ConfigurationError,
        OSError,
        SQLAlchemyError,
    ) as error:
        raise click.ClickException(_sentence(error)) from error


def _sentence(error: Exception) -> str:
    if isinstance(error, SQLAlchemyError):
        return f"Mit der Datenbank lässt sich nicht arbeiten: {_reason(error)}"
    if isinstance(error, CommandError):
        return f"Die Datenbank gehört zu einer anderen Fassung: {error}"
    if isinstance(error, OSError):
        return f"Der Zugriff ist nicht möglich: {error}"
    if isinstance(error, ChangedMeanwhile):
        return "Jemand anderes war gleichzeitig am Werk. Bitte noch einmal starten."
    return f"Das geht nicht: {str(error) or type(error).__name__}"


def _reason(error: SQLAlchemyError) -> str:
    """Return what the database itself said, without statement and parameters."""
    said = error.orig if isinstance(error, DBAPIError) else error
    return " ".join(str(said).split())
