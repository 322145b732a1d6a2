"""Who reacts to what happened: the page to read first."""

from crm import activity
from crm.facts import Fact, Subscribers

SUBSCRIBERS: Subscribers = {
    Fact: [activity.log],
}
