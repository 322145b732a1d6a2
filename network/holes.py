"""Structural holes: whose contacts do not know each other.

An isolate has no contacts to know each other: it has no constraint and no effective
size, which reads None.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from network.graphs import Graph, Node, adjacency, by_node, groups_of, to_igraph

__all__ = ["brokers", "constraint", "effective_size"]

_ROWS = 512
"""Nodes whose contacts' contacts are looked at together, which bounds memory."""


def constraint(G: Graph, weight: str | None = "weight") -> dict[Node, float | None]:
    """Return Burt's constraint: how far each node's contacts lead back to each other.

    For a node i it is the sum over contacts j of ``(p_ij + sum_q p_iq p_qj) ** 2``,
    where p_ij is the share of j in the strength of all ties of i.

    Parameters
    ----------
    G : Graph
    weight : str or None
        Edge attribute that holds the strength, 1 where it is missing. With None all
        ties count alike.

    Returns
    -------
    dict of node to float or None
        Equal to `networkx.constraint`; None for isolates.

    Notes
    -----
    In igraph, O(sum of squared degrees).

    References
    ----------
    Burt, R. S. (2004). Structural holes and good ideas. American Journal of Sociology
    110, 349-399.

    Examples
    --------
    >>> import networkx as nx
    >>> constraint(nx.star_graph(2))
    {0: 0.5, 1: 1.0, 2: 1.0}
    """
    values = np.array(to_igraph(adjacency(G, weight)).constraint(weights="weight"))
    return by_node(G, _none_for_isolates(G, values))


def effective_size(G: Graph, weight: str | None = "weight") -> dict[Node, float | None]:
    """Return the number of contacts of each node less those that lead to each other.

    For a node i it is the sum over contacts j of ``1 - sum_q p_iq m_jq``, where p_iq is
    the share of q in the strength of all ties of i, and m_jq the strength of j and q
    relative to the strongest tie of j.

    Parameters
    ----------
    G : Graph
    weight : str or None
        As for `constraint`.

    Returns
    -------
    dict of node to float or None
        None for isolates. Equal to `networkx.effective_size(G, nodes=G)`; for all nodes
        at once and with strengths networkx 3.6 scales by the wrong node.

    Notes
    -----
    O(sum of squared degrees), 512 nodes at a time.

    References
    ----------
    Burt, R. S. (1992). Structural Holes: The Social Structure of Competition. Harvard
    University Press. Borgatti, S. P. (1997). Structural holes: unpacking Burt's
    redundancy measures. Connections 20 (1), 35-38.

    Examples
    --------
    >>> import networkx as nx
    >>> effective_size(nx.complete_graph(3))
    {0: 1.0, 1: 1.0, 2: 1.0}
    """
    matrix = adjacency(G, weight)
    share = _scaled(matrix, matrix.sum(axis=1))
    relative = _scaled(matrix, _largest(matrix))
    redundant = _sum_over_contacts(matrix, left=share, right=relative)
    return by_node(G, _none_for_isolates(G, np.diff(matrix.indptr) - redundant))


def brokers(G: Graph, attribute: str) -> dict[Node, int]:
    """Return for each node how many pairs of groups' members only meet through it.

    Counted are the open pairs: two contacts of the node that belong to two different
    groups and have no tie to each other.

    Parameters
    ----------
    G : Graph
    attribute : str
        Node attribute that holds the group. Contacts of unknown group do not count.

    Returns
    -------
    dict of node to int

    Notes
    -----
    O(sum of squared degrees), 512 nodes at a time.

    References
    ----------
    Gould, R. V., Fernandez, R. M. (1989). Structures of mediation: a formal approach to
    brokerage in transaction networks. Sociological Methodology 19, 89-126.

    Examples
    --------
    >>> import networkx as nx
    >>> G = nx.path_graph(3)
    >>> nx.set_node_attributes(G, {0: "business", 2: "politics"}, "is")
    >>> brokers(G, "is")
    {0: 0, 1: 1, 2: 0}
    """
    matrix, group = adjacency(G, None), _numbered(G, attribute)
    across = _across(matrix, group)
    contacts = (matrix @ _membership(group)).toarray()
    pairs = (contacts.sum(axis=1) ** 2 - (contacts**2).sum(axis=1)) / 2
    closed = _sum_over_contacts(matrix, left=matrix, right=across) / 2
    return by_node(G, np.rint(pairs - closed).astype(int))


def _numbered(G: Graph, attribute: str) -> NDArray[np.int64]:
    """Return the number of the group of each node, -1 where it is unknown."""
    groups = groups_of(G, attribute)
    number = {group: n for n, group in enumerate(dict.fromkeys(groups.values()))}
    return np.array([number[groups[v]] if v in groups else -1 for v in G], dtype=int)


def _membership(group: NDArray[np.int64]) -> Any:
    """Return the matrix of nodes and groups, 1 where a node belongs to a group."""
    known = np.flatnonzero(group >= 0)
    shape = (len(group), int(group.max(initial=0)) + 1)
    return sparse.csr_array((np.ones(len(known)), (known, group[known])), shape=shape)


def _across(matrix: Any, group: NDArray[np.int64]) -> Any:
    """Return only the ties between two known and different groups."""
    ties = matrix.tocoo()
    one, other = group[ties.row], group[ties.col]
    kept = (one != other) & (one >= 0) & (other >= 0)
    places = (ties.row[kept], ties.col[kept])
    return sparse.csr_array((ties.data[kept], places), shape=matrix.shape)


def _sum_over_contacts(matrix: Any, *, left: Any, right: Any) -> NDArray[np.float64]:
    """Return for each i the sum over its contacts j of ``(left @ right.T)[i, j]``."""
    contacts = matrix.astype(bool).astype(float)
    parts = [
        (left[rows] @ right.T).multiply(contacts[rows]).sum(axis=1)
        for rows in _slices(matrix.shape[0])
    ]
    return np.concatenate([np.empty(0), *parts])


def _slices(rows: int) -> Iterator[slice]:
    for start in range(0, rows, _ROWS):
        yield slice(start, min(start + _ROWS, rows))


def _scaled(matrix: Any, by: NDArray[np.float64]) -> Any:
    """Return the matrix with each row divided by a number, empty rows as they are."""
    return sparse.diags_array(1 / np.where(by > 0, by, 1)).tocsr() @ matrix


def _largest(matrix: Any) -> NDArray[np.float64]:
    largest = np.zeros(matrix.shape[0])
    rows = np.flatnonzero(np.diff(matrix.indptr))
    largest[rows] = np.maximum.reduceat(matrix.data, matrix.indptr[rows])
    return largest


def _none_for_isolates(G: Graph, values: NDArray[np.float64]) -> list[float | None]:
    alone = (count == 0 for _, count in G.degree())
    return [None if a else v for a, v in zip(alone, values.tolist(), strict=True)]
