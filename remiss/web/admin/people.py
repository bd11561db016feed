"""Accounts: the list, a new person, and one person's account. Counts of what somebody holds, never what it is."""

from __future__ import annotations

import secrets

from flask import Blueprint, Response, flash, render_template, request, url_for

from remiss.clock import now, today
from remiss.domain.permissions import Permission
from remiss.domain.roles import Role
from remiss.extensions import db
from remiss.models.organisations import Organisation
from remiss.models.people import User
from remiss.queries.accounts import account, account_rows
from remiss.queries.organisations import body_rows
from remiss.services.accounts import PersonDetails, change_details, create_account
from remiss.services.memberships import add_membership
from remiss.services.password_links import send_link
from remiss.services.sessions import hash_password
from remiss.web.admin.forms import NewPersonForm, PeopleFilter, PersonForm
from remiss.web.fields import options, whole_number
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("people", __name__)
NEED = Permission.PEOPLE_MANAGE
POSTED = ("GET", "POST")


@route(blueprint, "/anvandare", NEED)
def listing() -> str:
    """Show the people that fit the filter."""
    form = PeopleFilter(request.args)
    form.organisation.choices = options([(0, "Alla"), *bodies()])
    chosen = form.organisation.data if form.organisation.validate(form) else None
    rows = account_rows(today(), form.sok.data or "", chosen or None)
    return render_template("admin/people.html", form=form, rows=rows)


@route(blueprint, "/anvandare/ny", NEED, POSTED)
def new() -> Response:
    """Add a person with a first role; a mail with a link to choose a password goes out."""
    form = NewPersonForm(valid_from=today(), organisation=whole_number(request.args.get("organisation")))
    form.organisation.choices = options(bodies())
    unusable = hash_password(secrets.token_urlsafe()) if is_post() else ""

    def act() -> str:
        user = create_account(current_actor(), details_in(form), unusable, now())
        body = db.session.get_one(Organisation, form.organisation.data)
        role, first, last = Role(form.role.data), form.valid_from.data, form.valid_to.data
        add_membership(current_actor(), user, body, role, first, last, now())
        send_link(current_actor(), user, now())
        flash(
            f"{user.name} är tillagd och får ett mejl till {user.email} med en länk som gäller i sju dagar.", "success"
        )
        return url_for("people.page", user_id=user.id)

    return submit(form, act, lambda: render_template("admin/person_new.html", form=form))


@route(blueprint, "/anvandare/<int:user_id>", NEED)
def page(user_id: int) -> str:
    """Show one account."""
    shown = account(user_id, now(), today())
    own = user_id == current_actor().user_id
    return render_template("admin/person.html", account=shown, own=own, today=today())


@route(blueprint, "/anvandare/<int:user_id>/uppgifter", NEED, POSTED)
def details(user_id: int) -> Response:
    """Correct what is known of a person."""
    shown = account(user_id, now(), today())
    row = shown.row
    form = PersonForm(name=row.name, email=row.email, title=row.title, phone=shown.phone)

    def act() -> str:
        change_details(current_actor(), db.session.get_one(User, user_id), details_in(form), now())
        flash("Uppgifterna är sparade.", "success")
        return url_for("people.page", user_id=user_id)

    return submit(form, act, lambda: render_template("admin/person_details.html", form=form, account=shown))


def details_in(form: PersonForm) -> PersonDetails:
    """Return what was typed about a person."""
    return PersonDetails(form.name.data, form.email.data, form.title.data, form.phone.data)


def bodies() -> list[tuple[int, str]]:
    """Return the bodies that exist today, for a list to choose from."""
    return [(row.organisation_id, row.name) for row in body_rows(today()) if row.exists_on(today())]
