"""Places: where somebody stands in the network, read from the stored snapshot."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from crm.cooperation import snapshots
from crm.cooperation.models import Snapshot
from crm.cooperation.networks import Figure, Network
from crm.cooperation.presence import organisation_node
from crm.cooperation.scopes import Level
from network.graphs import Graph

__all__ = ["Partner", "Place", "partners", "place_in_network"]


@dataclass(frozen=True)
class Partner:
    """Somebody met, how strong the tie is, in how many meetings and when last."""

    node: str
    name: str
    sector: str | None
    strength: float
    meetings: int
    last_on: date


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a node stands: `rank` 1 has the most contacts of `nodes`."""

    node: str
    level: Level
    as_of: date
    taken_at: datetime
    is_stale: bool
    contacts: int
    rank: int
    nodes: int
    strength: float
    betweenness: float
    community: int | None
    partners: list[Partner]


def place_in_network(session: Session, node: str, *, now: datetime) -> Place | None:
    """Return the place of "person-12" or "organisation-5", None where not known.

    Nothing is computed: it is the newest stored picture that answers, for people
    that of the actors, for organisations that of the organisations.
    """
    is_organisation = node.startswith(organisation_node(0)[:-1])
    level = Level.ORGANISATION if is_organisation else Level.ACTOR
    snapshot = snapshots.newest_whole(session, level, until=now.date())
    if snapshot is None:
        return None
    network = snapshots.network_of(snapshot)
    return _place(snapshot, network, node) if node in network.graph else None


def _place(snapshot: Snapshot, network: Network, node: str) -> Place:
    community = network.figures["community"][node]
    return Place(
        node=node,
        level=snapshot.level,
        as_of=snapshot.as_of,
        taken_at=snapshot.taken_at,
        is_stale=snapshot.is_stale,
        contacts=network.graph.degree[node],
        rank=_rank(network.figures["degree"], node),
        nodes=len(network.graph),
        strength=network.figures["strength"][node] or 0.0,
        betweenness=network.figures["betweenness"][node] or 0.0,
        community=None if community is None else int(community),
        partners=partners(network.graph, node, limit=5),
    )


def _rank(figure: Figure, node: str) -> int:
    own = figure[node] or 0
    return 1 + sum((other or 0) > own for other in figure.values())


def partners(graph: Graph, node: str, *, limit: int) -> list[Partner]:
    """Return the strongest partners of a node."""
    ties = sorted(graph[node].items(), key=lambda tie: -tie[1]["weight"])
    return [
        Partner(
            str(other),
            graph.nodes[other]["name"],
            graph.nodes[other]["sector"],
            tie["weight"],
            tie["items"],
            tie["last"],
        )
        for other, tie in ties[:limit]
    ]
