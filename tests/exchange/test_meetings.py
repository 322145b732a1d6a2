"""Rows become events with those who took part; nobody is made twice or merged."""

from collections import Counter
from datetime import date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from crm import activity
from crm.activity import Activity
from crm.contacts.matching import organisation_key
from crm.contacts.models import Organisation, OrganisationKind, Person, Position, Sector
from crm.dialogue.models import Topic
from crm.events.models import AgendaItem, Attendance, Event, EventFormat, EventStatus
from crm.exchange.columns import Target
from crm.exchange.models import NameReview, NamesakeReview
from crm.exchange.options import MeetingOptions
from crm.facts import reading, transaction
from tests.exchange.lists import HEADER, OPTIONS, meeting_list, take_in, try_out
from tests.factories import make_organisation, make_person, make_position

ROW = "2023-11-24,Fokus Wärme,Eva Groß,Umweltamt,Wärmewerk GmbH; Spedition Nord"


@pytest.fixture(autouse=True)
def _on_an_empty_database(database: sa.Engine) -> None:
    """Every test of this module writes."""


def names(session: Session, kind: type[Organisation | Topic]) -> list[str]:
    return list(session.scalars(sa.select(kind.name).order_by(kind.id)))


def attendances(session: Session) -> list[Attendance]:
    wanted = (
        sa.select(Attendance)
        .order_by(Attendance.id)
        .options(
            joinedload(Attendance.person),
            joinedload(Attendance.organisation),
            joinedload(Attendance.position).joinedload(Position.organisation),
        )
    )
    return list(session.scalars(wanted))


def everything(session: Session) -> dict[str, Any]:
    """Return what is in the database, told by names instead of numbers."""
    return {
        "organisations": sorted(names(session, Organisation)),
        "people": sorted(session.scalars(sa.select(Person.search))),
        "events": sorted(
            map(tuple, session.execute(sa.select(Event.source_key, Event.title)))
        ),
        "attendances": sorted(
            (a.item_id > 0, a.person.name if a.person else "", a.organisation.name)
            for a in attendances(session)
            if a.organisation
        ),
        "reviews": sorted(
            (review.first.name, review.second.name, review.reason)
            for review in session.scalars(
                sa.select(NameReview).options(
                    joinedload(NameReview.first), joinedload(NameReview.second)
                )
            )
        ),
    }


def test_a_row_becomes_a_held_meeting_with_those_present(now: datetime) -> None:
    report = take_in(meeting_list(ROW), now=now)
    assert (report.created, report.broken) == (1, 0)
    with reading() as session:
        event = session.scalars(
            sa.select(Event).options(selectinload(Event.agenda))
        ).one()
        person, firm, carrier = attendances(session)
    assert (event.title, event.held_on) == ("Fokus Wärme", date(2023, 11, 24))
    assert (event.format, event.status) == (EventFormat.MEETING, EventStatus.HELD)
    assert len(event.agenda) == 1
    assert person.person is not None
    assert person.person.name == "Eva Groß"
    assert person.position is not None
    assert person.position.organisation.name == "Umweltamt"
    assert person.organisation_id == person.position.organisation_id
    assert firm.person_id is None
    assert firm.organisation is not None
    assert firm.organisation.name == "Wärmewerk GmbH"
    assert carrier.organisation is not None


def test_new_organisations_stand_on_the_side_the_options_say(now: datetime) -> None:
    options = MeetingOptions.from_json(
        OPTIONS.as_json() | {"people_sector": "politics", "separator": ";"}
    )
    take_in(meeting_list(ROW), now=now, options=options)
    with reading() as session:
        office, firm, _ = session.scalars(sa.select(Organisation)).all()
    assert (office.sector, office.kind) == (Sector.POLITICS, OrganisationKind.OTHER)
    assert (firm.sector, firm.kind) == (Sector.BUSINESS, OrganisationKind.COMPANY)


def test_topics_and_place_are_taken(now: datetime) -> None:
    columns = OPTIONS.columns | {Target.TOPICS: "topics", Target.PLACE: "place"}
    options = MeetingOptions(columns=columns, separator=";")
    content = f"{HEADER},topics,place\n{ROW},Wärme; Energie;WÄRME,Rathaus\n"
    content = content.replace("Wärme; Energie;WÄRME", '"Wärme; Energie; WÄRME"')
    take_in(content, now=now, options=options)
    with reading() as session:
        item = session.scalars(
            sa.select(AgendaItem).options(
                selectinload(AgendaItem.topics), joinedload(AgendaItem.event)
            )
        ).one()
    assert {topic.name for topic in item.topics} == {"Wärme", "Energie"}
    assert item.event.venue == "Rathaus"


