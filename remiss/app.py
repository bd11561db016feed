"""create_app(settings) wires the rooms together; this and ``__main__`` are the only places that know them all."""

from __future__ import annotations

from flask import Flask

import remiss.models  # noqa: F401 - makes every table known to the metadata
from remiss.config import ROOT, Environment, Settings
from remiss.extensions import csrf, db, engine_options, migrate, prepare_engine
from remiss.web import health
from remiss.web.desks import BLUEPRINTS
from remiss.web.errors import register_error_pages
from remiss.web.filters import register_filters
from remiss.web.headers import register_headers
from remiss.web.navigation import register_navigation
from remiss.web.routing import Number
from remiss.web.sessions import register_sessions

FORM_OVERHEAD = 2**20
FORM_PARTS = 20_000
"""A long reply is confirmed in one form: a thousand viewpoints, each with its stance and several themes."""


def create_app(settings: Settings) -> Flask:
    """Return the application for ``settings``. Nothing is started and no table is made."""
    app = Flask("remiss", template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static"))
    app.config.update(_flask_config(settings))
    app.extensions["remiss_settings"] = settings
    settings.instance_dir.mkdir(parents=True, exist_ok=True)
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
    csrf.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), render_as_batch=True, compare_type=True)
    register_sessions(app)
    register_error_pages(app)
    register_filters(app)
    register_headers(app)
    register_navigation(app)
    app.url_map.converters["int"] = Number
    for blueprint in (health.blueprint, *BLUEPRINTS):
        app.register_blueprint(blueprint)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    return app


def _flask_config(settings: Settings) -> dict[str, object]:
    upload = settings.max_upload_mb * 2**20
    return {
        "SECRET_KEY": settings.signing_key(),
        "SQLALCHEMY_DATABASE_URI": settings.database,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(settings.database),
        "MAX_CONTENT_LENGTH": 2 * upload + FORM_OVERHEAD,
        "MAX_FORM_MEMORY_SIZE": 8 * FORM_OVERHEAD,
        "MAX_FORM_PARTS": FORM_PARTS,
        "TRUSTED_HOSTS": list(settings.trusted_hosts),
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_SECURE": settings.base_url.startswith("https://"),
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_I18N_ENABLED": False,
        "TESTING": settings.environment is Environment.TEST,
        "REMISS_INSTANCE": str(settings.instance_dir),
        "REMISS_UPLOADS": str(settings.upload_dir),
        "REMISS_MAX_UPLOAD": upload,
        "REMISS_CLAMD": settings.clamd,
        "REMISS_SESSION_HOURS": settings.session_hours,
        "REMISS_SAMPLE": settings.environment is not Environment.PRODUCTION,
        "REMISS_MAIL_DIR": str(settings.mail_dir),
    }
