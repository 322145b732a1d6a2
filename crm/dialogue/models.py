"""Topics."""

from sqlalchemy.orm import Mapped, mapped_column

from crm.facts import Entity
from crm.text import LONGEST_KEY, fold, sort_key, tidy


class Topic(Entity):
    """A subject people talk about, under one name."""

    __tablename__ = "topics"

    name: Mapped[str]
    match_key: Mapped[str] = mapped_column(unique=True)
    sort_key: Mapped[str] = mapped_column(index=True)

    @classmethod
    def named(cls, name: str) -> "Topic":
        """Return a new topic of this name."""
        return cls(name=tidy(name), match_key=topic_key(name), sort_key=sort_key(name))


def topic_key(name: str) -> str:
    """Return what two spellings of one topic share: case and spacing do not count.

    >>> topic_key("  Kommunale  Wärmeplanung")
    'kommunale waermeplanung'
    """
    return fold(name)[:LONGEST_KEY]
