"""Topics have one name, however it is typed."""

import pytest
from sqlalchemy.orm import Session

from crm.dialogue import topics
from crm.errors import NotFound


def test_a_topic_typed_twice_is_one_topic(session: Session) -> None:
    first = topics.named(session, ["Kommunale Wärmeplanung"])
    session.flush()
    second = topics.named(session, ["kommunale  wärmeplanung", "Verkehr"])
    assert second[0] is first[0]
    assert [topic.name for topic in second] == ["Kommunale Wärmeplanung", "Verkehr"]


def test_what_begins_as_typed_is_suggested_first(session: Session) -> None:
    topics.named(session, ["Fernwärme", "Wärmeplanung", "Verkehr"])
    session.flush()
    found = [topic.name for topic in topics.suggest(session, "wärme")]
    assert found == ["Wärmeplanung", "Fernwärme"]


def test_a_percent_sign_is_no_wildcard_for_topics(session: Session) -> None:
    topics.named(session, ["Verkehr"])
    session.flush()
    assert topics.suggest(session, "%") == []


def test_a_topic_that_is_not_there_is_not_found(session: Session) -> None:
    with pytest.raises(NotFound):
        topics.get_topic(session, 4711)
