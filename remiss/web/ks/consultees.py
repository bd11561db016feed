"""Who is asked: bodies ticked one by one, or a whole kind at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import now, today
from remiss.domain.permissions import Permission
from remiss.models.organisations import OrganisationKind
from remiss.queries.consultees import chosen_ids
from remiss.queries.names import NamedBody, all_bodies
from remiss.queries.remiss_facts import remiss_view
from remiss.queries.wall import own_remiss
from remiss.services.remisser import choose_consultees
from remiss.text import counted
from remiss.web.ks.forms import ConsulteesForm
from remiss.web.ks.page import GROUP_NAMES, demand, editable, next_step, setup_steps
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_consultees", __name__)


@dataclass(frozen=True)
class BodyGroup:
    """The bodies of one kind; ``ticked`` are the ids that are chosen."""

    kind: OrganisationKind
    name: str
    bodies: tuple[NamedBody, ...]
    ticked: frozenset[int]


@route(blueprint, "/remisser/<int:remiss_id>/instanser", Permission.REMISS_VIEW, ("GET", "POST"))
def consultees(remiss_id: int) -> Response:
    """Show who is asked; choose while the remiss is a draft."""
    demand(remiss_id, Permission.REMISS_EDIT)
    form = ConsulteesForm()

    def act() -> str:
        wanted = _wanted(form, all_bodies(today()))
        choose_consultees(current_actor(), own_remiss(current_actor(), remiss_id), wanted, form.version.data, now())
        flash(f"{counted(len(wanted), 'instans är vald', 'instanser är valda')}.", "success")
        return url_for("ks_consultees.consultees", remiss_id=remiss_id)

    return submit(form, act, lambda: _show(remiss_id, form))


def _show(remiss_id: int, form: ConsulteesForm) -> str:
    remiss = own_remiss(current_actor(), remiss_id)
    bodies, saved = all_bodies(today()), chosen_ids(remiss_id)
    ticked = frozenset(_wanted(form, bodies)) if is_post() else saved
    form.version.data = remiss.version
    return render_template(
        "ks/consultees.html",
        remiss=remiss_view(remiss),
        form=form,
        groups=_groups(bodies, ticked),
        chosen=len(ticked),
        total=len(bodies),
        editable=editable(remiss),
        setup=setup_steps(remiss, "Instanser"),
        following=next_step(remiss, "Instanser"),
    )


def _wanted(form: ConsulteesForm, bodies: Sequence[NamedBody]) -> list[int]:
    """Return the ticked bodies that exist, and those of every ticked kind, in the order of every list."""
    ticked, kinds = set(form.bodies.data or ()), set(form.kinds.data or ())
    return [body.organisation_id for body in bodies if body.organisation_id in ticked or body.kind.value in kinds]


def _groups(bodies: Sequence[NamedBody], ticked: frozenset[int]) -> list[BodyGroup]:
    return [
        BodyGroup(kind, name, found, ticked)
        for kind, name in GROUP_NAMES.items()
        if (found := tuple(body for body in bodies if body.kind is kind))
    ]
