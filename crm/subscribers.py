"""Who reacts to what happened: the page to read first."""

from crm import activity
from crm.contacts.facts import OrganisationChanged, PersonChanged
from crm.cooperation import snapshots
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
    AttendanceRecorded: [snapshots.mark_later_stale],
    AttendanceCorrected: [snapshots.mark_later_stale],
    AttendanceWithdrawn: [snapshots.mark_later_stale],
    AgendaItemChanged: [snapshots.mark_stale_if_shown],
    EventChanged: [snapshots.mark_stale_if_shown],
    OrganisationChanged: [snapshots.mark_stale_if_shown],
    PersonChanged: [snapshots.mark_stale_if_shown],
    MeetingsImported: [snapshots.mark_stale],
}
