"""Organisations: take up, change, archive, find, and their place in the tree."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from crm.contacts.facts import OrganisationAdded
from crm.contacts.matching import organisation_key
from crm.contacts.models import Organisation, OrganisationKind, Sector
from crm.database import Page, matches_all, ordering, paginate
from crm.errors import CircularTree, NotFound, OwnParent
from crm.text import search_tokens


@dataclass(frozen=True, kw_only=True)
class OrganisationFilter:
    """What a list of organisations is narrowed and sorted by."""

    q: str = ""
    kind: OrganisationKind | None = None
    sector: Sector | None = None
    archived: bool = False
    sort: str = "name"
    descending: bool = False


SORTS = {
    "name": Organisation.sort_key,
    "kind": Organisation.kind,
    "sector": Organisation.sector,
    "city": Organisation.city,
}


def get_organisation(session: Session, organisation_id: int) -> Organisation:
    """Return the organisation with its parent, or raise NotFound."""
    found = session.scalar(
        sa.select(Organisation)
        .where(Organisation.id == organisation_id)
        .options(joinedload(Organisation.parent))
    )
    if found is None:
        raise NotFound("organisation", organisation_id)
    return found


def list_organisations(
    session: Session, wanted: OrganisationFilter, *, page: int = 1, size: int = 50
) -> Page[Organisation]:
    """Return one page of organisations with their parents."""
    return paginate(
        session,
        sa.select(Organisation).where(*_conditions(wanted)),
        number=page,
        size=size,
        order_by=_order(wanted),
        finish=lambda rows: rows.options(joinedload(Organisation.parent)),
    )


def suggest(session: Session, query: str, *, limit: int = 10) -> list[Organisation]:
    """Return the first organisations that match what is being typed."""
    wanted = _conditions(OrganisationFilter(q=query))
    rows = sa.select(Organisation).where(*wanted).order_by(Organisation.sort_key + "")
    return list(session.scalars(rows.limit(limit)))


def find_same_name(session: Session, name: str) -> list[Organisation]:
    """Return the organisations whose name is certainly the same."""
    same = sa.select(Organisation).where(
        Organisation.match_key == organisation_key(name)
    )
    return list(session.scalars(same.order_by(Organisation.id)))


def list_children(session: Session, organisation: Organisation) -> list[Organisation]:
    """Return the organisations directly below, by name."""
    below = sa.select(Organisation).where(
        Organisation.parent_id == organisation.id, Organisation.archived_at.is_(None)
    )
    return list(session.scalars(below.order_by(Organisation.sort_key)))


def add(session: Session, values: Mapping[str, Any]) -> Organisation:
    """Take up an organisation."""
    organisation = Organisation(**values)
    _check_parent(session, organisation)
    organisation.refresh_keys()
    organisation.record(OrganisationAdded(organisation))
    session.add(organisation)
    session.flush()
    return organisation


def change(
    session: Session,
    organisation: Organisation,
    *,
    values: Mapping[str, Any],
    version: int | None = None,
) -> None:
    """Change fields of an organisation as it was shown in this version."""
    organisation.expect(version)
    organisation.alter(values)
    _check_parent(session, organisation)
    organisation.refresh_keys()


def _conditions(wanted: OrganisationFilter) -> list[sa.ColumnElement[bool]]:
    is_archived = Organisation.archived_at.is_not(None)
    conditions = matches_all(Organisation.search, search_tokens(wanted.q))
    conditions.append(is_archived if wanted.archived else ~is_archived)
    if wanted.kind is not None:
        conditions.append(Organisation.kind == wanted.kind)
    if wanted.sector is not None:
        conditions.append(Organisation.sector == wanted.sector)
    return conditions


def _order(wanted: OrganisationFilter) -> list[sa.ColumnElement[Any]]:
    return ordering(
        SORTS.get(wanted.sort, Organisation.sort_key),
        descending=wanted.descending,
        then=(Organisation.sort_key, Organisation.id),
        is_search=bool(wanted.q),
    )


def _check_parent(session: Session, organisation: Organisation) -> None:
    if organisation.parent_id is None:
        return
    with session.no_autoflush:
        if organisation.parent_id == organisation.id:
            raise OwnParent
        if organisation.id in _ancestors(session, organisation.parent_id):
            raise CircularTree


def _ancestors(session: Session, organisation_id: int) -> list[int]:
    """Return the organisation's id and those above it; an unknown id is NotFound."""
    above: list[int] = []
    current: int | None = organisation_id
    while current is not None and current not in above:
        parent = session.execute(
            sa.select(Organisation.parent_id).where(Organisation.id == current)
        ).one_or_none()
        if parent is None:
            raise NotFound("organisation", current)
        above.append(current)
        current = parent[0]
    return above
