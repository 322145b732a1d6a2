"""How many contacts there are."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from crm.contacts.models import Organisation, Person, Sector


def active(session: Session) -> dict[str, int]:
    """Return the number of people and organisations that are not archived."""
    kinds = {"people": Person, "organisations": Organisation}
    return {
        name: session.scalar(
            sa.select(sa.func.count(kind.id)).where(kind.archived_at.is_(None))
        )
        or 0
        for name, kind in kinds.items()
    }


def by_sector(session: Session) -> dict[Sector, int]:
    """Return the number of organisations of each sector."""
    counted = (
        sa.select(Organisation.sector, sa.func.count())
        .where(Organisation.archived_at.is_(None))
        .group_by(Organisation.sector)
    )
    return dict(session.execute(counted).all())
