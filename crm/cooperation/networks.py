"""Networks: graph, figures and positions of a scope, packed for keeping."""

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any, TypeAlias

import numpy as np
from sqlalchemy.orm import Session

from crm.cooperation import presence
from crm.cooperation.scopes import Scope
from crm.errors import NetworkTooLarge
from crm.text import fold
from network import layout, selection, summary
from network.errors import ProjectionTooLarge
from network.graphs import Graph, Node
from network.projection import LARGEST_GRAPH, Ties, project, to_graph
from network.records import Presences

SEED = 0
"""Chance is always the same one: the same rows give the same picture."""

LARGEST_PICTURE = 600
"""Nodes a picture may show; above, it shows the strongest part."""

Figure: TypeAlias = Mapping[Node, float | None]
Positions: TypeAlias = Mapping[Node, tuple[float, float]]

_TIES = ("source", "target", "weight", "items", "since", "last")


@dataclass(frozen=True, eq=False)
class Network:
    """Everything a page shows: graph, figures of the nodes, positions of the strongest.

    `figures` holds degree, strength, betweenness, community and component by node;
    `positions` those of the strongest part.
    """

    graph: Graph
    figures: Mapping[str, Figure]
    positions: Positions

    @property
    def is_larger_than_a_picture(self) -> bool:
        """Whether a picture of all of it would be a hairball."""
        return len(self.graph) > LARGEST_PICTURE

    @cached_property
    def names(self) -> dict[str, str]:
        """The folded names by node, for search."""
        return {str(n): fold(self.graph.nodes[n]["name"]) for n in self.graph}


def take(session: Session, scope: Scope) -> tuple[dict[str, Any], bytes]:
    """Compute the network of a scope: its summary and its packed content.

    Costs seconds for tens of thousands of meetings. Raises NetworkTooLarge when
    the meetings hold more pairs of people than fit into memory.
    """
    record = presence.read(session, scope)
    ties, left_out = _ties(record.presences, scope)
    graph = to_graph(ties, record.attributes)
    figures = summary.node_figures(graph, seed=SEED)
    whole = summary.summarise(graph, seed=SEED, communities=_whole_numbers(figures))
    figures_of_all = asdict(whole) | _counted(record.presences, left_out)
    shown = selection.strongest_part(graph, LARGEST_PICTURE)
    network = Network(graph, figures, layout.positions(shown, seed=SEED))
    return figures_of_all, pack(network, ties)


def pack(network: Network, ties: Ties) -> bytes:
    """Return a network as compressed JSON, in columns."""
    nodes = list(network.graph)
    content = {
        "nodes": nodes,
        "attributes": [network.graph.nodes[node] for node in nodes],
        "figures": {k: [f[node] for node in nodes] for k, f in network.figures.items()},
        "positions": [_rounded(network.positions.get(node)) for node in nodes],
        "ties": {name: getattr(ties, name).tolist() for name in _TIES},
    }
    return zlib.compress(json.dumps(content, separators=(",", ":")).encode())


@lru_cache(maxsize=4)
def unpack(content: bytes) -> Network:
    """Return the network packed in these bytes; the latest ones stay in memory."""
    stored = json.loads(zlib.decompress(content))
    nodes = stored["nodes"]
    columns = {name: np.array(stored["ties"][name]) for name in _TIES}
    ties = Ties(tuple(nodes), **columns)
    graph = to_graph(ties, dict(zip(nodes, stored["attributes"], strict=True)))
    figures = {
        name: dict(zip(nodes, values, strict=True))
        for name, values in stored["figures"].items()
    }
    placed = zip(nodes, stored["positions"], strict=True)
    return Network(graph, figures, {n: (p[0], p[1]) for n, p in placed if p})


def _ties(presences: Presences, scope: Scope) -> tuple[Ties, int]:
    """Return the ties, and how many had to be left out as the weakest."""
    try:
        ties = project(presences, as_of=scope.as_of, half_life=scope.half_life)
    except ProjectionTooLarge as refused:
        raise NetworkTooLarge from refused
    return ties.strongest(LARGEST_GRAPH), max(0, len(ties) - LARGEST_GRAPH)


def _whole_numbers(figures: Mapping[str, Figure]) -> dict[Node, int | None]:
    communities = figures["community"].items()
    return {node: None if n is None else int(n) for node, n in communities}


def _counted(presences: Presences, left_out: int) -> dict[str, Any]:
    days = presences.held_on.tolist()
    return {
        "meetings": len(days),
        "first_on": _day(min(days, default=None)),
        "last_on": _day(max(days, default=None)),
        "ties_left_out": left_out,
    }


def _day(ordinal: int | None) -> str | None:
    return None if ordinal is None else date.fromordinal(ordinal).isoformat()


def _rounded(position: tuple[float, float] | None) -> tuple[float, float] | None:
    return position and (round(position[0], 1), round(position[1], 1))
