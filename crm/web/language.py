"""The reader's language, and how days, times and numbers are written in it."""

from datetime import date, datetime, time

import flask_babel
from flask import Flask, request, session
from flask_babel import Babel, format_date, format_datetime, format_decimal, format_time

from crm.web.edge import config, user

LANGUAGES = {"de": "Deutsch", "en": "English"}

_LOCALES = {"de": "de", "en": "en_GB"}
"""Days and numbers of English pages are written the British way."""


def install(app: Flask, *, translations: str) -> None:
    """Choose the language per request and give templates their filters."""
    app.config.update(
        BABEL_TRANSLATION_DIRECTORIES=translations,
        BABEL_DEFAULT_LOCALE="de",
        BABEL_DEFAULT_TIMEZONE=app.config["DIALOGNETZ"].timezone,
    )
    Babel(app, locale_selector=choose)
    app.add_template_filter(day)
    app.add_template_filter(moment)
    app.add_template_filter(clock)
    app.add_template_filter(number)
    app.jinja_env.globals["languages"] = LANGUAGES
    app.add_template_global(current, "current_language")


def choose() -> str:
    """Return the locale of the language asked for, or of the one this person reads."""
    signed_in = user()
    wanted = [session.get("language"), signed_in.language if signed_in else None]
    accepted = request.accept_languages.best_match(list(LANGUAGES))
    known = (
        code for code in [*wanted, accepted, config().language] if code in LANGUAGES
    )
    return _LOCALES[next(known, "de")]


def current() -> str:
    """Return the language of this page."""
    return str(flask_babel.get_locale().language)


def day(value: date | str | None, form: str = "medium") -> str:
    """Write a day."""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    return "" if value is None else str(format_date(value, form))


def moment(value: datetime | None, form: str = "short") -> str:
    """Write an instant in local time."""
    return "" if value is None else str(format_datetime(value, form))


def clock(value: datetime | time | None) -> str:
    """Write a time of day: of an instant in local time, of a time as it is."""
    if value is None:
        return ""
    return str(format_time(value, "short", rebase=isinstance(value, datetime)))


def number(value: float | None, digits: int = 0) -> str:
    """Write a number with a fixed number of decimals."""
    form = "#,##0" + ("." + "0" * digits if digits else "")
    return "" if value is None else str(format_decimal(value, form))
