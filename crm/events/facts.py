"""What happens to events."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.facts import Entity, Fact


@dataclass(frozen=True)
class SeriesAdded(Fact):
    """A series of events was set up."""

    series: Entity


@dataclass(frozen=True)
class SeriesChanged(Fact):
    """Fields of a series were changed: name -> [before, after]."""

    series: Entity
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class SeriesArchived(Fact):
    """A series was closed and left the lists."""

    series: Entity


@dataclass(frozen=True)
class SeriesRestored(Fact):
    """A series was brought back."""

    series: Entity


@dataclass(frozen=True)
class EventPlanned(Fact):
    """An event was set up."""

    event: Entity


@dataclass(frozen=True)
class EventChanged(Fact):
    """Fields of an event were changed: name -> [before, after]."""

    event: Entity
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class EventArchived(Fact):
    """An event left the lists."""

    event: Entity


@dataclass(frozen=True)
class EventRestored(Fact):
    """An event was brought back."""

    event: Entity


@dataclass(frozen=True)
class AgendaItemAdded(Fact):
    """The agenda of an event grew by an item."""

    event: Entity
    title: str


@dataclass(frozen=True)
class AgendaItemChanged(Fact):
    """Fields of an agenda item were changed: name -> [before, after]."""

    event: Entity
    title: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class AgendaItemMoved(Fact):
    """An agenda item got another place in the order."""

    event: Entity
    title: str


@dataclass(frozen=True)
class AgendaItemRemoved(Fact):
    """An agenda item without attendance was taken off the agenda."""

    event: Entity
    title: str


@dataclass(frozen=True)
class AttendanceRecorded(Fact):
    """A person or an institution was noted at an agenda item."""

    event: Entity
    held_on: date
    attendee: Entity
    organisation: Entity | None
    item: str
    status: str


@dataclass(frozen=True)
class AttendanceCorrected(Fact):
    """A noted attendance was put right afterwards."""

    event: Entity
    held_on: date
    attendee: Entity
    item: str
    before: str
    after: str

    def details(self) -> dict[str, Any]:
        """Return all fields, and the correction as a change of the status."""
        return super().details() | {"changes": {"status": [self.before, self.after]}}


@dataclass(frozen=True)
class AttendanceWithdrawn(Fact):
    """A note of attendance was taken back as a mistake."""

    event: Entity
    held_on: date
    attendee: Entity
    item: str
