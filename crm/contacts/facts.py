"""What happens to contacts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.facts import Entity, Fact


@dataclass(frozen=True)
class OrganisationAdded(Fact):
    """An organisation was taken up."""

    organisation: Entity


@dataclass(frozen=True)
class OrganisationChanged(Fact):
    """Fields of an organisation were changed: name -> [before, after]."""

    organisation: Entity
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class OrganisationArchived(Fact):
    """An organisation was taken out of the lists."""

    organisation: Entity


@dataclass(frozen=True)
class OrganisationRestored(Fact):
    """An organisation was brought back."""

    organisation: Entity


@dataclass(frozen=True)
class PersonAdded(Fact):
    """A person was taken up."""

    person: Entity


@dataclass(frozen=True)
class PersonChanged(Fact):
    """Fields of a person were changed: name -> [before, after]."""

    person: Entity
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class PersonArchived(Fact):
    """A person was taken out of the lists."""

    person: Entity


@dataclass(frozen=True)
class PersonRestored(Fact):
    """A person was brought back."""

    person: Entity


@dataclass(frozen=True)
class PositionStarted(Fact):
    """A person took up a position in an organisation."""

    person: Entity
    organisation: Entity
    function: str | None
    since: date | None


@dataclass(frozen=True)
class PositionChanged(Fact):
    """The dates or the name of a position were corrected."""

    person: Entity
    organisation: Entity
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class PositionEnded(Fact):
    """A person left a position with this day."""

    person: Entity
    organisation: Entity
    last_day: date
