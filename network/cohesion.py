"""How far the graph holds together."""

from __future__ import annotations

from collections import Counter
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from network.graphs import Graph, Node, adjacency, to_igraph
from network.twins import Twins

__all__ = [
    "components",
    "cut_nodes",
    "density",
    "distances",
    "global_efficiency",
    "isolates",
    "mean_distance",
]

_SOURCES = 64 * 64
"""Nodes whose distances are followed at once: 64 in each word."""


def density(G: Graph) -> float:
    """Return the share of possible ties that are there.

    Parameters
    ----------
    G : Graph

    Returns
    -------
    float
        0 with fewer than two nodes.

    Examples
    --------
    >>> density(nx.complete_graph(4))
    1.0
    """
    return float(nx.density(G))


def isolates(G: Graph) -> list[Node]:
    """Return the nodes without a tie.

    Parameters
    ----------
    G : Graph

    Returns
    -------
    list of nodes

    Examples
    --------
    >>> isolates(nx.empty_graph(2))
    [0, 1]
    """
    return list(nx.isolates(G))


def components(G: Graph) -> dict[Node, int]:
    """Return the number of the component of each node.

    Two nodes are in one component if a way leads from one to the other; an isolate is
    a component of its own.

    Parameters
    ----------
    G : Graph

    Returns
    -------
    dict of node to int
        Components are numbered from 1, the largest first; among equally large ones the
        one with the earliest node.

    Notes
    -----
    O(nodes + ties).

    Examples
    --------
    >>> components(nx.Graph([("Ada", "Ben"), ("Cem", "Dora"), ("Dora", "Eva")]))
    {'Ada': 2, 'Ben': 2, 'Cem': 1, 'Dora': 1, 'Eva': 1}
    """
    parts = sorted(nx.connected_components(G), key=len, reverse=True)
    number = {node: n for n, part in enumerate(parts, start=1) for node in part}
    return {node: number[node] for node in G}


def cut_nodes(G: Graph) -> list[Node]:
    """Return the nodes without which their component would fall apart.

    Parameters
    ----------
    G : Graph

    Returns
    -------
    list of nodes

    Notes
    -----
    O(nodes + ties), in igraph.

    References
    ----------
    Hopcroft, J., Tarjan, R. (1973). Algorithm 447: efficient algorithms for graph
    manipulation. Communications of the ACM 16, 372-378.

    Examples
    --------
    >>> cut_nodes(nx.path_graph(3))
    [1]
    """
    cuts = set(to_igraph(adjacency(G, None)).articulation_points())
    return [node for position, node in enumerate(G) if position in cuts]


