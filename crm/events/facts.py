"""What happens to events."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from crm.facts import Entity, Fact

if TYPE_CHECKING:
    from crm.events.models import Event, EventSeries


@dataclass(frozen=True)
class SeriesAdded(Fact):
    """A series of events was set up."""

    series: "EventSeries"


@dataclass(frozen=True)
class SeriesChanged(Fact):
    """Fields of a series were changed: name -> [before, after]."""

    series: "EventSeries"
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class SeriesArchived(Fact):
    """A series was closed and left the lists."""

    series: "EventSeries"


@dataclass(frozen=True)
class SeriesRestored(Fact):
    """A series was brought back."""

    series: "EventSeries"


@dataclass(frozen=True)
class EventPlanned(Fact):
    """An event was set up."""

    event: "Event"


@dataclass(frozen=True)
class EventChanged(Fact):
    """Fields of an event were changed: name -> [before, after]."""

    event: "Event"
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class EventArchived(Fact):
    """An event left the lists."""

    event: "Event"


@dataclass(frozen=True)
class EventRestored(Fact):
    """An event was brought back."""

    event: "Event"


@dataclass(frozen=True)
class AgendaItemAdded(Fact):
    """The agenda of an event grew by an item."""

    event: "Event"
    title: str


@dataclass(frozen=True)
class AgendaItemChanged(Fact):
    """Fields of an agenda item were changed: name -> [before, after]."""

    event: "Event"
    title: str
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class AgendaItemMoved(Fact):
    """An agenda item got another place in the order."""

    event: "Event"
    title: str


@dataclass(frozen=True)
class AgendaItemRemoved(Fact):
    """An agenda item without attendance was taken off the agenda."""

    event: "Event"
    title: str


@dataclass(frozen=True)
class AttendanceRecorded(Fact):
    """A person or an institution was noted at an agenda item."""

    event: "Event"
    attendee: Entity
    organisation: Entity | None
    item: str
    status: str


@dataclass(frozen=True)
class AttendanceCorrected(Fact):
    """A noted attendance was put right afterwards."""

    event: "Event"
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

    event: "Event"
    attendee: Entity
    item: str
