"""What happens in the dialogue."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crm.facts import Fact

if TYPE_CHECKING:
    from crm.dialogue.models import Topic


@dataclass(frozen=True)
class TopicAdded(Fact):
    """A topic got its name."""

    topic: "Topic"