def distances(G: Graph) -> list[int]:
    """Return how many pairs of nodes are 1, 2, 3 ... steps apart.

    Parameters
    ----------
    G : Graph

    Returns
    -------
    list of int
        Number of unordered pairs at distance 1, at distance 2, and so on. Pairs
        without a way from one to the other are in none.

    Notes
    -----
    O(nodes * ties / 64) for each step of the longest way: breadth first from 4,096
    nodes at once, 64 in each word, one for each class of twins (`network.twins`).
    Needs 1 kB for each class and each tie between classes.

    References
    ----------
    Then, M. et al. (2014). The more the merrier: efficient multi-source graph
    traversal. Proceedings of the VLDB Endowment 8, 449-460.

    Examples
    --------
    >>> distances(nx.path_graph(4))
    [3, 2, 1]
    """
    twins = Twins.of(adjacency(G, None))
    counts = _among_twins(twins)
    for start in range(0, len(twins.classes), _SOURCES):
        sources = np.arange(start, min(start + _SOURCES, len(twins.classes)))
        counts.update(_reached(twins, sources))
    return [round(counts[step]) // 2 for step in range(1, max(+counts, default=0) + 1)]


def _among_twins(twins: Twins) -> Counter[int]:
    """Count ordered pairs within classes: one step if tied, two if they share one."""
    pairs = twins.size * (twins.size - 1)
    contacts = np.diff(twins.matrix.indptr)
    share_one = ~twins.is_tied & (contacts > 0)
    return Counter({1: pairs[twins.is_tied].sum(), 2: pairs[share_one].sum()})


def _reached(twins: Twins, sources: NDArray[Any]) -> Counter[int]:
    """Count by steps the nodes that the sources, each with its twins, reach anew."""
    seen = front = _bits(len(twins.classes), sources)
    masks = _masks(twins.size[sources].astype(np.int64))
    counts = Counter[int]()
    while (front := _neighbours(twins.matrix, front) & ~seen).any():
        counts[len(counts) + 1] = _weighed(front, masks) @ twins.size
        seen = seen | front
    return counts


def _weighed(bits: NDArray[np.uint64], masks: list[NDArray[np.uint64]]) -> Any:
    """Count the bits of each row, a bit in the mask of a digit at the digit's value."""
    digits = (np.bitwise_count(bits & m).sum(axis=1, dtype=np.int64) for m in masks)
    return sum(found << digit for digit, found in enumerate(digits))


def _masks(sizes: NDArray[np.int64]) -> list[NDArray[np.uint64]]:
    """Return for each binary digit of the sizes which sources have it."""
    digits = range(int(sizes.max()).bit_length())
    return [_packed((sizes >> digit) & 1) for digit in digits]


def _packed(flags: NDArray[Any]) -> NDArray[np.uint64]:
    """Return flags as bits, 64 in each word."""
    padded = np.zeros(-(-len(flags) // 64) * 64, dtype=bool)
    padded[: len(flags)] = flags
    return np.packbits(padded, bitorder="little").view(np.uint64)


def _bits(rows: int, sources: NDArray[Any]) -> NDArray[np.uint64]:
    """Return one row of bits a node, in which each source has set its own."""
    bits = np.zeros((rows, -(-len(sources) // 64)), dtype=np.uint64)
    place = np.arange(len(sources), dtype=np.uint64)
    bits[sources, place // np.uint64(64)] = np.uint64(1) << place % np.uint64(64)
    return bits


def _neighbours(matrix: Any, bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return for each node whatever one of its neighbours has."""
    found = np.zeros_like(bits)
    tied = np.flatnonzero(np.diff(matrix.indptr))
    starts = matrix.indptr[tied]
    found[tied] = np.bitwise_or.reduceat(bits[matrix.indices], starts, axis=0)
    return found


def mean_distance(G: Graph) -> float | None:
    """Return the mean number of steps between two nodes that can reach each other.

    Parameters
    ----------
    G : Graph

    Returns
    -------
    float or None
        None without ties. Equal to `networkx.average_shortest_path_length` in a
        connected graph.

    Notes
    -----
    Costs what `distances` costs.

    Examples
    --------
    >>> mean_distance(nx.path_graph(3))
    1.3333333333333333
    """
    return mean_of(distances(G))


def global_efficiency(G: Graph) -> float:
    """Return the mean of 1 / distance over all pairs of nodes.

    Parameters
    ----------
    G : Graph

    Returns
    -------
    float
        1 if everybody is tied to everybody, 0 without ties. Pairs without a way from
        one to the other count 0.

    Notes
    -----
    Costs what `distances` costs.

    References
    ----------
    Latora, V., Marchiori, M. (2001). Efficient behavior of small-world networks.
    Physical Review Letters 87, 198701.

    Examples
    --------
    >>> global_efficiency(nx.path_graph(3))
    0.8333333333333334
    """
    return efficiency_of(distances(G), nodes=len(G))


def mean_of(counts: list[int]) -> float | None:
    """Return the mean distance of what `distances` counted."""
    steps = sum(step * count for step, count in enumerate(counts, start=1))
    return steps / sum(counts) if counts else None


def efficiency_of(counts: list[int], *, nodes: int) -> float:
    """Return the global efficiency of what `distances` counted among the nodes."""
    closeness = sum(count / step for step, count in enumerate(counts, start=1))
    return closeness / max(nodes * (nodes - 1) / 2, 1)
