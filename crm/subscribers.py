"""Who reacts to what happened: the page to read first."""

from crm import activity
from crm.contacts.facts import OrganisationChanged, PersonChanged
from crm.cooperation import staleness
from crm.events.facts import (
    AgendaItemChanged,
    AttendanceCorrected,
    AttendanceRecorded,
    AttendanceWithdrawn,
    EventChanged,
)
from crm.exchange.facts import MeetingsImported
from crm.facts import Fact, Subscribers

SUBSCRIBERS: Subscribers = {
    Fact: [activity.log],
    AttendanceRecorded: [staleness.mark_later_stale],
    AttendanceCorrected: [staleness.mark_later_stale],
    AttendanceWithdrawn: [staleness.mark_later_stale],
    AgendaItemChanged: [staleness.mark_stale_if_shown],
    EventChanged: [staleness.mark_stale_if_shown],
    OrganisationChanged: [staleness.mark_stale_if_shown],
    PersonChanged: [staleness.mark_stale_if_shown],
    MeetingsImported: [staleness.mark_stale],
}
