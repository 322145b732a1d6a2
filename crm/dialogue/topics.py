"""Topics: find them by name, make those that are new."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from crm.dialogue.models import Topic, topic_key


def list_topics(session: Session) -> list[Topic]:
    """Return all topics by name."""
    return list(session.scalars(sa.select(Topic).order_by(Topic.sort_key)))


def find_topic(session: Session, name: str) -> Topic | None:
    """Return the topic of this name, in whatever case and spacing."""
    return session.scalar(sa.select(Topic).where(Topic.match_key == topic_key(name)))


def named(session: Session, names: Iterable[str]) -> list[Topic]:
    """Return one topic for each name, making those that are missing."""
    wanted = {topic_key(name): name for name in names if topic_key(name)}
    found = session.scalars(sa.select(Topic).where(Topic.match_key.in_(wanted))).all()
    known = {topic.match_key: topic for topic in found}
    missing = {k: Topic.named(name) for k, name in wanted.items() if k not in known}
    session.add_all(missing.values())
    return [(known | missing)[key] for key in wanted]
