"""Two people do the same at the same moment: one does it, the other is told."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from crm.accounts.models import Role, User
from crm.activity import Activity
from crm.dialogue.models import Topic
from crm.events.models import Attendance
from crm.facts import reading, transaction
from tests.factories import (
    make_agenda_item,
    make_attendance,
    make_event,
    make_organisation,
    make_person,
)

FIRM = {"kind": "company", "sector": "business"}
TOGETHER = 3


@pytest.fixture
def people(sign_in: Any) -> list[FlaskClient]:
    return [sign_in(Role.ADMINISTRATOR) for _ in range(TOGETHER)]


def together(*acts: Callable[[], int]) -> list[int]:
    """Return what each act answered, all begun at the same moment."""
    start = Barrier(len(acts))

    def begin(act: Callable[[], int]) -> int:
        start.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as threads:
        return sorted(threads.map(begin, acts))


def all_send(
    clients: Sequence[FlaskClient], address: str, *forms: dict[str, Any]
) -> list[int]:
    """Let every client send a form to one address, in turns if there are several."""

    def act(client: FlaskClient, form: dict[str, Any]) -> Callable[[], int]:
        return lambda: client.post(address, data=form).status_code

    sent = [forms[number % len(forms)] for number in range(len(clients))]
    return together(*map(act, clients, sent))


def count(kind: Any, *conditions: Any) -> int | None:
    with reading() as session:
        return session.scalar(sa.select(sa.func.count(kind.id)).where(*conditions))


def test_of_two_who_save_a_record_nobody_overwrites_the_other(
    people: list[FlaskClient],
) -> None:
    with transaction() as session:
        firm = make_organisation(session)
    forms = [FIRM | {"name": name, "version": "1"} for name in ("Erste", "Zweite")]
    answers = all_send(people, f"/organisationen/{firm.id}/bearbeiten", *forms)
    assert answers == [302] + [409] * (TOGETHER - 1)


def test_somebody_noted_by_several_is_noted_once(people: list[FlaskClient]) -> None:
    with transaction() as session:
        item, person = make_agenda_item(session), make_person(session)
    form = {"person_id": person.id, "status": "present"}
    answers = all_send(people, f"/anwesenheit/{item.id}", form)
    assert answers == [302] + [422] * (TOGETHER - 1)
    assert count(Attendance) == 1
    assert count(Activity, Activity.kind == "AttendanceRecorded") == 1


def test_a_topic_named_by_several_is_made_once(people: list[FlaskClient]) -> None:
    with transaction() as session:
        event = make_event(session)
    forms = [
        {"title": "Fokus", "kind": "session", "topics": topics}
        for topics in ("Wärme, Energie", "Energie, Wärme")
    ]
    answers = all_send(people, f"/programm/neu/{event.id}", *forms)
    assert answers == [302] * TOGETHER
    assert count(Topic) == 2
    assert count(Activity, Activity.kind == "TopicAdded") == 2


def test_an_account_opened_by_several_is_opened_once(people: list[FlaskClient]) -> None:
    form = {"name": "Eva", "email": "eva@stadt.example", "role": "reader"}
    answers = all_send(people, "/konten/neu", form)
    assert answers == [302] + [422] * (TOGETHER - 1)


def test_administrators_who_lock_each_other_leave_one(
    people: list[FlaskClient],
) -> None:
    with reading() as session:
        ids = list(session.scalars(sa.select(User.id).order_by(User.id)))

    def lock(client: FlaskClient, user: int) -> Callable[[], int]:
        return lambda: client.post(f"/konten/{user}/sperren").status_code

    together(*map(lock, people, ids))
    assert (count(User, User.active) or 0) >= 1


def test_an_agenda_item_cannot_go_while_somebody_is_noted_for_it(
    people: list[FlaskClient],
) -> None:
    with transaction() as session:
        item, person = make_agenda_item(session), make_person(session)
        make_attendance(session, make_agenda_item(session), person=person)
    form = {"person_id": person.id, "status": "present"}
    answers = together(
        lambda: people[0].post(f"/programm/{item.id}/streichen").status_code,
        lambda: people[1].post(f"/anwesenheit/{item.id}", data=form).status_code,
    )
    assert max(answers) < 500
