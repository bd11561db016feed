"""Anstånd of a remiss: what bodies ask for, granted or refused one by one, or given unasked."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import now, today
from remiss.domain.permissions import Permission, may
from remiss.domain.workflow.states import RemissState, ReplyAction
from remiss.domain.workflow.table import reply_row
from remiss.errors import InvalidInput
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.queries.extensions import AskedExtension, consultee_in, extensions_in
from remiss.queries.public_status import PublicStatus, public_status
from remiss.queries.status_groups import StatusGroup, group_of
from remiss.services.extensions import grant_extension, refuse_extension
from remiss.text import listed, long_date
from remiss.web.fields import Choice, Form, SwedishNumber, day, options, whole_number, words
from remiss.web.ks.page import demand
from remiss.web.ks.results_facts import sent_remiss
from remiss.web.request import current_actor, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_extensions", __name__)
HERE = "ks_extensions.extensions"


class GrantForm(Form):
    """The day that is granted, perhaps with words; ``asked`` is the request that it answers."""

    asked = SwedishNumber()
    until = day("Ny sista svarsdag", "Ange vilken dag svaret senast ska ha kommit in.")
    answer = words("Kommentar", 1000)


class GiveForm(GrantForm):
    """The same for a body that has asked in another way."""

    consultee = Choice("Instans", coerce=whole_number)


class RefuseForm(Form):
    """Why a request is refused."""

    asked = SwedishNumber()
    reason = words("Skäl", 1000, "Skriv varför begäran avslås.")


@dataclass(frozen=True)
class Card:
    """One request with the forms that answer it; without them when it needs no answer from this person."""

    asked: AskedExtension
    grant: GrantForm | None
    refuse: RefuseForm | None


@route(blueprint, "/remisser/<int:remiss_id>/anstand", Permission.REMISS_VIEW, ("GET", "POST"))
def extensions(remiss_id: int) -> Response:
    """Show what is asked and granted; give a body anstånd that has not asked for it here."""
    demand(remiss_id, Permission.EXTENSION_DECIDE)
    form = GiveForm()
    form.consultee.choices = _choices(remiss_id)

    def act() -> str:
        if not form.consultee.data:
            raise InvalidInput("Välj en instans i listan.", "consultee")
        return _grant(remiss_id, form.consultee.data, form, 0)

    return submit(form, act, lambda: _show(remiss_id, give=form))


@route(
    blueprint, "/remisser/<int:remiss_id>/instanser/<int:consultee_id>/anstand", Permission.EXTENSION_DECIDE, ("POST",)
)  # fmt: skip
def grant(remiss_id: int, consultee_id: int) -> Response:
    """Grant what a body asks for: that day or another."""
    demand(remiss_id, Permission.EXTENSION_DECIDE)
    form = GrantForm()

    def act() -> str:
        return _grant(remiss_id, consultee_id, form, form.asked.data)

    return submit(form, act, lambda: _show(remiss_id, typed={consultee_id: form}))


@route(
    blueprint, "/remisser/<int:remiss_id>/instanser/<int:consultee_id>/avslaget-anstand", Permission.EXTENSION_DECIDE,
    ("POST",),
)  # fmt: skip
def refuse(remiss_id: int, consultee_id: int) -> Response:
    """Refuse what a body asks for, with the reason."""
    demand(remiss_id, Permission.EXTENSION_DECIDE)
    form = RefuseForm()

    def act() -> str:
        reply = _reply(remiss_id, consultee_id)
        refuse_extension(current_actor(), reply, form.reason.data, form.asked.data, now())
        flash(f"Begäran är avslagen. Bara {_names(reply)} får besked, med mejl.", "success")
        return url_for(HERE, remiss_id=remiss_id)

    return submit(form, act, lambda: _show(remiss_id, typed={consultee_id: form}))


def _grant(remiss_id: int, consultee_id: int, form: GrantForm, asked: int) -> str:
    reply, until = _reply(remiss_id, consultee_id), form.until.data
    grant_extension(current_actor(), reply, until, form.answer.data, asked, now())
    flash(f"{_names(reply)} har anstånd till den {long_date(until)}. Ingen annan får besked.", "success")
    return url_for(HERE, remiss_id=remiss_id)


def _reply(remiss_id: int, consultee_id: int) -> Reply:
    reply = consultee_in(current_actor(), remiss_id, consultee_id).reply
    if reply is None:
        raise ValueError("a body that was asked has a matter")
    return reply


def _names(reply: Reply) -> str:
    return listed([consultee.organisation.name_on(today()) for consultee in reply.consultees])


def _choices(remiss_id: int) -> object:
    waited_for = [status for status in public_status(remiss_id, today()) if _may_get(status)]
    return options([(0, "Välj instans"), *((status.consultee_id, status.body) for status in waited_for)])


def _may_get(status: PublicStatus) -> bool:
    return group_of(status) in {StatusGroup.WAITING, StatusGroup.OUTSIDE} and not status.extension_asked


def _show(remiss_id: int, give: GiveForm | None = None, typed: dict[int, Form] | None = None) -> str:
    remiss = sent_remiss(remiss_id)
    possible = _possible(remiss)
    if give is None:
        give = GiveForm(formdata=None)
        give.consultee.choices = _choices(remiss_id)
    cards = [
        _card(one, typed or {}) if possible else Card(one, None, None) for one in extensions_in(remiss_id, today())
    ]
    forms = [form for card in cards for form in (card.grant, card.refuse) if form]
    return render_template(
        "ks/extensions.html", remiss=remiss, cards=cards, form=give, forms=[give, *forms], possible=possible
    )


def _possible(remiss: Remiss) -> bool:
    permission = reply_row(ReplyAction.GRANT_EXTENSION).permission
    return remiss.state is RemissState.SENT and may(current_actor(), permission, remiss.sending_side)


def _card(asked: AskedExtension, typed: dict[int, Form]) -> Card:
    if not asked.row.is_open or asked.ended:
        return Card(asked, None, None)
    number, form = asked.consultee_id, typed.get(asked.consultee_id)
    grant_form = form if isinstance(form, GrantForm) else GrantForm(formdata=None, until=asked.row.asked_for)
    refuse_form = form if isinstance(form, RefuseForm) else RefuseForm(formdata=None)
    for one in (*grant_form, *refuse_form):  # several forms stand on one page: each control has an id of its own
        one.id = f"{one.id}-{number}"
    grant_form.asked.data = refuse_form.asked.data = asked.row.id
    return Card(asked, grant_form, refuse_form)
