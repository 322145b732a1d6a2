"""Signing in: Flask-Security on our accounts, our pages and our letters."""

from datetime import timedelta
from typing import Any, cast

import sqlalchemy as sa
from email_validator import EmailNotValidError, validate_email
from flask import Flask, current_app, g, request, session
from flask.typing import RouteCallable
from flask_babel import lazy_gettext as _l
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_security import MailUtil, RoleMixin, Security, UserDatastore
from flask_security.signals import password_changed, password_reset, user_authenticated
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from crm import facts
from crm.accounts.facts import PasswordSet, UserSignedIn
from crm.accounts.models import User
from crm.accounts.users import SHORTEST_PASSWORD
from crm.border import LONGEST_LINE
from crm.facts import SYSTEM
from crm.web import post
from crm.web.edge import now

SETTINGS: dict[str, Any] = {
    "SECURITY_BLUEPRINT_NAME": "security",
    "SECURITY_LOGIN_URL": "/anmelden",
    "SECURITY_LOGOUT_URL": "/abmelden",
    "SECURITY_LOGOUT_METHODS": ["POST"],
    "SECURITY_FRESHNESS": timedelta(minutes=-1),
    "SECURITY_POST_LOGOUT_VIEW": "/anmelden",
    "SECURITY_RECOVERABLE": True,
    "SECURITY_RESET_URL": "/passwort-vergessen",
    "SECURITY_RESET_PASSWORD_WITHIN": timedelta(days=2),
    "SECURITY_POST_RESET_VIEW": "/",
    "SECURITY_AUTO_LOGIN_AFTER_RESET": False,
    "SECURITY_CHANGEABLE": True,
    "SECURITY_CHANGE_URL": "/konto/passwort",
    "SECURITY_POST_CHANGE_VIEW": "/",
    "SECURITY_LOGIN_USER_TEMPLATE": "accounts/sign_in.html",
    "SECURITY_FORGOT_PASSWORD_TEMPLATE": "accounts/forgot_password.html",
    "SECURITY_RESET_PASSWORD_TEMPLATE": "accounts/reset_password.html",
    "SECURITY_CHANGE_PASSWORD_TEMPLATE": "accounts/change_password.html",
    "SECURITY_PASSWORD_HASH": "argon2",
    "SECURITY_PASSWORD_SCHEMES": ["argon2"],
    "SECURITY_PASSWORD_SINGLE_HASH": True,
    "SECURITY_PASSWORD_LENGTH_MIN": SHORTEST_PASSWORD,
    "SECURITY_RETURN_GENERIC_RESPONSES": True,
    "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False},
    "SECURITY_SEND_PASSWORD_CHANGE_EMAIL": False,
    "SECURITY_STATIC_FOLDER": None,
    "SECURITY_MSG_GENERIC_AUTHN_FAILED": (
        _l("E-Mail-Adresse oder Passwort stimmt nicht."),
        "error",
    ),
    "SECURITY_MSG_LOGIN": (_l("Bitte melden Sie sich an."), "info"),
    "SECURITY_MSG_PASSWORD_RESET_REQUEST": (
        _l(
            "Wenn es zu dieser Adresse ein Konto gibt, ist eine E-Mail mit einem Link "
            "unterwegs. Er gilt zwei Tage."
        ),
        "info",
    ),
    "SECURITY_MSG_PASSWORD_RESET_NO_LOGIN": (
        _l("Das neue Passwort gilt. Bitte melden Sie sich damit an."),
        "success",
    ),
    "SECURITY_MSG_PASSWORD_RESET_EXPIRED": (
        _l("Dieser Link ist abgelaufen. Bitte lassen Sie sich einen neuen schicken."),
        "error",
    ),
    "SECURITY_MSG_INVALID_RESET_PASSWORD_TOKEN": (
        _l("Dieser Link gilt nicht mehr. Bitte lassen Sie sich einen neuen schicken."),
        "error",
    ),
    "SECURITY_MSG_PASSWORD_CHANGE": (_l("Das neue Passwort gilt."), "success"),
    "SECURITY_MSG_INVALID_PASSWORD": (
        _l("Das bisherige Passwort stimmt nicht."),
        "error",
    ),
    "SECURITY_MSG_PASSWORD_IS_THE_SAME": (
        _l("Bitte ein anderes Passwort als das bisherige wählen."),
        "error",
    ),
    "SECURITY_MSG_PASSWORD_NOT_PROVIDED": (_l("Bitte ausfüllen."), "error"),
    "SECURITY_MSG_PASSWORD_INVALID_LENGTH": (
        _l("Bitte mindestens %(length)s Zeichen wählen."),
        "error",
    ),
    "SECURITY_MSG_RETYPE_PASSWORD_MISMATCH": (
        _l("Die beiden Passwörter sind nicht gleich."),
        "error",
    ),
}

