"""The way from any older database to the tables of today."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from crm.database import make_engine

HERE = Path(__file__).parent


def upgrade(url: str) -> None:
    """Bring the database up to date; an empty one gets all tables."""
    engine = make_engine(url)
    with engine.connect() as connection:
        command.upgrade(alembic_config(connection), "head")
    engine.dispose()


def alembic_config(connection: object) -> Config:
    """Return Alembic's settings for an open connection."""
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
