"""Calendars to subscribe to: the addresses that one has made, and what they answer."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, flash, make_response, render_template, session, url_for
from flask_wtf import FlaskForm

from remiss.clock import now, today
from remiss.config import Settings
from remiss.documents.calendar.writing import write_calendar
from remiss.domain.permissions import Permission
from remiss.door import writing
from remiss.models.calendars import FeedScope
from remiss.queries.feeds import choices_for, feeds_of
from remiss.services.calendar_feeds import days_in, entries, feed_of, is_told, make_feed, revoke_feed, tell
from remiss.web.fields import Choice, options, whole_number
from remiss.web.request import current_actor, submit
from remiss.web.routing import route

blueprint = Blueprint("calendars", __name__)
SHOWN_ONCE = "calendar_address"


class FeedForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """What the calendar is to show."""

    what = Choice("Kalendern ska visa")


@route(blueprint, "/mitt-konto/kalendrar", Permission.SIGNED_IN, ("GET", "POST"))
def page() -> Response:
    """Show the own addresses and make one; its secret is shown once."""
    form = FeedForm()
    form.what.choices = options(choices_for(current_actor(), today()))

    def act() -> str:
        scope, _, number = form.what.data.partition("-")
        secret = make_feed(current_actor(), FeedScope(scope), whole_number(number) or None, now())
        session[SHOWN_ONCE] = f"{_base()}{url_for('calendars.feed', key=secret)}"
        return url_for("calendars.page")

    def show() -> str:
        made, rows = session.pop(SHOWN_ONCE, None), feeds_of(current_actor().user_id, today())
        return render_template("account/calendars.html", form=form, rows=rows, made=made)

    return submit(form, act, show)


@route(blueprint, "/mitt-konto/kalendrar/<int:feed_id>/borttagning", Permission.SIGNED_IN, ("POST",))
def revoke(feed_id: int) -> Response:
    """End an own address."""

    def act() -> str:
        revoke_feed(current_actor(), feed_id, now())
        flash("Adressen är borttagen. Den som prenumererar får inget mer.", "success")
        return url_for("calendars.page")

    return submit(FlaskForm(), act, lambda: "")


@route(blueprint, "/kalender/<string(length=43):key>.ics", Permission.PUBLIC)
def feed(key: str) -> Response:
    """Answer a calendar program: whoever has the address reads what its maker may see now."""
    moment = now()
    found = feed_of(key)
    days = days_in(found, moment)
    if not is_told(found, days):
        with writing():
            found = feed_of(key)
            days = days_in(found, moment)
            tell(found, days, moment)
    response = make_response(write_calendar("Remiss", entries(found, days, _base(), moment)))
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="remiss.ics"'
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _base() -> str:
    settings: Settings = current_app.extensions["remiss_settings"]
    return settings.base_url.rstrip("/")
