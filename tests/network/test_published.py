"""Graphs whose figures others have published."""

import networkx as nx
import pytest

from network import centrality, cohesion, communities, twomode
from network.graphs import Graph
from network.projection import project, to_graph
from tests.network.graphs import DAY, make_southern_women


@pytest.fixture
def women() -> Graph:
    """The 18 women of Davis, tied by their events."""
    return to_graph(project(make_southern_women(), as_of=DAY))


def test_139_of_153_southern_women_have_met(women: Graph) -> None:
    assert women.number_of_edges() == 139
    assert round(cohesion.density(women), 3) == 0.908


def test_evelyn_and_theresa_share_seven_events(women: Graph) -> None:
    tie = women["Evelyn Jefferson"]["Theresa Anderson"]
    assert (tie["items"], round(tie["weight"], 4)) == (7, 1.4869)


def test_the_best_parting_of_the_women_is_one_to_nine_and_ten_to_eighteen(
    women: Graph,
) -> None:
    parts = communities.communities(women, seed=0)
    assert list(parts.values()) == [1] * 9 + [2] * 9
    assert round(communities.modularity(women, parts) or 0, 4) == 0.2641


def test_most_women_with_a_common_friend_meet_elsewhere_too() -> None:
    assert round(twomode.clustering(make_southern_women()) or 0, 4) == 0.7719


def test_the_medici_lie_between_the_families() -> None:
    betweenness = centrality.betweenness(nx.florentine_families_graph())
    found = {name: round(betweenness[name], 4) for name in ("Medici", "Guadagni")}
    assert found == {"Medici": 0.522, "Guadagni": 0.2546}


def test_the_karate_club_splits_at_the_best_modularity_known() -> None:
    G: Graph = nx.karate_club_graph()
    parts = communities.communities(G, None, seed=0)
    quality = communities.modularity(G, parts, weight=None)
    assert round(quality or 0, 4) == 0.4198


def test_the_karate_club_has_the_betweenness_freeman_would_find() -> None:
    betweenness = centrality.betweenness(nx.karate_club_graph())
    found = {n + 1: round(betweenness[n], 4) for n in (0, 33, 32, 2, 31)}
    assert found == {1: 0.4376, 34: 0.3041, 33: 0.1452, 3: 0.1437, 32: 0.1383}
