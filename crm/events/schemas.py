"""The form of events at the border: forms, API bodies and import rows."""

from typing import Any

from marshmallow import post_load

from crm.border import (
    BorderSchema,
    ListSchema,
    choice,
    clock_time,
    day,
    given,
    line,
    number,
    text,
)
from crm.contacts.models import Gender
from crm.events.attendance import AttendanceFilter
from crm.events.events import EventFilter
from crm.events.models import AgendaKind, AttendanceStatus, EventFormat, EventStatus
from crm.events.series import SeriesFilter


class SeriesSchema(BorderSchema):
    """What can be said about a series."""

    name = line(required=True)
    description = text()


class EventSchema(BorderSchema):
    """What can be said about an event; times are local."""

    title = line(required=True)
    series_id = number()
    format = choice(EventFormat, required=True)
    status = choice(EventStatus, required=True)
    held_on = day(required=True)
    begins = clock_time()
    ends = clock_time()
    venue = line()
    description = text()


class AgendaItemSchema(BorderSchema):
    """What can be said about an agenda item; `topics` are names between commas."""

    title = line(required=True)
    kind = choice(AgendaKind, required=True)
    begins = clock_time()
    ends = clock_time()
    room = line()
    topics = line(longest=1000)
    notes = text()


class AttendanceSchema(BorderSchema):
    """Who is noted: a person, perhaps with a position, or an institution."""

    person_id = number()
    position_id = number()
    organisation_id = number()
    status = choice(AttendanceStatus, required=True)


class PersonAttendanceSchema(AttendanceSchema):
    """A person who is noted."""

    person_id = number(required=True)

    class Meta(BorderSchema.Meta):
        exclude = ("organisation_id",)


class InstitutionAttendanceSchema(AttendanceSchema):
    """An institution that is noted, nobody being named."""

    organisation_id = number(required=True)

    class Meta(BorderSchema.Meta):
        exclude = ("person_id", "position_id")


class WalkInSchema(BorderSchema):
    """Somebody noted who is not a contact yet."""

    title = line(longest=60)
    given_name = line()
    family_name = line(required=True)
    gender = choice(Gender, required=True)
    organisation_id = number()
    function = line()
    status = choice(AttendanceStatus, required=True)


class SourceSchema(BorderSchema):
    """The agenda item whose attendance is taken over."""

    source_id = number(required=True)


class AttendanceFilterSchema(ListSchema):
    """The address of the attendance of an agenda item."""

    status = choice(AttendanceStatus)

    class Meta(ListSchema.Meta):
        exclude = ("archived", "sort", "descending")

    @post_load
    def build(self, values: dict[str, Any], **_: Any) -> AttendanceFilter:
        """Return the filter."""
        return AttendanceFilter(**given(values))


class CorrectionSchema(BorderSchema):
    """What an attendance is put right to."""

    status = choice(AttendanceStatus, required=True)


class SeriesFilterSchema(ListSchema):
    """The address of a list of series."""

    @post_load
    def build(self, values: dict[str, Any], **_: Any) -> SeriesFilter:
        """Return the filter."""
        return SeriesFilter(**given(values))


class EventFilterSchema(ListSchema):
    """The address of a list of events."""

    series_id = number()
    topic_id = number()
    format = choice(EventFormat)
    status = choice(EventStatus)
    since = day()
    until = day()

    @post_load
    def build(self, values: dict[str, Any], **_: Any) -> EventFilter:
        """Return the filter."""
        return EventFilter(**given(values))
