"""Graphs whose figures are known by hand or published."""

from collections.abc import Hashable, Iterable
from datetime import date
from typing import Any

import networkx as nx
from hypothesis import settings
from hypothesis import strategies as st

from network.graphs import Graph
from network.projection import project, to_graph
from network.records import Presences

DAY = date(2024, 5, 14)

SECTORS = {"A": "administration", "B": "business"}

thoroughly = settings(deadline=None, max_examples=60, derandomize=True)
"""The same random graphs on every machine."""


def make_presences(
    attendance: Iterable[tuple[Hashable, Iterable[Hashable]]], day: date = DAY
) -> Presences:
    """Make the presences of items with their members, all on one day."""
    rows = [(item, actor, day) for item, members in attendance for actor in members]
    return Presences.from_rows(rows)


def make_meetings(*meetings: str, day: date = DAY) -> Presences:
    """Make meetings of people with one letter each, such as "abc"."""
    return make_presences(enumerate(meetings), day)


def make_graph(*meetings: str) -> Graph:
    """Make the graph of meetings of people with one letter each."""
    return to_graph(project(make_meetings(*meetings), as_of=DAY))


def make_g6(*more: tuple[str, str]) -> Graph:
    """Make two triangles, business and administration, with the bridge B1-A1."""
    G: Graph = nx.Graph([("B1", "B2"), ("B2", "B3"), ("B3", "B1"), ("B1", "A1")])
    G.add_edges_from([("A1", "A2"), ("A2", "A3"), ("A3", "A1"), *more])
    nx.set_node_attributes(G, {node: SECTORS[str(node)[0]] for node in G}, "sector")
    return G


def make_southern_women() -> Presences:
    """Make the 14 events of Davis, Gardner and Gardner (1941)."""
    G = nx.davis_southern_women_graph()
    women = G.graph["top"]
    events = G.graph["bottom"]
    rows = [(e, w, DAY) for w in women for e in events if G.has_edge(w, e)]
    return Presences.from_rows(rows)


@st.composite
def random_graphs(draw: st.DrawFn, largest: int = 14) -> Graph:
    """Draw a graph with strengths and groups, often in several components."""
    size = draw(st.integers(1, largest))
    pairs = [(a, b) for a in range(size) for b in range(a)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    G: Graph = nx.empty_graph(size)
    for source, target in chosen:
        G.add_edge(source, target, weight=draw(st.floats(0.01, 10)))
    for node in G:
        G.nodes[node]["sector"] = draw(st.sampled_from(["one", "two", "three"]))
    return G


@st.composite
def random_rows(draw: st.DrawFn) -> list[tuple[int, int, date]]:
    """Draw rows of presences, with doubles and people who are alone."""
    days = [date.fromordinal(DAY.toordinal() - 40 * n) for n in range(8)]
    pairs = st.tuples(st.integers(0, 7), st.integers(0, 9))
    found = draw(st.lists(pairs, max_size=40))
    return [(item, actor, days[item]) for item, actor in found]


def close(ours: Any, theirs: Any) -> bool:
    """Tell whether two figures, or two dicts of figures, agree to 1e-9."""
    if isinstance(ours, dict):
        same = ours.keys() == dict(theirs).keys()
        return same and all(close(ours[node], theirs[node]) for node in ours)
    if ours is None or theirs is None:
        return ours is theirs
    return bool(abs(ours - theirs) <= 1e-9 * max(1, abs(theirs)))
