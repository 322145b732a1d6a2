"""What happens in the dialogue."""

from dataclasses import dataclass

from crm.facts import Entity, Fact


@dataclass(frozen=True)
class TopicAdded(Fact):
    """A topic got its name."""

    topic: Entity
