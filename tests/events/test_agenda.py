"""The agenda: items, their order, their topics."""

from datetime import time

import pytest
from sqlalchemy.orm import Session

from crm.errors import NeedsAgendaItem, TimesOutOfOrder
from crm.events import agenda, events
from crm.events.models import AgendaKind, Event
from tests.factories import make_agenda_item, make_attendance, make_event


def order(session: Session, event: Event) -> list[str]:
    session.flush()
    session.expire_all()
    return [item.title for item in events.get_event(session, event.id).agenda]


def moved(session: Session, title: str, *, steps: int) -> list[str]:
    event = make_event(session)
    items = {t: make_agenda_item(session, event, title=t) for t in "ABC"}
    agenda.move(agenda.get_item(session, items[title].id), steps=steps)
    return order(session, event)


def test_an_item_moves_up(session: Session) -> None:
    assert moved(session, "C", steps=-1) == ["A", "C", "B"]


def test_an_item_moves_down(session: Session) -> None:
    assert moved(session, "A", steps=1) == ["B", "A", "C"]


def test_the_first_item_cannot_move_further_up(session: Session) -> None:
    assert moved(session, "A", steps=-1) == ["A", "B", "C"]


def test_a_new_item_comes_last(session: Session) -> None:
    event = make_event(session)
    places = [make_agenda_item(session, event).place for _ in range(3)]
    assert places == [1, 2, 3]


def test_an_item_does_not_end_before_it_begins(session: Session) -> None:
    with pytest.raises(TimesOutOfOrder):
        make_agenda_item(session, begins=time(15), ends=time(14, 30))


def test_a_change_of_topics_is_kept_with_before_and_after(session: Session) -> None:
    item = make_agenda_item(session, topics=["Wärme", "Energie"])
    values = {"title": item.title, "kind": AgendaKind.WORKSHOP}
    agenda.change(session, item, values=values, topic_names=["Wärme"])
    assert [topic.name for topic in item.topics] == ["Wärme"]
    assert item.kind is AgendaKind.WORKSHOP


def test_an_item_that_somebody_attended_stays(session: Session) -> None:
    item = make_agenda_item(session)
    make_attendance(session, item)
    with pytest.raises(NeedsAgendaItem):
        agenda.remove(session, agenda.get_item(session, item.id))


def test_an_item_nobody_attended_can_be_removed(session: Session) -> None:
    event = make_event(session)
    item = make_agenda_item(session, event, topics=["Wärme"])
    agenda.remove(session, agenda.get_item(session, item.id))
    assert order(session, event) == []


def test_neighbours_that_begin_together_run_in_parallel(session: Session) -> None:
    event = make_event(session)
    for title, begins in (("Plenum", 14), ("A", 15), ("B", 15), ("Ende", None)):
        make_agenda_item(
            session, event, title=title, begins=None if begins is None else time(begins)
        )
    make_agenda_item(session, event, title="offen")
    found = [[item.title for item in slot] for slot in agenda.slots(event)]
    assert found == [["Plenum"], ["A", "B"], ["Ende"], ["offen"]]


def test_the_topics_most_talked_about_are_offered(session: Session) -> None:
    event = make_event(session)
    for names in (["Verkehr"], ["Wärme", "Verkehr"], ["Wärme"]):
        make_agenda_item(session, event, topics=names)
    make_agenda_item(session, event, topics=["Altes"])
    found = agenda.list_topics_in_use(session, limit=2)
    assert [topic.name for topic in found] == ["Verkehr", "Wärme"]
