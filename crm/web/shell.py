"""What every page has around it: navigation, words for choices, the accent colour."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, session
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from crm.accounts.models import Role
from crm.web.edge import config, user
from crm.web.labels import FIELDS, label


@dataclass(frozen=True)
class Entry:
    """A place in the navigation; `key` is what `g` + key opens."""

    endpoint: str
    label: LazyString
    icon: str
    key: str
    role: Role = Role.READER

    @property
    def is_current(self) -> bool:
        """Whether the page lies in this room."""
        return (request.blueprint or "") == self.endpoint.partition(".")[0]


@dataclass(frozen=True)
class Group:
    """Places of the navigation that belong together."""

    label: LazyString | None
    entries: tuple[Entry, ...]


NAVIGATION = (
    Group(None, (Entry("home.show", _l("Übersicht"), "house", "u"),)),
    Group(
        _l("Kontakte"),
        (
            Entry("organisations.index", _l("Organisationen"), "building", "o"),
            Entry("people.index", _l("Personen"), "people", "p"),
        ),
    ),
    Group(
        _l("Dialog"),
        (
            Entry("events.index", _l("Veranstaltungen"), "calendar-event", "v"),
            Entry("series.index", _l("Reihen"), "collection", "r"),
            Entry(
                "imports.index",
                _l("Listen"),
                "file-earmark-arrow-up",
                "l",
                Role.EDITOR,
            ),
            Entry("network.index", _l("Netzwerk"), "diagram-3", "n"),
        ),
    ),
    Group(
        _l("Verwaltung"),
        (
            Entry(
                "accounts.index", _l("Konten"), "person-lock", "k", Role.ADMINISTRATOR
            ),
            Entry(
                "mailbox.index", _l("Postausgang"), "mailbox", "b", Role.ADMINISTRATOR
            ),
        ),
    ),
)


def navigation() -> list[Group]:
    """Return the navigation that the account signed in may use."""
    signed_in = user()
    if signed_in is None:
        return []
    groups = (
        Group(group.label, tuple(e for e in group.entries if signed_in.may(e.role)))
        for group in NAVIGATION
    )
    return [group for group in groups if group.entries]


def install(app: Flask) -> None:
    """Give templates what they share."""
    app.add_template_global(navigation)
    app.add_template_global(label)
    app.jinja_env.globals["field_names"] = FIELDS
    app.add_template_global(may)
    app.add_template_global(theme)
    app.add_template_global(demo_sign_ins)
    app.add_template_global(lambda: config().owner, "owner")
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def demo_sign_ins() -> Sequence[Any]:
    """Return the accounts that the sign-in page of a demo may show."""
    shown: Sequence[Any] = current_app.config.get("DEMO_SIGN_INS", ())
    return shown


def may(role: str) -> bool:
    """Whether the account signed in may do what a role may."""
    signed_in = user()
    return signed_in is not None and signed_in.may(Role(role))


def theme() -> str:
    """Return the theme chosen: light, dark or auto."""
    return str(session.get("theme", "auto"))
