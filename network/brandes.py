"""How many shortest paths pass each node: the kernel below betweenness.

Brandes' algorithm on less than the graph. Of each class of twins one node is followed,
and classes that hang on one node only are counted with that node. Both are exact. On
lists of meetings, where most institutions met one and the same person only, they leave
a fifth of the nodes.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph

from network.twins import Twins

__all__ = ["passing"]

_SOURCES = 32
"""Classes whose paths are followed at once, as many as a processor's cache holds."""

Floats: TypeAlias = NDArray[np.float64]


def passing(matrix: Any) -> Floats:
    """Return for each node the shortest paths between others that pass it.

    Each ordered pair of other nodes counts by the share of its paths that pass.

    Parameters
    ----------
    matrix : csr_array
        Symmetric, ones where there is a tie.

    Returns
    -------
    float array

    Notes
    -----
    O(classes * ties between classes), where neither twins nor pendants count.

    References
    ----------
    Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of
    Mathematical Sociology 25, 163-177. Puzis, R. et al. (2015). Topology manipulations
    for speeding betweenness centrality computation. Journal of Complex Networks 3,
    84-112.

    Examples
    --------
    >>> passing(sparse.csr_array([[0, 1, 0], [1, 0, 1], [0, 1, 0]])).tolist()
    [0.0, 2.0, 0.0]
    """
    twins = Twins.of(matrix)
    pendant, hub = _pendants(twins)
    hanging = _added_up(hub, twins.size[pendant], rows=len(twins.size))
    found = _between_twins(twins)
    found += _to_pendants(twins, hanging) - _squares(twins, pendant, hub)
    core = np.setdiff1d(np.arange(len(twins.size)), pendant)
    ties = twins.matrix[core][:, core]
    weight = (twins.size + hanging)[core]
    found[core] += _through(ties, size=twins.size[core], weight=weight)
    return twins.spread(found)


def _pendants(twins: Twins) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the classes tied to a single node only, and that node of each.

    The node has other contacts too, so that it stays when they go.
    """
    degree = np.diff(twins.matrix.indptr)
    pendant = np.flatnonzero(degree == 1)
    hub = twins.matrix.indices[twins.matrix.indptr[pendant]]
    kept = (twins.size[hub] == 1) & (degree[hub] > 1)
    return pendant[kept], hub[kept]


def _to_pendants(twins: Twins, hanging: Floats) -> Floats:
    """Return the pairs of which one or both hang on a node, as if all were apart."""
    _, component = csgraph.connected_components(twins.matrix, directed=False)
    others = np.bincount(component, twins.size)[component] - 1 - hanging
    return np.asarray(hanging * (2 * others + hanging))


def _squares(twins: Twins, pendant: NDArray[Any], hub: NDArray[Any]) -> Floats:
    """Return the pairs on a node that are of one class: twins are counted as such."""
    return _added_up(hub, twins.size[pendant] ** 2, rows=len(twins.size))


def _added_up(places: NDArray[Any], values: Floats, *, rows: int) -> Floats:
    return np.bincount(places, values, minlength=rows).astype(np.float64)


def _between_twins(twins: Twins) -> Floats:
    """Return what passes each class on the ways between twins that are not tied."""
    contacts = twins.matrix @ twins.size
    apart = ~twins.is_tied & (contacts > 0)
    pairs = np.where(apart, twins.size * (twins.size - 1), 0)
    return np.asarray(twins.matrix @ (pairs / np.maximum(contacts, 1)))


def _through(matrix: Any, *, size: Floats, weight: Floats) -> Floats:
    """Return what passes each class on ways from and to what the classes weigh."""
    onto = (matrix @ sparse.diags_array(size)).tocsr()
    found = np.zeros(len(size))
    for start in range(0, len(size), _SOURCES):
        sources = np.arange(start, min(start + _SOURCES, len(size)))
        fronts = _fronts(matrix, onto, sources=sources)
        each = (weight / size)[:, None]
        found += _collect(onto, fronts, each=each, times=weight[sources])
    return found


def _fronts(matrix: Any, onto: Any, *, sources: NDArray[Any]) -> list[Floats]:
    """Count step by step the shortest paths that arrive at each class.

    Returns one array for each step: row by class, column by source, 0 where no path of
    just so many steps is a shortest one.
    """
    start = np.zeros((matrix.shape[0], len(sources)))
    start[sources, np.arange(len(sources))] = 1
    unseen, fronts = start == 0, []
    front = (matrix @ start) * unseen
    while front.any():
        fronts.append(front)
        unseen &= front == 0
        front = (onto @ front) * unseen
    return fronts


def _collect(onto: Any, fronts: list[Floats], *, each: Floats, times: Floats) -> Floats:
    """Return what passes each class on the paths from the sources, last step first."""
    found = np.zeros(onto.shape[0])
    share = np.zeros((onto.shape[0], len(times)))
    for front in reversed(fronts):
        through = (onto @ share) * front
        found += through @ times
        none = np.zeros_like(front)
        share = np.divide(each + through, front, out=none, where=front > 0)
    return found
