"""Organisations: names, tree, versions, archive."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from crm import activity
from crm.contacts import organisations
from crm.contacts.matching import is_only_legal_form, organisation_key
from crm.contacts.models import OrganisationKind, Sector
from crm.contacts.organisations import OrganisationFilter
from crm.errors import ChangedMeanwhile, CircularTree, NotFound, OwnParent
from crm.facts import reading, transaction
from tests.factories import make_organisation


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller GmbH", "MÜLLER  GmbH"),
        ("Müller GmbH", "Müller"),
        ("Bau-Verein e.V.", "Bauverein e. V."),
        ("Google Inc.", "google"),
        ("Digital Europe AISBL", "DIGITALEUROPE (A.I.S.B.L.)"),
        ("Stadtwerke Kassel GmbH & Co. KG", "Stadtwerke Kassel"),
        ("Shell plc", "SHELL PLC"),
    ],
)
def test_case_spacing_punctuation_and_legal_form_do_not_tell_names_apart(
    one: str, other: str
) -> None:
    assert organisation_key(one) == organisation_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller", "Mueller"),
        ("Amazon", "Amazon EU"),
        ("Stadt Jena", "Stadt Gera"),
        ("SAP SE", "SAS"),
        ("GmbH", "AG"),
    ],
)
def test_anything_else_keeps_names_apart(one: str, other: str) -> None:
    assert organisation_key(one) != organisation_key(other)


def test_a_legal_form_alone_is_no_name() -> None:
    assert is_only_legal_form("Inc.")
    assert is_only_legal_form("GmbH & Co. KG")
    assert not is_only_legal_form("Acme Inc.")
    assert not is_only_legal_form("***")


def test_an_organisation_is_found_by_words_in_any_order_and_spelling(
    session: Session,
) -> None:
    wanted = make_organisation(session, "Ämterlotse Größenwerk GmbH", city="Jena")
    make_organisation(session, "Größenwerk Nord")
    found = organisations.list_organisations(
        session, OrganisationFilter(q="jena groessen")
    )
    assert found.rows == [wanted]


def test_wildcards_in_a_search_are_plain_characters(session: Session) -> None:
    make_organisation(session, "Alles AG")
    hundred = make_organisation(session, "100% Strom")
    found = organisations.list_organisations(session, OrganisationFilter(q="%"))
    assert found.rows == [hundred]


def test_umlauts_sort_as_in_a_german_dictionary(session: Session) -> None:
    for name in ("Zeta", "Özgür Bau", "Otto Bau", "ähre", "Apfel"):
        make_organisation(session, name)
    found = organisations.list_organisations(session, OrganisationFilter())
    names = [row.name for row in found.rows]
    assert names == ["ähre", "Apfel", "Otto Bau", "Özgür Bau", "Zeta"]


def test_filters_narrow_by_kind_and_sector(session: Session) -> None:
    make_organisation(session, "Firma")
    office = make_organisation(
        session,
        "Umweltamt",
        kind=OrganisationKind.DEPARTMENT,
        sector=Sector.ADMINISTRATION,
    )
    wanted = OrganisationFilter(
        kind=OrganisationKind.DEPARTMENT, sector=Sector.ADMINISTRATION
    )
    assert organisations.list_organisations(session, wanted).rows == [office]


def test_a_page_too_far_is_the_last_one(session: Session) -> None:
    for number in range(5):
        make_organisation(session, f"Firma {number}")
    page = organisations.list_organisations(
        session, OrganisationFilter(), page=99, size=2
    )
    assert (page.number, page.count, page.first, page.last) == (3, 3, 5, 5)


def test_an_organisation_cannot_be_its_own_parent(session: Session) -> None:
    office = make_organisation(session, "Amt")
    with pytest.raises(OwnParent):
        organisations.change(session, office, values={"parent_id": office.id})


def test_a_circle_in_the_tree_is_refused(session: Session) -> None:
    top = make_organisation(session, "Stadt")
    middle = make_organisation(session, "Dezernat", parent_id=top.id)
    bottom = make_organisation(session, "Amt", parent_id=middle.id)
    with pytest.raises(CircularTree):
        organisations.change(session, top, values={"parent_id": bottom.id})


def test_a_parent_that_does_not_exist_is_refused(session: Session) -> None:
    with pytest.raises(NotFound):
        make_organisation(session, "Waise", parent_id=4711)


def test_two_people_cannot_overwrite_each_other(session: Session) -> None:
    firm = make_organisation(session, "Firma")
    shown = firm.version
    organisations.change(session, firm, values={"city": "Jena"}, version=shown)
    session.flush()
    with pytest.raises(ChangedMeanwhile):
        organisations.change(session, firm, values={"city": "Gera"}, version=shown)


def test_a_change_is_remembered_with_before_and_after(database: object) -> None:
    with transaction() as session:
        firm = make_organisation(session, "Firma", city="Jena")
    with transaction() as session:
        again = organisations.get_organisation(session, firm.id)
        organisations.change(session, again, values={"city": "Gera", "name": "Firma"})
    with reading() as session:
        newest = activity.timeline(session, firm)[0]
    assert newest.kind == "OrganisationChanged"
    assert newest.details["changes"] == {"city": ["Jena", "Gera"]}


def test_archived_organisations_leave_the_list_and_come_back(session: Session) -> None:
    firm = make_organisation(session, "Firma")
    firm.archive(datetime(2026, 3, 2, tzinfo=UTC))
    session.flush()
    assert organisations.list_organisations(session, OrganisationFilter()).total == 0
    archived = OrganisationFilter(archived=True)
    assert organisations.list_organisations(session, archived).rows == [firm]
    firm.restore()
    session.flush()
    assert organisations.list_organisations(session, OrganisationFilter()).total == 1


def test_children_are_listed_by_name(session: Session) -> None:
    city = make_organisation(session, "Stadt")
    for name in ("Umweltamt", "Bauamt"):
        make_organisation(session, name, parent_id=city.id)
    names = [child.name for child in organisations.list_children(session, city)]
    assert names == ["Bauamt", "Umweltamt"]
