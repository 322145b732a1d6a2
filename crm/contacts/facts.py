"""What happens to contacts."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.facts import Fact

if TYPE_CHECKING:
    from crm.contacts.models import Organisation, Person


@dataclass(frozen=True)
class OrganisationAdded(Fact):
    """An organisation was taken up."""

    organisation: "Organisation"


@dataclass(frozen=True)
class OrganisationChanged(Fact):
    """Fields of an organisation were changed: name -> [before, after]."""

    organisation: "Organisation"
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class OrganisationArchived(Fact):
    """An organisation was taken out of the lists."""

    organisation: "Organisation"


@dataclass(frozen=True)
class OrganisationRestored(Fact):
    """An organisation was brought back."""

    organisation: "Organisation"


@dataclass(frozen=True)
class PersonAdded(Fact):
    """A person was taken up."""

    person: "Person"


@dataclass(frozen=True)
class PersonChanged(Fact):
    """Fields of a person were changed: name -> [before, after]."""

    person: "Person"
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class PersonArchived(Fact):
    """A person was taken out of the lists."""

    person: "Person"


@dataclass(frozen=True)
class PersonRestored(Fact):
    """A person was brought back."""

    person: "Person"


@dataclass(frozen=True)
class PositionStarted(Fact):
    """A person took up a position in an organisation."""

    person: "Person"
    organisation: "Organisation"
    function: str | None
    since: date | None


@dataclass(frozen=True)
class PositionChanged(Fact):
    """The dates or the name of a position were corrected."""

    person: "Person"
    organisation: "Organisation"
    changes: dict[str, list[Any]]


@dataclass(frozen=True)
class PositionEnded(Fact):
    """A person left a position with this day."""

    person: "Person"
    organisation: "Organisation"
    last_day: date
