"""What is known already, and what a list adds to it: nobody is made twice.

- An organisation is the one with the same `organisation_key`, archived or not.
- A person is the one with the same `person_key` and the same organisation. Where
  the list gives no organisation, or the one person of that name belongs to none,
  the name is enough as long as only one person bears it.
- The same name with another organisation may be another person: a new one is made
  and the two are listed for review.
- A position is the one in that organisation (and of that function, where the list
  gives one) that holds on the day of the meeting; otherwise one without dates is new.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from crm.contacts.models import (
    Organisation,
    OrganisationKind,
    Person,
    Position,
    Sector,
)
from crm.dialogue.models import Topic, topic_key
from crm.exchange.rows import Guest, Meeting, match_key

_AT_ONCE = 5_000
_T = TypeVar("_T")


@dataclass(slots=True, eq=False)
class KnownOrganisation:
    """An organisation; without an id it is not written yet."""

    key: str
    name: str
    sector: Sector
    kind: OrganisationKind
    id: int = 0


@dataclass(slots=True, eq=False)
class KnownTopic:
    """A topic; without an id it is not written yet."""

    name: str
    id: int = 0


@dataclass(slots=True, eq=False)
class KnownPosition:
    """A position; without an id it is not written yet."""

    person: "KnownPerson"
    organisation: KnownOrganisation
    function: str | None
    since: date | None = None
    until: date | None = None
    id: int = 0

    def fits(self, function: str, day: date) -> bool:
        """Whether somebody can have taken part through it on that day."""
        is_same = (
            not function or (self.function or "").casefold() == function.casefold()
        )
        has_begun = self.since is None or self.since <= day
        return is_same and has_begun and (self.until is None or self.until >= day)


@dataclass(slots=True, eq=False)
class KnownPerson:
    """A person with their positions; without an id not written yet."""

    name: Any
    positions: list[KnownPosition] = field(default_factory=list)
    id: int = 0

    def belongs_to(self, organisation: KnownOrganisation) -> bool:
        """Whether one of the positions is in the organisation."""
        return any(p.organisation.key == organisation.key for p in self.positions)


@dataclass(slots=True)
class Additions:
    """What has to be written before the meetings themselves."""

    organisations: list[KnownOrganisation] = field(default_factory=list)
    topics: list[KnownTopic] = field(default_factory=list)
    people: list[KnownPerson] = field(default_factory=list)
    positions: list[KnownPosition] = field(default_factory=list)
    namesakes: list[tuple[KnownPerson, KnownPerson]] = field(default_factory=list)


class Register:
    """Looks up a batch of meetings in few queries and plans what is missing."""

    def __init__(self) -> None:
        self.additions = Additions()
        self._organisations: dict[str, KnownOrganisation] = {}
        self._by_id: dict[int, KnownOrganisation] = {}
        self._topics: dict[str, KnownTopic] = {}
        self._people: dict[str, list[KnownPerson]] = {}

    def learn(self, session: Session, meetings: list[Meeting]) -> None:
        """Look up everybody and everything the meetings name."""
        self._learn_organisations(session, _organisation_names(meetings))
        self._learn_topics(session, {topic_key(t) for m in meetings for t in m.topics})
        self._learn_people(session, {g.key for m in meetings for g in m.guests})

    def take_additions(self) -> Additions:
        """Hand over what was planned since the last time."""
        taken, self.additions = self.additions, Additions()
        return taken

    def organisation(
        self, name: str, *, sector: Sector, kind: OrganisationKind
    ) -> KnownOrganisation:
        """Return the organisation of that name, planning it when it is new."""
        key = match_key(name)
        if key not in self._organisations:
            new = KnownOrganisation(key, name, sector, kind)
            self._organisations[key] = new
            self.additions.organisations.append(new)
        return self._organisations[key]

    def topic(self, name: str) -> KnownTopic:
        """Return the topic of that name, planning it when it is new."""
        key = topic_key(name)
        if key not in self._topics:
            self._topics[key] = KnownTopic(name)
            self.additions.topics.append(self._topics[key])
        return self._topics[key]

    def person(
        self, guest: Guest, organisation: KnownOrganisation | None
    ) -> KnownPerson:
        """Return the person a guest certainly is, planning a new one otherwise."""
        namesakes = self._people.setdefault(guest.key, [])
        found = _certain(namesakes, organisation)
        return found if found is not None else self._new_person(guest, namesakes)

    def position(
        self,
        person: KnownPerson,
        organisation: KnownOrganisation,
        *,
        function: str,
        day: date,
    ) -> KnownPosition:
        """Return the position they took part through, planning it when it is new."""
        for position in person.positions:
            is_there = position.organisation.key == organisation.key
            if is_there and position.fits(function, day):
                return position
        new = KnownPosition(person, organisation, function or None)
        person.positions.append(new)
        self.additions.positions.append(new)
        return new

    def _new_person(self, guest: Guest, namesakes: list[KnownPerson]) -> KnownPerson:
        new = KnownPerson(guest.name)
        self.additions.people.append(new)
        self.additions.namesakes += [(other, new) for other in namesakes]
        namesakes.append(new)
        return new

    def _learn_organisations(self, session: Session, keys: set[str]) -> None:
        for chunk in _chunks(keys - self._organisations.keys()):
            self._keep_organisations(session, Organisation.match_key.in_(chunk))

    def _keep_organisations(
        self, session: Session, condition: sa.ColumnElement[bool]
    ) -> None:
        """Keep what is found; of two with one name the older one that is in use."""
        wanted = sa.select(
            Organisation.id,
            Organisation.match_key,
            Organisation.name,
            Organisation.sector,
            Organisation.kind,
        ).where(condition)
        used_first = (Organisation.archived_at.is_not(None), Organisation.id)
        for row in session.execute(wanted.order_by(*used_first)):
            known = KnownOrganisation(
                row.match_key, row.name, row.sector, row.kind, row.id
            )
            self._by_id[row.id] = known
            self._organisations.setdefault(row.match_key, known)

    def _learn_topics(self, session: Session, keys: set[str]) -> None:
        for chunk in _chunks(keys - self._topics.keys()):
            wanted = sa.select(Topic.id, Topic.match_key, Topic.name)
            for row in session.execute(wanted.where(Topic.match_key.in_(chunk))):
                self._topics[row.match_key] = KnownTopic(row.name, row.id)

    def _learn_people(self, session: Session, keys: set[str]) -> None:
        by_id: dict[int, KnownPerson] = {}
        for chunk in _chunks(keys - self._people.keys()):
            wanted = sa.select(Person.id, Person.match_key).where(
                Person.match_key.in_(chunk)
            )
            used_first = (Person.archived_at.is_not(None), Person.id)
            for row in session.execute(wanted.order_by(*used_first)):
                by_id[row.id] = KnownPerson(None, id=row.id)
                self._people.setdefault(row.match_key, []).append(by_id[row.id])
        self._learn_positions(session, by_id)

    def _learn_positions(
        self, session: Session, people: dict[int, KnownPerson]
    ) -> None:
        for chunk in _chunks(people):
            is_theirs = Position.person_id.in_(chunk)
            wanted = sa.select(*_OF_POSITION).where(is_theirs).order_by(Position.id)
            self._keep_positions(session, list(session.execute(wanted)), people)
        for person in people.values():
            person.positions.sort(key=_beginning, reverse=True)

    def _keep_positions(
        self, session: Session, rows: list[Any], people: dict[int, KnownPerson]
    ) -> None:
        unknown = {row.organisation_id for row in rows} - self._by_id.keys()
        for chunk in _chunks(unknown):
            self._keep_organisations(session, Organisation.id.in_(chunk))
        for row in rows:
            person, organisation = (
                people[row.person_id],
                self._by_id[row.organisation_id],
            )
            person.positions.append(
                KnownPosition(
                    person, organisation, row.function, row.since, row.until, row.id
                )
            )


_OF_POSITION = (
    Position.id,
    Position.person_id,
    Position.organisation_id,
    Position.function,
    Position.since,
    Position.until,
)


def _certain(
    namesakes: list[KnownPerson], organisation: KnownOrganisation | None
) -> KnownPerson | None:
    """Return who is meant when there is no doubt.

    Without an organisation somebody who has none is meant rather than one of several.
    """
    if organisation is not None:
        for person in namesakes:
            if person.belongs_to(organisation):
                return person
    if organisation is None and len(namesakes) == 1:
        return namesakes[0]
    free = [person for person in namesakes if not person.positions]
    is_only_one = len(namesakes) == 1 or organisation is None
    return free[0] if free and is_only_one else None


def _beginning(position: KnownPosition) -> date:
    return position.since or date.min


def _organisation_names(meetings: list[Meeting]) -> set[str]:
    listed = {name for m in meetings for name in m.organisations}
    through = {g.organisation for m in meetings for g in m.guests if g.organisation}
    return set(map(match_key, listed | through))


def _chunks(values: Iterable[_T]) -> Iterator[list[_T]]:
    rest = list(values)
    for begin in range(0, len(rest), _AT_ONCE):
        yield rest[begin : begin + _AT_ONCE]
