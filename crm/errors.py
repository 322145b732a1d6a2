"""The error tree: every refusal the product can give, named for its case.

DialognetzError
+-- NotFound            nothing there under this id, address or name
+-- Refused             a rule of the domain says no; `field` names the culprit
|   +-- EndsBeforeItBegins, OwnParent, CircularTree, AlreadyPresent, ...
+-- ChangedMeanwhile    somebody else saved first
+-- Unreadable          a file that cannot be read, with the reason
+-- WrongSetting        a setting that makes no sense
"""

from typing import ClassVar


class DialognetzError(Exception):
    """The root of everything the product refuses on purpose."""


class NotFound(DialognetzError):
    """Nothing is there under this name or number."""

    def __init__(self, kind: str, key: object) -> None:
        super().__init__(f"{kind} {key} not found")
        self.kind = kind
        self.key = key


class Refused(DialognetzError):
    """A rule of the domain says no; `field` names the form field it concerns."""

    field: ClassVar[str] = ""


class EndsBeforeItBegins(Refused):
    """A period whose last day lies before its first."""

    field = "until"


class TimesOutOfOrder(Refused):
    """A time of day to end at that lies before the one to begin at."""

    field = "ends"


class OwnParent(Refused):
    """An organisation cannot be its own parent."""

    field = "parent_id"


class CircularTree(Refused):
    """The parent chosen lies below the organisation itself."""

    field = "parent_id"


class AlreadyPresent(Refused):
    """The person or institution already has an entry for this agenda item."""

    field = "attendee"


class PositionNotHeld(Refused):
    """The position does not belong to this person or not to this day."""

    field = "position_id"


class NothingToTakeOver(Refused):
    """Everybody present in the other agenda item is noted here already."""

    field = "source_id"


class NeedsAgendaItem(Refused):
    """An event keeps at least one agenda item while attendance hangs on it."""

    field = "agenda"


class NetworkTooLarge(Refused):
    """More people met in one room than a network can be computed of."""

    field = "since"


class EmailTaken(Refused):
    """Another account already uses this e-mail address."""

    field = "email"


class PasswordTooWeak(Refused):
    """The password is too short."""

    field = "password"


class LastAdministrator(Refused):
    """The last active administrator cannot be demoted or locked."""

    field = "role"


class ChangedMeanwhile(DialognetzError):
    """Somebody else saved this record after the form was opened."""


class Unreadable(DialognetzError):
    """A file that cannot be taken in; `reason` is a code, `detail` what was met."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}".strip())
        self.reason = reason
        self.detail = detail


class WrongSetting(DialognetzError):
    """A setting whose value makes no sense."""

    def __init__(self, name: str, value: str) -> None:
        super().__init__(f"{name}={value}")
        self.name = name
        self.value = value
