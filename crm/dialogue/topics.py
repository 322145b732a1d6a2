"""Topics: find them by name, make those that are new."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from crm.database import add_unless_taken, matches_all
from crm.dialogue.facts import TopicAdded
from crm.dialogue.models import Topic, topic_key
from crm.errors import ChangedMeanwhile, NotFound
from crm.text import search_tokens


def list_topics(session: Session) -> list[Topic]:
    """Return all topics by name."""
    return list(session.scalars(sa.select(Topic).order_by(Topic.sort_key)))


def find_topic(session: Session, name: str) -> Topic | None:
    """Return the topic of this name, in whatever case and spacing."""
    return session.scalar(sa.select(Topic).where(Topic.match_key == topic_key(name)))


def get_topic(session: Session, topic_id: int) -> Topic:
    """Return the topic or raise NotFound."""
    found = session.get(Topic, topic_id)
    if found is None:
        raise NotFound("topic", topic_id)
    return found


def suggest(session: Session, query: str, *, limit: int = 10) -> list[Topic]:
    """Return topics that match what is being typed; those that begin so come first."""
    typed = search_tokens(query)
    words = matches_all(Topic.match_key, typed)
    begins = Topic.match_key.startswith(" ".join(typed), autoescape=True)
    first = sa.case((begins, 0), else_=1)
    rows = sa.select(Topic).where(*words).order_by(first, Topic.sort_key, Topic.id)
    return list(session.scalars(rows.limit(limit)))


def split(text: str | None) -> list[str]:
    """Return the names in a line of topics between commas.

    >>> split("Wärme, Energie,, ")
    ['Wärme', 'Energie']
    """
    return [name.strip() for name in (text or "").split(",") if name.strip()]


def named(session: Session, names: Iterable[str]) -> list[Topic]:
    """Return one topic for each name, making those that are missing."""
    wanted = {topic_key(name): name for name in names if topic_key(name)}
    found = session.scalars(sa.select(Topic).where(Topic.match_key.in_(wanted))).all()
    known = {topic.match_key: topic for topic in found}
    # In one order for everybody: two who wait for each other would wait for ever.
    for key in sorted(wanted.keys() - known.keys()):
        known[key] = _make(session, wanted[key])
    return [known[key] for key in wanted]


def _make(session: Session, name: str) -> Topic:
    """Make a topic, unless somebody else has just done so."""
    topic = Topic.named(name)
    if add_unless_taken(session, topic):
        topic.record(TopicAdded(topic))
        return topic
    made = find_topic(session, name)
    if made is None:
        raise ChangedMeanwhile
    return made
