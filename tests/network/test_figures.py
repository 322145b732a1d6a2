"""Figures known by hand (G6), and the same as networkx on any graph."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from hypothesis import given

from network import centrality, cohesion, communities, holes, mixing
from network.graphs import Graph, groups_of
from network.projection import project, to_graph
from network.records import Presences
from tests.network.graphs import (
    DAY,
    close,
    make_g6,
    random_graphs,
    random_rows,
    thoroughly,
)

BRIDGE = ("B2", "A2")


def test_g6_the_ends_of_the_bridge_are_the_least_constrained() -> None:
    constraint = holes.constraint(make_g6())
    inner, outer = float(Fraction(11, 18)), float(Fraction(145, 144))
    expected = dict.fromkeys(["B1", "A1"], inner)
    expected |= dict.fromkeys(["B2", "B3", "A2", "A3"], outer)
    assert close({node: constraint[node] for node in expected}, expected)


def test_g6_the_end_of_the_bridge_has_seven_thirds_of_a_contact() -> None:
    assert close(holes.effective_size(make_g6())["B1"], 7 / 3)


def test_g6_betweenness_of_the_end_of_the_bridge() -> None:
    assert close(centrality.betweenness(make_g6())["B1"], 0.6)


@pytest.mark.parametrize(
    ("figure", "before", "after"),
    [
        (cohesion.mean_distance, 1.8, 23 / 15),
        (cohesion.global_efficiency, 31 / 45, 34 / 45),
        (lambda G: mixing.ei_index(G, "sector"), -5 / 7, -0.5),
        (lambda G: mixing.assortativity(G, "sector"), 5 / 7, 0.5),
    ],
)
def test_g6_before_and_after_a_second_bridge(
    figure: Callable[[Graph], float], before: float, after: float
) -> None:
    assert close(figure(make_g6()), before)
    assert close(figure(make_g6(BRIDGE)), after)


def test_g6_a_second_bridge_leaves_no_cut_node() -> None:
    assert cohesion.cut_nodes(make_g6()) == ["B1", "A1"]
    assert cohesion.cut_nodes(make_g6(BRIDGE)) == []


def test_many_who_only_met_one_person_all_meet_through_that_person() -> None:
    G: Graph = nx.disjoint_union(nx.star_graph(30), nx.barbell_graph(4, 2))
    G.add_edges_from([(31, "x"), (31, "y"), ("p", "q")])
    assert close(centrality.betweenness(G), nx.betweenness_centrality(G))


def test_g6_the_ends_of_the_bridge_each_broker_two_pairs() -> None:
    pairs = holes.brokers(make_g6(), "sector")
    assert {node: pairs[node] for node in pairs if pairs[node]} == {"B1": 2, "A1": 2}


def test_g6_new_ties_beside_the_bridge_gain_most() -> None:
    gains = {
        pair: cohesion.global_efficiency(make_g6(pair))
        - cohesion.global_efficiency(make_g6())
        for pair in [BRIDGE, ("B3", "A3"), ("B1", "A2"), ("B2", "A1")]
    }
    expected = [1 / 15, 1 / 15, 1 / 18, 1 / 18]
    assert close(gains, dict(zip(gains, expected, strict=True)))


def test_g6_seven_ties_of_which_one_crosses() -> None:
    assert mixing.mixing_matrix(make_g6(), "sector") == {
        "business": {"business": 3.0, "administration": 1.0},
        "administration": {"business": 1.0, "administration": 3.0},
    }


def test_g6_each_sector_has_three_ties_inside_and_one_outside() -> None:
    expected = {"business": -0.5, "administration": -0.5}
    assert mixing.ei_by_group(make_g6(), "sector") == expected


def test_g6_two_triangles_are_two_communities() -> None:
    found = communities.communities(make_g6(), seed=1)
    assert {n for n, part in found.items() if part == 1} in (
        {"B1", "B2", "B3"},
        {"A1", "A2", "A3"},
    )


def test_a_tie_with_an_unknown_sector_says_nothing_about_mixing() -> None:
    G = make_g6()
    G.add_edge("B1", "nobody knows")
    assert close(mixing.ei_index(G, "sector"), -5 / 7)
    assert close(mixing.assortativity(G, "sector"), 5 / 7)


def test_strong_ties_count_more_where_strength_is_asked_for() -> None:
    G = make_g6()
    G["B1"]["A1"]["weight"] = 6.0
    assert mixing.ei_index(G, "sector", weight="weight") == 0.0


def test_an_isolate_has_no_constraint_no_size_and_no_community() -> None:
    G: Graph = nx.empty_graph(1)
    assert holes.constraint(G) == {0: None}
    assert holes.effective_size(G) == {0: None}
    assert communities.communities(G) == {0: None}


def test_components_and_communities_are_numbered_from_the_largest() -> None:
    G: Graph = nx.Graph([("a", "b"), ("c", "d"), ("d", "e")])
    expected = {"a": 2, "b": 2, "c": 1, "d": 1, "e": 1}
    assert cohesion.components(G) == expected
    assert communities.communities(G, seed=3) == expected


@pytest.mark.parametrize("G", [nx.Graph(), nx.empty_graph(1), nx.empty_graph(3)])
def test_a_graph_without_ties_has_an_answer_to_everything(G: Graph) -> None:
    assert set(centrality.betweenness(G).values()) <= {0.0}
    assert set(centrality.strength(G).values()) <= {0.0}
    assert cohesion.distances(G) == []
    assert cohesion.mean_distance(G) is None
    assert cohesion.global_efficiency(G) == 0
    assert cohesion.density(G) == 0
    assert cohesion.isolates(G) == list(G)
    assert cohesion.cut_nodes(G) == []
    assert mixing.ei_index(G, "sector") is None
    assert mixing.ei_by_group(G, "sector") == {}
    assert mixing.assortativity(G, "sector") is None
    assert communities.modularity(G, communities.communities(G)) is None
    assert set(holes.brokers(G, "sector").values()) <= {0}


def connected_pairs_mean(G: Graph) -> float | None:
    lengths = dict(nx.all_pairs_shortest_path_length(G))
    steps = [d for row in lengths.values() for d in row.values() if d]
    return sum(steps) / len(steps) if steps else None


def without_isolates(values: dict[Any, float], G: Graph) -> dict[Any, float | None]:
    return {node: value if G.degree(node) else None for node, value in values.items()}


@thoroughly
@given(random_graphs())
def test_any_betweenness_agrees_with_networkx(G: Graph) -> None:
    assert close(centrality.betweenness(G), nx.betweenness_centrality(G))


@thoroughly
@given(random_rows())
def test_any_betweenness_in_meetings_agrees_with_networkx(
    rows: list[tuple[int, int, date]],
) -> None:
    G = to_graph(project(Presences.from_rows(rows), as_of=DAY))
    assert close(centrality.betweenness(G), nx.betweenness_centrality(G))


@thoroughly
@given(random_graphs())
def test_any_strength_agrees_with_networkx(G: Graph) -> None:
    assert centrality.degree(G) == dict(G.degree())
    assert close(centrality.strength(G), dict(G.degree(weight="weight")))


@thoroughly
@given(random_graphs())
def test_any_distance_agrees_with_networkx(G: Graph) -> None:
    assert close(cohesion.mean_distance(G), connected_pairs_mean(G))
    assert close(cohesion.global_efficiency(G), nx.global_efficiency(G))


@thoroughly
@given(random_graphs())
def test_any_cut_node_agrees_with_networkx(G: Graph) -> None:
    assert set(cohesion.cut_nodes(G)) == set(nx.articulation_points(G))


@thoroughly
@given(random_graphs())
def test_any_component_agrees_with_networkx(G: Graph) -> None:
    ours = cohesion.components(G)
    for part in nx.connected_components(G):
        assert len({ours[node] for node in part}) == 1
    assert len(set(ours.values())) == nx.number_connected_components(G)


@thoroughly
@given(random_graphs())
def test_any_constraint_agrees_with_networkx(G: Graph) -> None:
    for weight in (None, "weight"):
        theirs = without_isolates(nx.constraint(G, weight=weight), G)
        assert close(holes.constraint(G, weight), theirs)


@thoroughly
@given(random_graphs())
def test_any_effective_size_agrees_with_networkx(G: Graph) -> None:
    for weight in (None, "weight"):
        theirs = without_isolates(nx.effective_size(G, list(G), weight), G)
        assert close(holes.effective_size(G, weight), theirs)


@thoroughly
@given(random_graphs())
def test_any_broker_agrees_with_the_definition(G: Graph) -> None:
    sector = groups_of(G, "sector")
    for node, pairs in holes.brokers(G, "sector").items():
        across = [p for p in combinations(G[node], 2) if sector[p[0]] != sector[p[1]]]
        assert pairs == sum(not G.has_edge(*pair) for pair in across)


@thoroughly
@given(random_graphs())
def test_any_mixing_agrees_with_networkx(G: Graph) -> None:
    tied = {G.nodes[end]["sector"] for edge in G.edges for end in edge}
    if len(tied) > 1:
        theirs = nx.attribute_assortativity_coefficient(G, "sector")
        assert close(mixing.assortativity(G, "sector"), theirs)
    ours = mixing.mixing_matrix(G, "sector")
    for one, row in nx.attribute_mixing_dict(G, "sector").items():
        for other, ties in row.items():
            assert ours[one][other] * (2 if one == other else 1) == ties


@thoroughly
@given(random_graphs())
def test_any_modularity_is_at_least_that_of_no_parts(G: Graph) -> None:
    parts = communities.communities(G, seed=5)
    quality = communities.modularity(G, parts)
    assert quality is None or quality >= -1e-9
