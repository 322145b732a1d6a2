"""Columns of who was present in which item on which day."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from network.graphs import Node

__all__ = ["Integers", "Presences"]

Integers: TypeAlias = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class Presences:
    """Who was present in what, one row for each actor and item.

    Parameters
    ----------
    item, actor : int32 arrays of equal length
        Row by row the number of the item and of the actor who was present in it.
        No pair occurs twice.
    held_on : int32 array
        For each item the ordinal of its day (`date.toordinal`).
    ids : tuple of nodes
        For each actor what the graph calls it.
    """

    item: Integers
    actor: Integers
    held_on: Integers
    ids: tuple[Node, ...]

    @classmethod
    def from_rows(cls, rows: Iterable[tuple[Hashable, Node, date]]) -> Presences:
        """Read rows of item, actor and day.

        Parameters
        ----------
        rows : iterable of (item, actor, day)
            An actor who is listed twice in one item counts once. Actors are numbered
            in the order in which they first appear, which becomes the order of the
            nodes: ask the database for rows in a fixed order.

        Returns
        -------
        Presences

        Raises
        ------
        ValueError
            If one item is held on two days.

        Notes
        -----
        O(rows); 100,000 rows take about 0.1 s.

        Examples
        --------
        >>> day = date(2024, 5, 14)
        >>> rows = [("talk", "Ada", day), ("talk", "Ben", day), ("talk", "Ada", day)]
        >>> presences = Presences.from_rows(rows)
        >>> len(presences), presences.ids
        (2, ('Ada', 'Ben'))
        """
        items: dict[Hashable, int] = {}
        actors: dict[Node, int] = {}
        days: list[date] = []
        pairs: dict[tuple[int, int], None] = {}
        for item, actor, day in rows:
            number = items.setdefault(item, len(items))
            if number == len(days):
                days.append(day)
            elif days[number] != day:
                raise ValueError(f"item {item!r} is held on {days[number]} and {day}")
            pairs[number, actors.setdefault(actor, len(actors))] = None
        table = np.array(list(pairs), dtype=np.int32).reshape(-1, 2)
        held_on = np.array([day.toordinal() for day in days], dtype=np.int32)
        return cls(table[:, 0], table[:, 1], held_on, tuple(actors))

    @property
    def items(self) -> int:
        """The number of items."""
        return len(self.held_on)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.item)
