"""Wishes: what the address of the network page asks for."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import fields, post_load, validate
from sqlalchemy.orm import Session

from crm.border import BorderSchema, choice, day, given, line
from crm.contacts.models import Sector
from crm.cooperation.pictures import Colour, Measure, Shape, View
from crm.cooperation.scopes import Level, Scope
from crm.dialogue import topics

FARTHEST = 3


@dataclass(frozen=True, kw_only=True)
class Wish:
    """Everything the address says.

    `stand` is the day "as of", `um` the node whose surroundings are shown.
    """

    asked_level: Level | None = None
    stand: date | None = None
    since: date | None = None
    topic: str = ""
    sector: Sector | None = None
    strength: float = 0.0
    colour: Colour = Colour.SECTOR
    measure: Measure = Measure.DEGREE
    shape: Shape = Shape.PART
    um: str | None = None
    schritte: int = 1
    q: str = ""
    sort: str = "degree"
    descending: bool = True

    @property
    def level(self) -> Level:
        """The level asked for; else the one where the node amid can be found."""
        is_person = self.um is not None and self.um.startswith("person-")
        return self.asked_level or (Level.ACTOR if is_person else Level.ORGANISATION)

    @property
    def is_drawn_otherwise(self) -> bool:
        """Whether something about the drawing was chosen."""
        chosen = (self.shape, self.colour, self.measure, self.strength)
        return chosen != (Wish.shape, Wish.colour, Wish.measure, Wish.strength)

    @property
    def view(self) -> View:
        """What is picked out of the network and how it is drawn."""
        return View(
            shape=Shape.PART if self.um else self.shape,
            around=self.um,
            steps=self.schritte,
            sector=self.sector,
            strength=self.strength,
            colour=self.colour,
            measure=self.measure,
        )

    def scope(self, session: Session, *, today: date, half_life: float | None) -> Scope:
        """Return which meetings count; an unknown topic has none."""
        return Scope(
            level=self.level,
            as_of=self.stand or today,
            since=self.since,
            topic_id=_topic_id(session, self.topic) if self.topic else None,
            half_life=half_life,
        )


class WishSchema(BorderSchema):
    """The form of that address."""

    level = choice(Level)
    stand = day()
    since = day()
    topic = line()
    sector = choice(Sector)
    strength = fields.Float(
        allow_none=True, validate=validate.Range(min=0, max=1e6, error="invalid")
    )
    colour = choice(Colour)
    measure = choice(Measure)
    shape = choice(Shape)
    um = fields.String(
        allow_none=True,
        validate=validate.Regexp(r"(person|organisation)-[0-9]{1,9}\Z"),
    )
    schritte = fields.Integer(
        allow_none=True, validate=validate.Range(min=1, max=FARTHEST, error="invalid")
    )
    q = line()
    sort = fields.String(allow_none=True)
    descending = fields.Boolean(allow_none=True)

    @post_load
    def build(self, values: dict[str, Any], **_: Any) -> Wish:
        """Return the wish."""
        return Wish(asked_level=values.pop("level"), **given(values))


def _topic_id(session: Session, name: str) -> int:
    topic = topics.find_topic(session, name)
    return 0 if topic is None else topic.id
