"""The command `dialognetz import meetings`, used as people use it."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from crm.cli import commands
from tests.exchange.lists import meeting_list, workbook

SHARED = Path(__file__).parents[3] / "shared"
REAL_LIST = SHARED / "data" / "meetings" / "mep-meetings-2019-2020.csv"
REAL_MAPPING = (
    "--map date=date --map subject=title --map people=mep "
    "--map people_organisation=group --map organisations=lobbyists "
    "--separator , --date-format %d-%m-%Y"
).split()
MAPPING = (
    "--map date=date --map subject=subject --map people=people "
    "--map people_organisation=group --map organisations=organisations"
).split()
ROW = "2023-11-24,Fokus Wärme,Eva Groß,Umweltamt,Wärmewerk GmbH"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.delenv("DIALOGNETZ_DATABASE_URL", raising=False)

    def command(file: Path, *options: str) -> Result:
        folder = str(tmp_path / "var")
        arguments = ["import", "meetings", str(file), "--data", folder, *options]
        return CliRunner().invoke(commands, arguments)

    return command


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "Treffen.csv"
    path.write_text(meeting_list(ROW, "heute,Ohne Tag,,,Firma"), encoding="utf-8")
    return path


def test_it_prints_one_object_with_what_came_of_the_list(
    run: Any, listed: Path
) -> None:
    result = run(listed, *MAPPING, "--json")
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert {k: report[k] for k in ("rows", "created", "unchanged", "broken")} == {
        "rows": 2,
        "created": 1,
        "unchanged": 0,
        "broken": 1,
    }
    assert report["for_review"] == 0
    assert report["broken_rows"][0]["line"] == 3
    again = json.loads(run(listed, *MAPPING, "--json").stdout)
    assert (again["created"], again["unchanged"]) == (0, 1)


def test_without_json_it_says_it_in_words(run: Any, listed: Path) -> None:
    result = run(listed, *MAPPING)
    assert "1 Treffen neu, 0 unverändert" in result.stdout
    assert "Zeile 3: Tag: ist kein Datum im gewählten Format (heute)" in result.stdout


def test_a_dry_run_changes_nothing(run: Any, listed: Path) -> None:
    tried = json.loads(run(listed, *MAPPING, "--dry-run", "--json").stdout)
    assert tried["created"] == 1
    assert tried["is_dry_run"] is True
    assert json.loads(run(listed, *MAPPING, "--json").stdout)["created"] == 1


def test_without_mapping_it_guesses_and_says_what_it_took(
    run: Any, tmp_path: Path
) -> None:
    path = tmp_path / "Treffen.xlsx"
    path.write_bytes(
        workbook([["Datum", "Betreff", "Firma"], ["24.11.2023", "W", "F"]])
    )
    result = run(path, "--json")
    assert json.loads(result.stdout)["created"] == 1
    assert "date=Datum, subject=Betreff, organisations=Firma" in result.stderr


def test_without_mapping_it_does_as_the_last_time(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "Treffen.csv"
    path.write_text("A,B,C\n2023-11-24,W,Firma\n", encoding="utf-8")
    pairs = "--map date=A --map subject=B --map organisations=C".split()
    assert run(path, *pairs).exit_code == 0
    assert json.loads(run(path, "--json").stdout)["unchanged"] == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--map", "date=Tag"], "Spalten der Datei: date, subject, people"),
        (["--map", "day=date"], "mit einer von: date, subject"),
        (["--map", "date=date"], "Bitte zuordnen (--map): subject, organisations"),
        (["--date-format", "tt.mm.jjjj"], "--date-format braucht"),
        (["--separator", ", "], "einzelnes Zeichen"),
        (["--people-sector", "church"], "church"),
    ],
)
def test_wrong_use_is_said_with_status_two(
    run: Any, listed: Path, options: list[str], words: str
) -> None:
    result = run(listed, *options)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Die Datei ist leer."),
        (b"a\x00b\n", "enthält keinen Text"),
        (b'a;b\n"1;2\n', "In Zeile 2 beginnt ein Anführungszeichen"),
    ],
)
def test_an_unreadable_file_fails_with_a_sentence(
    run: Any, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "Liste.csv"
    path.write_bytes(content)
    result = run(path, *MAPPING)
    assert result.exit_code == 1
    assert words in result.stderr
    assert "Traceback" not in result.output


def test_a_file_of_200_megabytes_is_refused(run: Any, tmp_path: Path) -> None:
    path = tmp_path / "Liste.csv"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    result = run(path, *MAPPING)
    assert result.exit_code == 1
    assert "größer als 50 MB" in result.stderr


def test_a_file_that_is_not_there_is_wrong_use(run: Any, tmp_path: Path) -> None:
    assert run(tmp_path / "nichts.csv").exit_code == 2


def test_the_help_has_an_example_and_every_meaning() -> None:
    text = CliRunner().invoke(commands, ["import", "meetings", "--help"]).output
    assert "--map people_organisation=Amt" in text
    assert "people_function" in text


@pytest.mark.skipif(not REAL_LIST.exists(), reason="the real list is not at hand")
def test_the_real_list_comes_in_whole_and_only_once(run: Any) -> None:
    report = json.loads(run(REAL_LIST, *REAL_MAPPING, "--json").stdout)
    assert (report["rows"], report["created"], report["broken"]) == (13_564, 13_564, 0)
    assert report["new"]["people"] == 351
    assert 10_000 < report["new"]["organisations"] < 12_700
    again = json.loads(run(REAL_LIST, *REAL_MAPPING, "--json").stdout)
    assert (again["created"], again["unchanged"]) == (0, 13_564)
    assert set(again["new"].values()) == {0}
    assert again["for_review"] == 0
