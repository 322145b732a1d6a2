"""Pictures: what of a network is shown, and how it is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any

from crm.contacts.models import Sector
from crm.cooperation.networks import LARGEST_PICTURE, SEED, Figure, Network, Positions
from crm.errors import NotFound
from network import layout, picture, selection, summary
from network.graphs import Graph, Node

LARGEST_NEIGHBOURHOOD = 60
LARGEST_OVERVIEW = 40
NAMED_MEMBERS = 3
SHAPE_ORDER = (
    Sector.BUSINESS,
    Sector.ADMINISTRATION,
    Sector.SCIENCE,
    Sector.POLITICS,
    "(star)",
    "(hexagon)",
    Sector.CIVIL_SOCIETY,
)
"""Dot, square, triangle, diamond, triangle on its tip: as on all pages."""


class Shape(StrEnum):
    """What the nodes of a picture are: `PART` contacts, `COMMUNITIES` whole groups."""

    PART = "part"
    COMMUNITIES = "communities"


class Colour(StrEnum):
    """What the colours stand for."""

    SECTOR = "sector"
    COMMUNITY = "community"


class Measure(StrEnum):
    """What makes a node large, and what a table can be sorted by."""

    DEGREE = "degree"
    STRENGTH = "strength"
    BETWEENNESS = "betweenness"


@dataclass(frozen=True, kw_only=True)
class View:
    """What is picked out of a network, and what colour and size stand for."""

    shape: Shape = Shape.PART
    around: str | None = None
    steps: int = 1
    sector: Sector | None = None
    strength: float = 0.0
    colour: Colour = Colour.SECTOR
    measure: Measure = Measure.DEGREE

    @property
    def is_narrowed(self) -> bool:
        """Whether it leaves anybody out on purpose."""
        return bool(self.around or self.sector or self.strength)

    @property
    def colour_shown(self) -> Colour:
        """What the colours stand for; whole communities can only be coloured so."""
        return Colour.COMMUNITY if self.shape is Shape.COMMUNITIES else self.colour


@dataclass(frozen=True)
class Drawing:
    """A picture as JSON, and how many nodes and ties it shows of those picked out."""

    picture: Mapping[str, Any]
    nodes: int
    ties: int
    all_nodes: int
    all_ties: int

    @property
    def is_partial(self) -> bool:
        """Whether the picture shows only the strongest part."""
        return self.nodes < self.all_nodes or self.ties < self.all_ties


@dataclass(frozen=True)
class Community:
    """A group that meets more among itself than with others."""

    number: int
    size: int
    members: list[str]


def pick(network: Network, view: View) -> Graph:
    """Return the part of a network that a view asks for.

    Around somebody who is not there it is empty.
    """
    graph = network.graph
    if view.strength > 0:
        graph = selection.at_least(graph, view.strength)
    if view.sector is not None:
        graph = selection.only(graph, _in_sector(graph, view))
    return graph if view.around is None else _around(network, graph, view)


def found(network: Network, node: str | None) -> str:
    """Return the node if it is in the network, or raise NotFound."""
    if node is None or node not in network.graph:
        raise NotFound("node", node)
    return node


def draw(network: Network, view: View) -> Drawing:
    """Return the picture of what a view asks for."""
    picked = pick(network, view)
    if view.shape is Shape.COMMUNITIES:
        return _draw_communities(network, picked)
    shown = selection.strongest_part(picked, LARGEST_PICTURE)
    look = picture.Look(
        groups=_groups(network, shown, view),
        sizes=network.figures[view.measure],
        shapes={node: shown.nodes[node]["sector"] for node in shown},
        titles={node: shown.nodes[node]["name"] for node in shown},
        group_order=list(Sector) if view.colour is Colour.SECTOR else [],
        shape_order=SHAPE_ORDER,
    )
    drawn = picture.draw(shown, _positions(network, shown), look)
    return _counted(drawn, shown, picked)


def top(network: Network, measure: Measure, *, count: int) -> list[tuple[str, float]]:
    """Return the nodes that are largest by a measure, with its value."""
    figure = network.figures[measure]
    return [(str(node), value) for node, value in summary.top(figure, count)]


@lru_cache(maxsize=4)
def communities(network: Network) -> tuple[Community, ...]:
    """Return the communities with their strongest members, the largest first."""
    grouped = _grouped(network, network.graph)
    found = [grouped.nodes[node] for node in grouped]
    listed = [
        Community(group["community"], group["size"], [str(n) for n in group["members"]])
        for group in found
    ]
    return tuple(sorted(listed, key=lambda community: community.number))


def search(network: Network, tokens: list[str], *, limit: int = 10) -> list[str]:
    """Return the nodes whose folded name holds every token, the best tied first."""
    degrees = network.figures["degree"]
    names = network.names
    found = [node for node in names if all(t in names[node] for t in tokens)]
    return sorted(found, key=lambda node: -(degrees[node] or 0))[:limit]


def _in_sector(graph: Graph, view: View) -> list[Node]:
    sectors = {node: graph.nodes[node]["sector"] for node in graph}
    return [n for n in graph if sectors[n] == view.sector or n == view.around]


def _around(network: Network, graph: Graph, view: View) -> Graph:
    if view.around not in graph:
        return selection.only(network.graph, [view.around])
    return selection.neighbourhood(
        graph, view.around, steps=view.steps, limit=LARGEST_NEIGHBOURHOOD
    )


def _groups(network: Network, shown: Graph, view: View) -> dict[Node, str | int | None]:
    if view.colour is Colour.SECTOR:
        return {node: shown.nodes[node]["sector"] for node in shown}
    return {node: _number(network.figures["community"][node]) for node in shown}


def _positions(network: Network, shown: Graph) -> Positions:
    """Return stored positions, so that a filter moves nobody; else new ones."""
    if all(node in network.positions for node in shown):
        return {node: network.positions[node] for node in shown}
    return layout.positions(shown, seed=SEED)


def _grouped(network: Network, graph: Graph) -> Graph:
    numbers = network.figures["community"]
    of_nodes = {node: _number(numbers[node]) for node in graph}
    return selection.community_graph(graph, of_nodes, named=NAMED_MEMBERS)


def _draw_communities(network: Network, picked: Graph) -> Drawing:
    grouped = _grouped(network, picked)
    shown = selection.strongest_part(grouped, LARGEST_OVERVIEW)
    sizes: Figure = {node: shown.nodes[node]["size"] for node in shown}
    groups = {node: shown.nodes[node]["community"] for node in shown}
    look = picture.Look(groups=groups, sizes=sizes)
    positions = layout.positions(shown, "apart", seed=SEED)
    return _counted(picture.draw(shown, positions, look), shown, grouped)


def _counted(drawn: Mapping[str, Any], shown: Graph, picked: Graph) -> Drawing:
    return Drawing(
        drawn,
        len(shown),
        shown.number_of_edges(),
        len(picked),
        picked.number_of_edges(),
    )


def _number(value: float | None) -> int | None:
    return None if value is None else int(value)
