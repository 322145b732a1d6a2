"""Letters are written once, and found again."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from crm.errors import NotFound
from crm.facts import reading, transaction
from crm.mail import letters
from crm.mail.models import LetterState
from tests.factories import make_organisation
from tests.mail.factories import all_letters, make_letter

pytestmark = pytest.mark.usefixtures("database")


def test_a_second_letter_of_an_occasion_is_refused_and_the_act_goes_on(
    now: datetime,
) -> None:
    make_letter(now, occasion="welcome:1", subject="Willkommen")
    with transaction(now=now) as session:
        organisation = make_organisation(session, "Stadtwerke")
        second = letters.post(
            session,
            "welcome:1",
            recipient="other@stadt.example",
            subject="Noch einmal",
            body="",
            html=None,
            now=now,
        )
        assert second is None
        assert organisation.id
    assert [letter.subject for letter in all_letters()] == ["Willkommen"]


def test_the_styles_of_a_letter_move_into_its_elements(now: datetime) -> None:
    html = "<html><head><style>p { color: red }</style></head><body><p>Ja</p></body>"
    assert 'style="color: red' in str(make_letter(now, html=html).html)


def test_rules_for_small_screens_stay_in_the_head_of_a_letter(now: datetime) -> None:
    rule = "@media (max-width: 600px) { p { color: red } }"
    html = f"<html><head><style>{rule}</style></head><body><p>Ja</p></body></html>"
    assert "@media" in str(make_letter(now, html=html).html)


def test_a_line_break_in_a_name_does_not_break_the_subject(now: datetime) -> None:
    letter = make_letter(now, subject="Einladung für Anna\r\nBcc: evil@x.example")
    assert letter.subject == "Einladung für Anna Bcc: evil@x.example"


def test_the_outbox_is_searched_by_recipient_and_subject(now: datetime) -> None:
    make_letter(now, recipient="mueller@stadt.example", subject="Einladung")
    make_letter(now, subject="Dank an Frau Müller")
    make_letter(now, subject="Erinnerung")
    with reading() as session:
        found = letters.list_letters(session, query="müller")
    assert found.total == 2


def test_the_outbox_shows_the_newest_letter_first(now: datetime) -> None:
    make_letter(now, subject="Alt")
    make_letter(now + timedelta(hours=1), subject="Neu")
    with reading() as session:
        page = letters.list_letters(session)
    assert [letter.subject for letter in page.rows] == ["Neu", "Alt"]


def test_the_outbox_is_filtered_by_state(now: datetime) -> None:
    make_letter(now)
    with reading() as session:
        assert letters.list_letters(session, state=LetterState.QUEUED).total == 1
        assert letters.list_letters(session, state=LetterState.SENT).total == 0


def test_a_letter_that_is_not_there_is_not_found(database: sa.Engine) -> None:
    with reading() as session, pytest.raises(NotFound):
        letters.get_letter(session, 1)


def test_a_letter_keeps_its_message_id(now: datetime) -> None:
    letter = make_letter(now, occasion="welcome:1")
    assert letter.message_id("a.example") == letter.message_id("a.example")


def test_the_same_occasion_elsewhere_has_another_message_id(now: datetime) -> None:
    letter = make_letter(now, occasion="welcome:1")
    here = letter.message_id("a.example")
    letter.written_at += timedelta(seconds=1)
    assert letter.message_id("a.example") != here
