"""Words: what the figures of a network say, in plain sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from crm.contacts.models import Sector
from crm.cooperation.models import Snapshot
from crm.cooperation.pictures import Colour, Measure, Shape
from crm.cooperation.scopes import Level
from crm.web.labels import label
from crm.web.language import day, moment, number

LEVELS = {
    Level.ORGANISATION: _l("Organisationen"),
    Level.ACTOR: _l("Personen und Institutionen"),
    Level.PERSON: _l("Nur Personen"),
}
SHAPES = {Shape.PART: _l("Einzelne Kontakte"), Shape.COMMUNITIES: _l("Gruppen")}
COLOURS = {Colour.SECTOR: _l("Bereich"), Colour.COMMUNITY: _l("Gruppe")}
MEASURES = {
    Measure.DEGREE: _l("Kontakte"),
    Measure.STRENGTH: _l("Stärke"),
    Measure.BETWEENNESS: _l("Vermittlung"),
}
MEANINGS = {
    Measure.DEGREE: _l("wie viele andere jemand getroffen hat"),
    Measure.STRENGTH: _l(
        "wie oft, in wie kleinem Kreis und vor wie kurzer Zeit man sich getroffen hat"
    ),
    Measure.BETWEENNESS: _l(
        "wie oft der kürzeste Weg zwischen zwei anderen über jemanden führt, in Prozent"
    ),
}


_SHOWN = {
    (Shape.PART, False): _l("%(nodes)s Beteiligte, %(ties)s Kontakte."),
    (Shape.PART, True): _l(
        "Die stärksten %(nodes)s von %(all_nodes)s Beteiligten und %(ties)s von "
        "%(all_ties)s Kontakten."
    ),
    (Shape.COMMUNITIES, False): _l("%(nodes)s Gruppen, %(ties)s Verbindungen."),
    (Shape.COMMUNITIES, True): _l(
        "Die %(nodes)s stärksten von %(all_nodes)s Gruppen und %(ties)s von "
        "%(all_ties)s Verbindungen."
    ),
}


@dataclass(frozen=True)
class Tile:
    """One figure of the whole with a sentence that explains it."""

    label: str
    value: str
    sentence: str


def tiles(whole: Mapping[str, Any]) -> list[Tile]:
    """Return the figures of the whole that have an answer."""
    makers = (_nodes, _ties, _parts, _groups, _ei, _assortativity, _ways)
    return [tile for make in makers if (tile := make(whole)) is not None]


def source(snapshot: Snapshot, *, half_life: float | None) -> str:
    """Say what was counted, as of when, and when it was computed."""
    whole = snapshot.summary
    counted = _(
        "Stand %(day)s, berechnet am %(taken)s. Gezählt: %(meetings)s Treffen und "
        "Programmpunkte vom %(first)s bis %(last)s; Plenum und Pausen zählen nicht.",
        day=day(snapshot.as_of),
        taken=moment(snapshot.taken_at),
        meetings=number(whole["meetings"]),
        first=day(whole["first_on"]),
        last=day(whole["last_on"]),
    )
    if half_life is None:
        return str(counted)
    fading = _("Nach %(days)s Tagen zählt ein Treffen halb.", days=number(half_life))
    return f"{counted} {fading}"


@dataclass(frozen=True)
class Mixing:
    """Ties counted between each two sectors, and how far each looks outwards."""

    sectors: list[str]
    counts: list[list[str]]
    outward: list[str]


def mixing(whole: Mapping[str, Any]) -> Mixing:
    """Return the table of who meets whom, in the order of the sectors."""
    counts = whole["mixing_counts"]
    sectors = [sector.value for sector in Sector if sector.value in counts]
    index = whole["ei_by_group"]
    return Mixing(
        [sector_name(sector) for sector in sectors],
        [[number(counts[one].get(other, 0)) for other in sectors] for one in sectors],
        [number(index[s], 2) if index[s] is not None else "–" for s in sectors],
    )


def shown(shape: Shape, *, is_partial: bool) -> LazyString:
    """Return the sentence, with places for the counts, on what a picture shows."""
    return _SHOWN[shape, is_partial]


def sector_name(sector: str | None) -> str:
    """Return the words for a sector or its absence."""
    return str(label(Sector(sector)) if sector else _("ohne Bereich"))


def _nodes(whole: Mapping[str, Any]) -> Tile:
    isolates = whole["isolates"]
    alone = ngettext(
        "%(n)s war dabei, ohne jemanden zu treffen.",
        "%(n)s waren dabei, ohne jemanden zu treffen.",
        isolates,
        n=number(isolates),
    )
    everybody = _("Alle haben mindestens einen Kontakt.")
    return Tile(
        _("Beteiligte"), number(whole["nodes"]), alone if isolates else everybody
    )


def _ties(whole: Mapping[str, Any]) -> Tile:
    sentence = _(
        "Paare, die sich getroffen haben. Das sind %(share)s %% aller denkbaren Paare.",
        share=_percent(whole["density"]),
    )
    return Tile(_("Kontakte"), number(whole["ties"]), sentence)


def _parts(whole: Mapping[str, Any]) -> Tile | None:
    if not whole["nodes"]:
        return None
    share = whole["largest_component"] / whole["nodes"]
    sentence = _(
        "Der größte zusammenhängende Teil umfasst %(share)s %% der Beteiligten.",
        share=number(100 * share),
    )
    return Tile(_("Getrennte Teile"), number(whole["components"]), sentence)


def _groups(whole: Mapping[str, Any]) -> Tile | None:
    quality = whole["modularity"]
    if quality is None:
        return None
    if quality >= 0.5:
        words = _("Modularität %(q)s: Die Gruppen sind klar voneinander getrennt.")
    elif quality >= 0.3:
        words = _("Modularität %(q)s: Die Gruppen sind erkennbar, aber verbunden.")
    else:
        words = _("Modularität %(q)s: Die Gruppen gehen ineinander über.")
    sentence = words % {"q": number(quality, 2)}
    return Tile(_("Gruppen"), number(whole["communities"]), sentence)


def _ei(whole: Mapping[str, Any]) -> Tile | None:
    index = whole["ei_index"]
    if index is None:
        return None
    if index <= -0.2:
        sentence = _("Die Kontakte bleiben überwiegend innerhalb der eigenen Seite.")
    elif index < 0.2:
        sentence = _(
            "Kontakte innerhalb und zwischen den Seiten halten sich die Waage."
        )
    else:
        sentence = _("Die meisten Kontakte verbinden verschiedene Seiten.")
    return Tile(_("Durchmischung (E-I-Index)"), number(index, 2), sentence)


def _assortativity(whole: Mapping[str, Any]) -> Tile | None:
    value = whole["assortativity"]
    if value is None:
        return None
    if value >= 0.1:
        sentence = _("Gleiche Bereiche treffen sich öfter, als es Zufall wäre.")
    elif value > -0.1:
        sentence = _("Wer wen trifft, hängt kaum vom Bereich ab.")
    else:
        sentence = _("Verschiedene Bereiche treffen sich öfter, als es Zufall wäre.")
    return Tile(_("Gleich und gleich (Assortativität)"), number(value, 2), sentence)


def _ways(whole: Mapping[str, Any]) -> Tile | None:
    distance = whole["mean_distance"]
    if distance is None:
        return None
    sentence = _("So viele Schritte liegen im Schnitt zwischen zwei Beteiligten.")
    return Tile(_("Mittlerer Weg"), number(distance, 1), sentence)


def _percent(share: float) -> str:
    digits = 0 if share >= 0.1 else 1 if share >= 0.01 else 2
    return number(100 * share, digits)


NAMES: dict[str, LazyString] = {
    "level": _l("Ebene"),
    "stand": _l("Stand am"),
    "since": _l("Seit"),
    "topic": _l("Thema"),
    "sector": _l("Bereich"),
    "strength": _l("Mindeststärke"),
    "um": _l("Umfeld von"),
    "schritte": _l("Schritte"),
    "q": _l("Suche"),
}
