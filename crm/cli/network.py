"""Commands for the network without a browser."""

import json
import math
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import click
from sqlalchemy.orm import Session

from crm.cli.options import data_option, json_option, open_database
from crm.config import Config
from crm.contacts.models import Sector
from crm.cooperation import pictures, snapshots
from crm.cooperation.models import Snapshot
from crm.cooperation.pictures import Measure
from crm.cooperation.scopes import Level, Scope
from crm.dialogue import topics
from crm.errors import EndsBeforeItBegins, NetworkTooLarge
from crm.facts import reading, transaction
from crm.web.labels import label
from crm.web.network import words

TOP = 20

_OPTIONS = (
    click.option(
        "--level",
        type=click.Choice([level.value for level in Level]),
        default=Level.ORGANISATION.value,
        show_default=True,
        help="Knoten: Personen und Institutionen, nur Personen oder Organisationen.",
    ),
    click.option(
        "--as-of",
        metavar="TAG",
        help="Stand an diesem Tag, zum Beispiel 2020-12-31; sonst heute.",
    ),
    click.option("--since", metavar="TAG", help="Nur Treffen ab diesem Tag."),
    click.option("--topic", metavar="NAME", help="Nur Treffen zu diesem Thema."),
    click.option(
        "--half-life",
        metavar="TAGE",
        type=click.FloatRange(min=0),
        help="Tage, nach denen ein Treffen halb zählt; 0: Treffen verblassen nie.",
    ),
    data_option,
    json_option,
)


@click.group("network")
def network() -> None:
    """Das Netzwerk ohne Browser."""


def _wishes(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


@network.command(
    epilog="Beispiel: dialognetz network figures --level actor --as-of 2020-12-31"
)
@_wishes
def figures(data: str | None, as_json: bool, **wishes: Any) -> None:
    """Zahlen des ganzen Netzwerks und die Ersten nach jeder Zahl ausgeben."""
    snapshot = _current(open_database(data), **wishes)
    found = _report(snapshot)
    click.echo(_as_json(found) if as_json else _as_text(found))


@network.command(epilog="Beispiel: dialognetz network snapshot --level organisation")
@_wishes
def snapshot(data: str | None, as_json: bool, **wishes: Any) -> None:
    """Das Bild des Netzwerks aufheben, wenn es fehlt oder veraltet ist."""
    taken = _current(open_database(data), **wishes)
    is_new = snapshots.is_new(taken)
    if is_new:
        with transaction() as session:
            snapshots.keep(session, taken)
    if as_json:
        click.echo(_as_json({"taken": is_new, "parameters": taken.parameters}))
    else:
        click.echo("Aufgehoben." if is_new else "Das aufgehobene Bild gilt noch.")


def _current(config: Config, **wishes: Any) -> Snapshot:
    now = datetime.now(UTC)
    try:
        with reading() as session:
            return snapshots.current(
                session, _scope(session, config, **wishes), now=now
            )
    except NetworkTooLarge as error:
        raise click.ClickException(
            "Diese Treffen sind zu groß, um daraus ein Netzwerk zu berechnen. "
            "Mit --since oder --topic werden es weniger."
        ) from error


def _scope(
    session: Session,
    config: Config,
    *,
    level: str,
    as_of: str | None,
    since: str | None,
    topic: str | None,
    half_life: float | None,
) -> Scope:
    today = datetime.now(UTC).astimezone(config.zone).date()
    try:
        return Scope(
            level=Level(level),
            as_of=_day(as_of, "--as-of") or today,
            since=_day(since, "--since"),
            topic_id=_topic_id(session, topic),
            half_life=_half_life(config, half_life),
        )
    except EndsBeforeItBegins as error:
        raise click.UsageError("--since liegt nach --as-of.") from error


def _day(text: str | None, option: str) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError as error:
        raise click.UsageError(
            f"{option}: „{text}“ ist kein Tag. Bitte so: 2020-12-31."
        ) from error


def _half_life(config: Config, days: float | None) -> float | None:
    if days is None:
        return config.half_life
    if not math.isfinite(days):
        raise click.UsageError("--half-life: Bitte eine Zahl von Tagen angeben.")
    return days or None


def _topic_id(session: Session, name: str | None) -> int | None:
    if name is None:
        return None
    found = topics.find_topic(session, name)
    if found is None:
        raise click.UsageError(f"Das Thema „{name}“ gibt es nicht.")
    return found.id


def _report(snapshot: Snapshot) -> dict[str, Any]:
    """Return parameters, the figures of the whole and the first by each figure."""
    network = snapshots.network_of(snapshot)
    nodes = network.graph.nodes
    top = {
        measure.value: [
            {
                "id": node,
                "name": nodes[node]["name"],
                "sector": nodes[node]["sector"],
                "value": value,
            }
            for node, value in pictures.top(network, measure, count=TOP)
        ]
        for measure in Measure
    }
    return {"parameters": snapshot.parameters, "whole": snapshot.summary, "top": top}


def _as_json(found: dict[str, Any]) -> str:
    return json.dumps(found, ensure_ascii=False, indent=2)


_WHOLE = {
    "meetings": "Treffen und Programmpunkte",
    "nodes": "Beteiligte",
    "ties": "Kontakte",
    "density": "Dichte",
    "isolates": "ohne Kontakte",
    "components": "getrennte Teile",
    "largest_component": "größter Teil",
    "communities": "Gruppen",
    "modularity": "Modularität",
    "mean_distance": "mittlerer Weg",
    "global_efficiency": "globale Effizienz",
    "ei_index": "E-I-Index",
    "assortativity": "Assortativität",
}


def _as_text(found: dict[str, Any]) -> str:
    whole = found["whole"]
    lines = [f"Netzwerk, Stand {found['parameters']['as_of']}", ""]
    lines += [f"{name:<28}{_number(whole[key])}" for key, name in _WHOLE.items()]
    lines += ["", *_mixing(whole["mixing_counts"])]
    for measure, rows in found["top"].items():
        lines += ["", f"Die ersten {TOP}: {words.MEASURES[Measure(measure)]}"]
        lines += [
            f"{place:>4}  {_number(row['value']):>12}  {row['name']}"
            for place, row in enumerate(rows, start=1)
        ]
    return "\n".join(lines)


def _mixing(counts: dict[str, dict[str, float]]) -> list[str]:
    names = {sector: str(label(Sector(sector))) for sector in counts}
    head = "Wer trifft wen".ljust(28)
    lines = [head + "".join(f"{name:>16}" for name in names.values())]
    for sector, name in names.items():
        cells = (f"{_number(counts[sector].get(other, 0)):>16}" for other in names)
        lines.append(f"{name:<28}" + "".join(cells))
    return lines


def _number(value: float | None) -> str:
    """Write a number as in German."""
    if value is None:
        return "–"
    is_whole = float(value).is_integer() and abs(value) >= 1
    written = f"{value:,.0f}" if is_whole or value == 0 else f"{value:,.4f}"
    return written.translate(str.maketrans(",.", ".,"))


COMMANDS = (network,)
