"""The example, told once for all tests that only look at it."""

from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from crm import demo, facts
from crm.database import Base, Sessions
from crm.subscribers import SUBSCRIBERS
from tests.factories import ZONE

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def told(engine: sa.Engine) -> Iterator[None]:
    """Tell the example into an empty database and clear it away at the end."""
    Sessions.configure(bind=engine)
    facts.subscribe(SUBSCRIBERS)
    demo.fill(today=TODAY, zone=ZONE)
    yield
    with engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())


@pytest.fixture
def story(told: None) -> Iterator[Session]:
    """Yield a session that reads the example."""
    with facts.reading() as session:
        yield session
