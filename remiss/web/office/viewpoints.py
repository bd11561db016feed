"""Marking the viewpoints of the text and saying what they are. It can be left to the sender of the remiss."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, url_for
from flask_wtf import FlaskForm

from remiss.clock import now
from remiss.domain.permissions import Permission
from remiss.domain.stance import Stance
from remiss.domain.workflow.states import ReplyState
from remiss.queries.matter_text import saved_text
from remiss.queries.matter_viewpoints import marked_viewpoints, material
from remiss.queries.wall import own_matter, own_viewpoint
from remiss.services import viewpoints as verbs
from remiss.web.office.forms import MarkForm, ViewpointForm
from remiss.web.office.page import can, demand, matter_page
from remiss.web.office.viewpoint_rows import context_of, sentence_rows, viewpoint_form, viewpoint_row
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("office_viewpoints", __name__)
HERE = "office_viewpoints.viewpoints"


@route(blueprint, "/arenden/<int:reply_id>/synpunkter", Permission.MATTER_VIEW, ("GET", "POST"))
def viewpoints(reply_id: int) -> Response:
    """Show the viewpoints; mark words of the text as a new one."""
    form = MarkForm()
    if is_post():
        demand(reply_id, Permission.STATEMENT_WRITE)

    def act() -> str:
        made = verbs.mark_viewpoint(current_actor(), own_matter(current_actor(), reply_id), form.text.data, now())
        flash("Synpunkten är markerad.", "success")
        return url_for(HERE, reply_id=reply_id, _anchor=f"synpunkt-{made.id}")

    return submit(form, act, lambda: _show(reply_id, mark=form))


@route(blueprint, "/arenden/<int:reply_id>/synpunkter/<int:viewpoint_id>", Permission.STATEMENT_WRITE, ("GET", "POST"))
def classify(reply_id: int, viewpoint_id: int) -> Response:
    """Say what stance, which themes and which section a viewpoint is about."""
    if is_post():
        demand(reply_id, Permission.STATEMENT_WRITE)
    viewpoint = own_viewpoint(current_actor(), reply_id, viewpoint_id)
    form = viewpoint_form(viewpoint_id, material(viewpoint.reply.remiss))

    def act() -> str:
        row = own_viewpoint(current_actor(), reply_id, viewpoint_id)
        by_key = {theme.key: theme for theme in row.reply.remiss.themes}
        chosen = [by_key[key] for key in form.themes.data if key in by_key]
        verbs.classify(current_actor(), row, Stance(form.stance.data) if form.stance.data else None, chosen, now())
        verbs.place_viewpoint(current_actor(), row, form.programme_section.data or None, now())
        flash("Synpunkten är sparad.", "success")
        return url_for(HERE, reply_id=reply_id, _anchor=f"synpunkt-{viewpoint_id}")

    return submit(form, act, lambda: _show(reply_id, typed={viewpoint_id: form} if is_post() else {}))


@route(
    blueprint, "/arenden/<int:reply_id>/synpunkter/<int:viewpoint_id>/borttagen", Permission.STATEMENT_WRITE, ("POST",)
)
def remove(reply_id: int, viewpoint_id: int) -> Response:
    """Say that it is no viewpoint after all."""
    demand(reply_id, Permission.STATEMENT_WRITE)

    def act() -> str:
        verbs.remove_viewpoint(current_actor(), own_viewpoint(current_actor(), reply_id, viewpoint_id), now())
        flash("Synpunkten är borttagen. Du kan ångra längst ned på sidan.", "success")
        return url_for(HERE, reply_id=reply_id)

    return submit(FlaskForm(), act, lambda: _show(reply_id))


@route(
    blueprint, "/arenden/<int:reply_id>/synpunkter/<int:viewpoint_id>/atertagen", Permission.STATEMENT_WRITE, ("POST",)
)
def restore(reply_id: int, viewpoint_id: int) -> Response:
    """Undo removing."""
    demand(reply_id, Permission.STATEMENT_WRITE)

    def act() -> str:
        verbs.restore_viewpoint(current_actor(), own_viewpoint(current_actor(), reply_id, viewpoint_id), now())
        flash("Synpunkten är tillbaka.", "success")
        return url_for(HERE, reply_id=reply_id, _anchor=f"synpunkt-{viewpoint_id}")

    return submit(FlaskForm(), act, lambda: _show(reply_id))


def _show(reply_id: int, mark: MarkForm | None = None, typed: dict[int, ViewpointForm] | None = None) -> str:
    reply = own_matter(current_actor(), reply_id)
    page, saved, papers = matter_page(reply, HERE), saved_text(reply_id), material(reply.remiss)
    found = marked_viewpoints(reply)
    context = context_of(saved, page.matter.title)
    rows = [viewpoint_row(v, papers, context, (typed or {}).get(v.id)) for v in found if not v.removed]
    writable = reply.state in verbs.DRAFTING and can(current_actor(), reply, Permission.STATEMENT_WRITE)
    return render_template(
        "office/viewpoints.html",
        page=page,
        saved=saved,
        mark=mark or MarkForm(formdata=None),
        rows=rows,
        removed=[v for v in found if v.removed],
        lost=[v.id for v in found if saved and not v.removed and not saved.text.contains(v.text)],
        sentences=sentence_rows(saved, found) if writable else [],
        writable=writable,
        drafting=page.matter.state in {ReplyState.ASSIGNED, ReplyState.DRAFT},
    )
