"""What people see when something is refused or goes wrong."""

import structlog
from flask import (
    Flask,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext as _
from flask_security.core import AnonymousUser
from flask_wtf.csrf import CSRFError
from sqlalchemy import exc
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from crm.errors import ChangedMeanwhile, NotFound, Refused
from crm.web.addresses import came_from, here
from crm.web.labels import REFUSALS

log = structlog.get_logger()

Answer = tuple[str, int] | Response


def install(app: Flask) -> None:
    """Answer every error with a page that says what to do."""
    app.register_error_handler(NotFound, _show_not_found)
    app.register_error_handler(Refused, _show_refusal)
    app.register_error_handler(ChangedMeanwhile, _show_changed)
    app.register_error_handler(CSRFError, _show_stale_form)
    app.register_error_handler(HTTPException, _show_http)
    app.register_error_handler(Exception, _show_failure)


def page(title: str, text: str, *, status: int) -> tuple[str, int]:
    """Return an error page."""
    return render_template("error.html", title=title, text=text, status=status), status


def _show_not_found(_error: NotFound) -> Answer:
    return page(
        _("Nicht gefunden"),
        _("Diesen Eintrag gibt es nicht oder nicht mehr. Die Suche hilft weiter."),
        status=404,
    )


def _show_refusal(error: Refused) -> Answer:
    """Say on the page one came from what was refused; here, if it is this very one."""
    text, back = REFUSALS[type(error)], came_from()
    if request.method == "GET" and back in (None, here()):
        return page(_("Das hat nicht geklappt"), str(text), status=422)
    flash(text, "danger")
    return redirect(back or url_for("home.show"))


def _show_changed(_error: ChangedMeanwhile) -> Answer:
    return page(
        _("Inzwischen geändert"),
        _(
            "Jemand anderes hat diesen Eintrag gespeichert, während Sie ihn bearbeitet "
            "haben. Ihre Eingaben wurden nicht übernommen. Gehen Sie zurück, kopieren "
            "Sie sich, was Sie brauchen, und öffnen Sie den Eintrag neu."
        ),
        status=409,
    )


def _show_stale_form(_error: CSRFError) -> Answer:
    return page(
        _("Formular abgelaufen"),
        _(
            "Bitte gehen Sie zurück, laden Sie die Seite neu und "
            "senden Sie noch einmal."
        ),
        status=400,
    )


def _show_http(error: HTTPException) -> Answer:
    if error.code is None or error.code < 400:
        return Response(error.get_response().get_data(), error.code)
    title, text = _http_words(error.code)
    answer = make_response(page(title, text, status=error.code))
    known = error.get_response().headers
    for name in ("Allow", "Retry-After"):
        if name in known:
            answer.headers[name] = known[name]
    return answer


def _http_words(code: int) -> tuple[str, str]:
    words = {
        403: (
            _("Das ist Ihrem Konto nicht erlaubt"),
            _(
                "Wenn Sie es für Ihre Arbeit brauchen, fragen Sie, "
                "wer bei Ihnen die Konten von Dialognetz verwaltet."
            ),
        ),
        404: (
            _("Seite nicht gefunden"),
            _("Vielleicht ist die Adresse unvollständig. Die Suche hilft weiter."),
        ),
        413: (
            _("Die Datei ist zu groß"),
            _(
                "Bitte teilen Sie die Datei auf oder entfernen Sie, "
                "was nicht nötig ist."
            ),
        ),
        429: (
            _("Zu viele Versuche"),
            _("Bitte warten Sie eine Minute und versuchen Sie es dann noch einmal."),
        ),
    }
    fallback = (_("Das hat nicht geklappt"), _("Bitte gehen Sie zurück."))
    return words.get(code, fallback)


def _show_failure(error: Exception) -> Answer:
    log.error("request failed", path=request.path, exc_info=error)
    is_cut_off = isinstance(error, (exc.OperationalError, exc.TimeoutError))
    if is_cut_off:
        _ask_nobody()
    return page(
        _("Das ist unser Fehler"),
        _("Es wurde nichts gespeichert. Bitte versuchen Sie es noch einmal."),
        status=503 if is_cut_off else 500,
    )


def _ask_nobody() -> None:
    """Let the page not ask the database who reads it."""
    nobody = AnonymousUser()  # type: ignore[no-untyped-call]
    g._login_user = nobody  # noqa: SLF001 - where Flask-Login keeps it
