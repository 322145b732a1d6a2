"""Series: set up, change, archive, find."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from crm.database import Page, matches_all, paginate
from crm.errors import NotFound
from crm.events.facts import SeriesAdded
from crm.events.models import Event, EventSeries
from crm.facts import happened_at
from crm.text import search_tokens


@dataclass(frozen=True, kw_only=True)
class SeriesFilter:
    """What a list of series is narrowed and sorted by."""

    q: str = ""
    archived: bool = False
    sort: str = "name"
    descending: bool = False


def get_series(session: Session, series_id: int) -> EventSeries:
    """Return the series or raise NotFound."""
    found = session.get(EventSeries, series_id)
    if found is None:
        raise NotFound("series", series_id)
    return found


def list_series(
    session: Session, wanted: SeriesFilter, *, page: int = 1, size: int = 50
) -> Page[EventSeries]:
    """Return one page of series."""
    is_archived = EventSeries.archived_at.is_not(None)
    conditions = matches_all(EventSeries.search, search_tokens(wanted.q))
    conditions.append(is_archived if wanted.archived else ~is_archived)
    name = EventSeries.sort_key
    return paginate(
        session,
        sa.select(EventSeries).where(*conditions),
        number=page,
        size=size,
        order_by=[name.desc() if wanted.descending else name, EventSeries.id],
    )


def list_choices(session: Session) -> list[EventSeries]:
    """Return all series that are not archived, by name."""
    return list(
        session.scalars(
            sa.select(EventSeries)
            .where(EventSeries.archived_at.is_(None))
            .order_by(EventSeries.sort_key)
        )
    )


def count_events(session: Session, series_ids: list[int]) -> dict[int, int]:
    """Return how many events each series has."""
    counted = (
        sa.select(Event.series_id, sa.func.count())
        .where(Event.series_id.in_(series_ids), Event.archived_at.is_(None))
        .group_by(Event.series_id)
    )
    return {number: count for number, count in session.execute(counted) if number}


def add(session: Session, values: Mapping[str, Any]) -> EventSeries:
    """Set up a series."""
    series = EventSeries(**values)
    series.refresh_keys()
    series.record(SeriesAdded(series))
    session.add(series)
    session.flush()
    return series


def change(
    series: EventSeries, values: Mapping[str, Any], *, version: int | None = None
) -> None:
    """Change fields of a series as shown in this version."""
    series.expect(version)
    series.alter(values)
    series.refresh_keys()


def archive(session: Session, series: EventSeries) -> None:
    """Close a series; its events stay."""
    series.archive(happened_at(session))
