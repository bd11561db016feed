"""The list of remisser, a new one, and what is written about one."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, request, url_for

from remiss.clock import now, today
from remiss.domain.permissions import Permission
from remiss.domain.workflow.states import RemissState
from remiss.errors import NotVisible
from remiss.queries.remiss_facts import remiss_view, senders_of
from remiss.queries.sender_list import remisser_of
from remiss.queries.wall import own_remiss
from remiss.services.remisser import RemissDetails, create_remiss, edit_remiss
from remiss.web.ks.forms import DetailsForm, NewRemissForm
from remiss.web.ks.page import demand, due_warning, editable, next_step, setup_steps
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_remisser", __name__)
DETAILS = "ks_remisser.details"
SHOWN = {
    "pagaende": ("pågående", RemissState.SENT),
    "utkast": ("utkast", RemissState.DRAFT),
    "avslutade": ("avslutade", RemissState.CLOSED),
    "aterkallade": ("återkallade", RemissState.WITHDRAWN),
}


@route(blueprint, "/remisser", Permission.REMISS_VIEW)
def remiss_list() -> str:
    """Show the remisser of the visitor's organisation."""
    senders = senders_of(current_actor())
    if not senders:
        raise NotVisible
    creatable = bool(senders_of(current_actor(), Permission.REMISS_CREATE))
    rows, shown = remisser_of(senders, today()), request.args.get("visa", "")
    found = [(key, words, sum(row.state is state for row in rows)) for key, (words, state) in SHOWN.items()]
    return render_template(
        "ks/list.html",
        rows=[row for row in rows if shown not in SHOWN or row.state is SHOWN[shown][1]],
        counts=[one for one in found if one[2] or SHOWN[one[0]][1] is not RemissState.WITHDRAWN],
        total=len(rows),
        shown=shown if shown in SHOWN else "",
        creatable=creatable,
        today=today(),
    )


@route(blueprint, "/remisser/ny", Permission.REMISS_CREATE, ("GET", "POST"))
def new() -> Response:
    """Begin a remiss."""
    form = NewRemissForm()

    def act() -> str:
        sender = min(senders_of(current_actor(), Permission.REMISS_CREATE))
        remiss = create_remiss(current_actor(), sender, _typed(form), now())
        flash("Remissen är skapad som utkast. Ladda upp underlaget.", "success")
        _warn(form)
        return url_for("ks_programme.programme", remiss_id=remiss.id)

    return submit(form, act, lambda: render_template("ks/new.html", form=form))


@route(blueprint, "/remisser/<int:remiss_id>/uppgifter", Permission.REMISS_VIEW, ("GET", "POST"))
def details(remiss_id: int) -> Response:
    """Show what is written about a remiss; change it while it is a draft."""
    demand(remiss_id, Permission.REMISS_EDIT)
    form = DetailsForm()

    def act() -> str:
        remiss = own_remiss(current_actor(), remiss_id)
        edit_remiss(current_actor(), remiss, _typed(form), form.version.data, now())
        flash("Uppgifterna är sparade.", "success")
        _warn(form)
        return url_for(DETAILS, remiss_id=remiss_id)

    return submit(form, act, lambda: _show(remiss_id, form))


def _show(remiss_id: int, form: DetailsForm) -> str:
    remiss = own_remiss(current_actor(), remiss_id)
    saved = remiss_view(remiss)
    if not is_post():
        form.title.data, form.diary_number.data = saved.title, saved.diary_number
        form.letter.data, form.due_on.data = saved.letter, saved.due_on
    changed = is_post() and form.version.data != saved.version
    form.version.data = saved.version
    return render_template(
        "ks/details.html",
        remiss=saved,
        form=form,
        editable=editable(remiss),
        changed=changed,
        warning=due_warning(saved.due_on),
        setup=setup_steps(remiss, "Uppgifter"),
        following=next_step(remiss, "Uppgifter"),
    )


def _typed(form: NewRemissForm) -> RemissDetails:
    return RemissDetails(form.title.data, form.diary_number.data, form.letter.data, form.due_on.data)


def _warn(form: NewRemissForm) -> None:
    if warning := due_warning(form.due_on.data):
        flash(warning, "warning")
