"""Asking others from within a matter, following how far they are, and taking what they answer into one's own text."""

from __future__ import annotations

from flask import Blueprint, Response, flash, make_response, render_template, url_for

from remiss.clock import now, today
from remiss.domain.permissions import Permission
from remiss.queries.matter_decisions import standing_decisions
from remiss.queries.matter_text import saved_text
from remiss.queries.underremisser import askable, released_part, underremiss
from remiss.queries.wall import own_matter
from remiss.services import underremisser
from remiss.web.fields import options
from remiss.web.office.forms import SignForm, UnderremissForm
from remiss.web.office.page import demand, matter_page
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("office_underremiss", __name__)
HERE = "office_underremiss.underremiss_page"
AT = "/arenden/<int:reply_id>/underremiss"


@route(blueprint, AT, Permission.MATTER_VIEW, ("GET", "POST"))
def underremiss_page(reply_id: int) -> Response:
    """Show how far the asked bodies are, or the form that asks them."""
    if is_post():
        demand(reply_id, Permission.UNDERREMISS_SEND)
    form = UnderremissForm()
    reply = own_matter(current_actor(), reply_id)
    form.organisations.choices = options((b.organisation_id, b.name) for b in askable(reply, today()))

    def act() -> str:
        asked = underremisser.Asked(form.title.data, form.letter.data, form.due_on.data, form.organisations.data)
        fresh = own_matter(current_actor(), reply_id)
        underremisser.send_underremiss(current_actor(), fresh, asked, form.version.data, now())
        flash("Underremissen är skickad. Mottagarnas registratorer får ett mejl.", "success")
        return url_for(HERE, reply_id=reply_id)

    return submit(form, act, lambda: _show(reply_id, form))


@route(blueprint, f"{AT}/<int:part_id>", Permission.MATTER_VIEW)
def part(reply_id: int, part_id: int) -> Response:
    """Show what a body has answered, as it was released."""
    return make_response(_show_part(reply_id, part_id, SignForm(formdata=None)))


@route(blueprint, f"{AT}/<int:part_id>/intagning", Permission.STATEMENT_WRITE, ("POST",))
def take_in(reply_id: int, part_id: int) -> Response:
    """Put the released words, with their source, in one's own text."""
    demand(reply_id, Permission.STATEMENT_WRITE)
    form = SignForm()

    def act() -> str:
        reply = own_matter(current_actor(), reply_id)
        found = released_part(current_actor(), reply, part_id)
        underremisser.take_in_part(current_actor(), reply, found, form.base.data, now())
        flash("Svaret står nu ordagrant i er text, under en egen rubrik.", "success")
        return url_for(HERE, reply_id=reply_id)

    return submit(form, act, lambda: _show_part(reply_id, part_id, form))


def _show(reply_id: int, form: UnderremissForm) -> str:
    reply = own_matter(current_actor(), reply_id)
    page = matter_page(reply, HERE)
    form.version.data = page.matter.version
    if not is_post():
        form.title.data = page.matter.title
    return render_template("office/underremiss.html", page=page, form=form, asked=underremiss(reply, today()))


def _show_part(reply_id: int, part_id: int, form: SignForm) -> str:
    reply = own_matter(current_actor(), reply_id)
    page, found = matter_page(reply, HERE), released_part(current_actor(), reply, part_id)
    asked = underremiss(reply, today())
    form.base.data = page.matter.newest_number
    rows = [one for one in asked.parts if one.status.reply_id == part_id] if asked else []
    return render_template(
        "office/underremiss_part.html",
        page=page,
        form=form,
        part=found,
        rows=rows,
        saved=saved_text(part_id, found.version.number),
        decisions=standing_decisions(part_id),
    )
