"""What vis-network needs to draw a graph, made with pyvis.

pyvis is used for its model of nodes and edges only: its page would ask third parties
for files and would run a title that contains "href". Importing it takes about 0.3 s,
which is why nothing else in this library imports this module.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypedDict

from pyvis.edge import Edge
from pyvis.network import Network

from network.graphs import Graph, Node

__all__ = ["COLOURS", "OTHER", "SHAPES", "Group", "Look", "Picture", "draw"]

Group: TypeAlias = str | int

COLOURS = (
    "#0072b2",
    "#e69f00",
    "#009e73",
    "#cc79a7",
    "#56b4e9",
    "#d55e00",
    "#f0e442",
)
"""Okabe and Ito's colours, which people who see few colours can tell apart."""

OTHER = "#999999"
"""Colour of everything beyond the seventh group and of what has no group."""

SHAPES = ("dot", "square", "triangle", "diamond", "star", "hexagon", "triangleDown")
"""Shapes that vis-network scales by size and labels below; others are dots."""

OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"hover": True, "hideEdgesOnDrag": True, "tooltipDelay": 150},
    "edges": {"smooth": {"enabled": False}, "selectionWidth": 2, "hoverWidth": 1},
    "nodes": {"borderWidth": 1, "scaling": {"label": {"drawThreshold": 8}}},
}
"""Places are given, ties are straight, and labels show once they can be read."""

_SMALLEST, _LARGEST = 7.0, 30.0
_THINNEST, _THICKEST = 0.5, 5.0


class Picture(TypedDict):
    """A picture as plain values that JSON can hold."""

    nodes: list[dict[str, Any]]
    edges: list[dict[str, Any]]
    options: dict[str, Any]
    legend: dict[str, list[dict[str, Any]]]


@dataclass(frozen=True, kw_only=True)
class Look:
    """How the nodes of a picture look.

    Parameters
    ----------
    groups : mapping of node to group or None
        Nodes of one group share a colour.
    sizes : mapping of node to float or None
        The area of a node grows with this figure.
    shapes : mapping of node to str or None
        Nodes of one kind share a shape.
    titles : mapping of node to str
        Plain text shown beside the pointer; the label where it is missing.
    group_order, shape_order : sequences
        Groups and kinds in the order in which they take colours and shapes, so that
        they keep them from page to page. Others follow: numbers upwards, words as they
        appear.
    font, line : str
        Colour of labels and of ties, for a light or a dark page.
    """

    groups: Mapping[Node, Group | None]
    sizes: Mapping[Node, float | None] = field(default_factory=dict)
    shapes: Mapping[Node, str | None] = field(default_factory=dict)
    titles: Mapping[Node, str] = field(default_factory=dict)
    group_order: Sequence[Group] = ()
    shape_order: Sequence[str] = ()
    font: str = "#212529"
    line: str = "#adb5bd"


def draw(
    G: Graph, positions: Mapping[Node, tuple[float, float]], look: Look
) -> Picture:
    """Return the picture of a graph.

    Parameters
    ----------
    G : Graph
        Its nodes are str or int; their attribute `label` is written below them.
    positions : mapping of node to (x, y)
        As `network.layout.positions` gives them.
    look : Look

    Returns
    -------
    Picture
        The legend lists colours and shapes in use with the groups they stand for.

    Raises
    ------
    AssertionError
        By pyvis, if a node is neither str nor int.

    Notes
    -----
    O(nodes + ties). The edges are put into pyvis' list directly, since its `add_edge`
    looks through all edges for each new one.

    References
    ----------
    Okabe, M., Ito, K. (2008). Color universal design.
    https://jfly.uni-koeln.de/color/

    Examples
    --------
    >>> import networkx as nx
    >>> G = nx.path_graph(2)
    >>> look = Look(groups={0: "business", 1: "politics"})
    >>> picture = draw(G, {0: (0.0, 0.0), 1: (50.0, 0.0)}, look)
    >>> [(node["id"], node["color"]) for node in picture["nodes"]]
    [(0, '#0072b2'), (1, '#e69f00')]
    """
    network = Network()
    network.options = OPTIONS
    colours = _assigned(COLOURS, G, of=look.groups, order=look.group_order)
    shapes = _assigned(SHAPES, G, of=look.shapes, order=look.shape_order)
    for node, size in _sizes(G, look).items():
        network.add_node(
            node,
            color=colours.get(look.groups.get(node), OTHER),
            shape=shapes.get(look.shapes.get(node), SHAPES[0]),
            **_written(G, node, look=look, size=size),
            **_placed(positions[node], size),
        )
    network.edges.extend(_edges(G, look.line))
    return Picture(
        nodes=network.nodes,
        edges=network.edges,
        options=OPTIONS,
        legend={
            "colours": _legend(colours, "colour", G=G, of=look.groups),
            "shapes": _legend(shapes, "shape", G=G, of=look.shapes),
        },
    )


def _assigned(
    signs: Sequence[str],
    G: Graph,
    *,
    of: Mapping[Node, Any],
    order: Sequence[Any],
) -> dict[Any, str]:
    """Return the sign of each group: the given order, numbers upwards, as they come."""
    met = [of[node] for node in G if of.get(node) is not None]
    met.sort(key=lambda group: group if isinstance(group, int) else 0)
    return dict(zip(dict.fromkeys([*order, *met]), signs, strict=False))


def _legend(
    signs: Mapping[Any, str], name: str, *, G: Graph, of: Mapping[Node, Any]
) -> list[dict[str, Any]]:
    """Return the groups in the picture with their signs."""
    shown = {of.get(node) for node in G}
    return [{"group": g, name: sign} for g, sign in signs.items() if g in shown]


def _sizes(G: Graph, look: Look) -> dict[Node, float]:
    """Return the radius of each node, so that its area grows with its figure."""
    figures = {node: max(look.sizes.get(node) or 0.0, 0.0) for node in G}
    largest = max(figures.values(), default=0.0) or 1.0
    room = _LARGEST**2 - _SMALLEST**2
    return {
        node: math.sqrt(_SMALLEST**2 + room * figure / largest)
        for node, figure in figures.items()
    }


def _written(G: Graph, node: Node, *, look: Look, size: float) -> dict[str, Any]:
    """Return the texts of a node; the larger it is the larger they are."""
    label = str(G.nodes[node].get("label") or node)
    title = re.sub("href", "", look.titles.get(node, label), flags=re.IGNORECASE)
    font = {"color": look.font, "size": round(11 + size / 2)}
    return {"label": label, "title": title, "font": font}


def _placed(position: tuple[float, float], size: float) -> dict[str, float]:
    return {"x": position[0], "y": position[1], "size": round(size, 1)}


def _edges(G: Graph, line: str) -> Iterator[dict[str, Any]]:
    """Yield the ties; the stronger the thicker."""
    weights = [weight for *_, weight in G.edges(data="weight", default=1)]
    heaviest = max(weights, default=1)
    for (source, target), weight in zip(G.edges, weights, strict=True):
        share = math.sqrt(weight / heaviest)
        width = round(_THINNEST + (_THICKEST - _THINNEST) * share, 2)
        yield Edge(source, target, width=width, color=line).options
