"""Saved distribution lists (sändlistor): made, renamed, edited, removed and taken up again."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, request, url_for

from remiss.clock import now, today
from remiss.domain.permissions import Permission
from remiss.door import writing
from remiss.errors import InvalidInput, NotVisible
from remiss.models.distribution import DistributionList, Rule
from remiss.queries.consultees import chosen_ids
from remiss.queries.distribution import contents_of, lists_of, tagged
from remiss.queries.names import all_bodies, resolve
from remiss.queries.remiss_facts import senders_of
from remiss.queries.wall import own_list, own_remiss
from remiss.services import distribution as services
from remiss.web.fields import whole_number
from remiss.web.ks.choosing import groups_of, told_of
from remiss.web.ks.forms import ListForm
from remiss.web.request import current_actor, is_post, see_other, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_lists", __name__)
NEED = Permission.LISTS_MANAGE
LISTING = "ks_lists.listing"


@route(blueprint, "/sandlistor", NEED)
def listing() -> str:
    """Show the saved lists of the visitor's organisation; the removed ones can be taken up again."""
    rows = lists_of(_senders(), today())
    kept = [row for row in rows if row.removed_at is None]
    return render_template("ks/lists.html", rows=kept, removed=[row for row in rows if row.removed_at is not None])


@route(blueprint, "/sandlistor/ny", NEED, ("GET", "POST"))
def new() -> Response:
    """Save a list; ``?remiss=`` begins with whom that remiss goes to."""
    senders, form = _senders(), ListForm()
    if not is_post():
        form.bodies.data = _of_remiss(whole_number(request.args.get("remiss")))

    def act() -> str:
        services.create_list(current_actor(), min(senders), _typed(form), now())
        flash("Sändlistan är sparad. Välj den under Instanser när du förbereder en remiss.", "success")
        return url_for(LISTING)

    return submit(form, act, lambda: _show(form, None, []))


@route(blueprint, "/sandlistor/<int:list_id>", NEED, ("GET", "POST"))
def page(list_id: int) -> Response:
    """Show what a list holds, and change it."""
    form, one = ListForm(), own_list(current_actor(), list_id)
    held = contents_of(one, today())
    if not is_post():
        form.name.data, form.bodies.data = one.name, list(held.single.ids)
        form.rules.data, form.tags.data = [rule.value for rule in held.rules], list(held.tags)
        form.version.data = one.version

    def act() -> str:
        one = own_list(current_actor(), list_id)
        services.edit_list(current_actor(), one, _typed(form), form.version.data, now())
        flash("Sändlistan är sparad.", "success")
        return url_for(LISTING)

    return submit(form, act, lambda: _show(form, own_list(current_actor(), list_id), told_of(held.single)))


@route(blueprint, "/sandlistor/<int:list_id>/borttagning", NEED, ("POST",))
def remove(list_id: int) -> Response:
    """Put a list away; the page of lists offers to undo it."""
    with writing():
        services.remove_list(current_actor(), own_list(current_actor(), list_id), now())
    flash("Sändlistan är borttagen. Du kan återställa den längst ner på sidan.", "success")
    return see_other(url_for(LISTING))


@route(blueprint, "/sandlistor/<int:list_id>/aterstallning", NEED, ("POST",))
def restore(list_id: int) -> Response:
    """Take a removed list up again."""
    try:
        with writing():
            services.restore_list(current_actor(), own_list(current_actor(), list_id), now())
    except InvalidInput as problem:
        flash(problem.sentence, "error")
    else:
        flash("Sändlistan finns kvar.", "success")
    return see_other(url_for(LISTING))


def _show(form: ListForm, one: DistributionList | None, told: list[str]) -> str:
    if one is not None and is_post():
        form.version.data = one.version
    return render_template(
        "ks/list_edit.html",
        form=form,
        one=one,
        told=told,
        rules=list(Rule),
        tags=tagged(),
        groups=groups_of(all_bodies(today()), frozenset(form.bodies.data or ())),
    )


def _typed(form: ListForm) -> services.ListInput:
    """Return what is ticked and exists; what somebody has tampered with is left out."""
    known, tags = [body.organisation_id for body in all_bodies(today())], tagged()
    return services.ListInput(
        form.name.data,
        [rule for rule in Rule if rule.value in (form.rules.data or ())],
        [tag for tag in tags if tag in (form.tags.data or ())],
        [number for number in known if number in set(form.bodies.data or ())],
    )


def _of_remiss(remiss_id: int) -> list[int]:
    if not remiss_id:
        return []
    return list(resolve(chosen_ids(own_remiss(current_actor(), remiss_id).id), today()).ids)


def _senders() -> frozenset[int]:
    senders = senders_of(current_actor(), NEED)
    if not senders:
        raise NotVisible
    return senders
