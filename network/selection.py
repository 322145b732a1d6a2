"""Parts of a graph that a picture or a page can show.

Every function returns a new frozen graph whose nodes and ties carry the same
attributes. Views of networkx are avoided on purpose: the order of their nodes differs
from process to process, and with it everything that depends on chance.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, TypeAlias

import networkx as nx

from network.centrality import strength as strength_of
from network.errors import UnknownNode
from network.graphs import Graph, Node

__all__ = ["at_least", "community_graph", "neighbourhood", "only", "strongest_part"]

_Tie: TypeAlias = tuple[Node, Node, dict[str, Any]]


def strongest_part(
    G: Graph, limit: int = 600, *, ties: int = 3000, weight: str = "weight"
) -> Graph:
    """Return the strongest nodes and the backbone of the ties among them.

    Parameters
    ----------
    G : Graph
    limit : int
        Nodes at most: those with the largest strength, the earlier of equals.
    ties : int
        Ties at most, though never less than the strongest of each node: the others
        join from the strongest down.
    weight : str
        Edge attribute that holds the strength, 1 where it is missing.

    Returns
    -------
    Graph
        Nodes and ties in the order of G.

    Notes
    -----
    O(nodes + ties log ties).

    Examples
    --------
    >>> G = nx.Graph()
    >>> G.add_weighted_edges_from([("Ada", "Ben", 2.0), ("Ben", "Cem", 0.5)])
    >>> list(strongest_part(G, 2))
    ['Ada', 'Ben']
    """
    strengths = strength_of(G, weight)
    nodes = set(sorted(strengths, key=lambda node: -strengths[node])[:limit])
    among = _ties_among(G, nodes)
    backbone = _backbone(among, ties, weight=weight)
    return _graph(((n, G.nodes[n]) for n in G if n in nodes), backbone)


def _backbone(ties: list[_Tie], limit: int, *, weight: str) -> list[_Tie]:
    """Return the strongest tie of each node and the strongest of the others."""
    ranked = sorted(range(len(ties)), key=lambda n: -ties[n][2].get(weight, 1))
    best, others, seen = list[int](), list[int](), set[Node]()
    for number in ranked:
        ends = set(ties[number][:2])
        (others if ends <= seen else best).append(number)
        seen |= ends
    kept = best + others[: max(limit - len(best), 0)]
    return [ties[number] for number in sorted(kept)]


def at_least(G: Graph, strength: float, *, weight: str = "weight") -> Graph:
    """Return the ties of at least this strength and the nodes they tie.

    Parameters
    ----------
    G : Graph
    strength : float
    weight : str
        Edge attribute that holds the strength, 1 where it is missing.

    Returns
    -------
    Graph
        Without isolates, nodes and ties in the order of G.

    Notes
    -----
    O(nodes + ties).

    Examples
    --------
    >>> G = nx.Graph()
    >>> G.add_weighted_edges_from([("Ada", "Ben", 2.0), ("Ben", "Cem", 0.5)])
    >>> list(at_least(G, 1.0))
    ['Ada', 'Ben']
    """
    ties = [tie for tie in G.edges(data=True) if tie[2].get(weight, 1) >= strength]
    nodes = {end for tie in ties for end in tie[:2]}
    return _graph(((n, G.nodes[n]) for n in G if n in nodes), ties)


def only(G: Graph, nodes: Collection[Node]) -> Graph:
    """Return these nodes and the ties among them.

    Parameters
    ----------
    G : Graph
    nodes : collection of nodes
        Those that are not in the graph are passed over.

    Returns
    -------
    Graph
        Nodes and ties in the order of G.

    Notes
    -----
    O(nodes + ties).

    Examples
    --------
    >>> list(only(nx.path_graph(4), {3, 2}).edges)
    [(2, 3)]
    """
    wanted = set(nodes)
    found = ((node, G.nodes[node]) for node in G if node in wanted)
    return _graph(found, _ties_among(G, wanted))


def neighbourhood(
    G: Graph, node: Node, *, steps: int = 1, limit: int = 60, weight: str = "weight"
) -> Graph:
    """Return a node, whom it reaches within some steps, and the ties among them.

    Parameters
    ----------
    G : Graph
    node : node
    steps : int
    limit : int
        Nodes at most, the node itself included. Where they do not all fit, the nearer
        ones stay, and of equally near ones those with the strongest tie to the ones
        before them.
    weight : str
        Edge attribute that holds the strength, 1 where it is missing.

    Returns
    -------
    Graph
        The node first, then the nearer and the more strongly tied.

    Raises
    ------
    UnknownNode
        If the node is not in the graph.

    Notes
    -----
    O(ties of the nodes kept).

    Examples
    --------
    >>> list(neighbourhood(nx.path_graph(5), 2, steps=1))
    [2, 1, 3]
    """
    if node not in G:
        raise UnknownNode(node)
    kept, front = {node: None}, [node]
    for _ in range(steps):
        reach: dict[Node, float] = defaultdict(float)
        for near in front:
            for far, carried in G[near].items():
                reach[far] = max(reach[far], carried.get(weight, 1))
        new = (far for far in reach if far not in kept)
        ranked = sorted(new, key=lambda far: -reach[far])
        front = ranked[: max(limit - len(kept), 0)]
        kept.update(dict.fromkeys(front))
    return _graph(((n, G.nodes[n]) for n in kept), _ties_among(G, kept))


def community_graph(
    G: Graph,
    communities: Mapping[Node, int | None],
    *,
    weight: str = "weight",
    named: int = 3,
) -> Graph:
    """Return a graph whose nodes are the communities.

    Parameters
    ----------
    G : Graph
    communities : mapping of node to int or None
        As `network.communities.communities` gives them. Nodes of none are left out.
    weight : str
        Edge attribute that holds the strength, 1 where it is missing.
    named : int
        How many members a community is named after.

    Returns
    -------
    Graph
        Nodes "community-1", "community-2" and so on in this order, with `community`
        (number), `size` (members), `members` (the strongest), `label` (their labels,
        separated by commas) and `strength` (of the ties within). A tie carries the sum
        of `weight` and of `items`, `distance` (1 / weight) and the number of `ties`.

    Notes
    -----
    O(nodes log nodes + ties).

    Examples
    --------
    >>> G = nx.barbell_graph(3, 0)
    >>> H = community_graph(G, {0: 1, 1: 1, 2: 1, 3: 2, 4: 2, 5: 2}, named=1)
    >>> list(H.nodes(data="label")), list(H.edges(data="weight"))
    ([('community-1', '2'), ('community-2', '3')], [('community-1', 'community-2', 1)])
    """
    members = _members(G, communities, strengths=strength_of(G, weight))
    between = _sums_between(G, communities, weight=weight)
    H: Graph = nx.Graph()
    for number in sorted(members):
        about = _about(G, members[number], named=named)
        within = between.pop((number, number), Counter())["weight"]
        H.add_node(_name(number), community=number, strength=within, **about)
    for (one, other), sums in sorted(between.items()):
        H.add_edge(_name(one), _name(other), distance=1 / sums["weight"], **sums)
    nx.freeze(H)
    return H


def _members(
    G: Graph,
    communities: Mapping[Node, int | None],
    *,
    strengths: Mapping[Node, float],
) -> dict[int, list[Node]]:
    """Return the members of each community, the strongest first."""
    members: dict[int, list[Node]] = defaultdict(list)
    for node in sorted(G, key=lambda node: -strengths[node]):
        number = communities.get(node)
        if number is not None:
            members[number].append(node)
    return members


def _sums_between(
    G: Graph, communities: Mapping[Node, int | None], *, weight: str
) -> dict[tuple[int, int], Counter[str]]:
    """Return what the ties between each two communities, and within each, add up to."""
    sums: dict[tuple[int, int], Counter[str]] = defaultdict(Counter)
    for source, target, carried in G.edges(data=True):
        one, other = communities.get(source), communities.get(target)
        if one is not None and other is not None:
            sums[min(one, other), max(one, other)].update(
                weight=carried.get(weight, 1), items=carried.get("items", 1), ties=1
            )
    return sums


def _about(G: Graph, members: list[Node], *, named: int) -> dict[str, Any]:
    strongest = tuple(members[:named])
    labels = [str(G.nodes[node].get("label", node)) for node in strongest]
    return {"size": len(members), "members": strongest, "label": ", ".join(labels)}


def _name(community: int) -> str:
    return f"community-{community}"


def _ties_among(G: Graph, nodes: Collection[Node]) -> list[_Tie]:
    """Return the ties whose ends are both wanted, in the order of G."""
    return [
        (source, target, carried)
        for source, target, carried in G.edges([n for n in G if n in nodes], data=True)
        if source in nodes and target in nodes
    ]


def _graph(
    nodes: Iterable[tuple[Node, Mapping[str, Any]]], ties: Iterable[_Tie]
) -> Graph:
    part: Graph = nx.Graph()
    part.add_nodes_from((node, dict(carried)) for node, carried in nodes)
    part.add_edges_from(ties)
    nx.freeze(part)
    return part
