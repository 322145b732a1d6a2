"""Where the nodes of a picture lie."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csgraph
from scipy.spatial import cKDTree

from network.chance import seeded
from network.graphs import Graph, Node, adjacency, by_node, to_igraph

__all__ = ["SPACING", "positions"]

SPACING = 130.0
"""Side of the square, in pixels, that each node has to itself on average."""

_RADIUS = SPACING / math.sqrt(math.pi)
"""Radius of the circle that is as large as this square."""

_NEAREST = 85.0
"""Pixels that two nodes are kept apart, so that neither hides the other."""


def positions(
    G: Graph, weight: str = "weight", *, seed: int = 0
) -> dict[Node, tuple[float, float]]:
    """Place the nodes so that those with strong ties lie near each other.

    Every component is laid out by itself, given room for its number of nodes, and put
    beside the others, the largest first, so that nothing flies apart; isolates follow
    in a grid.

    Parameters
    ----------
    G : Graph
    weight : str
        Edge attribute that holds the strength, 1 where it is missing.
    seed : int
        The same graph, nodes in the same order, and the same seed give the same
        positions in every process.

    Returns
    -------
    dict of node to (x, y)
        Pixels of a picture that is not zoomed, its middle at (0, 0).

    Notes
    -----
    Fruchterman and Reingold in igraph, 500 rounds of O(nodes ** 2 + ties), from 1,000
    nodes on with a grid in O(nodes + ties). 600 nodes with 3,000 ties take 0.5 s.

    References
    ----------
    Fruchterman, T. M. J., Reingold, E. M. (1991). Graph drawing by force-directed
    placement. Software: Practice and Experience 21, 1129-1164.

    Examples
    --------
    >>> import networkx as nx
    >>> sorted(positions(nx.path_graph(3))) == [0, 1, 2]
    True
    >>> positions(nx.empty_graph(1))
    {0: (0.0, 0.0)}
    """
    matrix = adjacency(G, weight)
    members = _components(matrix)
    pieces = [_place(matrix[m][:, m], seed=seed) for m in members if len(m) > 1]
    alone = [m[0] for m in members if len(m) == 1]
    places = np.zeros((len(G), 2))
    if alone:
        pieces.append(_grid(len(alone)))
    order = np.array([n for m in members if len(m) > 1 for n in m] + alone, dtype=int)
    places[order] = _packed(pieces)
    return by_node(G, [(x, y) for x, y in places.round(1).tolist()])


def _components(matrix: Any) -> list[NDArray[Any]]:
    """Return the nodes of each component, the largest first."""
    if not matrix.shape[0]:
        return []
    count, component = csgraph.connected_components(matrix, directed=False)
    parts = [np.flatnonzero(component == n) for n in range(count)]
    return sorted(parts, key=len, reverse=True)


def _place(matrix: Any, *, seed: int) -> NDArray[np.float64]:
    graph = to_igraph(matrix)
    strengths = np.array(graph.es["weight"])
    # A tie ten times as strong must not draw ten times as hard: hubs would collapse.
    pull = np.log1p(strengths / np.median(strengths))
    with seeded(seed):
        placed = graph.layout_fruchterman_reingold(weights=pull.tolist(), niter=500)
    return _apart(_roomy(np.array(placed.coords)))


def _roomy(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give every ring around the middle room for the nodes in it.

    Forces crowd the well connected into the middle and throw the others far out;
    direction and order from the middle outwards stay as the forces left them.
    """
    centred = places - np.median(places, axis=0)
    away = np.hypot(*centred.T)
    room = np.empty(len(places))
    room[np.argsort(away, kind="stable")] = np.sqrt(np.arange(len(places)))
    return np.asarray(centred * (_RADIUS * room / np.maximum(away, 1e-9))[:, None])


def _apart(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """Push apart nodes that would hide each other."""
    places = places.copy()
    for _ in range(60):
        pairs = cKDTree(places).query_pairs(_NEAREST, output_type="ndarray")
        if not len(pairs):
            break
        gap = places[pairs[:, 0]] - places[pairs[:, 1]]
        length = np.maximum(np.linalg.norm(gap, axis=1, keepdims=True), 1e-6)
        push = gap / length * (_NEAREST - length) / 2
        np.add.at(places, pairs[:, 0], push)
        np.subtract.at(places, pairs[:, 1], push)
    return places


def _grid(count: int) -> NDArray[np.float64]:
    columns = math.ceil(math.sqrt(count * 2))
    rows, place = np.divmod(np.arange(count), columns)
    return np.column_stack((place, rows)) * SPACING


def _packed(pieces: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Put the pieces in rows one below the other and return all places, centred."""
    if not pieces:
        return np.empty((0, 2))
    sides = [np.ptp(piece, axis=0) + SPACING for piece in pieces]
    width = max(1.4 * math.sqrt(sum(s.prod() for s in sides)), *(s[0] for s in sides))
    x = y = height = 0.0
    moved = []
    for piece, side in zip(pieces, sides, strict=True):
        if x and x + side[0] > width:
            x, y, height = 0.0, y + height, 0.0
        moved.append(piece - piece.min(axis=0) + (x, y))
        x, height = x + side[0], max(height, side[1])
    places = np.concatenate(moved)
    return np.asarray(places - (places.min(axis=0) + places.max(axis=0)) / 2)
