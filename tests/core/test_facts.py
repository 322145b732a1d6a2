"""Facts, the transaction that tells them, and the log that keeps them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Thread

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from crm import activity, facts
from crm.activity import Activity
from crm.contacts import organisations
from crm.contacts.facts import OrganisationAdded
from crm.contacts.models import Organisation
from crm.contacts.organisations import OrganisationFilter
from crm.errors import ChangedMeanwhile
from crm.facts import Actor, Entity, Fact, reading, transaction
from crm.subscribers import SUBSCRIBERS
from tests.factories import make_organisation, make_person

EVA = Actor("Eva Groß", 7)


@dataclass(frozen=True)
class Compared(Fact):
    """Two were compared."""

    first: Entity
    second: Entity | None
    on: datetime


@pytest.fixture
def subscribe() -> Iterator[None]:
    yield
    facts.subscribe(SUBSCRIBERS)


def test_the_log_says_who_did_what_to_whom_and_when(database: sa.Engine) -> None:
    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    with transaction(actor=EVA, now=at) as session:
        firm = make_organisation(session, "Firma")
    with reading() as session:
        [entry] = activity.timeline(session, firm)
    assert (entry.actor, entry.actor_id, entry.at) == ("Eva Groß", 7, at)
    assert (entry.kind, entry.details) == (
        "OrganisationAdded",
        {"organisation": "Firma"},
    )


def test_a_fact_recorded_before_the_entity_meets_its_session_is_told_too(
    database: sa.Engine,
) -> None:
    with transaction() as session:
        firm = make_organisation(session)
        other = Organisation(name="Andere", kind=firm.kind, sector=firm.sector)
        other.refresh_keys()
        other.record(OrganisationAdded(other))
        session.add(other)
    with reading() as session:
        assert len(activity.timeline(session, other)) == 1


def test_a_fact_about_two_is_in_both_timelines(database: sa.Engine) -> None:
    with transaction() as session:
        first, second = make_person(session), make_organisation(session)
        first.record(Compared(first, second, datetime(2026, 1, 1, tzinfo=UTC)))
    with reading() as session:
        assert activity.timeline(session, first)[0].kind == "Compared"
        assert activity.timeline(session, second)[0].kind == "Compared"


def test_a_failing_subscriber_fails_the_whole_act(
    database: sa.Engine, subscribe: None
) -> None:
    def fail(_session: Session, _fact: OrganisationAdded) -> None:
        raise RuntimeError("no")

    facts.subscribe({Fact: [activity.log], OrganisationAdded: [fail]})
    with pytest.raises(RuntimeError), transaction() as session:
        make_organisation(session)
    with reading() as session:
        assert session.scalars(sa.select(Organisation)).all() == []
        assert session.scalars(sa.select(Activity)).all() == []


def test_what_a_subscriber_causes_is_told_in_the_same_transaction(
    database: sa.Engine, subscribe: None
) -> None:
    def greet(session: Session, fact: OrganisationAdded) -> None:
        person = make_person(session)
        person.record(Compared(fact.organisation, person, facts.happened_at(session)))

    facts.subscribe({Fact: [activity.log], OrganisationAdded: [greet]})
    with transaction() as session:
        firm = make_organisation(session)
    with reading() as session:
        kinds = [entry.kind for entry in activity.timeline(session, firm)]
    assert kinds == ["Compared", "OrganisationAdded"]


def test_an_act_that_breaks_off_leaves_nothing(database: sa.Engine) -> None:
    with pytest.raises(ZeroDivisionError), transaction() as session:
        _ = make_organisation(session).id / 0
    with reading() as session:
        assert session.scalars(sa.select(Activity)).all() == []


def test_the_log_cannot_be_changed_or_deleted(database: sa.Engine) -> None:
    with transaction() as session:
        make_organisation(session)
    with pytest.raises(TypeError), transaction() as session:
        session.scalars(sa.select(Activity)).one().actor = "Niemand"
    with pytest.raises(TypeError), transaction() as session:
        session.delete(session.scalars(sa.select(Activity)).one())


def test_a_naive_time_has_no_place_in_the_database(database: sa.Engine) -> None:
    naive = datetime(2026, 1, 1)  # noqa: DTZ001 - the point of the test
    with pytest.raises(sa.exc.StatementError), transaction() as session:
        make_organisation(session).archive(naive)


def test_two_who_save_at_once_do_not_overwrite_each_other(database: sa.Engine) -> None:
    with transaction() as session:
        firm = make_organisation(session, "Firma")
    outcomes: list[str] = []

    def save(city: str) -> None:
        try:
            with transaction() as session:
                mine = organisations.get_organisation(session, firm.id)
                organisations.change(
                    session, mine, values={"city": city}, version=firm.version
                )
            outcomes.append("saved")
        except ChangedMeanwhile:
            outcomes.append("refused")

    threads = [Thread(target=save, args=[city]) for city in ("Jena", "Gera", "Kassel")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["refused", "refused", "saved"]


def test_a_page_cannot_query_by_accident(database: sa.Engine) -> None:
    with transaction() as session:
        make_organisation(session)
    with reading() as session:
        found = session.scalars(sa.select(Organisation)).one()
        with pytest.raises(sa.exc.InvalidRequestError, match="raise"):
            _ = found.parent
        assert (
            organisations.list_organisations(session, OrganisationFilter()).total == 1
        )
