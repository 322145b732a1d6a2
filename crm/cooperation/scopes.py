"""Scopes: which meetings a network is made of, seen at which level, as of which day."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from crm.errors import EndsBeforeItBegins
from crm.facts import plain


class Level(StrEnum):
    """Who the nodes are.

    `ACTOR`: people, and institutions where nobody was named. `PERSON`: people only.
    `ORGANISATION`: the organisations through which people took part, and institutions.
    """

    ACTOR = "actor"
    PERSON = "person"
    ORGANISATION = "organisation"


@dataclass(frozen=True, kw_only=True)
class Scope:
    """The parameters of a network; both days inclusive, `half_life` in days."""

    level: Level
    as_of: date
    since: date | None = None
    topic_id: int | None = None
    half_life: float | None = None

    def __post_init__(self) -> None:
        """Refuse a period that ends before it begins."""
        if self.since is not None and self.since > self.as_of:
            raise EndsBeforeItBegins

    @property
    def parameters(self) -> dict[str, Any]:
        """The parameters as JSON keeps them."""
        return {name: plain(value) for name, value in asdict(self).items()}

    @property
    def key(self) -> str:
        """What equal scopes share and different ones do not."""
        return json.dumps(self.parameters, sort_keys=True)

    @property
    def is_whole(self) -> bool:
        """Whether neither a first day nor a topic narrows it."""
        return self.since is None and self.topic_id is None
