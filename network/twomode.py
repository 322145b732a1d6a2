"""Figures of who was present in what that no graph of actors alone can tell."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np

from network.records import Presences

__all__ = ["clustering"]


def clustering(presences: Presences) -> float | None:
    """Return how often two actors who meet the same third also meet elsewhere.

    Counted are paths actor - item - actor - item - actor of five different ends. A path
    is closed if its first and last actor were present together in a third item. In a
    graph of actors alone every item of three would close a triangle by itself.

    Parameters
    ----------
    presences : Presences

    Returns
    -------
    float or None
        Share of the paths that are closed; None without such a path.

    Notes
    -----
    O(sum over pairs of overlapping items of the product of their sizes).

    References
    ----------
    Opsahl, T. (2013). Triadic closure in two-mode networks: redefining the global and
    local clustering coefficients. Social Networks 35, 159-167.

    Examples
    --------
    >>> from datetime import date
    >>> day = date(2024, 5, 14)
    >>> pairs = [("x", "Ada"), ("x", "Ben"), ("y", "Ben"), ("y", "Cem"), ("z", "Cem")]
    >>> rows = [(item, actor, day) for item, actor in pairs]
    >>> clustering(Presences.from_rows(rows))
    0.0
    >>> clustering(Presences.from_rows([*rows, ("z", "Ada", day)]))
    1.0
    """
    items_of = [set[int]() for _ in presences.ids]
    members = [set[int]() for _ in range(presences.items)]
    for item, actor in zip(presences.item, presences.actor, strict=True):
        items_of[actor].add(int(item))
        members[item].add(int(actor))
    paths = np.zeros(2, dtype=int)
    for one, other in combinations(range(len(members)), 2):
        shared = members[one] & members[other]
        for first, last in product(members[one], members[other]) if shared else ():
            if first != last:
                elsewhere = items_of[first] & items_of[last] - {one, other}
                paths[int(bool(elsewhere))] += len(shared - {first, last})
    return float(paths[1] / paths.sum()) if paths.any() else None
