"""Archive and restore: the same two acts for every kind of record."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from crm.accounts.models import Role
from crm.records import Record
from crm.web import access
from crm.web.edge import now, transaction

Getter = Callable[[Session, int], Record]


def offer(blueprint: Blueprint, get: Getter, *, key: str, role: Role) -> None:
    """Give a room the addresses that archive a record and bring it back.

    `key` names the id in the addresses of the room; the record's page is `.show`.
    """

    @access.needs(role)
    def archive(**ids: Any) -> Response:
        """Take a record out of the lists."""
        with transaction() as session:
            record = get(session, ids[key])
            record.archive(now())
        flash(_("„%(name)s“ ist archiviert.", name=record.caption), "success")
        return redirect(url_for(".show", **ids))

    @access.needs(role)
    def restore(**ids: Any) -> Response:
        """Bring a record back into the lists."""
        with transaction() as session:
            record = get(session, ids[key])
            record.restore()
        flash(_("„%(name)s“ ist wieder in den Listen.", name=record.caption), "success")
        return redirect(url_for(".show", **ids))

    for act, word in ((archive, "archivieren"), (restore, "wiederherstellen")):
        blueprint.post(f"/<int:{key}>/{word}")(act)
