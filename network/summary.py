"""All figures of a graph at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from network.centrality import betweenness, degree, strength
from network.cohesion import (
    components,
    density,
    distances,
    efficiency_of,
    isolates,
    mean_of,
)
from network.communities import communities as find_communities
from network.communities import modularity
from network.graphs import Graph, Node
from network.mixing import assortativity, ei_by_group, ei_index, mixing_matrix

__all__ = [
    "LARGEST_FOR_DISTANCES",
    "Figure",
    "Summary",
    "node_figures",
    "summarise",
    "top",
]

LARGEST_FOR_DISTANCES = 2_000_000_000
"""Nodes times ties up to which distances are computed: about 3 s."""

Figure: TypeAlias = Mapping[Node, float | None]


@dataclass(frozen=True)
class Summary:
    """The figures of a whole graph.

    None means that there is no answer: without ties there is no modularity, no
    mixing and no distance, and above `LARGEST_FOR_DISTANCES` mean distance and
    efficiency are not computed.
    """

    nodes: int
    ties: int
    density: float
    isolates: int
    components: int
    largest_component: int
    communities: int
    modularity: float | None
    mean_distance: float | None
    global_efficiency: float | None
    ei_index: float | None
    ei_by_group: dict[str, float | None]
    assortativity: float | None
    mixing_counts: dict[str, dict[str, float]]
    mixing_weights: dict[str, dict[str, float]]


def summarise(
    G: Graph,
    sector: str = "sector",
    *,
    seed: int | None = 0,
    communities: Mapping[Node, int | None] | None = None,
) -> Summary:
    """Return the figures of a whole graph.

    Parameters
    ----------
    G : Graph
    sector : str
        Node attribute whose mixing is of interest.
    seed : int, optional
        For the communities.
    communities : mapping of node to int or None, optional
        If they are known already.

    Returns
    -------
    Summary
        Components count isolates, communities do not.

    Notes
    -----
    The cost is that of `network.cohesion.distances`; everything else is O(ties).

    Examples
    --------
    >>> import networkx as nx
    >>> whole = summarise(nx.path_graph(3))
    >>> whole.nodes, whole.ties, whole.communities, whole.ei_index
    (3, 2, 1, None)
    """
    parts = find_communities(G, seed=seed) if communities is None else communities
    sizes = Counter(components(G).values())
    mean_distance, efficiency = _distances(G)
    return Summary(
        nodes=len(G),
        ties=G.number_of_edges(),
        density=density(G),
        isolates=len(isolates(G)),
        components=len(sizes),
        largest_component=sizes[1],
        communities=len(set(parts.values()) - {None}),
        modularity=modularity(G, parts),
        mean_distance=mean_distance,
        global_efficiency=efficiency,
        ei_index=ei_index(G, sector),
        ei_by_group=ei_by_group(G, sector),
        assortativity=assortativity(G, sector),
        mixing_counts=mixing_matrix(G, sector),
        mixing_weights=mixing_matrix(G, sector, weight="weight"),
    )


def _distances(G: Graph) -> tuple[float | None, float | None]:
    if len(G) * G.number_of_edges() > LARGEST_FOR_DISTANCES:
        return None, None
    counts = distances(G)
    return mean_of(counts), efficiency_of(counts, nodes=len(G))


def node_figures(
    G: Graph, *, seed: int | None = 0, weight: str = "weight"
) -> dict[str, Figure]:
    """Return the figures of every node.

    Parameters
    ----------
    G : Graph
    seed : int, optional
        For the communities.
    weight : str
        Edge attribute that holds the strength, 1 where it is missing.

    Returns
    -------
    dict of name to dict of node to value
        `degree`, `strength`, `betweenness`, `community` (None for isolates) and
        `component`.

    Notes
    -----
    The cost is that of `network.centrality.betweenness`.

    Examples
    --------
    >>> import networkx as nx
    >>> figures = node_figures(nx.path_graph(3))
    >>> figures["degree"][1], figures["betweenness"][1]
    (2, 1.0)
    """
    return {
        "degree": degree(G),
        "strength": strength(G, weight),
        "betweenness": betweenness(G),
        "community": find_communities(G, weight, seed=seed),
        "component": components(G),
    }


def top(figure: Figure, count: int = 20) -> list[tuple[Node, float]]:
    """Return the nodes with the largest values, the earlier of equals first.

    Parameters
    ----------
    figure : mapping of node to float or None
        Nodes without a value are left out.
    count : int
        Nodes at most.

    Returns
    -------
    list of (node, value)

    Examples
    --------
    >>> top({"Ada": 1.0, "Ben": None, "Cem": 2.0}, 2)
    [('Cem', 2.0), ('Ada', 1.0)]
    """
    known = [(node, value) for node, value in figure.items() if value is not None]
    return sorted(known, key=lambda pair: -pair[1])[:count]
