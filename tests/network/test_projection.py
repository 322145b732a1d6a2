"""From rows to ties to a graph."""

from datetime import date, timedelta
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given

from network import centrality, projection
from network.errors import GraphTooLarge, ProjectionTooLarge
from network.graphs import groups_of
from network.projection import Ties, project, to_graph
from network.records import Presences
from tests.network.graphs import (
    DAY,
    close,
    make_graph,
    make_meetings,
    make_presences,
    random_rows,
    thoroughly,
)


def project_by_hand(
    rows: list[tuple[int, int, date]], as_of: date, half_life: float
) -> dict[frozenset[int], float]:
    """Follow the definition word by word."""
    weights: dict[frozenset[int], float] = {}
    for item in {item for item, _, day in rows if day <= as_of}:
        present = {actor for i, actor, _ in rows if i == item}
        age = next((as_of - day).days for i, _, day in rows if i == item)
        for pair in combinations(sorted(present), 2):
            share = 1 / (len(present) - 1) * 0.5 ** (age / half_life)
            weights[frozenset(pair)] = weights.get(frozenset(pair), 0) + share
    return weights


def weights_of(ties: Ties) -> dict[frozenset[Any], float]:
    ends = zip(ties.source.tolist(), ties.target.tolist(), strict=True)
    pairs = [frozenset((ties.ids[a], ties.ids[b])) for a, b in ends]
    return dict(zip(pairs, ties.weight.tolist(), strict=True))


def test_three_people_in_one_meeting_are_tied_by_a_half() -> None:
    assert project(make_meetings("abc"), as_of=DAY).weight.tolist() == [0.5] * 3


def test_somebody_listed_twice_is_present_once() -> None:
    presences = make_meetings("aab")
    assert len(presences) == 2
    assert project(presences, as_of=DAY).weight.tolist() == [1.0]


def test_a_meeting_fades_by_half_in_a_half_life() -> None:
    ties = project(make_meetings("ab"), as_of=DAY + timedelta(90), half_life=90)
    assert ties.weight.tolist() == [0.5]


def test_what_has_faded_to_nothing_is_no_tie() -> None:
    ties = project(make_meetings("ab"), as_of=DAY + timedelta(5000), half_life=1)
    assert len(ties) == 0
    assert ties.ids == ("a", "b")


def test_meetings_after_the_day_asked_for_are_left_out() -> None:
    ties = project(make_meetings("ab"), as_of=DAY - timedelta(1))
    assert (ties.ids, len(ties)) == ((), 0)


def test_a_meeting_on_the_day_asked_for_counts() -> None:
    assert len(project(make_meetings("ab"), as_of=DAY)) == 1


def test_somebody_who_was_only_ever_alone_is_a_node_without_ties() -> None:
    assert list(nx.isolates(make_graph("ab", "c"))) == ["c"]


def test_a_tie_knows_its_first_and_its_latest_day_and_its_meetings() -> None:
    days = [DAY, DAY - timedelta(400), DAY - timedelta(9)]
    rows = [(day, actor, day) for day in days for actor in "ab"]
    G = to_graph(project(Presences.from_rows(rows), as_of=DAY))
    tie = G["a"]["b"]
    assert (tie["items"], tie["since"], tie["last"]) == (3, days[1], DAY)


def test_distance_is_one_by_strength_and_equal_ways_stay_equal() -> None:
    G = make_graph("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    assert G["a"]["b"]["distance"] == 51.0


def test_a_graph_handed_out_cannot_be_changed() -> None:
    with pytest.raises(nx.NetworkXError):
        make_graph("ab").add_edge("a", "c")


def test_nodes_carry_what_they_are_given() -> None:
    ties = project(make_meetings("ab"), as_of=DAY)
    G = to_graph(ties, {"a": {"sector": "business"}})
    assert groups_of(G, "sector") == {"a": "business"}


def test_only_the_heaviest_ties_can_be_asked_for() -> None:
    ties = project(make_meetings("abc", "ab"), as_of=DAY).strongest(1)
    assert (weights_of(ties), len(ties.ids)) == ({frozenset("ab"): 1.5}, 3)


def test_an_item_on_two_days_is_refused() -> None:
    rows = [("talk", "a", DAY), ("talk", "b", DAY + timedelta(1))]
    with pytest.raises(ValueError, match="held on"):
        Presences.from_rows(rows)


@pytest.mark.parametrize("half_life", [0, -1, float("nan")])
def test_a_half_life_is_positive(half_life: float) -> None:
    with pytest.raises(ValueError, match="half-life"):
        project(make_meetings("ab"), as_of=DAY, half_life=half_life)


def test_an_assembly_too_large_for_memory_is_refused() -> None:
    with pytest.raises(ProjectionTooLarge) as refused:
        project(make_presences([("assembly", range(7000))]), as_of=DAY)
    assert refused.value.pairs == 7000 * 6999 // 2


def test_more_ties_than_a_graph_should_hold_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(projection, "LARGEST_GRAPH", 2)
    with pytest.raises(GraphTooLarge):
        make_graph("abc")


@thoroughly
@given(random_rows())
def test_any_projection_follows_the_definition(
    rows: list[tuple[int, int, date]],
) -> None:
    as_of = DAY - timedelta(60)
    ties = project(Presences.from_rows(rows), as_of=as_of, half_life=100)
    assert close(weights_of(ties), project_by_hand(rows, as_of, 100))


@thoroughly
@given(random_rows())
def test_any_projection_agrees_with_networkx(
    rows: list[tuple[int, int, date]],
) -> None:
    both: Any = nx.Graph([(actor, f"item {item}") for item, actor, _ in rows])
    actors = {actor for _, actor, _ in rows}
    theirs: Any = nx.bipartite.collaboration_weighted_projected_graph(both, actors)
    weights = {frozenset((u, v)): w for u, v, w in theirs.edges(data="weight")}
    ties = project(Presences.from_rows(rows), as_of=DAY)
    assert close(weights_of(ties), weights)


@thoroughly
@given(random_rows())
def test_the_strength_of_anybody_is_the_number_of_meetings_with_others(
    rows: list[tuple[int, int, date]],
) -> None:
    presences = Presences.from_rows(rows)
    present = np.bincount(presences.item, minlength=presences.items)
    shared = presences.actor[present[presences.item] >= 2]
    attended = np.bincount(shared, minlength=len(presences.ids)).tolist()
    G = to_graph(project(presences, as_of=DAY))
    expected = dict(zip(presences.ids, attended, strict=True))
    assert close(centrality.strength(G), expected)
