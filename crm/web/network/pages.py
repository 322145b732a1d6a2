"""The page *Netzwerk*: picture, figures and table of one wish, and its search."""

from dataclasses import dataclass
from typing import Any

from flask import (
    Blueprint,
    Response,
    jsonify,
    redirect,
    render_template,
    url_for,
)
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as Answer

from crm.accounts.models import Role
from crm.contacts.models import Sector
from crm.cooperation import pictures, places, snapshots
from crm.cooperation.models import Snapshot
from crm.cooperation.networks import Network
from crm.cooperation.pictures import Colour, Drawing, Measure
from crm.dialogue import topics
from crm.text import search_tokens
from crm.web import access
from crm.web.edge import config, now, reading, today, transaction
from crm.web.forms import options_of, read_query
from crm.web.labels import label
from crm.web.language import day, number
from crm.web.lists import Listing, asked, page_number
from crm.web.network import rows, words
from crm.web.network.wishes import Wish, WishSchema

blueprint = Blueprint("network", __name__, url_prefix="/netzwerk")

TOPICS_OFFERED = 200
TOP_PARTNERS = 8
COMMUNITIES_LISTED = 12


@dataclass(frozen=True)
class Scene:
    """What a wish leads to: the snapshot that answers it, and its network."""

    wish: Wish
    snapshot: Snapshot
    network: Network


@blueprint.get("/")
@access.needs(Role.READER)
def index() -> str:
    """Show the picture with its figures and its table."""
    scene = _scene(_wish())
    page = rows.page_of(scene.network, scene.wish, number=page_number())
    with reading() as session:
        offered = topics.list_topics(session)[:TOPICS_OFFERED]
    return render_template(
        "network/index.html",
        scene=scene,
        wish=scene.wish,
        whole=scene.snapshot.summary,
        tiles=words.tiles(scene.snapshot.summary),
        mixing=words.mixing(scene.snapshot.summary),
        groups=_groups(scene.network),
        listing=_listing(page, scene),
        middle=_middle(scene),
        source=words.source(scene.snapshot, half_life=config().half_life),
        import_url=url_for("imports.index"),
        picture_url=_same_wish(".picture"),
        card_url=_same_wish(".card", um=None),
        is_large=scene.network.is_larger_than_a_picture,
        topics=offered,
        sectors=options_of(Sector),
        sides=list(Sector),
        words=words,
    )


@blueprint.get("/bild.json")
@access.needs(Role.READER)
def picture() -> Response:
    """Send the picture as the page draws it."""
    scene = _scene(_wish())
    drawn = pictures.draw(scene.network, scene.wish.view)
    return jsonify(
        nodes=[_named(node) for node in drawn.picture["nodes"]],
        edges=drawn.picture["edges"],
        options=drawn.picture["options"],
        legend=_legend(drawn, scene),
        shown=_shown(drawn, scene.wish),
    )


@blueprint.get("/karte")
@access.needs(Role.READER)
def card() -> str:
    """Show the card of the node chosen in the picture."""
    scene = _scene(_wish())
    node = pictures.found(scene.network, scene.wish.um)
    return render_template(
        "network/_card.html",
        row=rows.row_of(scene.network, node),
        partners=places.partners(scene.network.graph, node, limit=TOP_PARTNERS),
        around_url=_network_url(um=node),
        contact_url=rows.contact_url,
        words=words,
    )


@blueprint.get("/suche")
@access.needs(Role.READER)
def search() -> str:
    """Offer nodes while a name is being typed."""
    scene = _scene(_wish())
    tokens = search_tokens(scene.wish.q)
    found = pictures.search(scene.network, tokens) if tokens else []
    return render_template(
        "network/_hits.html",
        hits=[rows.row_of(scene.network, node) for node in found],
        around_url=lambda node: _network_url(um=node, q=None),
        words=words,
    )


@blueprint.get("/kontakt/<node>")
@access.needs(Role.READER)
def contact(node: str) -> Answer:
    """Lead from a node to its contact."""
    return redirect(rows.contact_url(node))


def _wish() -> Wish:
    wish: Wish = read_query(WishSchema())
    return wish


def _scene(wish: Wish) -> Scene:
    """Return what answers a wish: a stored snapshot, else one taken and kept now."""
    with reading() as session:
        snapshot = _current(session, wish)
    if snapshots.is_new(snapshot):
        with transaction() as session:
            snapshots.keep(session, snapshot)
    return Scene(wish, snapshot, snapshots.network_of(snapshot))


def _current(session: Session, wish: Wish) -> Snapshot:
    scope = wish.scope(session, today=today(), half_life=config().half_life)
    return snapshots.current(session, scope, now=now())


def _listing(page: Any, scene: Scene) -> Listing[rows.Row]:
    wish = scene.wish
    listing = Listing(page, wish, largest_first=frozenset(Measure))
    names = words.NAMES
    listing.filter_by("since", names["since"], day(wish.since))
    listing.filter_by("stand", names["stand"], day(wish.stand))
    listing.filter_by("topic", names["topic"], wish.topic)
    listing.filter_by("sector", names["sector"], label(wish.sector))
    listing.filter_by("strength", names["strength"], number(wish.strength, 2))
    listing.filter_by("um", names["um"], _name(scene, wish.um))
    listing.filter_by("q", names["q"], wish.q)
    return listing


def _groups(network: Network) -> tuple[pictures.Community, ...]:
    return pictures.communities(network)[:COMMUNITIES_LISTED]


def _middle(scene: Scene) -> rows.Row | None:
    """Return the row of the node whose surroundings are shown."""
    if scene.wish.um is None or scene.wish.um not in scene.network.graph:
        return None
    return rows.row_of(scene.network, scene.wish.um)


def _name(scene: Scene, node: str | None) -> str | None:
    middle = _middle(scene)
    return middle.name if middle else node


def _network_url(**changes: Any) -> str:
    return _same_wish(".index", **changes)


def _same_wish(endpoint: str, **changes: Any) -> str:
    """Return an address that asks for the same but for some changes.

    The level is always named: without it another node would mean another level.
    """
    level = _wish().level.value
    kept = asked() | {"seite": None, "level": level} | changes
    given = {name: value for name, value in kept.items() if value not in (None, "")}
    return url_for(endpoint, **given)


def _named(node: dict[str, Any]) -> dict[str, Any]:
    """Name a community by its number and its strongest member."""
    kind, _dash, group = str(node["id"]).partition("-")
    if kind != "community":
        return node
    return node | {"label": f"{group} · {node['label'].partition(', ')[0]}"}


def _legend(drawn: Drawing, scene: Scene) -> list[dict[str, Any]]:
    """Return what the colours stand for; communities by their strongest member."""
    names: dict[Any, str] = {None: _("ohne Kontakte")}
    if scene.wish.view.colour_shown is Colour.COMMUNITY:
        nodes = scene.network.graph.nodes
        for group in pictures.communities(scene.network):
            names[group.number] = f"{group.number} · {nodes[group.members[0]]['label']}"
    colours = drawn.picture["legend"]["colours"]
    return [entry | {"label": names.get(entry["group"])} for entry in colours]


def _shown(drawn: Drawing, wish: Wish) -> str:
    """Return in words how much of what was picked the picture shows."""
    counts = {
        "nodes": number(drawn.nodes),
        "all_nodes": number(drawn.all_nodes),
        "ties": number(drawn.ties),
        "all_ties": number(drawn.all_ties),
    }
    return str(words.shown(wish.view.shape, is_partial=drawn.is_partial) % counts)
