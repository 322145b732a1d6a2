"""Settings."""

from pathlib import Path

import pytest

from crm.config import Config


def test_the_command_line_wins_over_the_environment() -> None:
    environment = {"DIALOGNETZ_DATA": "/a", "DIALOGNETZ_OWNER": "Stadt"}
    config = Config.from_environment(environment, data="/b")
    assert (config.data, config.owner) == ("/b", "Stadt")


def test_what_the_command_line_does_not_say_the_environment_does() -> None:
    assert Config.from_environment({"DIALOGNETZ_DATA": "/a"}, data=None).data == "/a"


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_usual_address_of_postgresql_leads_to_its_driver(scheme: str) -> None:
    config = Config(database_url=f"{scheme}://eva@localhost/dialog")
    assert config.url == "postgresql+psycopg://eva@localhost/dialog"


def test_the_secret_is_made_once_and_readable_by_its_owner_alone(
    tmp_path: Path,
) -> None:
    first = Config(data=str(tmp_path)).signing_key
    assert Config(data=str(tmp_path)).signing_key == first
    assert len(first) >= 60
    assert (tmp_path / "secret.key").stat().st_mode & 0o777 == 0o600


def test_cookies_are_secure_as_soon_as_the_address_is() -> None:
    assert Config(base_url="https://dialog.stadt.example").has_secure_cookies
    assert not Config().has_secure_cookies
    assert Config(secure_cookies="yes").has_secure_cookies


def test_meetings_that_never_fade_have_no_half_life() -> None:
    assert Config(half_life_days="0").half_life is None
    assert Config().half_life == 365.0
