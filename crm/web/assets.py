"""Files of installed packages that pages load from our own host."""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from flask import Blueprint, Response, abort, send_file

from crm.web import access
from crm.web.edge import config

blueprint = Blueprint("assets", __name__, url_prefix="/assets")

FILES = {
    "bootstrap.css": ("flask_bootstrap", "static/bootstrap5/css/bootstrap.min.css"),
    "htmx.js": ("js_lib_htmx", "static/htmx/htmx.min.js"),
    "vis-network.min.js": ("pyvis", "templates/lib/vis-9.1.2/vis-network.min.js"),
    "vis-network.css": ("pyvis", "templates/lib/vis-9.1.2/vis-network.css"),
}

ICONS = (
    "archive arrow-counterclockwise arrow-down arrow-left arrow-right arrow-up "
    "arrows-fullscreen box-arrow-right building calendar-event calendar3 check-circle "
    "check-lg chevron-down chevron-left chevron-right circle-half clock-history "
    "collection diagram-3 download envelope exclamation-triangle "
    "file-earmark-arrow-up funnel gear globe house info-circle key link-45deg list "
    "lock mailbox moon people pencil person person-badge person-lock geo-alt "
    "plus-lg question-circle search shield-check sort-down sort-up sun tag telephone "
    "trash unlock upload x-lg"
).split()

_SYMBOLS = ("flask_bootstrap", "static/bootstrap5/icons/bootstrap-icons.svg")
_ACCENT = re.compile(r"#[0-9a-fA-F]{6}")


@blueprint.get("/paket/<name>")
@access.public
def package_file(name: str) -> Response:
    """Send a file of an installed package."""
    if name not in FILES:
        abort(404)
    return send_file(_path(*FILES[name]), max_age=86_400)


@blueprint.get("/symbole.svg")
@access.public
def icons() -> Response:
    """Send the icons in use, cut out of the large sprite."""
    answer = Response(_sprite(), mimetype="image/svg+xml")
    answer.cache_control.max_age = 86_400
    return answer


@blueprint.get("/farbe.css")
@access.public
def accent() -> Response:
    """Send the accent colour of the settings as a style sheet."""
    colour = config().accent
    if not _ACCENT.fullmatch(colour):
        abort(404)
    answer = Response(f":root {{ --accent-setting: {colour}; }}", mimetype="text/css")
    answer.cache_control.max_age = 3_600
    return answer


@cache
def _sprite() -> str:
    whole = _path(*_SYMBOLS).read_text(encoding="utf-8")
    symbols = (_symbol(whole, name) for name in ICONS)
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>'


def _symbol(whole: str, name: str) -> str:
    found = re.search(
        rf'<symbol[^>]* id="{re.escape(name)}".*?</symbol>', whole, re.DOTALL
    )
    if found is None:
        raise LookupError(name)
    return found.group()


@cache
def _path(package: str, inside: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.submodule_search_locations is None:
        raise LookupError(package)
    return Path(spec.submodule_search_locations[0]) / inside
