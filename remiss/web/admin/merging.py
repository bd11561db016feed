"""Several bodies become one, in one step: they end on a day, and a new or present body takes over the day after."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import now, today
from remiss.domain.permissions import Permission
from remiss.errors import InvalidInput
from remiss.extensions import db
from remiss.models.organisations import Organisation, OrganisationKind
from remiss.queries.organisations import body_rows, similar_names
from remiss.services import organisations as services
from remiss.text import counted
from remiss.web.admin.forms import MergeForm
from remiss.web.fields import options
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("merging", __name__)
TWIN = "Namnet liknar ett som finns. Är det en annan organisation, kryssa i rutan och spara igen."
A_NEW_ONE = 0


@route(blueprint, "/organisationer/sammanslagning", Permission.ORGANISATIONS_MANAGE, ("GET", "POST"))
def merge() -> Response:
    """Choose who ends, on which day, and who takes over."""
    rows = [row for row in body_rows(today()) if row.exists_on(today())]
    form = MergeForm()
    names = [(row.organisation_id, row.name) for row in rows]
    form.bodies.choices = options(
        (row.organisation_id, row.name) for row in rows if row.kind is not OrganisationKind.EXECUTIVE
    )
    form.successor.choices = options([(A_NEW_ONE, "En ny organisation, som anges nedan"), *names])

    def act() -> str:
        bodies = [db.session.get_one(Organisation, number) for number in form.bodies.data]
        successor = _successor(form)
        services.merge_organisations(current_actor(), bodies, form.last_day.data, successor, now())
        flash(
            f"{counted(len(bodies), 'organisation upphör', 'organisationer upphör')} och har en efterträdare.",
            "success",
        )
        return url_for("organisations.page", organisation_id=successor.id)

    alike = similar_names(form.name.data) if is_post() and form.name.data else []
    return submit(form, act, lambda: render_template("admin/merge.html", form=form, alike=alike))


def _successor(form: MergeForm) -> Organisation:
    """Return who takes over; a new body begins the day after the others have ended."""
    if form.successor.data != A_NEW_ONE:
        return db.session.get_one(Organisation, form.successor.data)
    name = form.name.data or ""
    if not form.sure.data and similar_names(name):
        raise InvalidInput(TWIN, "name")
    begins = form.last_day.data + timedelta(days=1)
    kind = OrganisationKind(form.kind.data)
    return services.add_organisation(current_actor(), kind, name, form.office.data, services.WORDS[0], begins, now())
