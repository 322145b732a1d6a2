"""All figures at once."""

import json
from dataclasses import asdict

import networkx as nx
import pytest

from network import summary
from tests.network.graphs import make_g6, make_graph


def test_g6_in_one_go() -> None:
    whole = summary.summarise(make_g6())
    assert (whole.nodes, whole.ties, whole.components, whole.communities) == (
        6,
        7,
        1,
        2,
    )
    assert whole.density == pytest.approx(7 / 15)
    assert whole.ei_index == pytest.approx(-5 / 7)
    assert whole.mean_distance == pytest.approx(1.8)
    assert whole.global_efficiency == pytest.approx(31 / 45)
    assert whole.modularity == pytest.approx(6 / 7 - 1 / 2)


def test_a_summary_is_json() -> None:
    whole = summary.summarise(make_g6())
    assert json.loads(json.dumps(asdict(whole))) == asdict(whole)


def test_known_communities_are_taken_as_they_are() -> None:
    G = make_g6()
    assert summary.summarise(G, communities=dict.fromkeys(G, 1)).communities == 1


def test_an_empty_graph_has_a_summary() -> None:
    whole = summary.summarise(nx.Graph())
    assert (whole.nodes, whole.components, whole.modularity) == (0, 0, None)


def test_isolates_are_components_but_not_communities() -> None:
    whole = summary.summarise(make_graph("ab", "c"))
    assert (whole.isolates, whole.components, whole.communities) == (1, 2, 1)


def test_distances_in_a_graph_too_large_for_them_are_not_computed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(summary, "LARGEST_FOR_DISTANCES", 41)
    whole = summary.summarise(make_g6())
    assert (whole.mean_distance, whole.global_efficiency) == (None, None)


def test_every_figure_has_a_value_for_every_node() -> None:
    figures = summary.node_figures(make_graph("abc", "d"))
    assert set(figures) == {
        "degree",
        "strength",
        "betweenness",
        "community",
        "component",
    }
    assert all(list(figure) == list("abcd") for figure in figures.values())


def test_the_top_leaves_out_who_has_no_value() -> None:
    figures: summary.Figure = {"a": 1.0, "b": None, "c": 3.0, "d": 1.0}
    assert summary.top(figures, 2) == [("c", 3.0), ("a", 1.0)]
