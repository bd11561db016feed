"""What I have been told of: the same as the mails say, with what is new on top."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, render_template

from remiss.clock import now
from remiss.config import Settings
from remiss.domain.permissions import Permission
from remiss.door import writing
from remiss.notifications.message import message
from remiss.queries.notices import notices, path_of
from remiss.services.mail_facts import written_about
from remiss.services.notices import own_notice, read_all_notices, read_notice
from remiss.web.request import current_actor, see_other
from remiss.web.routing import route

blueprint = Blueprint("notices", __name__)
NEWEST = 100


@route(blueprint, "/aviseringar", Permission.SIGNED_IN)
def notice_list() -> str:
    """Show the newest notices."""
    found = notices(current_actor().user_id, NEWEST)
    return render_template(
        "start/notices.html",
        notices=found,
        newest=max((one.mail_id for one in found), default=0),
        unread=any(not one.read for one in found),
    )


@route(blueprint, "/aviseringar/<int:mail_id>", Permission.SIGNED_IN)
def notice_text(mail_id: int) -> str:
    """Show one notice in the words of its mail."""
    mail = own_notice(current_actor(), mail_id)
    settings: Settings = current_app.extensions["remiss_settings"]
    url = f"{settings.base_url.rstrip('/')}{path_of(mail)}"
    words = message(mail.kind, *written_about(mail, url, settings.base_url, mail.queued_at))
    return render_template("start/notice.html", mail=mail, words=words)


@route(blueprint, "/aviseringar/<int:mail_id>", Permission.SIGNED_IN, ("POST",))
def open_notice(mail_id: int) -> Response:
    """Mark one as read and go where it leads."""
    with writing():
        path = path_of(read_notice(current_actor(), mail_id, now()))
    return see_other(path)


@route(blueprint, "/aviseringar/lasta/<int:mail_id>", Permission.SIGNED_IN, ("POST",))
def all_read(mail_id: int) -> Response:
    """Mark all up to the newest that was shown as read."""
    with writing():
        read_all_notices(current_actor(), mail_id, now())
    return see_other("/aviseringar")
