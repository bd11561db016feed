"""Annexes beside the draft: uploaded several at once, and taken away while the remiss is a draft."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import now
from remiss.domain.permissions import Permission
from remiss.errors import InvalidInput
from remiss.queries.matter_viewpoints import annexes_of
from remiss.queries.remiss_facts import remiss_view
from remiss.queries.wall import own_remiss
from remiss.services.admission import PAPERS
from remiss.services.remiss_papers import add_annexes, remove_annex
from remiss.text import counted
from remiss.web.kept_files import KeptFile, keep_all
from remiss.web.ks.forms import AnnexForm, ConfirmForm
from remiss.web.ks.page import demand, editable, setup_steps
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_annexes", __name__)
HERE = "ks_annexes.annexes"


@route(blueprint, "/remisser/<int:remiss_id>/bilagor", Permission.REMISS_VIEW, ("GET", "POST"))
def annexes(remiss_id: int) -> Response:
    """Show the annexes; add to them while the remiss is a draft."""
    demand(remiss_id, Permission.REMISS_EDIT)
    form, kept = AnnexForm(), list[KeptFile]()
    if is_post():
        kept = keep_all(form.annexes.data, "annexes", PAPERS)

    def act() -> str:
        if not kept:
            raise InvalidInput("Välj en fil att lägga till.", "annexes")
        actor = current_actor()
        papers = [file.attach(actor, now()) for file in kept]
        add_annexes(actor, own_remiss(actor, remiss_id), papers, form.version.data, now())
        flash(f"{counted(len(papers), 'bilaga är tillagd', 'bilagor är tillagda')}.", "success")
        return url_for(HERE, remiss_id=remiss_id)

    return submit(form, act, lambda: _show(remiss_id, form))


@route(
    blueprint, "/remisser/<int:remiss_id>/bilagor/<int:attachment_id>/borttagning", Permission.REMISS_VIEW,
    ("GET", "POST"),
)  # fmt: skip
def remove(remiss_id: int, attachment_id: int) -> Response:
    """Take one away."""
    demand(remiss_id, Permission.REMISS_EDIT)
    form = ConfirmForm()

    def act() -> str:
        remove_annex(current_actor(), own_remiss(current_actor(), remiss_id), attachment_id, form.version.data, now())
        flash("Bilagan är borttagen.", "success")
        return url_for(HERE, remiss_id=remiss_id)

    return submit(form, act, lambda: _show(remiss_id, AnnexForm(formdata=None)))


def _show(remiss_id: int, form: AnnexForm) -> str:
    remiss = own_remiss(current_actor(), remiss_id)
    form.version.data = remiss.version
    return render_template(
        "ks/annexes.html",
        remiss=remiss_view(remiss),
        form=form,
        files=annexes_of(remiss),
        editable=editable(remiss),
        setup=setup_steps(remiss, ""),
    )
