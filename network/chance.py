"""Chance that can be repeated."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import igraph

__all__ = ["seeded"]

_turn = Lock()


@contextmanager
def seeded(seed: int | None) -> Iterator[None]:
    """Let igraph draw from its own random numbers for a while.

    Parameters
    ----------
    seed : int or None
        The same seed gives the same numbers in every process. None gives others
        each time.

    Notes
    -----
    igraph keeps one generator for the whole process: one computation at a time may
    use it, others wait. Python's own `random` is not touched; igraph goes back to
    it, its default, afterwards.

    Examples
    --------
    >>> with seeded(7):
    ...     first = igraph.Graph.Erdos_Renyi(9, m=9).get_edgelist()
    >>> with seeded(7):
    ...     first == igraph.Graph.Erdos_Renyi(9, m=9).get_edgelist()
    True
    """
    with _turn:
        igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 - not a secret
        try:
            yield
        finally:
            igraph.set_random_number_generator(random)
