"""Series, events, agenda items and attendance, with the rules they keep."""

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from crm.contacts.models import Organisation, Person, Position
from crm.dialogue.models import Topic
from crm.errors import PositionNotHeld, TimesOutOfOrder
from crm.events import facts
from crm.facts import Entity
from crm.records import Record
from crm.text import search_text, sort_key, tidy


class EventFormat(StrEnum):
    """The form in which people meet."""

    NETWORK_EVENT = "network_event"
    KICK_OFF = "kick_off"
    WORKSHOP = "workshop"
    SEMINAR = "seminar"
    EXPERT_DIALOGUE = "expert_dialogue"
    FORUM = "forum"
    COMMITTEE = "committee"
    MEETING = "meeting"
    ONLINE = "online"
    OUTREACH = "outreach"


class EventStatus(StrEnum):
    """How far an event has come."""

    DRAFT = "draft"
    PUBLISHED = "published"
    HELD = "held"
    CANCELLED = "cancelled"


class AgendaKind(StrEnum):
    """What an agenda item is; people meet in those of `MEETING_KINDS`."""

    PLENARY = "plenary"
    SESSION = "session"
    WORKSHOP = "workshop"
    TALK = "talk"
    BREAK = "break"


MEETING_KINDS = frozenset(AgendaKind) - {AgendaKind.PLENARY, AgendaKind.BREAK}
"""Kinds that make ties: sharing a plenary hall or a coffee break is not meeting."""


LONGEST_INTO_THE_NIGHT = timedelta(hours=12)
"""What ends earlier than it begins ends the next day, unless it gets longer."""


class AttendanceStatus(StrEnum):
    """What came of being expected."""

    PRESENT = "present"
    EXCUSED = "excused"
    REPRESENTED = "represented"
    ABSENT = "absent"


class EventSeries(Record):
    """Events that belong together, year after year."""

    __tablename__ = "event_series"
    when_changed = facts.SeriesChanged
    when_archived = facts.SeriesArchived
    when_restored = facts.SeriesRestored

    name: Mapped[str]
    description: Mapped[str | None]
    sort_key: Mapped[str] = mapped_column(index=True)
    search: Mapped[str]

    def refresh_keys(self) -> None:
        """Derive what it is sorted and found by."""
        self.name = tidy(self.name)
        self.sort_key = sort_key(self.name)
        self.search = search_text(self.name)


agenda_item_topics = sa.Table(
    "agenda_item_topics",
    Entity.metadata,
    sa.Column(
        "agenda_item_id",
        sa.ForeignKey("agenda_items.id", ondelete="CASCADE"),
        primary_key=True,
    ),
    sa.Column("topic_id", sa.ForeignKey("topics.id"), primary_key=True, index=True),
)


class Event(Record):
    """One occasion on one day; times are missing where only the day is known."""

    __tablename__ = "events"
    when_changed = facts.EventChanged
    when_archived = facts.EventArchived
    when_restored = facts.EventRestored

    series_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("event_series.id"), index=True
    )
    title: Mapped[str]
    format: Mapped[EventFormat] = mapped_column(index=True)
    status: Mapped[EventStatus] = mapped_column(index=True)
    held_on: Mapped[date] = mapped_column(index=True)
    starts_at: Mapped[datetime | None]
    ends_at: Mapped[datetime | None]
    venue: Mapped[str | None]
    description: Mapped[str | None]
    source_key: Mapped[str | None] = mapped_column(unique=True)
    sort_key: Mapped[str] = mapped_column(index=True)
    search: Mapped[str]

    series: Mapped[EventSeries | None] = relationship(lazy="raise")
    agenda: Mapped[list["AgendaItem"]] = relationship(
        lazy="raise", back_populates="event", order_by="AgendaItem.place"
    )

    def refresh_keys(self) -> None:
        """Derive what it is sorted and found by."""
        self.title = tidy(self.title)
        self.sort_key = sort_key(self.title)
        self.search = search_text(self.title, self.venue)

    @property
    def is_plain(self) -> bool:
        """Whether its agenda is nothing but the event itself; it must be loaded."""
        return len(self.agenda) == 1 and self.agenda[0].is_all_of(self)

    @staticmethod
    def times(
        day: date, *, begins: time | None, ends: time | None, zone: ZoneInfo
    ) -> dict[str, Any]:
        """Return the columns for local times; an end before the start is next day's."""
        check_order(begins, ends)
        starts_at = None if begins is None else _instant(day, begins, zone)
        ends_at = None if ends is None else _instant(day, ends, zone)
        if starts_at and ends_at and ends_at <= starts_at:
            ends_at = _instant(day + timedelta(days=1), ends or time.min, zone)
        return {"held_on": day, "starts_at": starts_at, "ends_at": ends_at}


