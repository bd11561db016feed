"""The mail of a trial installation, where everybody may read it: the people are invented. Nowhere else."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, current_app, render_template
from flask.blueprints import BlueprintSetupState

from remiss.config import Environment, MailTransport, Settings
from remiss.domain.permissions import Permission
from remiss.errors import NotVisible
from remiss.web.routing import route
from remiss.web.sample_mail.reading import MailName, mail_file, mail_files, pieces

blueprint = Blueprint("sample_mail", __name__)


@blueprint.record_once
def _register(setup: BlueprintSetupState) -> None:
    """Make the converter of mail names known, and let every page say that mail lands here."""
    settings: Settings = setup.app.extensions["remiss_settings"]
    setup.app.url_map.converters["mail"] = MailName
    setup.app.jinja_env.globals["mail_is_shown"] = is_shown(settings)


def is_shown(settings: Settings) -> bool:
    """Tell whether this is a trial installation whose mail is written to files."""
    return settings.environment is not Environment.PRODUCTION and settings.mail_transport is MailTransport.FILES


@route(blueprint, "/exempelmejl", Permission.PUBLIC)
def listing() -> str:
    """List the mails, newest first."""
    return render_template("sample_mail/list.html", mails=mail_files(_folder()))


@route(blueprint, "/exempelmejl/<mail:name>", Permission.PUBLIC)
def reading(name: str) -> str:
    """Show one mail with its links."""
    mail = mail_file(_folder(), name)
    return render_template("sample_mail/mail.html", mail=mail, pieces=list(pieces(mail.text, _settings().base_url)))


def _settings() -> Settings:
    settings: Settings = current_app.extensions["remiss_settings"]
    return settings


def _folder() -> Path:
    """Return where the mails lie. Raises NotVisible in production and where mail really leaves."""
    if not is_shown(_settings()):
        raise NotVisible
    return _settings().mail_dir