PER_ADDRESS = "10 per minute; 100 per hour"
PER_EMAIL = "5 per minute; 30 per hour"


class Accounts(UserDatastore):
    """Our accounts as Flask-Security wants to see them, in one unit of work."""

    def __init__(self) -> None:
        super().__init__(User, RoleMixin)

    @property
    def session(self) -> Session:
        """The unit of work of this request; it writes only where one signs in."""
        if "accounts_session" not in g:
            g.accounts_session = facts.begin(
                actor=SYSTEM, now=now(), is_writing=request.blueprint == "security"
            )
        return cast("Session", g.accounts_session)

    def find_user(self, case_insensitive: bool = False, **criteria: Any) -> User | None:
        """Return the account with this one attribute."""
        [(name, value)] = criteria.items()
        wanted = str(value)
        if "\0" in wanted:
            return None
        wanted = wanted.lower() if case_insensitive else wanted
        return self.session.scalar(sa.select(User).where(getattr(User, name) == wanted))

    def put(self, model: User) -> User:
        """Keep a new or changed account."""
        self.session.add(model)
        return model

    def commit(self) -> None:
        """End the unit of work."""
        facts.complete(self.session)


class Letters(MailUtil):
    """Puts Flask-Security's letters into our outbox, in our words."""

    def send_mail(self, template: str, *_: Any, **context: Any) -> None:
        """Write the letter with the link; others this product does not use."""
        if template.endswith("reset_instructions"):
            post.password_link(
                _accounts().session,
                context["user"],
                token=context["reset_token"],
                is_new=False,
            )
            _accounts().commit()


def install(app: Flask) -> None:
    """Let people sign in, with a limit on how often they may try."""
    app.config.update(SETTINGS)
    app.config["SECURITY_PASSWORD_SALT"] = app.config["DIALOGNETZ"].signing_key
    app.config["RATELIMIT_STORAGE_URI"] = app.config["DIALOGNETZ"].limits_storage
    app.extensions["accounts"] = Accounts()
    Security(app, app.extensions["accounts"], mail_util_cls=Letters)
    user_authenticated.connect(_note_sign_in, app)
    password_reset.connect(_note_password, app)
    password_changed.connect(_note_password, app)
    app.teardown_appcontext(_close)
    _limit(app)


def _limit(app: Flask) -> None:
    limiter = Limiter(get_remote_address, app=app, headers_enabled=False)
    for endpoint in ("security.login", "security.forgot_password"):
        view = app.view_functions[endpoint]
        by_email = limiter.limit(
            PER_EMAIL, key_func=_email, methods=["POST"], deduct_when=_failed
        )
        by_address = limiter.limit(PER_ADDRESS, methods=["POST"], deduct_when=_failed)
        limited = by_email(by_address(view))
        app.view_functions[endpoint] = cast("RouteCallable", limited)


def _email() -> str:
    """Return the address as the sign-in reads it: all spellings of one count as one."""
    typed = request.form.get("email", "").strip()
    try:
        known = validate_email(typed, check_deliverability=False).normalized
    except EmailNotValidError:
        known = typed[:LONGEST_LINE] or "-"
    return known.lower()


def _failed(response: Response) -> bool:
    return response.status_code != 302


def _accounts() -> Accounts:
    return cast("Accounts", current_app.extensions["accounts"])


def _note_sign_in(_app: Flask, user: User, **_: Any) -> None:
    _accounts().session.info["actor"] = user.actor
    session.pop("csrf_token", None)  # whoever planted the session must not know it
    user.last_seen_at = now()
    user.record(UserSignedIn(user))


def _note_password(_app: Flask, user: User, **_: Any) -> None:
    _accounts().session.info["actor"] = user.actor
    user.record(PasswordSet(user))


def _close(_error: BaseException | None) -> None:
    session = g.pop("accounts_session", None)
    if session is not None:
        session.close()
