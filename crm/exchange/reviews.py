"""Names left for review: pairs that may be one, until somebody has decided."""

from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, selectinload

from crm.contacts.models import Person, Position
from crm.database import Page, paginate
from crm.errors import NotFound
from crm.exchange.models import NameReview, NamesakeReview, ReviewState

Review = TypeVar("Review", NameReview, NamesakeReview)


def count_open(session: Session) -> dict[str, int]:
    """Return how many pairs of organisations and of people wait for a decision."""
    return {
        "organisations": _count(session, NameReview),
        "people": _count(session, NamesakeReview),
    }


def list_names(session: Session, *, number: int, size: int) -> Page[NameReview]:
    """Return one page of like organisations, the surest first."""
    is_open = NameReview.state == ReviewState.OPEN
    surest_first = (NameReview.score.desc(), NameReview.id)
    return paginate(
        session,
        sa.select(NameReview).where(is_open),
        number=number,
        size=size,
        order_by=surest_first,
        finish=lambda s: s.options(
            joinedload(NameReview.first), joinedload(NameReview.second)
        ),
    )


def list_namesakes(session: Session, *, number: int, size: int) -> Page[NamesakeReview]:
    """Return one page of people of one name."""
    return paginate(
        session,
        sa.select(NamesakeReview).where(NamesakeReview.state == ReviewState.OPEN),
        number=number,
        size=size,
        order_by=(NamesakeReview.id,),
        finish=lambda s: s.options(
            joinedload(NamesakeReview.first).options(*_with_positions()),
            joinedload(NamesakeReview.second).options(*_with_positions()),
        ),
    )


def get_review(session: Session, kind: type[Review], review_id: int) -> Review:
    """Return a pair with both sides."""
    review = session.scalar(
        sa.select(kind)
        .where(kind.id == review_id)
        .options(joinedload(kind.first), joinedload(kind.second))
    )
    if review is None:
        raise NotFound("review", review_id)
    return review


def tell_apart(session: Session, kind: type[Review], *, review_id: int) -> Review:
    """Remember that a pair means two; it is never asked again."""
    review = get_review(session, kind, review_id)
    if review.state == ReviewState.OPEN:
        review.tell_apart()
    return review


def _with_positions() -> tuple[Any, ...]:
    return (selectinload(Person.positions).joinedload(Position.organisation),)


def _count(session: Session, kind: type[NameReview | NamesakeReview]) -> int:
    is_open = kind.state == ReviewState.OPEN
    return session.scalar(sa.select(sa.func.count()).where(is_open)) or 0
