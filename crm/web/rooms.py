"""The rooms of the web, in the order in which they are announced."""

from crm.web import accounts, assets, home, mailbox, search
from crm.web.contacts import organisations, people, positions
from crm.web.events import agenda, attendance, events, series
from crm.web.imports import reviews as imports
from crm.web.network import pages as network

BLUEPRINTS = (
    assets.blueprint,
    home.blueprint,
    search.blueprint,
    organisations.blueprint,
    people.blueprint,
    positions.blueprint,
    series.blueprint,
    events.blueprint,
    agenda.blueprint,
    attendance.blueprint,
    imports.blueprint,
    network.blueprint,
    accounts.blueprint,
    mailbox.blueprint,
)
