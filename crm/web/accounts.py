"""Pages of the accounts, and everybody's own choice of language and look."""

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_security.recoverable import generate_reset_password_token
from werkzeug.wrappers import Response

from crm.accounts import users
from crm.accounts.models import Role
from crm.accounts.schemas import AccountSchema, RoleSchema
from crm.errors import Refused
from crm.web import access, post
from crm.web.addresses import came_from
from crm.web.edge import reading, transaction, user
from crm.web.forms import Form
from crm.web.language import LANGUAGES

blueprint = Blueprint("accounts", __name__, url_prefix="/konten")

Answer = str | Response | tuple[str, int]

THEMES = ("auto", "light", "dark")


@blueprint.get("/")
@access.needs(Role.ADMINISTRATOR)
def index() -> Answer:
    """Show all accounts."""
    with reading() as session:
        return render_template(
            "accounts/index.html", users=users.list_users(session), roles=list(Role)
        )


@blueprint.get("/neu")
@access.needs(Role.ADMINISTRATOR)
def new() -> Answer:
    """Show the empty form."""
    return render_template("accounts/edit.html", form=Form(AccountSchema()))


@blueprint.post("/neu")
@access.needs(Role.ADMINISTRATOR)
def create() -> Answer:
    """Open an account and send its owner a link to choose a password."""
    form = Form(AccountSchema())
    if not form.read():
        return render_template("accounts/edit.html", form=form), 422
    try:
        with transaction() as session:
            opened = users.open_account(session, **form.loaded)
            token = str(generate_reset_password_token(opened))  # type: ignore[no-untyped-call]
            post.password_link(session, opened, token=token, is_new=True)
    except Refused as refusal:
        form.refuse(refusal)
        return render_template("accounts/edit.html", form=form), 422
    flash(
        _(
            "%(email)s bekommt eine E-Mail mit dem Link zum Passwort.",
            email=opened.email,
        ),
        "success",
    )
    return redirect(url_for(".index"))


@blueprint.post("/<int:user_id>/rolle")
@access.needs(Role.ADMINISTRATOR)
def change_role(user_id: int) -> Answer:
    """Give an account another role."""
    form = Form(RoleSchema())
    if not form.read():
        flash(_("Bitte eine Rolle wählen."), "danger")
        return redirect(url_for(".index"))
    with transaction() as session:
        changed = users.get_user(session, user_id)
        users.change_role(session, changed, role=form.loaded["role"])
    flash(_("Die Rolle von %(name)s ist geändert.", name=changed.name), "success")
    return redirect(url_for(".index"))


@blueprint.post("/<int:user_id>/sperren")
@access.needs(Role.ADMINISTRATOR)
def lock(user_id: int) -> Answer:
    """Keep an account from signing in."""
    with transaction() as session:
        locked = users.get_user(session, user_id)
        users.lock(session, locked)
    flash(_("Das Konto von %(name)s ist gesperrt.", name=locked.name), "success")
    return redirect(url_for(".index"))


@blueprint.post("/<int:user_id>/entsperren")
@access.needs(Role.ADMINISTRATOR)
def unlock(user_id: int) -> Answer:
    """Let an account sign in again."""
    with transaction() as session:
        unlocked = users.get_user(session, user_id)
        unlocked.unlock()
    flash(_("Das Konto von %(name)s ist entsperrt.", name=unlocked.name), "success")
    return redirect(url_for(".index"))


@blueprint.post("/darstellung")
@access.public
def choose_look() -> Answer:
    """Keep the language or the theme chosen."""
    if request.form.get("language") in LANGUAGES:
        session["language"] = request.form["language"]
        _remember_language(request.form["language"])
    if request.form.get("theme") in THEMES:
        session["theme"] = request.form["theme"]
    return redirect(came_from() or url_for("home.show"))


def _remember_language(language: str) -> None:
    signed_in = user()
    if signed_in is not None:
        with transaction() as work:
            users.get_user(work, signed_in.id).language = language
