"""What of a network is shown, and where somebody stands in it."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from crm.contacts.models import Sector
from crm.cooperation import pictures, places, snapshots
from crm.cooperation.networks import Network
from crm.cooperation.pictures import Colour, Measure, Shape, View
from crm.cooperation.scopes import Level, Scope
from crm.errors import NotFound
from tests.cooperation.groups import make_g6

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ACTORS = Scope(level=Level.ACTOR, as_of=date(2026, 3, 2))


@pytest.fixture
def names(session: Session) -> dict[str, str]:
    return make_g6(session)


@pytest.fixture
def network(session: Session, names: dict[str, str]) -> Network:
    return snapshots.network_of(snapshots.take(session, ACTORS, now=NOW))


def shown(drawing: pictures.Drawing) -> set[Any]:
    return {node["id"] for node in drawing.picture["nodes"]}


def test_the_reference_graph_has_its_known_figures(
    session: Session, names: dict[str, str]
) -> None:
    snapshot = snapshots.take(session, ACTORS, now=NOW)
    whole = snapshot.summary
    assert (whole["nodes"], whole["ties"], whole["components"]) == (6, 7, 1)
    assert whole["mean_distance"] == pytest.approx(1.8)
    assert whole["global_efficiency"] == pytest.approx(0.6889, abs=1e-4)
    assert whole["ei_index"] == pytest.approx(-5 / 7)
    assert whole["assortativity"] == pytest.approx(0.7143, abs=1e-4)
    assert whole["mixing_counts"]["business"]["administration"] == 1
    betweenness = snapshots.network_of(snapshot).figures["betweenness"]
    assert betweenness[names["B1"]] == pytest.approx(0.6)


def test_a_sector_leaves_its_own_nodes(network: Network, names: dict[str, str]) -> None:
    view = View(sector=Sector.ADMINISTRATION)
    assert shown(pictures.draw(network, view)) == {names[n] for n in ("A1", "A2", "A3")}


def test_a_minimum_strength_leaves_no_weak_tie(network: Network) -> None:
    drawing = pictures.draw(network, View(strength=2))
    assert (drawing.nodes, drawing.ties) == (0, 0)


def test_one_step_around_somebody_shows_whom_they_met(
    network: Network, names: dict[str, str]
) -> None:
    view = View(around=names["A1"])
    near = {names[name] for name in ("A1", "A2", "A3", "B1")}
    assert shown(pictures.draw(network, view)) == near
    assert len(shown(pictures.draw(network, View(around=names["A1"], steps=2)))) == 6


def test_around_somebody_unknown_there_is_nothing(network: Network) -> None:
    assert pictures.draw(network, View(around="person-999999")).nodes == 0
    with pytest.raises(NotFound):
        pictures.found(network, "person-999999")


def test_a_filter_moves_nobody(network: Network) -> None:
    def places_in(view: View) -> dict[str, Any]:
        nodes = pictures.draw(network, view).picture["nodes"]
        return {node["id"]: (node["x"], node["y"]) for node in nodes}

    everybody = places_in(View())
    some = places_in(View(sector=Sector.BUSINESS))
    assert some == {node: everybody[node] for node in some}


def test_communities_stand_for_their_members(network: Network) -> None:
    drawing = pictures.draw(network, View(shape=Shape.COMMUNITIES))
    assert (drawing.nodes, drawing.ties) == (2, 1)
    assert [group.size for group in pictures.communities(network)] == [3, 3]


def test_colours_stand_for_what_was_asked(network: Network) -> None:
    by_sector = pictures.draw(network, View(colour=Colour.SECTOR)).picture["legend"]
    assert [e["group"] for e in by_sector["colours"]] == ["business", "administration"]
    by_group = pictures.draw(network, View(colour=Colour.COMMUNITY)).picture["legend"]
    assert [entry["group"] for entry in by_group["colours"]] == [1, 2]
    assert [e["shape"] for e in by_group["shapes"]] == ["dot", "square"]


def test_search_finds_every_word_in_any_case(
    network: Network, names: dict[str, str]
) -> None:
    assert pictures.search(network, ["b1"]) == [names["B1"]]
    assert len(pictures.search(network, ["a"])) == 3


def test_the_first_by_a_measure_come_first(
    network: Network, names: dict[str, str]
) -> None:
    first = pictures.top(network, Measure.BETWEENNESS, count=2)
    assert {node for node, _ in first} == {names["A1"], names["B1"]}


def test_a_place_is_read_from_what_was_kept(
    session: Session, names: dict[str, str]
) -> None:
    assert places.place_in_network(session, names["A1"], now=NOW) is None
    snapshots.keep(session, snapshots.take(session, ACTORS, now=NOW))
    session.flush()
    place = places.place_in_network(session, names["A1"], now=NOW)
    assert place is not None
    assert (place.contacts, place.rank, place.nodes) == (3, 1, 6)
    assert {partner.name for partner in place.partners} == {"A2", "A3", "B1"}
    assert place.partners[0].meetings == 1


def test_somebody_who_met_nobody_has_no_place(
    session: Session, names: dict[str, str]
) -> None:
    snapshots.keep(session, snapshots.take(session, ACTORS, now=NOW))
    session.flush()
    assert places.place_in_network(session, "person-999999", now=NOW) is None
