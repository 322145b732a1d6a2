"""Parts of a graph."""

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from network import selection
from network.errors import UnknownNode
from network.graphs import Graph
from tests.network.graphs import make_g6, make_graph, random_graphs, thoroughly


def test_the_strongest_part_holds_the_strongest_nodes_in_the_order_of_the_graph() -> (
    None
):
    G = make_graph("ab", "bc", "bc", "cd")
    assert list(selection.strongest_part(G, 2)) == ["b", "c"]


@thoroughly
@given(random_graphs(), st.integers(1, 10), st.integers(0, 12))
def test_the_strongest_part_is_never_larger_than_asked_for(
    G: Graph, limit: int, ties: int
) -> None:
    part = selection.strongest_part(G, limit, ties=ties)
    assert len(part) == min(limit, len(G))
    assert part.number_of_edges() <= max(ties, len(part))


@thoroughly
@given(random_graphs())
def test_the_backbone_keeps_the_strongest_tie_of_each_node(G: Graph) -> None:
    part = selection.strongest_part(G, ties=0)
    for node in G:
        if G[node]:
            strongest = max(tie["weight"] for tie in G[node].values())
            assert strongest in [tie["weight"] for tie in part[node].values()]


def test_a_part_is_frozen_and_carries_what_the_whole_carries() -> None:
    part = selection.only(make_g6(), ["B1", "A1", "nobody"])
    assert nx.is_frozen(part)
    assert part.nodes["B1"] == {"sector": "business"}


def test_at_a_minimum_strength_those_without_such_a_tie_go() -> None:
    assert list(selection.at_least(make_graph("ab", "cde", "f"), 0.6)) == ["a", "b"]


def test_the_neighbourhood_begins_with_the_node_itself() -> None:
    assert list(selection.neighbourhood(make_g6(), "A1")) == ["A1", "B1", "A2", "A3"]


def test_two_steps_reach_the_contacts_of_contacts() -> None:
    near = selection.neighbourhood(nx.path_graph(9), 4, steps=2)
    assert set(near) == {2, 3, 4, 5, 6}


def test_where_not_all_neighbours_fit_the_strongest_stay() -> None:
    G = make_graph("ab", "ac", "ac", "cd")
    assert list(selection.neighbourhood(G, "a", steps=2, limit=2)) == ["a", "c"]


def test_the_neighbourhood_of_nobody_is_refused() -> None:
    with pytest.raises(UnknownNode):
        selection.neighbourhood(make_g6(), "nobody")


def test_communities_are_named_after_their_strongest_members() -> None:
    G = make_g6()
    communities = {node: 1 if str(node)[0] == "B" else 2 for node in G}
    H = selection.community_graph(G, communities, named=1)
    assert dict(H.nodes["community-1"]) == {
        "community": 1,
        "size": 3,
        "members": ("B1",),
        "label": "B1",
        "strength": 3,
    }


def test_ties_between_communities_are_added_up() -> None:
    G = make_graph("ac", "ad", "bc", "ab", "cd")
    H = selection.community_graph(G, {"a": 1, "b": 1, "c": 2, "d": 2})
    tie = H["community-1"]["community-2"]
    assert (tie["weight"], tie["items"], tie["ties"]) == (3.0, 3, 3)
    assert tie["distance"] == pytest.approx(1 / 3)


def test_isolates_belong_to_no_community() -> None:
    assert len(selection.community_graph(nx.empty_graph(2), {0: None, 1: None})) == 0