def test_keys_are_those_the_forms_would_fill(now: datetime) -> None:
    take_in(meeting_list(ROW), now=now)
    with transaction(now=now) as session:
        for organisation in session.scalars(sa.select(Organisation)):
            organisation.refresh_keys()
        for event in session.scalars(sa.select(Event)):
            event.refresh_keys()
        for person in session.scalars(sa.select(Person)):
            person.refresh_keys(["Umweltamt"])
        assert not session.dirty or not any(map(session.is_modified, session.dirty))


def test_names_that_differ_in_case_spacing_and_legal_form_become_one(
    now: datetime,
) -> None:
    rows = [
        f"2023-11-24,Wärme,,,{name}"
        for name in ("Digital Europe", "DIGITALEUROPE (AISBL)", "digital-europe e.V.")
    ]
    report = take_in(meeting_list(*rows), now=now)
    assert report.new["organisations"] == 1
    assert report.for_review == 0


def test_less_certain_names_are_listed_and_never_merged(now: datetime) -> None:
    with transaction(now=now) as session:
        make_organisation(session, "Müller Bau GmbH")
    report = take_in(meeting_list("2023-11-24,Wärme,,,Mueller Bau"), now=now)
    assert (report.for_review, report.new["organisations"]) == (1, 1)
    with reading() as session:
        [(first, second, reason)] = everything(session)["reviews"]
    assert (first, second, reason) == ("Müller Bau GmbH", "Mueller Bau", "spelling")


def test_an_archived_organisation_is_found_again(now: datetime) -> None:
    with transaction(now=now) as session:
        make_organisation(session, "Spedition Nord").archive(now)
    report = take_in(meeting_list("2023-11-24,W,,,Spedition Nord GmbH"), now=now)
    assert report.new["organisations"] == 0


def test_an_institution_named_twice_in_a_row_attends_once(now: datetime) -> None:
    take_in(meeting_list("2023-11-24,W,Eva;EVA,Amt,Firma; FIRMA GmbH"), now=now)
    with reading() as session:
        assert len(attendances(session)) == 2


def test_the_same_name_and_organisation_is_the_same_person(now: datetime) -> None:
    with transaction(now=now) as session:
        office = make_organisation(session, "Umweltamt")
        eva = make_person(session, "Groß", given_name="Eva")
        make_position(session, eva, organisation=office)
    again = ROW.replace("Eva Groß", "Dr. EVA GROSS")
    report = take_in(meeting_list(ROW, again), now=now)
    assert (report.new["people"], report.new["positions"]) == (0, 0)
    with reading() as session:
        assert {a.person_id for a in attendances(session)} == {eva.id, None}


def test_a_name_without_organisation_is_the_one_person_of_that_name(
    now: datetime,
) -> None:
    take_in(meeting_list(ROW, "2023-11-25,Wärme,Eva Groß,,Firma"), now=now)
    with reading() as session:
        assert len(session.scalars(sa.select(Person)).all()) == 1


def test_a_person_without_organisation_gains_the_one_a_later_row_gives(
    now: datetime,
) -> None:
    take_in(meeting_list("2023-11-23,Wärme,Eva Groß,,Firma", ROW), now=now)
    with reading() as session:
        person = session.scalars(sa.select(Person)).one()
    assert "umweltamt" in person.search


def test_the_same_name_elsewhere_is_another_person_and_for_review(
    now: datetime,
) -> None:
    report = take_in(meeting_list(ROW, ROW.replace("Umweltamt", "Tiefbauamt")), now=now)
    assert (report.new["people"], report.for_review) == (2, 1)
    with reading() as session:
        review = session.scalars(sa.select(NamesakeReview)).one()
        assert review.first_id < review.second_id


def test_a_position_that_ended_before_is_not_the_one_taken_part_through(
    now: datetime,
) -> None:
    with transaction(now=now) as session:
        office = make_organisation(session, "Umweltamt")
        eva = make_person(session, "Groß", given_name="Eva")
        make_position(session, eva, organisation=office, until=date(2020, 12, 31))
    report = take_in(meeting_list(ROW), now=now)
    assert (report.new["people"], report.new["positions"]) == (0, 1)


