"""Whatever is wrong around a command ends in a sentence and the right status."""

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from crm.cli import commands
from crm.config import PREFIX


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(f"{PREFIX}DATABASE_URL", raising=False)


def run(*arguments: str, **settings: str) -> Result:
    environment = {PREFIX + name.upper(): value for name, value in settings.items()}
    result = CliRunner().invoke(commands, arguments, env=environment)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("accent", "blau"),
        ("base_url", "dialog.stadt.example"),
        ("database_url", "foo"),
        ("database_url", "mysql://localhost/x"),
        ("database_url", "postgresql://eva@localhost:abc/x"),
        ("engine", "nothing.here"),
        ("half_life_days", "-5"),
        ("half_life_days", "nan"),
        ("language", "fr"),
        ("timezone", "Mars/Phobos"),
        ("trusted_proxies", "one"),
        ("upload_megabytes", "0"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named(
    tmp_path: Path, setting: str, value: str
) -> None:
    result = run("migrate", "--data", str(tmp_path), **{setting: value})
    assert result.exit_code == 2
    assert PREFIX + setting.upper() in result.output


def test_a_password_in_a_wrong_address_is_not_shown(tmp_path: Path) -> None:
    address = "mysql://eva:geheim@localhost/x"
    result = run("migrate", "--data", str(tmp_path), database_url=address)
    assert "geheim" not in result.output


def test_a_database_that_does_not_answer_is_said(tmp_path: Path) -> None:
    nowhere = "postgresql://eva:geheim@127.0.0.1:1/x"
    result = run("migrate", "--data", str(tmp_path), database_url=nowhere)
    assert result.exit_code == 1
    assert "Datenbank" in result.output
    assert "geheim" not in result.output


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = run("migrate", "--data", str(tmp_path / "file"))
    assert result.exit_code == 1
    assert "Zugriff" in result.output


def test_a_file_that_is_no_database_is_said(tmp_path: Path) -> None:
    (tmp_path / "dialognetz.sqlite3").write_bytes(b"\x01" * 5_000)
    result = run("migrate", "--data", str(tmp_path))
    assert result.exit_code == 1
    assert "not a database" in result.output


def test_a_port_that_is_taken_is_said_and_one_that_is_none_refused(
    tmp_path: Path,
) -> None:
    folder = ("--data", str(tmp_path))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        result = run("serve", "--port", port, *folder)
    assert result.exit_code == 1
    assert "belegt" in result.output
    assert run("serve", "--port", "70000", *folder).exit_code == 2
    assert run("serve", "--host", "nowhere.invalid", *folder).exit_code == 2


@pytest.mark.parametrize(
    ("email", "name"),
    [
        ("no address", "Eva"),
        ("eva@stadt.example\nBcc: x@y.example", "Eva"),
        ("eva@stadt.example", ""),
        ("eva@stadt.example", "x" * 10_000),
    ],
)
def test_an_account_is_checked_as_on_the_page(
    tmp_path: Path, email: str, name: str
) -> None:
    password = ("--password", "lang genug fuer alle")
    folder = ("--data", str(tmp_path))
    result = run("user", "add", email, "--name", name, *password, *folder)
    assert result.exit_code == 2


@pytest.mark.parametrize("written", ["%d%d%m%Y", "%", "dd.mm.yyyy", "\0%d%m%Y"])
def test_a_date_format_that_says_no_day_is_refused(
    tmp_path: Path, written: str
) -> None:
    listed = tmp_path / "list.csv"
    listed.write_text("a;b\n")
    mapping = "--map date=a --map subject=b --map people=a --date-format".split()
    folder = ("--data", str(tmp_path))
    result = run("import", "meetings", str(listed), *mapping, written, *folder)
    assert result.exit_code == 2
