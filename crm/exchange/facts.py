"""What happens to lists on their way in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from crm.facts import Entity, Fact


@dataclass(frozen=True)
class MeetingsImported(Fact):
    """Meetings of a list came in, with everybody who was new: ids per table."""

    run: Entity
    added: Mapping[str, list[int]]

    def about(self) -> dict[str, list[int]]:
        """Return the list itself and all that it added."""
        return {self.run.table(): [self.run.id], **self.added}

    def details(self) -> dict[str, Any]:
        """Return the name of the file and how much of each was added."""
        counts = {table: len(ids) for table, ids in self.added.items()}
        return {"run": self.run.caption, "added": counts}


@dataclass(frozen=True)
class NamesToldApart(Fact):
    """Somebody decided that two like names mean two."""

    first: Entity
    second: Entity
