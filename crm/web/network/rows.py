"""Rows: the table that says the same as the picture."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import url_for

from crm.contacts.models import Sector
from crm.cooperation import pictures
from crm.cooperation.networks import Network
from crm.database import Page
from crm.errors import NotFound
from crm.text import fold, search_tokens
from crm.web.addresses import read_id
from crm.web.lists import SIZE
from crm.web.network.wishes import Wish

_PAGES = {
    "person": ("people.show", "person_id"),
    "organisation": ("organisations.show", "organisation_id"),
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One node with its figures in the whole network."""

    node: str
    name: str
    organisation: str | None
    sector: Sector | None
    community: int | None
    degree: int
    strength: float
    betweenness: float

    @property
    def url(self) -> str:
        """The address of the contact."""
        return contact_url(self.node)


SORTS: dict[str, Callable[[Row], Any]] = {
    "name": lambda row: fold(row.name),
    "sector": lambda row: row.sector or "~",
    "community": lambda row: row.community or 10**9,
    "degree": lambda row: row.degree,
    "strength": lambda row: row.strength,
    "betweenness": lambda row: row.betweenness,
}


def page_of(network: Network, wish: Wish, *, number: int) -> Page[Row]:
    """Return one page of the nodes a wish picks, in the order it asks for."""
    nodes = [str(node) for node in pictures.pick(network, wish.view)]
    tokens = search_tokens(wish.q)
    found = [n for n in nodes if all(t in network.names[n] for t in tokens)]
    rows = [row_of(network, node) for node in found]
    rows.sort(key=SORTS["name"])
    rows.sort(key=SORTS.get(wish.sort, SORTS["degree"]), reverse=wish.descending)
    return _page(rows, number)


def row_of(network: Network, node: str) -> Row:
    """Return the row of a node."""
    known = network.graph.nodes[node]
    figures = {name: figure[node] for name, figure in network.figures.items()}
    return Row(
        node=node,
        name=known["name"],
        organisation=known["organisation"],
        sector=Sector(known["sector"]) if known["sector"] else None,
        community=None if figures["community"] is None else int(figures["community"]),
        degree=int(figures["degree"] or 0),
        strength=figures["strength"] or 0.0,
        betweenness=figures["betweenness"] or 0.0,
    )


def contact_url(node: str) -> str:
    """Return the address of the contact that a node stands for, or NotFound."""
    kind, _, number = node.partition("-")
    record_id = read_id(number)
    if kind not in _PAGES or record_id is None:
        raise NotFound("node", node)
    endpoint, name = _PAGES[kind]
    values: dict[str, Any] = {name: record_id}
    return url_for(endpoint, **values)


def _page(rows: list[Row], number: int) -> Page[Row]:
    number = min(number, max(1, -(-len(rows) // SIZE)))
    return Page(rows[(number - 1) * SIZE : number * SIZE], len(rows), number, SIZE)
