"""Databases, sessions and clients that the tests stand on."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from crm import facts
from crm.accounts.models import Role
from crm.app import create_app
from crm.config import Config
from crm.database import Base, Sessions, connect
from crm.migrations import upgrade
from crm.subscribers import SUBSCRIBERS
from tests.factories import PASSWORD, make_user

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def now() -> datetime:
    """Return the moment the tests live in: Monday, 2 March 2026, 10:30 in Berlin."""
    return NOW


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> str:
    """Return the address of a migrated database of this test process, of each kind."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('database') / 'test.sqlite3'}"
    else:
        url = _own_postgres(request)
    upgrade(url)
    return url


@pytest.fixture(scope="session")
def engine(database_url: str) -> Iterator[sa.Engine]:
    """Yield the engine of that database."""
    engine = connect(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def database(engine: sa.Engine) -> Iterator[sa.Engine]:
    """Yield an empty database that `transaction()` works on."""
    Sessions.configure(bind=engine)
    facts.subscribe(SUBSCRIBERS)
    yield engine
    with engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())


@pytest.fixture
def session(database: sa.Engine, now: datetime) -> Iterator[Session]:
    """Yield a unit of work on an empty database, committed at the end."""
    with facts.transaction(now=now) as session:
        yield session


@pytest.fixture(scope="session")
def config(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Config:
    """Return settings that point to the test's database and a folder of its own."""
    return Config(
        data=str(tmp_path_factory.mktemp("data")),
        database_url=database_url,
        secret_key="only for tests",
    )


@pytest.fixture(scope="session")
def shared_app(engine: sa.Engine, config: Config) -> Flask:
    """Return the one application of this test process and kind of database."""
    app = create_app(config)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app


@pytest.fixture
def app(shared_app: Flask, database: sa.Engine) -> Flask:
    """Return the web application on an empty database, nobody slowed down yet."""
    for limiter in shared_app.extensions["limiter"]:
        limiter.reset()
    return shared_app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Return a browser's stand-in that is not signed in."""
    return app.test_client()


@pytest.fixture
def sign_in(app: Flask) -> Any:
    """Return a function that gives a client signed in with a role."""

    def signed_in(role: Role = Role.ADMINISTRATOR) -> FlaskClient:
        with facts.transaction() as session:
            user = make_user(session, role=role)
        client = app.test_client()
        answer = client.post(
            "/anmelden", data={"email": user.email, "password": PASSWORD}
        )
        assert answer.status_code == 302, answer.text
        return client

    return signed_in


def _own_postgres(request: pytest.FixtureRequest) -> str:
    url = sa.make_url(request.getfixturevalue("postgres_url"))
    name = (
        f"worker_{getattr(request.config, 'workerinput', {}).get('workerid', 'main')}"
    )
    server = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(sa.text(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'))
        connection.execute(sa.text(f'CREATE DATABASE "{name}"'))
    server.dispose()
    return url.set(database=name).render_as_string(hide_password=False)
