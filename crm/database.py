"""Engine, sessions and the base of all tables, for SQLite and PostgreSQL."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, StrEnum
from typing import Any, Generic, TypeVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import (
    DeclarativeBase,
    InstrumentedAttribute,
    Session,
    sessionmaker,
)
from sqlalchemy.pool import ConnectionPoolEntry

Row = TypeVar("Row")

Sessions = sessionmaker[Session](expire_on_commit=False)

_POOL = {"pool_size": 10, "max_overflow": 20}
"""A request may hold three connections: who asks, the act, and the page about it."""

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=NORMAL",
    "busy_timeout=30000",
    "foreign_keys=ON",
)

_OVERTAKEN = {
    "23503",  # PostgreSQL: what a row points to is gone, or something points to it
    "23505",  # a unique key is taken
    "40001",  # could not be put in an order with another transaction
    "40P01",  # two transactions waited for each other
    "SQLITE_CONSTRAINT_FOREIGNKEY",
    "SQLITE_CONSTRAINT_PRIMARYKEY",
    "SQLITE_CONSTRAINT_UNIQUE",
}


class Instant(sa.types.TypeDecorator[datetime]):
    """A moment, aware and in UTC on the way in and on the way out."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: sa.Dialect
    ) -> datetime | None:
        """Refuse naive times; SQLite gets UTC without its mark."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive time has no place in the database")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(
        self, value: datetime | None, _dialect: sa.Dialect
    ) -> datetime | None:
        """Give the time back aware, in UTC."""
        if value is None:
            return None
        return (
            value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        )


def _values(members: type[Enum]) -> list[str]:
    return [str(member.value) for member in members]


class Base(DeclarativeBase):
    """Base of every table: constraint names, typed columns."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - read by SQLAlchemy on the class
        datetime: Instant,
        dict[str, Any]: sa.JSON,
        list[str]: sa.JSON,
        StrEnum: sa.Enum(
            StrEnum, native_enum=False, length=40, values_callable=_values
        ),
    }


def connect(url: str) -> sa.Engine:
    """Open the database and bind `Sessions` to it."""
    engine = make_engine(url)
    Sessions.configure(bind=engine)
    return engine


def make_engine(url: str) -> sa.Engine:
    """Return an engine with what each database needs to be safe."""
    if not url.startswith("sqlite"):
        return sa.create_engine(url, pool_pre_ping=True, **_POOL)
    engine = sa.create_engine(url, **_POOL)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: sa.Connection) -> None:
    """Take the write lock at the start of a writing transaction, not in its middle."""
    is_writing = connection.get_execution_options().get("is_writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a longer list."""

    rows: Sequence[Row]
    total: int
    number: int
    size: int

    @property
    def count(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.total // self.size))

    @property
    def first(self) -> int:
        """Number of the first row shown, counted from one; 0 on an empty page."""
        return (self.number - 1) * self.size + 1 if self.rows else 0

    @property
    def last(self) -> int:
        """Number of the last row shown."""
        return (self.number - 1) * self.size + len(self.rows)


def paginate(
    session: Session,
    statement: sa.Select[Row],
    *,
    number: int,
    size: int,
    order_by: Sequence[Any],
    finish: Callable[[sa.Select[Row]], sa.Select[Row]] = lambda s: s,
) -> Page[Row]:
    """Return one page of a statement in two queries; a page too far is the last one."""
    counted = statement.with_only_columns(sa.func.count(), maintain_column_froms=True)
    total = session.scalar(counted) or 0
    number = min(max(1, number), max(1, -(-total // size)))
    ordered = statement.order_by(*order_by).limit(size).offset((number - 1) * size)
    rows = session.scalars(finish(ordered)).unique().all()
    return Page(rows, total, number, size)


def ordering(
    column: InstrumentedAttribute[Any],
    *,
    descending: bool,
    then: Sequence[InstrumentedAttribute[Any]],
    is_search: bool = False,
) -> list[sa.ColumnElement[Any]]:
    """Return the terms that sort a list: a column, what is missing last, then ties.

    A search for a rare word must not walk the whole index of the sort column, row by
    row, until a page is full; an expression in its place keeps SQLite from doing so.
    """
    sorted_by = column + sa.literal("") if is_search else column
    first = sorted_by.desc() if descending else sorted_by.asc()
    ties = [other.asc() for other in then if other is not column]
    is_nullable = column.property.columns[0].nullable
    return [first.nulls_last() if is_nullable else first, *ties]


def is_overtaken(error: DBAPIError) -> bool:
    """Whether the database refused because another transaction was faster."""
    code = getattr(error.orig, "sqlstate", None)
    return (code or getattr(error.orig, "sqlite_errorname", None)) in _OVERTAKEN


def add_unless_taken(session: Session, row: Base) -> bool:
    """Insert a row; False, and nothing else lost, when a unique key refuses it."""
    session.flush()
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True


def matches_all(column: Any, tokens: Sequence[str]) -> list[sa.ColumnElement[bool]]:
    """Return one condition a word: the column contains it."""
    return [column.contains(token, autoescape=True) for token in tokens]
