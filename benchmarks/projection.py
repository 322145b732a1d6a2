"""The way from meetings to figures, beside plain NetworkX.

Uses the public list of meetings of members of the European Parliament where it lies
beside the project, and a list of the same kind made by chance where it does not.
"""

import csv
import random
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import networkx as nx

from benchmarks.measurements import Measurement, peak_megabytes, seconds
from network import layout, picture, selection, summary
from network.graphs import Graph
from network.projection import Ties, project, to_graph
from network.records import Presences

LIST = Path(__file__).parents[2] / "shared/data/meetings/mep-meetings-2019-2020.csv"
AS_OF = date(2020, 12, 31)


def run() -> list[Measurement]:
    """Measure the meeting list, one actor for each member and each institution."""
    rows = meeting_rows()
    spent, presences = seconds(partial(Presences.from_rows, rows))
    first = Measurement(f"reading {len(rows):,} rows", f"{spent:.2f} s")
    return [first, *measure(presences)]


def meeting_rows() -> list[tuple[int, str, date]]:
    """Return number of the meeting, who was there, and the day."""
    return list(_read(LIST) if LIST.exists() else _invent())


def measure(presences: Presences) -> list[Measurement]:
    """Measure projection, figures and picture of these presences."""
    ours = partial(project, presences, as_of=AS_OF)
    both, actors = _bipartite(presences)
    spent, ties = seconds(ours, runs=9)
    theirs, projected = seconds(partial(_project_by_networkx, both, actors), runs=1)
    ratio, apart = theirs / spent, _largest_difference(ties, projected)
    return [
        Measurement("projection", f"{spent * 1000:.1f} ms"),
        Measurement("  networkx", f"{theirs:.2f} s"),
        Measurement("  ratio", f"{ratio:.0f}x", ">= 50x", ratio >= 50),
        Measurement("  largest difference", f"{apart:.0e}", "<= 1e-9", apart <= 1e-9),
        Measurement("  memory at its peak", f"{peak_megabytes(ours):.0f} MB"),
        *_measure_page(to_graph(ties)),
    ]


def _measure_page(G: Graph) -> list[Measurement]:
    """Measure what a page shows."""
    size = f"{len(G):,} nodes, {G.number_of_edges():,} ties"
    of_nodes, figures = seconds(partial(summary.node_figures, G), runs=1)
    groups: Any = figures["community"]
    whole = partial(summary.summarise, G, communities=groups)
    of_all, _ = seconds(whole, runs=1)
    to_select, part = seconds(partial(selection.strongest_part, G))
    to_place, places = seconds(partial(layout.positions, part))
    look = picture.Look(groups=groups, sizes=figures["betweenness"])
    to_draw, _ = seconds(partial(picture.draw, part, places, look))
    total = of_nodes + of_all
    peak = peak_megabytes(partial(summary.node_figures, G))
    return [
        Measurement(f"all figures of {size}", f"{total:.2f} s", "< 5 s", total < 5),
        Measurement("  of every node", f"{of_nodes:.2f} s"),
        Measurement("  of the whole", f"{of_all:.2f} s"),
        Measurement("  memory at its peak", f"{peak:.0f} MB"),
        Measurement("strongest part of 600", f"{to_select:.2f} s"),
        Measurement("  its layout", f"{to_place:.2f} s"),
        Measurement("  its picture", f"{to_draw:.2f} s"),
    ]


def _read(path: Path) -> Iterator[tuple[int, str, date]]:
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file)):
            day = datetime.strptime(row["date"], "%d-%m-%Y").date()  # noqa: DTZ007
            yield number, f"person {row['mep']}", day
            for name in filter(None, map(str.strip, row["lobbyists"].split(","))):
                yield number, f"organisation {name.casefold()}", day


def _invent(meetings: int = 13_500) -> Iterator[tuple[int, str, date]]:
    chance = random.Random(7)
    for number in range(meetings):
        day = date.fromordinal(AS_OF.toordinal() - chance.randrange(550))
        yield number, f"person {int(chance.paretovariate(0.5)) % 450}", day
        for _ in range(1 + int(chance.expovariate(1.5))):
            yield number, f"organisation {int(chance.paretovariate(0.2)) % 12_000}", day


def _bipartite(presences: Presences) -> tuple[Any, set[str]]:
    actors = [str(presences.ids[actor]) for actor in presences.actor]
    return nx.Graph(zip(actors, presences.item.tolist(), strict=True)), set(actors)


def _project_by_networkx(both: Any, actors: set[str]) -> Any:
    return nx.bipartite.collaboration_weighted_projected_graph(both, actors)


def _largest_difference(ties: Ties, theirs: Any) -> Any:
    """Return by how much the weights differ; infinity where a tie is missing."""
    G = to_graph(ties)
    if G.number_of_edges() != theirs.number_of_edges():
        return float("inf")
    edges = G.edges(data=True)
    return max(abs(theirs.edges[u, v]["weight"] - tie["weight"]) for u, v, tie in edges)