def test_another_function_is_another_position(now: datetime) -> None:
    columns = OPTIONS.columns | {Target.PEOPLE_FUNCTION: "function"}
    options = MeetingOptions(columns=columns, separator=";")
    rows = [f"{ROW},Leitung", f"{ROW},LEITUNG", f"{ROW},Referat"]
    content = "\n".join([f"{HEADER},function", *rows])
    report = take_in(content, now=now, options=options)
    assert (report.new["people"], report.new["positions"]) == (1, 2)


def test_two_rows_that_are_the_same_are_two_meetings(now: datetime) -> None:
    assert take_in(meeting_list(ROW, ROW), now=now).created == 2


def test_the_same_list_again_changes_nothing(now: datetime) -> None:
    content = meeting_list(ROW, ROW, ROW.replace("Eva", "Kai"))
    take_in(content, now=now)
    with reading() as session:
        before = everything(session)
        activities = session.scalar(sa.select(sa.func.count(Activity.id)))
    report = take_in(content, now=now)
    assert (report.created, report.unchanged) == (0, 3)
    with reading() as session:
        assert everything(session) == before
        assert session.scalar(sa.select(sa.func.count(Activity.id))) == activities


def test_a_row_added_to_a_list_comes_in_alone(now: datetime) -> None:
    take_in(meeting_list(ROW), now=now)
    report = take_in(meeting_list(ROW.replace("Eva", "Kai"), ROW), now=now)
    assert (report.created, report.unchanged) == (1, 1)


def test_a_broken_row_leaves_the_others(now: datetime) -> None:
    report = take_in(meeting_list("heute,W,,,Firma", ROW), now=now)
    assert (report.rows, report.created, report.broken) == (2, 1, 1)
    assert report.broken_rows == [
        {"line": 2, "column": "date", "reason": "no_date", "value": "heute"}
    ]


def test_a_dry_run_says_what_would_come_and_writes_nothing(now: datetime) -> None:
    content = meeting_list(
        ROW,
        ROW.replace("Umweltamt", "Tiefbauamt"),
        "heute,W,,,x",
        "2023-11-25,W,,,Waermewerk",
    )
    tried = try_out(content, now=now)
    with reading() as session:
        assert everything(session)["events"] == []
        assert names(session, Organisation) == []
    assert tried == take_in(content, now=now)
    assert tried.for_review == 2


def test_a_dry_run_remembers_across_batches_what_it_would_add(now: datetime) -> None:
    rows = [f"2023-11-24,Treffen {n},Eva Groß,Umweltamt,Firma" for n in range(1_500)]
    tried = try_out(meeting_list(*rows), now=now)
    assert tried.created == 1_500
    assert tried.new == {"organisations": 2, "people": 1, "positions": 1, "topics": 0}


def test_the_timeline_of_everybody_new_shows_the_list(now: datetime) -> None:
    take_in(meeting_list(ROW), now=now)
    with reading() as session:
        for kind in (Organisation, Person, Event):
            for entity in session.scalars(sa.select(kind)):
                [entry] = activity.timeline(session, entity)
                assert entry.kind == "MeetingsImported"
                assert entry.details["run"] == "Liste.csv"


def test_a_hostile_name_is_text_like_any_other(now: datetime) -> None:
    hostile = "'; DROP TABLE people; -- </script>=cmd"
    take_in(f'{HEADER}\n2023-11-24,W,,,"{hostile}"\n', now=now, options=COMMAS)
    with reading() as session:
        assert names(session, Organisation) == [hostile]


COMMAS = MeetingOptions(columns=OPTIONS.columns, separator="|")


def test_every_organisation_has_one_key(now: datetime) -> None:
    listed = "Firma A; FIRMA A GmbH; Firma B; firma  b; Firma-C e.V."
    take_in(meeting_list(f"2023-11-24,W,,,{listed}"), now=now)
    with reading() as session:
        keys = Counter(map(organisation_key, names(session, Organisation)))
    assert set(keys.values()) == {1}


def test_the_longest_names_of_any_script_fit(now: datetime) -> None:
    subject, name = (
        "".join(chr(0x20000 + (number * 7919) % 40_000) for number in range(length))
        for length in (2_000, 500)
    )
    row = f"2023-11-24,{subject},{name},,{name}x"
    assert take_in(meeting_list(row[:-1]), now=now).created == 1
