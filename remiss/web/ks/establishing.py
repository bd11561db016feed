"""Fixing the compilation, opening it again with a reason, and reading what each fixed version was."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, request, url_for

from remiss.clock import now
from remiss.documents.compilation.layouts import outline_of
from remiss.domain.compilation_changes import Change, changes_between
from remiss.domain.compilation_choices import Layout
from remiss.domain.establishing import Settles, gaps, waiting_for_answer
from remiss.domain.permissions import Permission
from remiss.errors import NotVisible
from remiss.models.established import EstablishedCompilation
from remiss.models.remisser import Remiss
from remiss.queries.established import established_facts
from remiss.queries.wall import own_remiss
from remiss.services.establishing import establish_compilation, reopen_compilation
from remiss.web.ks.forms import EstablishForm, ReopenCompilationForm
from remiss.web.ks.outline_parts import reading_of
from remiss.web.ks.page import demand_to_open
from remiss.web.ks.results_facts import facts_of, sent_remiss
from remiss.web.request import current_actor, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_establishing", __name__)
COMPILATION = "ks_compare.compilation"
PLACES = {Settles.TIME: "avslut", Settles.LABELS: "synpunkter?lage=obekraftade", Settles.BODIES: "svar"}
"""Where each thing that is missing is put right, after the address of the remiss."""


@route(
    blueprint, "/remisser/<int:remiss_id>/sammanstallning/faststallande", Permission.COMPILATION_ESTABLISH,
    ("GET", "POST"),
)  # fmt: skip
def establish(remiss_id: int) -> Response:
    """Say what is missing; when nothing is, fix the compilation with the name of who has approved it."""
    demand_to_open(remiss_id, Permission.COMPILATION_ESTABLISH)
    form = EstablishForm()

    def act() -> str:
        remiss = own_remiss(current_actor(), remiss_id)
        approver, reason = form.approver.data, form.open_reason.data
        row = establish_compilation(current_actor(), remiss, approver, reason, form.version.data, now())
        flash(f"Sammanställningen är fastställd, version {row.number}.", "success")
        return url_for(COMPILATION, remiss_id=remiss_id)

    return submit(form, act, lambda: _show(remiss_id, form))


@route(
    blueprint, "/remisser/<int:remiss_id>/sammanstallning/ateroppning", Permission.COMPILATION_ESTABLISH,
    ("GET", "POST"),
)  # fmt: skip
def reopen(remiss_id: int) -> Response:
    """Ask why, and open the fixed compilation again."""
    demand_to_open(remiss_id, Permission.COMPILATION_ESTABLISH)
    form = ReopenCompilationForm()

    def act() -> str:
        remiss = own_remiss(current_actor(), remiss_id)
        reopen_compilation(current_actor(), remiss, form.reason.data, form.version.data, now())
        flash("Sammanställningen är öppen igen. Den fastställda versionen finns kvar.", "success")
        return url_for(COMPILATION, remiss_id=remiss_id)

    return submit(form, act, lambda: _show_reopen(remiss_id, form))


@route(blueprint, "/remisser/<int:remiss_id>/sammanstallning/versioner", Permission.REMISS_VIEW)
def versions(remiss_id: int) -> str:
    """List every fixed version with what it changed in the one before, the newest first."""
    remiss = sent_remiss(remiss_id)
    rows = [(row, _changes(remiss, row)) for row in reversed(remiss.compilations)]
    return render_template("ks/compilation_versions.html", remiss=remiss, rows=rows)


@route(blueprint, "/remisser/<int:remiss_id>/sammanstallning/versioner/<int:number>", Permission.REMISS_VIEW)
def version(remiss_id: int, number: int) -> str:
    """Show one fixed version as it was."""
    remiss = sent_remiss(remiss_id)
    row = next((one for one in remiss.compilations if one.number == number), None)
    if row is None:
        raise NotVisible
    outline = outline_of(established_facts(row), Layout.THEME)
    reading = reading_of(outline, request.args.get("del", ""), {})
    return render_template("ks/compilation_version.html", remiss=remiss, row=row, reading=reading)


def _changes(remiss: Remiss, row: EstablishedCompilation) -> tuple[Change, ...] | None:
    """Return what a version changed in the one before it; None for the first."""
    before = next((one for one in remiss.compilations if one.number == row.number - 1), None)
    return changes_between(established_facts(before), established_facts(row)) if before else None


def _show(remiss_id: int, form: EstablishForm) -> str:
    remiss, facts = facts_of(remiss_id)
    form.version.data = remiss.version
    missing = [(gap.sentence, f"/remisser/{remiss_id}/{PLACES[gap.where]}") for gap in gaps(facts)]
    return render_template(
        "ks/establish.html", remiss=remiss, form=form, facts=facts, missing=missing, waiting=waiting_for_answer(facts)
    )  # fmt: skip


def _show_reopen(remiss_id: int, form: ReopenCompilationForm) -> str:
    remiss = sent_remiss(remiss_id)
    form.version.data = remiss.version
    return render_template("ks/compilation_reopen.html", remiss=remiss, form=form)
