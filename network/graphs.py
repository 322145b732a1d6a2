"""What a graph is here, and its way into matrices and igraph.

A graph is an undirected, simple `networkx.Graph`. Graphs handed out are frozen, so
that a figure computed once stays true. A tie carries `weight` (strength: larger is
closer) and `distance` (1 / weight: larger is farther); the two must not be mixed up.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, TypeAlias, TypeVar

import igraph
import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse

__all__ = ["Graph", "Node", "adjacency", "by_node", "groups_of", "to_igraph"]

Node: TypeAlias = Hashable
Graph: TypeAlias = "nx.Graph[Node]"
Answer = TypeVar("Answer")


def adjacency(G: Graph, weight: str | None = "weight") -> Any:
    """Return the symmetric matrix of G with rows in the order of its nodes.

    Parameters
    ----------
    G : Graph
    weight : str or None
        Edge attribute to take, 1 where it is missing. With None every tie is 1.

    Returns
    -------
    scipy.sparse.csr_array of float64

    Examples
    --------
    >>> adjacency(nx.path_graph(3)).toarray().astype(int).tolist()
    [[0, 1, 0], [1, 0, 1], [0, 1, 0]]
    """
    if not len(G):
        return sparse.csr_array((0, 0))
    return nx.to_scipy_sparse_array(G, weight=weight).astype(np.float64)


def to_igraph(matrix: Any) -> igraph.Graph:
    """Return the igraph graph of a symmetric matrix, strengths as `weight`.

    Examples
    --------
    >>> to_igraph(adjacency(nx.path_graph(3))).get_edgelist()
    [(0, 1), (1, 2)]
    """
    upper = sparse.triu(matrix, 1, format="coo")
    graph = igraph.Graph(matrix.shape[0], np.column_stack((upper.row, upper.col)))
    graph.es["weight"] = upper.data
    return graph


def by_node(G: Graph, values: NDArray[Any] | list[Answer]) -> dict[Node, Answer]:
    """Return the values, given in the order of the nodes, as a plain dict.

    Examples
    --------
    >>> by_node(nx.path_graph(2), np.array([0.5, 1.0]))
    {0: 0.5, 1: 1.0}
    """
    plain = values.tolist() if isinstance(values, np.ndarray) else values
    return dict(zip(G, plain, strict=True))


def groups_of(G: Graph, attribute: str) -> Mapping[Node, str]:
    """Return the group of each node that has one.

    Examples
    --------
    >>> G = nx.path_graph(2)
    >>> G.nodes[0]["sector"] = "business"
    >>> groups_of(G, "sector")
    {0: 'business'}
    """
    carried = {node: of_node.get(attribute) for node, of_node in G.nodes(data=True)}
    return {node: group for node, group in carried.items() if group is not None}
