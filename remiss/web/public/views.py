"""Two pages about the product itself, open to all."""

from __future__ import annotations

from datetime import date
from importlib.metadata import version
from urllib.parse import quote

from flask import Blueprint, current_app, render_template

from remiss.config import Settings
from remiss.domain.permissions import Permission
from remiss.web.public.facts import NOT_BUILT, SHORTCOMINGS, STORED, readers
from remiss.web.routing import route

blueprint = Blueprint("public", __name__)
ASSESSED_ON = date(2026, 11, 29)
"""The day on which the pages were last gone through; change it with ``SHORTCOMINGS``."""


@route(blueprint, "/tillganglighet", Permission.PUBLIC)
def accessibility() -> str:
    """Show the accessibility statement (lagen 2018:1937 om tillgänglighet till digital offentlig service)."""
    mail = _settings().contact_mail
    return render_template(
        "public/accessibility.html",
        mail=mail,
        link=f"mailto:{quote(mail, safe='@')}?subject={quote('Brist i tillgängligheten i Remiss')}",
        shortcomings=SHORTCOMINGS,
        assessed_on=ASSESSED_ON,
        version=version("remiss"),
    )


@route(blueprint, "/sakerhet-och-drift", Permission.PUBLIC)
def security() -> str:
    """Show what is stored, who can read it, how long, and how it is restored (DOMAIN §7)."""
    settings = _settings()
    return render_template(
        "public/security.html",
        mail=settings.contact_mail,
        settings=settings,
        stored=STORED,
        readers=readers(),
        not_built=NOT_BUILT,
    )


def _settings() -> Settings:
    settings: Settings = current_app.extensions["remiss_settings"]
    return settings