class AgendaItem(Entity):
    """One part of an event; people who share it have met."""

    __tablename__ = "agenda_items"

    event_id: Mapped[int] = mapped_column(sa.ForeignKey("events.id"), index=True)
    kind: Mapped[AgendaKind]
    title: Mapped[str]
    place: Mapped[int]
    begins: Mapped[time | None]
    ends: Mapped[time | None]
    room: Mapped[str | None]
    notes: Mapped[str | None]

    event: Mapped[Event] = relationship(lazy="raise", back_populates="agenda")
    topics: Mapped[list[Topic]] = relationship(
        lazy="raise", secondary=agenda_item_topics, order_by=Topic.sort_key
    )
    attendance: Mapped[list["Attendance"]] = relationship(
        lazy="raise", back_populates="item"
    )

    def is_all_of(self, event: Event) -> bool:
        """Whether it says no more than the event does."""
        is_same = self.kind is AgendaKind.SESSION and tidy(self.title) == event.title
        return is_same and not (self.begins or self.ends or self.room or self.notes)


class Attendance(Entity):
    """A person, with the position through which they took part - or an institution."""

    __tablename__ = "attendances"
    __table_args__ = (
        sa.UniqueConstraint("item_id", "person_id"),
        sa.Index(
            "uq_attendances_item_id_institution",
            "item_id",
            "organisation_id",
            unique=True,
            sqlite_where=sa.text("person_id IS NULL"),
            postgresql_where=sa.text("person_id IS NULL"),
        ),
        sa.CheckConstraint(
            "person_id IS NOT NULL OR organisation_id IS NOT NULL", name="somebody"
        ),
        sa.CheckConstraint(
            "position_id IS NULL OR organisation_id IS NOT NULL", name="through"
        ),
    )

    item_id: Mapped[int] = mapped_column(sa.ForeignKey("agenda_items.id"))
    person_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("people.id"), index=True
    )
    position_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("positions.id"), index=True
    )
    organisation_id: Mapped[int | None] = mapped_column(
        sa.ForeignKey("organisations.id"), index=True
    )
    status: Mapped[AttendanceStatus]

    item: Mapped[AgendaItem] = relationship(lazy="raise", back_populates="attendance")
    person: Mapped[Person | None] = relationship(lazy="raise")
    position: Mapped[Position | None] = relationship(lazy="raise")
    organisation: Mapped[Organisation | None] = relationship(lazy="raise")

    @property
    def attendee(self) -> Person | Organisation:
        """The contact who attended; both must be loaded."""
        found = self.person or self.organisation
        if found is None:
            raise LookupError("attendance without anybody")
        return found

    def go_through(self, position: Position | None) -> None:
        """Take part through a position; the seat is its organisation's."""
        if position is not None and position.person_id != self.person_id:
            raise PositionNotHeld
        self.position_id = None if position is None else position.id
        self.organisation_id = None if position is None else position.organisation_id


ATTENDEE = sa.func.coalesce(Attendance.person_id, -Attendance.organisation_id)
"""One number for each contact who attends: people above zero, institutions below."""


def check_order(begins: time | None, ends: time | None) -> None:
    """Refuse an end before the beginning, unless it is early the next day."""
    if begins is None or ends is None or begins < ends:
        return
    start, day = datetime.combine(date.min, begins), timedelta(days=1)
    if datetime.combine(date.min, ends) + day - start > LONGEST_INTO_THE_NIGHT:
        raise TimesOutOfOrder


def _instant(day: date, local: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, local, tzinfo=zone).astimezone(UTC)
