"""`dialognetz network`: figures and snapshots without a browser."""

import json
from typing import Any

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result

from crm.cli import commands
from crm.config import Config
from crm.cooperation.models import Snapshot
from crm.database import Sessions
from crm.facts import transaction
from tests.cooperation.groups import make_g6


@pytest.fixture
def run(database: sa.Engine, config: Config, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that runs the command on the test's database."""
    monkeypatch.setattr("crm.cli.network.open_database", lambda _data: config)

    def run(*arguments: str) -> Result:
        return CliRunner().invoke(commands, ["network", *arguments])

    return run


def stored() -> int:
    with Sessions() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Snapshot)) or 0


def test_figures_come_as_json(run: Any) -> None:
    with transaction() as session:
        names = make_g6(session)
    answer = run("figures", "--level", "actor", "--as-of", "2026-03-02", "--json")
    found = json.loads(answer.output)
    assert (found["whole"]["nodes"], found["whole"]["ties"]) == (6, 7)
    assert found["whole"]["ei_index"] == pytest.approx(-5 / 7)
    assert found["whole"]["mixing_counts"]["business"]["business"] == 3
    first = {row["id"] for row in found["top"]["betweenness"][:2]}
    assert first == {names["A1"], names["B1"]}
    assert set(found["top"]) == {"degree", "strength", "betweenness"}


def test_figures_come_as_a_table(run: Any) -> None:
    with transaction() as session:
        make_g6(session)
    answer = run("figures", "--level", "actor", "--as-of", "2026-03-02")
    assert answer.exit_code == 0
    assert "Kontakte                    7" in answer.output
    assert "E-I-Index                   -0,7143" in answer.output


def test_figures_write_nothing(run: Any) -> None:
    assert run("figures").exit_code == 0
    assert stored() == 0


def test_a_snapshot_is_kept_once(run: Any) -> None:
    first = json.loads(run("snapshot", "--json").output)
    second = json.loads(run("snapshot", "--json").output)
    assert (first["taken"], second["taken"]) == (True, False)
    assert stored() == 1


def test_without_decay_strength_counts_whole_meetings(run: Any) -> None:
    with transaction() as session:
        make_g6(session)
    answer = run("figures", "--level", "actor", "--half-life", "0", "--json")
    strengths = [row["value"] for row in json.loads(answer.output)["top"]["strength"]]
    assert strengths == [3, 3, 2, 2, 2, 2]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--as-of", "gestern"],
        ["--since", "2026-02-30"],
        ["--since", "2026-02-01", "--as-of", "2026-01-01"],
        ["--topic", "Gibtesnicht"],
        ["--level", "planet"],
        ["--half-life", "-1"],
        ["--half-life", "nan"],
    ],
)
def test_wrong_use_ends_with_two_and_a_sentence(run: Any, arguments: list[str]) -> None:
    answer = run("figures", *arguments)
    assert answer.exit_code == 2
    assert "Error" in answer.output


@pytest.mark.parametrize("command", ["figures", "snapshot"])
def test_the_help_has_an_example(run: Any, command: str) -> None:
    assert f"dialognetz network {command}" in run(command, "--help").output
