"""The web application: settings, database, extensions, rooms."""

from pathlib import Path

import structlog
from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from crm import facts
from crm.config import Config
from crm.database import connect
from crm.subscribers import SUBSCRIBERS
from crm.web import access, addresses, errors, language, rooms, shell, signin

HERE = Path(__file__).parent
INSTALLED_TEMPLATES = HERE / "templates"

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'"
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


def create_app(config: Config | None = None) -> Flask:
    """Return the application, connected to the database of its settings."""
    config = config or Config.from_environment()
    app = Flask("crm", template_folder=str(_templates()), static_folder="static")
    app.config.update(_flask_settings(config))
    connect(config.url)
    facts.subscribe(SUBSCRIBERS)
    addresses.install(app)
    language.install(app, translations=str(HERE / "translations"))
    CSRFProtect(app)
    signin.install(app)
    access.install(app)
    errors.install(app)
    shell.install(app)
    for blueprint in rooms.BLUEPRINTS:
        app.register_blueprint(blueprint)
    app.after_request(_protect)
    _trust_proxies(app, int(config.trusted_proxies))
    return app


def _templates() -> Path:
    """Return the templates: inside the package when installed, else at the top."""
    if INSTALLED_TEMPLATES.is_dir():
        return INSTALLED_TEMPLATES
    return HERE.parent / "templates"


def _flask_settings(config: Config) -> dict[str, object]:
    return {
        "DIALOGNETZ": config,
        "SECRET_KEY": config.signing_key,
        "MAX_CONTENT_LENGTH": int(config.upload_megabytes) * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": config.has_secure_cookies,
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_SECURE": config.has_secure_cookies,
        "WTF_CSRF_TIME_LIMIT": None,
    }


def _protect(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if response.mimetype == "text/html":
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _trust_proxies(app: Flask, count: int) -> None:
    if count:
        proxied = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)
        app.wsgi_app = proxied  # type: ignore[method-assign]  # Flask's own pattern


structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
)
