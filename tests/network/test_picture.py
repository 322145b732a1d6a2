"""What vis-network is given."""

import json

import networkx as nx
import pytest

from network import layout
from network.graphs import Graph
from network.picture import COLOURS, OTHER, Look, Picture, draw
from tests.network.graphs import make_g6

HOSTILE = "</script><script>alert(1)</script><a href='x'>HREF</a>"


def make_picture(G: Graph, look: Look | None = None) -> Picture:
    sectors = {node: G.nodes[node].get("sector") for node in G}
    return draw(G, layout.positions(G), look or Look(groups=sectors, shapes=sectors))


def test_a_picture_is_plain_json_with_every_node_and_tie() -> None:
    picture = json.loads(json.dumps(make_picture(make_g6())))
    assert [node["id"] for node in picture["nodes"]] == list(make_g6())
    assert len(picture["edges"]) == 7


def test_nothing_moves_and_ties_are_straight() -> None:
    options = make_picture(make_g6())["options"]
    assert options["physics"] == {"enabled": False}
    assert options["edges"]["smooth"] == {"enabled": False}


def test_sectors_differ_in_colour_and_in_shape() -> None:
    nodes = {node["id"]: node for node in make_picture(make_g6())["nodes"]}
    assert nodes["B1"]["color"] != nodes["A1"]["color"]
    assert nodes["B1"]["shape"] != nodes["A1"]["shape"]


def test_a_group_keeps_its_colour_when_another_is_filtered_away() -> None:
    G: Graph = nx.empty_graph(1)
    look = Look(groups={0: "politics"}, group_order=["business", "politics"])
    assert make_picture(G, look)["nodes"][0]["color"] == COLOURS[1]


def test_the_legend_names_what_is_in_the_picture_only() -> None:
    look = Look(groups={0: "politics"}, group_order=["business", "politics"])
    legend = make_picture(nx.empty_graph(1), look)["legend"]
    assert legend["colours"] == [{"group": "politics", "colour": COLOURS[1]}]


def test_numbered_groups_take_their_colours_in_order() -> None:
    look = Look(groups={0: 2, 1: 1, 2: None})
    colours = [node["color"] for node in make_picture(nx.path_graph(3), look)["nodes"]]
    assert colours == [COLOURS[1], COLOURS[0], OTHER]


def test_groups_beyond_the_last_colour_are_grey() -> None:
    look = Look(groups={n: n for n in range(9)})
    nodes = make_picture(nx.empty_graph(9), look)["nodes"]
    assert [node["color"] for node in nodes[7:]] == [OTHER, OTHER]


def test_the_area_of_a_node_grows_with_its_figure() -> None:
    look = Look(groups={}, sizes={0: 0.0, 1: 1.0, 2: 2.0, 3: None})
    sizes = [
        node["size"] ** 2 for node in make_picture(nx.path_graph(4), look)["nodes"]
    ]
    assert sizes[2] - sizes[1] == pytest.approx(sizes[1] - sizes[0], rel=0.01)
    assert sizes[3] == sizes[0]


def test_the_stronger_tie_is_the_thicker_one() -> None:
    G: Graph = nx.Graph()
    G.add_weighted_edges_from([(0, 1, 0.1), (1, 2, 4.0)])
    thin, thick = (edge["width"] for edge in make_picture(G)["edges"])
    assert thin < thick


def test_a_hostile_name_stays_text() -> None:
    G: Graph = nx.Graph()
    G.add_node("person-1", label=HOSTILE)
    (node,) = make_picture(G)["nodes"]
    assert node["label"] == HOSTILE
    assert "href" not in node["title"].lower()


def test_a_node_without_a_label_shows_its_id() -> None:
    G: Graph = nx.Graph()
    G.add_node("person-1", label="")
    assert make_picture(G)["nodes"][0]["label"] == "person-1"


def test_an_empty_graph_is_an_empty_picture() -> None:
    picture = make_picture(nx.Graph())
    assert (picture["nodes"], picture["edges"]) == ([], [])
