"""Whether ties stay within groups, such as sectors, or lead from one to another.

A tie with an end whose group is unknown says nothing about mixing and is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from network.graphs import Graph, groups_of

__all__ = ["assortativity", "ei_by_group", "ei_index", "mixing_matrix"]


def ei_index(G: Graph, attribute: str, *, weight: str | None = None) -> float | None:
    """Return (external - internal) / all ties.

    Parameters
    ----------
    G : Graph
    attribute : str
        Node attribute that holds the group.
    weight : str or None
        Edge attribute that says how much a tie counts, 1 where it is missing. With
        None all ties count alike.

    Returns
    -------
    float or None
        -1 if all ties stay within groups, 1 if all lead from one to another, None
        without ties.

    Notes
    -----
    O(nodes + ties).

    References
    ----------
    Krackhardt, D., Stern, R. N. (1988). Informal networks and organizational crises.
    Social Psychology Quarterly 51, 123-140.

    Examples
    --------
    >>> import networkx as nx
    >>> G = nx.path_graph(3)
    >>> nx.set_node_attributes(G, {0: "business", 1: "business", 2: "politics"}, "is")
    >>> ei_index(G, "is")
    0.0
    """
    ties = list(_ties(G, attribute, weight=weight))
    external = sum(value for one, other, value in ties if one != other)
    return _balance(external, sum(value for _, _, value in ties))


def ei_by_group(
    G: Graph, attribute: str, *, weight: str | None = None
) -> dict[str, float | None]:
    """Return the E-I index of the ties that touch each group.

    Parameters
    ----------
    G : Graph
    attribute : str
        Node attribute that holds the group.
    weight : str or None
        As for `ei_index`.

    Returns
    -------
    dict of group to float or None
        In the order in which the groups first appear; None for a group without ties.

    Notes
    -----
    O(nodes + ties). A tie within the group counts once.

    Examples
    --------
    >>> import networkx as nx
    >>> G = nx.path_graph(3)
    >>> nx.set_node_attributes(G, {0: "business", 1: "business", 2: "politics"}, "is")
    >>> ei_by_group(G, "is")
    {'business': 0.0, 'politics': 1.0}
    """
    matrix = mixing_matrix(G, attribute, weight=weight)
    totals = {group: sum(row.values()) for group, row in matrix.items()}
    return {
        group: _balance(totals[group] - row[group], totals[group])
        for group, row in matrix.items()
    }


def mixing_matrix(
    G: Graph, attribute: str, *, weight: str | None = None
) -> dict[str, dict[str, float]]:
    """Return how many ties, or how much strength, lie between each two groups.

    Parameters
    ----------
    G : Graph
    attribute : str
        Node attribute that holds the group.
    weight : str or None
        As for `ei_index`.

    Returns
    -------
    dict of group to dict of group to float
        Symmetric and complete, groups in the order in which they first appear. A tie
        within a group counts once.

    Notes
    -----
    O(nodes + ties + groups ** 2).

    Examples
    --------
    >>> import networkx as nx
    >>> G = nx.path_graph(2)
    >>> nx.set_node_attributes(G, {0: "business", 1: "politics"}, "is")
    >>> mixing_matrix(G, "is")["business"]
    {'business': 0.0, 'politics': 1.0}
    """
    groups = list(dict.fromkeys(groups_of(G, attribute).values()))
    matrix = {one: dict.fromkeys(groups, 0.0) for one in groups}
    for one, other, value in _ties(G, attribute, weight=weight):
        matrix[one][other] += value
        if one != other:
            matrix[other][one] += value
    return matrix


def assortativity(G: Graph, attribute: str) -> float | None:
    """Return how much more often ties stay within groups than chance would have it.

    Parameters
    ----------
    G : Graph
    attribute : str
        Node attribute that holds the group.

    Returns
    -------
    float or None
        1 if all ties stay within groups, 0 if groups do not matter, None without ties
        or if only one group has ties. Equal to
        `networkx.attribute_assortativity_coefficient` where all groups are known.

    Notes
    -----
    O(nodes + ties).

    References
    ----------
    Newman, M. E. J. (2003). Mixing patterns in networks. Physical Review E 67, 026126.

    Examples
    --------
    >>> import networkx as nx
    >>> G = nx.path_graph(2)
    >>> nx.set_node_attributes(G, {0: "business", 1: "politics"}, "is")
    >>> assortativity(G, "is")
    -1.0
    """
    ends: dict[str, float] = defaultdict(float)
    inside = 0.0
    for one, other, value in _ties(G, attribute, weight=None):
        ends[one] += value
        ends[other] += value
        inside += value if one == other else 0
    if len(ends) < 2:
        return None
    total = sum(ends.values())
    by_chance = sum((value / total) ** 2 for value in ends.values())
    return (2 * inside / total - by_chance) / (1 - by_chance)


def _ties(
    G: Graph, attribute: str, *, weight: str | None
) -> Iterator[tuple[str, str, float]]:
    groups = groups_of(G, attribute)
    for source, target, carried in G.edges(data=True):
        if source in groups and target in groups:
            value = 1.0 if weight is None else carried.get(weight, 1.0)
            yield groups[source], groups[target], value


def _balance(external: float, total: float) -> float | None:
    return (2 * external - total) / total if total else None
