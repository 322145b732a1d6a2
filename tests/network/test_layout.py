"""Where nodes lie."""

import os
import random
import subprocess
import sys
from itertools import combinations
from math import dist

import networkx as nx
import pytest

from network.graphs import Graph
from network.layout import SPACING, positions
from tests.network.graphs import make_g6

PROGRAM = """
from network import communities, layout, selection
from tests.network.graphs import DAY, make_southern_women
from network.projection import project, to_graph
G = selection.strongest_part(to_graph(project(make_southern_women(), as_of=DAY)), 14)
print(communities.communities(G, seed=3), layout.positions(G, seed=3))
"""


def run_with_hash_seed(seed: str) -> str:
    environment = os.environ | {"PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", PROGRAM]
    return subprocess.run(
        command, env=environment, check=True, capture_output=True, text=True
    ).stdout


def test_every_process_finds_the_same_communities_and_places() -> None:
    assert run_with_hash_seed("1") == run_with_hash_seed("2")


def test_another_seed_gives_another_picture() -> None:
    assert positions(make_g6(), seed=1) != positions(make_g6(), seed=2)


def test_drawing_does_not_disturb_the_chance_of_others() -> None:
    random.seed(4)
    expected = random.random()
    random.seed(4)
    positions(make_g6())
    assert random.random() == expected


def test_no_node_hides_another() -> None:
    places = positions(nx.star_graph(200)).values()
    assert min(dist(a, b) for a, b in combinations(places, 2)) > 20


def test_components_lie_beside_each_other() -> None:
    G: Graph = nx.disjoint_union_all([nx.complete_graph(n) for n in (9, 7, 5, 2, 1, 1)])
    places = positions(G)
    boxes = []
    for part in nx.connected_components(G):
        xs, ys = zip(*(places[node] for node in part), strict=True)
        boxes.append((min(xs), max(xs), min(ys), max(ys)))
    for a, b in combinations(boxes, 2):
        assert a[1] < b[0] or b[1] < a[0] or a[3] < b[2] or b[3] < a[2]


def test_isolates_stand_in_a_grid() -> None:
    places = positions(nx.empty_graph(8)).values()
    assert sorted({y for _, y in places}) == [-SPACING / 2, SPACING / 2]


def test_a_strong_tie_is_shorter_than_a_weak_one() -> None:
    G: Graph = nx.cycle_graph(12)
    G[0][1]["weight"] = 50.0
    places = positions(G)
    assert dist(places[0], places[1]) < dist(places[6], places[7])


@pytest.mark.parametrize("nodes", [0, 1, 2, 3])
def test_tiny_graphs_have_a_place_for_everybody(nodes: int) -> None:
    assert len(positions(nx.empty_graph(nodes))) == nodes
    assert len(positions(nx.path_graph(nodes))) == nodes
