"""Who is asked: from saved lists, rules and tags, whole kinds, or bodies ticked one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, flash, make_response, render_template, url_for

from remiss.clock import now, today
from remiss.domain.permissions import Permission
from remiss.models.remisser import Remiss
from remiss.queries.consultees import chosen_ids
from remiss.queries.distribution import bodies_from, sources
from remiss.queries.name_reading import NOTHING_READ, ReadNames, read_names
from remiss.queries.names import NamedBody, all_bodies, resolve
from remiss.queries.remiss_facts import remiss_view
from remiss.queries.wall import own_remiss
from remiss.services.remisser import choose_consultees
from remiss.text import counted
from remiss.web.ks.choosing import difference, groups_of, told_of
from remiss.web.ks.forms import ConsulteesForm
from remiss.web.ks.page import demand, editable, next_step, setup_steps
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_consultees", __name__)


@dataclass(frozen=True)
class Choice:
    """Who is ticked on the page now, and what to tell about it; ``filled`` when a list or rule has just ticked them."""

    ticked: frozenset[int]
    told: tuple[str, ...] = ()
    filled: bool = False
    read: ReadNames = NOTHING_READ


@route(blueprint, "/remisser/<int:remiss_id>/instanser", Permission.REMISS_VIEW, ("GET", "POST"))
def consultees(remiss_id: int) -> Response:
    """Show who is asked; choose while the remiss is a draft."""
    demand(remiss_id, Permission.REMISS_EDIT)
    form = ConsulteesForm()
    if is_post() and _fills(form):
        return make_response(_show(remiss_id, form))

    def act() -> str:
        wanted = _wanted(form, all_bodies(today()))
        choose_consultees(current_actor(), own_remiss(current_actor(), remiss_id), wanted, form.version.data, now())
        flash(f"{counted(len(wanted), 'instans är vald', 'instanser är valda')}.", "success")
        return url_for("ks_consultees.consultees", remiss_id=remiss_id)

    return submit(form, act, lambda: _show(remiss_id, form))


def _show(remiss_id: int, form: ConsulteesForm) -> str:
    remiss = own_remiss(current_actor(), remiss_id)
    may_edit = editable(remiss)
    bodies = all_bodies(today())
    chosen = _choice(remiss, form, bodies) if may_edit else Choice(chosen_ids(remiss_id))
    if not _fills(form):
        form.version.data = remiss.version
    return render_template(
        "ks/consultees.html",
        remiss=remiss_view(remiss),
        form=form,
        groups=groups_of(bodies, chosen.ticked),
        chosen=chosen,
        sources=sources(remiss.sender_id, today()) if may_edit else (),
        difference=difference(remiss, bodies, chosen.ticked) if may_edit else None,
        total=len(bodies),
        editable=may_edit,
        setup=setup_steps(remiss, "Instanser"),
        following=next_step(remiss, "Instanser"),
    )


def _choice(remiss: Remiss, form: ConsulteesForm, bodies: Sequence[NamedBody]) -> Choice:
    if not is_post():
        saved = resolve(chosen_ids(remiss.id), today())
        return Choice(saved.ids, tuple(told_of(saved)))
    ticked = frozenset(_wanted(form, bodies))
    if not _fills(form):
        return Choice(ticked)
    given = bodies_from(form.sources.data or (), remiss.sender_id, today())
    read = read_names(form.pasted.data or "", today())
    named = resolve(read.ids, today())
    kept = ticked if form.add.data else frozenset[int]()
    told = dict.fromkeys((*told_of(given), *told_of(named)))
    return Choice(kept | given.ids | named.ids, tuple(told), filled=True, read=read)


def _fills(form: ConsulteesForm) -> bool:
    """Tell whether the visitor ticks with a list or a rule: nothing is saved yet."""
    return bool(form.add.data or form.replace.data)


def _wanted(form: ConsulteesForm, bodies: Sequence[NamedBody]) -> list[int]:
    """Return the ticked bodies that exist, and those of every ticked kind, in the order of every list."""
    ticked, kinds = set(form.bodies.data or ()), set(form.kinds.data or ())
    return [body.organisation_id for body in bodies if body.organisation_id in ticked or body.kind.value in kinds]
