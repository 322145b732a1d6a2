"""Whatever is sent to whichever address, the answer is never a failure of ours."""

from enum import StrEnum
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.routing import Rule

from crm.accounts.models import Role
from crm.border import BorderSchema
from crm.contacts.models import Gender, LegalBasis, OrganisationKind, Sector
from crm.events.models import AgendaKind, AttendanceStatus, EventFormat, EventStatus
from crm.exchange.schemas import MappingSchema
from crm.facts import transaction
from tests.factories import (
    make_agenda_item,
    make_attendance,
    make_event,
    make_organisation,
    make_person,
    make_position,
    make_series,
)

CHOICES: tuple[type[StrEnum], ...] = (
    AgendaKind,
    AttendanceStatus,
    EventFormat,
    EventStatus,
    Gender,
    LegalBasis,
    OrganisationKind,
    Role,
    Sector,
)
NASTY = [
    "",
    " ",
    "\0",
    "a\0b",
    "\r\nX: y",
    "\u202e\u2028\ufeff",
    "</script><script>alert(1)</script>",
    "{{7*7}}${7*7}%(x)s%",
    "'; DROP TABLE people; --",
    "%_\\*[a-z]",
    "👩‍👩‍👧" * 9,
    "x" * 10_000,
    "ﷺ" * 200,
    "0",
    "-1",
    "1e9",
    str(2**31),
    str(2**63),
    "9" * 5_000,
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "24:00",
    "%d%d",
]
KNOWN = "1"
"""Stands for the id of a record that exists."""
SOUND = [KNOWN, "2", "2026-03-02", "09:00", "18:30", "eva@stadt.example", "Wärme, Netz"]
WORDS = [member.value for kind in CHOICES for member in kind]
VALUES = st.one_of(
    st.sampled_from(NASTY),
    st.sampled_from(SOUND),
    st.sampled_from(WORDS),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
)
ELSEWHERE = (
    "another archived descending endpoint is_another language level look next remember "
    "q schritte seite since sort stand steps strength theme um until version _anchor"
).split()
LEFT_OUT = {"security.logout", "static"}
QUIET = settings(
    max_examples=80,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def names() -> list[str]:
    """Return the fields of all forms, and what pages read besides."""
    waiting, found = [BorderSchema], set(MappingSchema().fields) | set(ELSEWHERE)
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        found |= set(kind().fields)
    return sorted(found)


FORMS = st.dictionaries(st.sampled_from(names()), VALUES, max_size=25)
WHOLE_FORMS = st.fixed_dictionaries(dict.fromkeys(names(), VALUES))
SENT = st.one_of(FORMS, WHOLE_FORMS)


@pytest.fixture
def ids(database: sa.Engine) -> dict[str, int]:
    """Return the ids in a house where there is one of each."""
    with transaction() as session:
        event, person = make_event(session), make_person(session)
        organisation, item = make_organisation(session), make_agenda_item(session)
        position = make_position(session, person, organisation=organisation)
        attended = make_attendance(session, make_agenda_item(session, event))
        series = make_series(session)
        return {
            "attendance_id": attended.id,
            "event_id": event.id,
            "item_id": item.id,
            "organisation_id": organisation.id,
            "parent_id": organisation.id,
            "person_id": person.id,
            "position_id": position.id,
            "series_id": series.id,
            "source_id": item.id,
        }


@pytest.fixture
def client(sign_in: Any) -> FlaskClient:
    signed_in: FlaskClient = sign_in(Role.ADMINISTRATOR)
    return signed_in


def addresses(app: Flask, method: str) -> list[Rule]:
    return [
        rule
        for rule in app.url_map.iter_rules()
        if method in (rule.methods or ()) and rule.endpoint not in LEFT_OUT
    ]


def path_of(app: Flask, rule: Rule, ids: dict[str, int]) -> str:
    """Return the path of a rule for the one record of each kind."""
    values: dict[str, Any] = dict.fromkeys(rule.arguments, 1) | ids
    adapter = app.url_map.bind("localhost")
    return adapter.build(
        rule.endpoint,
        {k: values[k] for k in rule.arguments},
        method=next(iter(rule.methods or ())),
    )


@QUIET
@given(sent=SENT, choice=st.randoms(use_true_random=False))
def test_no_form_makes_a_page_fail(
    app: Flask,
    client: FlaskClient,
    ids: dict[str, int],
    sent: dict[str, str],
    choice: Any,
) -> None:
    path = path_of(app, choice.choice(addresses(app, "POST")), ids)
    form = {name: ids.get(name, 1) if v == KNOWN else v for name, v in sent.items()}
    assert client.post(path, data=form).status_code < 500, path


@QUIET
@given(sent=FORMS, choice=st.randoms(use_true_random=False))
def test_no_query_makes_a_page_fail(
    app: Flask,
    client: FlaskClient,
    ids: dict[str, int],
    sent: dict[str, str],
    choice: Any,
) -> None:
    path = path_of(app, choice.choice(addresses(app, "GET")), ids)
    assert client.get(path, query_string=sent).status_code < 500, path
