"""What must hold for every route, template, fact, model and setting."""

from pathlib import Path
from typing import Any, cast

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask

import crm.exchange.facts  # noqa: F401 - so that every fact is known
from crm.accounts.models import Role
from crm.border import BorderSchema, ListSchema
from crm.config import PREFIX, settings
from crm.database import Base
from crm.errors import Refused
from crm.facts import Fact
from crm.web import access
from crm.web.labels import FIELDS, REFUSALS
from crm.web.timeline import SENTENCES

ROOT = Path(__file__).parents[2]


def all_below(kind: type) -> set[type]:
    direct: set[type] = set(kind.__subclasses__())
    return direct | {deeper for below in direct for deeper in all_below(below)}


def test_every_route_names_who_may_use_it(app: Flask) -> None:
    unnamed = [
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if access.who_may(rule.endpoint, app.view_functions[rule.endpoint]) is None
    ]
    assert unnamed == []


def test_a_route_that_names_nobody_is_closed(
    app: Flask,
    sign_in: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client = sign_in(Role.ADMINISTRATOR)
    monkeypatch.setitem(app.view_functions, "home.show", lambda: "open by mistake")
    assert client.get("/").status_code == 403


def test_what_needs_an_account_sends_everybody_else_to_the_sign_in(app: Flask) -> None:
    client = app.test_client()
    for rule in app.url_map.iter_rules():
        allowed = access.who_may(rule.endpoint, app.view_functions[rule.endpoint])
        if (
            allowed == access.PUBLIC
            or rule.arguments
            or "GET" not in (rule.methods or ())
        ):
            continue
        answer = client.get(rule.rule)
        assert answer.status_code == 302, rule.endpoint
        assert "/anmelden" in answer.location, rule.endpoint


@pytest.mark.parametrize("role", list(Role))
def test_each_role_reaches_what_it_includes_and_nothing_else(
    app: Flask, sign_in: Any, role: Role
) -> None:
    client = sign_in(role)
    for rule in app.url_map.iter_rules():
        needed = access.who_may(rule.endpoint, app.view_functions[rule.endpoint])
        if (
            not isinstance(needed, Role)
            or rule.arguments
            or "GET" not in (rule.methods or ())
        ):
            continue
        is_refused = client.get(rule.rule).status_code == 403
        assert is_refused is not role.includes(needed), rule.endpoint


def test_every_template_compiles(app: Flask) -> None:
    names = app.jinja_env.list_templates(extensions=["html", "txt"])
    assert names
    for name in names:
        app.jinja_env.get_template(name)


def test_no_template_styles_or_scripts_inline() -> None:
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "style=" not in text, path
        assert "onclick=" not in text, path
        if "mail" not in path.parts:
            assert "<style" not in text, path


def test_every_fact_has_a_sentence() -> None:
    facts = {kind.__name__ for kind in all_below(Fact) if kind.__module__[:4] == "crm."}
    assert facts == set(SENTENCES)


def test_every_refusal_has_words() -> None:
    refusals = {k for k in all_below(Refused) if k.__module__.startswith("crm.")}
    assert refusals == set(REFUSALS)


def test_every_form_field_has_a_label(app: Flask) -> None:

    forms = [
        kind for kind in all_below(BorderSchema) if not issubclass(kind, ListSchema)
    ]
    for kind in forms:
        if {"exchange", "web"} & set(kind.__module__.split(".")):
            continue
        fields = set(cast("type[BorderSchema]", kind)().fields)
        assert fields <= set(FIELDS), kind


def test_models_equal_migrations(database: sa.Engine) -> None:
    with database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_every_setting_is_documented_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for setting in settings():
        assert f"`{PREFIX}{setting.name.upper()}`" in readme, setting.name
