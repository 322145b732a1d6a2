"""Meetings of a list become rows of the database, one batch at a time."""

from dataclasses import dataclass, field
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from crm.contacts.models import Organisation
from crm.events.models import Event
from crm.exchange import writing
from crm.exchange.known import Additions, KnownOrganisation, Register
from crm.exchange.likeness import Likeness, Names
from crm.exchange.options import MeetingOptions
from crm.exchange.rows import Batch, Meeting
from crm.exchange.writing import Attendee, Held


@dataclass(slots=True)
class Taken:
    """What became of a batch: how many of each, and the ids of what is new."""

    created: int = 0
    unchanged: int = 0
    for_review: int = 0
    new: dict[str, int] = field(default_factory=dict)
    added: dict[str, list[int]] = field(default_factory=dict)


class Intake:
    """Takes the batches of one list in, or only says what would come of it.

    For a dry run it remembers what earlier batches would have added; otherwise
    every batch asks the database anew, so that any process can go on with the next.
    """

    def __init__(
        self, options: MeetingOptions, *, source: str, is_dry_run: bool = False
    ) -> None:
        self._options = options
        self._source = source
        self._is_dry_run = is_dry_run
        self._register = Register()
        self._imagined = 0
        self._names = Names()
        self._newest = 0

    def take(self, session: Session, batch: Batch, *, now: datetime) -> Taken:
        """Take a batch in; meetings that came in before stay as they are."""
        meetings = _new_ones(session, batch.meetings)
        taken = Taken(len(meetings), len(batch.meetings) - len(meetings))
        if meetings:
            self._take_new(session, meetings, taken=taken, now=now)
        return taken

    def _take_new(
        self, session: Session, meetings: list[Meeting], *, taken: Taken, now: datetime
    ) -> None:
        if not self._is_dry_run:
            self._register = Register()
        self._register.learn(session, meetings)
        held = [self._hold(meeting) for meeting in meetings]
        additions = self._register.take_additions()
        taken.new = _counts(additions)
        self._prepare_names(session, additions)
        if self._is_dry_run:
            self._imagine(additions)
        else:
            taken.added = writing.write(
                session, additions, held=held, source=self._source
            )
        alike = self._compare(additions.organisations)
        taken.for_review = len(alike) + len(additions.namesakes)
        if not self._is_dry_run:
            writing.write_reviews(
                session, alike, namesakes=additions.namesakes, now=now
            )

    def _hold(self, meeting: Meeting) -> Held:
        """Find out who took part and through what, each only once."""
        attendees = [*self._people(meeting), *self._institutions(meeting)]
        topics = [self._register.topic(name) for name in meeting.topics]
        return Held(
            meeting,
            list({attendee.identity: attendee for attendee in attendees}.values()),
            list({id(topic): topic for topic in topics}.values()),
        )

    def _people(self, meeting: Meeting) -> list[Attendee]:
        attendees = []
        for guest in meeting.guests:
            organisation = self._organisation_of(guest.organisation)
            person = self._register.person(guest, organisation)
            if organisation is None:
                attendees.append(Attendee(person, None, None))
                continue
            position = self._register.position(
                person, organisation, function=guest.function, day=meeting.day
            )
            attendees.append(Attendee(person, position, position.organisation))
        return attendees

    def _organisation_of(self, name: str) -> KnownOrganisation | None:
        sector, kind = self._options.people_sector, self._options.people_kind
        return (
            self._register.organisation(name, sector=sector, kind=kind)
            if name
            else None
        )

    def _institutions(self, meeting: Meeting) -> list[Attendee]:
        sector = self._options.organisations_sector
        kind = self._options.organisations_kind
        return [
            Attendee(
                None, None, self._register.organisation(name, sector=sector, kind=kind)
            )
            for name in meeting.organisations
        ]

    def _imagine(self, additions: Additions) -> None:
        """Give what is only planned a number, so that names can be compared."""
        for organisation in additions.organisations:
            self._imagined -= 1
            organisation.id = self._imagined

    def _prepare_names(self, session: Session, additions: Additions) -> None:
        """Take up the names that came since the last new one, from wherever."""
        if not additions.organisations:
            return
        names = sa.select(Organisation.id, Organisation.name).order_by(Organisation.id)
        for row in session.execute(names.where(Organisation.id > self._newest)):
            self._names.add(row.id, row.name)
            self._newest = row.id

    def _compare(
        self, organisations: list[KnownOrganisation]
    ) -> list[tuple[int, Likeness]]:
        self._newest = max([self._newest, *(one.id for one in organisations)])
        return [
            (organisation.id, likeness)
            for organisation in organisations
            for likeness in self._names.add_and_compare(
                organisation.id, organisation.name
            )
        ]


def _new_ones(session: Session, meetings: list[Meeting]) -> list[Meeting]:
    keys = [meeting.key for meeting in meetings]
    there = set(
        session.scalars(sa.select(Event.source_key).where(Event.source_key.in_(keys)))
    )
    return [meeting for meeting in meetings if meeting.key not in there]


def _counts(additions: Additions) -> dict[str, int]:
    return {
        "organisations": len(additions.organisations),
        "people": len(additions.people),
        "positions": len(additions.positions),
        "topics": len(additions.topics),
    }
