"""Organisations, people and positions, with the rules they keep by themselves."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from crm.contacts import facts
from crm.contacts.matching import organisation_key, person_key
from crm.contacts.periods import Dated
from crm.facts import Entity
from crm.records import Record
from crm.text import search_text, sort_key, tidy


class Sector(StrEnum):
    """The side somebody stands on, for every figure of mixing."""

    BUSINESS = "business"
    ADMINISTRATION = "administration"
    POLITICS = "politics"
    SCIENCE = "science"
    CIVIL_SOCIETY = "civil_society"


class OrganisationKind(StrEnum):
    """What an organisation is."""

    COMPANY = "company"
    CHAMBER = "chamber"
    ASSOCIATION = "association"
    ALLIANCE = "alliance"
    MUNICIPALITY = "municipality"
    DIVISION = "division"
    DEPARTMENT = "department"
    UNIT = "unit"
    BODY = "body"
    RESEARCH = "research"
    INITIATIVE = "initiative"
    OTHER = "other"


class Gender(StrEnum):
    """How somebody is addressed; never guessed from a given name."""

    FEMALE = "female"
    MALE = "male"
    DIVERSE = "diverse"
    UNKNOWN = "unknown"


class LegalBasis(StrEnum):
    """Why personal data may be kept: GDPR, article 6 (1) a, b, e and f."""

    CONSENT = "consent"
    CONTRACT = "contract"
    PUBLIC_TASK = "public_task"
    LEGITIMATE_INTEREST = "legitimate_interest"


class Organisation(Record):
    """A company, department, body, alliance or any other institution."""

    __tablename__ = "organisations"
    when_changed = facts.OrganisationChanged
    when_archived = facts.OrganisationArchived
    when_restored = facts.OrganisationRestored

    name: Mapped[str]
    kind: Mapped[OrganisationKind] = mapped_column(index=True)
    sector: Mapped[Sector] = mapped_column(index=True)
    parent_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisations.id"), index=True
    )
    short_name: Mapped[str | None]
    website: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    street: Mapped[str | None]
    postcode: Mapped[str | None]
    city: Mapped[str | None]
    note: Mapped[str | None]
    match_key: Mapped[str] = mapped_column(index=True)
    sort_key: Mapped[str] = mapped_column(index=True)
    search: Mapped[str]

    parent: Mapped["Organisation | None"] = relationship(
        lazy="raise", remote_side="Organisation.id"
    )

    @property
    def label(self) -> str:
        """The short name where there is one, else the name."""
        return self.short_name or self.name

    def refresh_keys(self) -> None:
        """Derive what it is matched, sorted and found by."""
        self.name = tidy(self.name)
        self.match_key = organisation_key(self.name)
        self.sort_key = sort_key(self.name)
        self.search = search_text(self.name, self.short_name, self.city, self.email)


class Person(Record):
    """Somebody one can talk to; what they do is in their positions."""

    __tablename__ = "people"
    when_changed = facts.PersonChanged
    when_archived = facts.PersonArchived
    when_restored = facts.PersonRestored

    title: Mapped[str | None]
    given_name: Mapped[str | None]
    family_name: Mapped[str]
    gender: Mapped[Gender] = mapped_column(default=Gender.UNKNOWN)
    email: Mapped[str | None]
    phone: Mapped[str | None]
    note: Mapped[str | None]
    source: Mapped[str | None]
    purpose: Mapped[str | None]
    legal_basis: Mapped[LegalBasis] = mapped_column(default=LegalBasis.PUBLIC_TASK)
    delete_on: Mapped[date | None] = mapped_column(index=True)
    match_key: Mapped[str] = mapped_column(index=True)
    sort_key: Mapped[str] = mapped_column(index=True)
    search: Mapped[str]

    positions: Mapped[list["Position"]] = relationship(
        lazy="raise", back_populates="person", order_by="Position.since.desc()"
    )

    @property
    def name(self) -> str:
        """Title, given and family name in one line."""
        parts = (self.title, self.given_name, self.family_name)
        return " ".join(part for part in parts if part)

    def refresh_keys(self, organisations: list[str]) -> None:
        """Derive what they are matched, sorted and found by."""
        self.match_key = person_key(self.given_name, self.family_name)
        self.sort_key = sort_key(self.family_name, self.given_name)
        self.search = search_text(self.name, self.email, *organisations)


class Position(Dated, Entity):
    """What a person does in an organisation, from a day to a day."""

    __tablename__ = "positions"
    __table_args__ = (sa.Index(None, "organisation_id", "person_id"),)

    person_id: Mapped[int] = mapped_column(sa.ForeignKey("people.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"))
    function: Mapped[str | None]

    person: Mapped[Person] = relationship(lazy="raise", back_populates="positions")
    organisation: Mapped[Organisation] = relationship(lazy="raise")

    def end(self, last_day: date) -> None:
        """Let the position end with this day."""
        self.run(self.since, last_day)
        self.record(facts.PositionEnded(self.person, self.organisation, last_day))
