"""Who may: every route names it, and one check before each request keeps it."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, abort, current_app, redirect, request, url_for
from flask_security import current_user
from werkzeug.wrappers import Response

from crm.accounts.models import Role

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"
"""Open to everybody, signed in or not."""

_MARK = "may_be_used_by"

_LIBRARY_ROUTES: dict[str, Role | str] = {
    "security.login": PUBLIC,
    "security.logout": PUBLIC,
    "security.forgot_password": PUBLIC,
    "security.reset_password": PUBLIC,
    "security.change_password": Role.READER,
    "static": PUBLIC,
}


def needs(role: Role) -> Callable[[View], View]:
    """Say that a page needs this role, or one that includes it."""
    return _mark(role)


def public(view: View) -> View:
    """Say that a page is open to everybody."""
    return _mark(PUBLIC)(view)


def who_may(endpoint: str, view: Callable[..., Any] | None) -> Role | str | None:
    """Return who may use an endpoint; None when nobody said it."""
    named = getattr(view, _MARK, None)
    return _LIBRARY_ROUTES.get(endpoint) if named is None else named


def install(app: Flask) -> None:
    """Check before each request."""
    app.before_request(_check)


def _check() -> Response | None:
    endpoint = request.endpoint
    if endpoint is None:
        return None
    allowed = who_may(endpoint, current_app.view_functions.get(endpoint))
    if allowed == PUBLIC:
        return None
    if not isinstance(allowed, Role):
        abort(403)
    if not current_user.is_authenticated:
        return _ask_to_sign_in()
    if not current_user.may(allowed):
        abort(403)
    return None


def _ask_to_sign_in() -> Response:
    wanted = request.full_path.rstrip("?") if request.method == "GET" else None
    target = url_for("security.login", next=wanted)
    if request.headers.get("HX-Request"):
        return Response(status=204, headers={"HX-Redirect": target})
    return redirect(target)


def _mark(who: Role | str) -> Callable[[View], View]:
    def marked(view: View) -> View:
        setattr(view, _MARK, who)
        return view

    return marked
