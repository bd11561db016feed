"""The decision that follows a förhandssvar, when its minutes reach KS by mail."""

from __future__ import annotations

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import now, today
from remiss.domain.permissions import Permission
from remiss.domain.workflow.states import ReplyState
from remiss.services.admission import PAPERS
from remiss.services.preliminary import record_following_decision
from remiss.web.decision_form import FollowingDecisionForm, minority_rows, typed_decision
from remiss.web.kept_files import keep
from remiss.web.ks.page import demand, reply_to, speak_of
from remiss.web.ks.results_facts import facts_of
from remiss.web.request import current_actor, is_post, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_decision", __name__)


@route(
    blueprint, "/remisser/<int:remiss_id>/svar/<int:reply_id>/beslut", Permission.INCOMING_REGISTER, ("GET", "POST")
)  # fmt: skip
def decision(remiss_id: int, reply_id: int) -> Response:
    """Register what the nämnd decided about its förhandssvar."""
    demand(remiss_id, Permission.INCOMING_REGISTER)
    form = FollowingDecisionForm()
    kept = keep(form.minutes.data, "minutes", PAPERS) if is_post() else None

    def act() -> str:
        reply, found = reply_to(remiss_id, reply_id), typed_decision(form, kept)
        expected, version = form.decision_expected_on.data, form.version.data
        record_following_decision(current_actor(), reply, found, expected, version, now(), by_sender=True)
        late = found.outcome.postpones
        flash("Det är noterat att beslutet dröjer." if late else "Beslutet är registrerat.", "success")
        return url_for("ks_replies.reply", remiss_id=remiss_id, reply_id=reply_id)

    return submit(form, act, lambda: _show(remiss_id, reply_id, form))


def _show(remiss_id: int, reply_id: int, form: FollowingDecisionForm) -> str:
    remiss, _ = facts_of(remiss_id)
    reply = reply_to(remiss_id, reply_id)
    speak_of(reply)
    form.version.data = reply.version
    if not is_post() and reply.decision_expected_on and reply.decision_expected_on <= today():
        form.decided_on.data = reply.decision_expected_on
    return render_template(
        "ks/decision.html",
        remiss=remiss,
        reply=reply,
        names=[consultee.organisation.name_on(today()) for consultee in reply.consultees],
        form=form,
        minority_rows=minority_rows(form),
        possible=reply.state is ReplyState.PRELIMINARY,
    )
