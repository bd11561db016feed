"""Confirming what the rules were sure of, many at once, on a page that shows each of them."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_wtf import FlaskForm

from remiss.clock import now
from remiss.domain.compilation import CompilationFacts, ReplyFacts, ViewpointFacts
from remiss.domain.permissions import Permission
from remiss.queries.wall import released_viewpoints
from remiss.services.viewpoints import confirm_suggestions
from remiss.text import counted
from remiss.web.fields import whole_number
from remiss.web.ks.results_facts import facts_of
from remiss.web.ks.section_suggestions import section_choices, suggested_sections
from remiss.web.request import current_actor, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_bulk", __name__)


@route(blueprint, "/remisser/<int:remiss_id>/synpunkter/bekraftelse", Permission.VIEWPOINT_CLASSIFY, ("GET", "POST"))
def confirm_sure(remiss_id: int) -> Response:
    """Confirm the ticked ones of the suggestions that a rule was sure of."""
    remiss, facts = facts_of(remiss_id)
    sure = sure_suggestions(facts)
    sections = {number: one.key for number, one in suggested_sections(remiss_id, sure).items()}

    def act() -> str:
        ticked = {whole_number(given) for given in request.form.getlist("synpunkt")}
        chosen = [viewpoint.id for _, viewpoint in sure if viewpoint.id in ticked]
        rows = released_viewpoints(current_actor(), remiss_id, chosen)
        number = confirm_suggestions(current_actor(), rows, now(), sections)
        flash(f"{counted(number, 'förslag är bekräftat', 'förslag är bekräftade')}.", "success")
        _tell_of_missed(len(ticked & {viewpoint.id for _, viewpoint in facts.viewpoints()}) - number)
        return url_for("ks_viewpoints.viewpoints", remiss_id=remiss_id, lage="obekraftade")

    themes = {theme.key: theme.name for theme in facts.themes}
    left = facts.unconfirmed() - len(sure)

    def show() -> str:
        return render_template(
            "ks/confirm_sure.html", remiss=remiss, sure=sure, left=left, total=len(facts.viewpoints()), themes=themes,
            sections=sections, names=dict(section_choices(facts)),
        )  # fmt: skip

    return submit(FlaskForm(), act, show)


def _tell_of_missed(missed: int) -> None:
    """Say so where somebody else was quicker."""
    if missed > 0:
        told = counted(missed, "synpunkt", "synpunkter")
        flash(f"{told} med bock hade någon annan redan klassat.", "warning")


def sure_suggestions(facts: CompilationFacts) -> list[tuple[ReplyFacts, ViewpointFacts]]:
    """Return the viewpoints whose stance a rule was sure of and that have a theme, not yet confirmed."""
    return [
        (reply, viewpoint)
        for reply, viewpoint in facts.viewpoints()
        if not viewpoint.confirmed and viewpoint.sure and viewpoint.themes
    ]
