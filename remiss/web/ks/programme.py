"""The remitted draft: a Word file read into sections, replaced while the remiss is a draft, renewed while it runs."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import now
from remiss.domain.permissions import Permission
from remiss.domain.workflow.states import RemissAction
from remiss.errors import InvalidInput
from remiss.queries.programme_changes import issued_changes, reasons_for_changes, unplaced
from remiss.queries.remiss_facts import remiss_view, shown_programme
from remiss.queries.wall import own_remiss
from remiss.services.new_versions import prepare_version
from remiss.services.remisser import add_programme
from remiss.services.steps import require_version
from remiss.text import counted
from remiss.web.kept_files import KeptFile
from remiss.web.ks.forms import ProgrammeForm
from remiss.web.ks.page import allowed, demand, editable, next_step, setup_steps
from remiss.web.programme_file import ReadProgramme, keep_programme
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_programme", __name__)
NO_TEXT = "Filen har ingen text att svara på. Kontrollera att du valde rätt fil."


@route(blueprint, "/remisser/<int:remiss_id>/underlag", Permission.REMISS_VIEW, ("GET", "POST"))
def programme(remiss_id: int) -> Response:
    """Show the draft section by section; take a new version of it, which goes on to be compared once one is out."""
    demand(remiss_id, Permission.REMISS_EDIT)
    form = ProgrammeForm()
    read = keep_programme(form.file.data, "file") if is_post() else ReadProgramme(KeptFile(), None)

    def act() -> str:
        remiss = own_remiss(current_actor(), remiss_id)
        require_version(remiss, form.version.data)
        attachment = read.file.attach(current_actor(), now())
        if read.programme is None:
            raise InvalidInput(NO_TEXT, "file")
        if remiss.sent_at is not None:
            prepare_version(current_actor(), remiss, read.programme, attachment, now())
            return url_for("ks_new_version.new_version", remiss_id=remiss_id)
        version = add_programme(current_actor(), remiss, read.programme, attachment, now())
        flash(f"Underlaget är uppladdat: {counted(len(version.sections), 'avsnitt', 'avsnitt')}.", "success")
        return url_for("ks_programme.programme", remiss_id=remiss_id)

    return submit(form, act, lambda: _show(remiss_id, form))


def _show(remiss_id: int, form: ProgrammeForm) -> str:
    remiss = own_remiss(current_actor(), remiss_id)
    form.version.data = remiss.version
    changes = issued_changes(remiss)
    return render_template(
        "ks/programme.html",
        remiss=remiss_view(remiss),
        form=form,
        programme=shown_programme(remiss),
        editable=editable(remiss),
        renewable=RemissAction.PREPARE_VERSION in allowed(remiss),
        prepared=remiss.proposed,
        issued=remiss.issued,
        changes=changes,
        reasons=reasons_for_changes(remiss) if changes else {},
        unplaced=[one for version in changes for one in unplaced(remiss, version)],
        setup=setup_steps(remiss, "Underlag"),
        following=next_step(remiss, "Underlag"),
    )
