"""Groups that are tied more closely among themselves than to the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import networkx as nx

from network.chance import seeded
from network.graphs import Graph, Node, adjacency, to_igraph

__all__ = ["communities", "modularity"]


def communities(
    G: Graph,
    weight: str | None = "weight",
    *,
    seed: int | None = None,
    resolution: float = 1.0,
) -> dict[Node, int | None]:
    """Part the graph into communities of high modularity.

    Parameters
    ----------
    G : Graph
    weight : str or None
        Edge attribute that holds the strength, 1 where it is missing. With None all
        ties count alike.
    seed : int, optional
        The same graph, nodes in the same order, and the same seed give the same
        communities in every process.
    resolution : float
        Above 1 more and smaller communities, below 1 fewer and larger ones.

    Returns
    -------
    dict of node to int or None
        Communities are numbered from 1, the largest first; among equally large ones
        the one with the earliest node. Isolates belong to none.

    Notes
    -----
    Leiden's algorithm in igraph until nothing improves, about O(ties) a round.

    References
    ----------
    Traag, V. A., Waltman, L., van Eck, N. J. (2019). From Louvain to Leiden:
    guaranteeing well-connected communities. Scientific Reports 9, 5233.

    Examples
    --------
    >>> communities(nx.barbell_graph(3, 0), seed=1)
    {0: 1, 1: 1, 2: 1, 3: 2, 4: 2, 5: 2}
    """
    graph = to_igraph(adjacency(G, weight))
    with seeded(seed):
        parts = graph.community_leiden(
            "modularity", weights="weight", resolution=resolution, n_iterations=-1
        )
    tied = [part for part in parts if len(part) > 1]
    tied.sort(key=lambda part: (-len(part), part[0]))
    number = {node: n for n, part in enumerate(tied, start=1) for node in part}
    return {node: number.get(position) for position, node in enumerate(G)}


def modularity(
    G: Graph,
    communities: Mapping[Node, int | None],
    *,
    weight: str | None = "weight",
    resolution: float = 1.0,
) -> float | None:
    """Return how much more strength lies within communities than by chance.

    Parameters
    ----------
    G : Graph
    communities : mapping of node to int or None
        Each None is a community of its own.
    weight : str or None
        Edge attribute that holds the strength, 1 where it is missing. With None all
        ties count alike.
    resolution : float
        Weight of what chance would put there.

    Returns
    -------
    float or None
        At most 1; None without ties.

    Notes
    -----
    O(nodes + ties).

    References
    ----------
    Newman, M. E. J., Girvan, M. (2004). Finding and evaluating community structure in
    networks. Physical Review E 69, 026113.

    Examples
    --------
    >>> G = nx.barbell_graph(3, 0)
    >>> round(modularity(G, {0: 1, 1: 1, 2: 1, 3: 2, 4: 2, 5: 2}), 4)
    0.3571
    """
    if not G.number_of_edges():
        return None
    parts: dict[object, set[Node]] = defaultdict(set)
    for position, node in enumerate(G):
        community = communities[node]
        parts[("alone", position) if community is None else community].add(node)
    quality = nx.community.modularity(
        G, parts.values(), weight=weight, resolution=resolution
    )
    return float(quality)
