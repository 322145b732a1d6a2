"""Who has many ties, strong ties, and who lies between others."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from network.graphs import Graph, Node, adjacency, by_node, to_igraph
from network.twins import Twins

__all__ = ["betweenness", "degree", "strength"]


def degree(G: Graph) -> dict[Node, int]:
    """Return the number of ties of each node.

    Parameters
    ----------
    G : Graph

    Returns
    -------
    dict of node to int

    Notes
    -----
    O(nodes).

    Examples
    --------
    >>> import networkx as nx
    >>> degree(nx.path_graph(3))
    {0: 1, 1: 2, 2: 1}
    """
    return dict(G.degree())


def strength(G: Graph, weight: str = "weight") -> dict[Node, float]:
    """Return the summed strength of the ties of each node.

    Parameters
    ----------
    G : Graph
    weight : str
        Edge attribute that holds the strength, 1 where it is missing.

    Returns
    -------
    dict of node to float

    Notes
    -----
    O(nodes + ties). In a projection that does not fade it is the number of items
    attended with at least two present.

    References
    ----------
    Barrat, A., Barthelemy, M., Pastor-Satorras, R., Vespignani, A. (2004). The
    architecture of complex weighted networks. PNAS 101, 3747-3752.

    Examples
    --------
    >>> import networkx as nx
    >>> G = nx.Graph()
    >>> G.add_weighted_edges_from([("Ada", "Ben", 0.5), ("Ben", "Cem", 1.0)])
    >>> strength(G)
    {'Ada': 0.5, 'Ben': 1.5, 'Cem': 1.0}
    """
    return by_node(G, adjacency(G, weight).sum(axis=1))


def betweenness(G: Graph) -> dict[Node, float]:
    """Return the share of shortest paths between others that pass each node.

    For a node v it is the sum over pairs of other nodes s, t of the share of shortest
    paths from s to t, counted in steps, that pass v, divided by the number of such
    pairs: 1 for the centre of a star.

    Parameters
    ----------
    G : Graph

    Returns
    -------
    dict of node to float
        Equal to `networkx.betweenness_centrality`; 0 for all with fewer than 3 nodes.

    Notes
    -----
    Brandes' algorithm in igraph, O(nodes * ties). Paths are followed from one node of
    each class of twins (`network.twins`) and count for all of it: exact, and on lists
    of meetings a third of the work.

    References
    ----------
    Brandes, U. (2001). A faster algorithm for betweenness centrality. Journal of
    Mathematical Sociology 25, 163-177.

    Examples
    --------
    >>> import networkx as nx
    >>> betweenness(nx.path_graph(3))
    {0: 0.0, 1: 1.0, 2: 0.0}
    """
    matrix = adjacency(G, None)
    graph, passing = to_igraph(matrix), np.zeros(len(G))
    for size, sources in _by_size(Twins.of(matrix)).items():
        passing += size * np.array(graph.betweenness(sources=sources))
    others = (len(G) - 1) * (len(G) - 2) / 2
    return by_node(G, passing / max(others, 1))


def _by_size(twins: Twins) -> dict[int, list[int]]:
    """Return one node of each class by the size of the class."""
    first: dict[int, list[int]] = defaultdict(list)
    for members in twins.classes:
        first[len(members)].append(members[0])
    return first
