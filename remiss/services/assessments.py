"""KS's answer to each viewpoint."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.errors import InvalidInput, WrongState
from remiss.extensions import db
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.models.viewpoints import Assessment, AssessmentAction, Viewpoint
from remiss.services.audit import record
from remiss.services.establishing import require_open_compilation
from remiss.services.steps import require

CHANGES = {AssessmentAction.ACCEPTED, AssessmentAction.PARTLY}
NEEDS_REASON = {AssessmentAction.NOT_ACCEPTED, AssessmentAction.PARTLY, AssessmentAction.REFERRED}

GONE = "Gruppsvaret är redan ångrat eller ändrat. Läs in sidan på nytt."


def assess(
    actor: Actor,
    viewpoint: Viewpoint,
    action: AssessmentAction,
    reason: str,
    changed_section: str | None,
    now: datetime,
) -> Assessment:
    """Answer a viewpoint; the earlier answer is kept as superseded.

    Raises InvalidInput when the action needs a reason and has none or changes no section but names one, WrongState when
    the reply has not come in.
    """
    actor = require(actor, Permission.VIEWPOINT_ASSESS, viewpoint.reply.remiss.sending_side)
    if not viewpoint.reply.state.came_in:
        raise WrongState("Svaret har inte kommit in ännu.")
    require_open_compilation(viewpoint.reply.remiss)
    if action in NEEDS_REASON and not reason.strip():
        raise InvalidInput("Skriv varför. Instansen ska kunna förstå bedömningen.", "reason")
    if changed_section and action not in CHANGES:
        raise InvalidInput(
            "Ett ändrat avsnitt anges bara när synpunkten beaktas helt eller delvis. Välj att inget avsnitt ändras.",
            "changed_section",
        )
    _supersede(viewpoint, now)
    assessment = Assessment(
        action=action, reason=reason.strip(), changed_section=changed_section, author_id=actor.user_id, created_at=now
    )
    viewpoint.assessments.append(assessment)
    record(actor, "bedom_synpunkt", "reply", viewpoint.reply_id, {"viewpoint": viewpoint.id, "action": action}, now)
    return assessment


def assess_all(
    actor: Actor,
    viewpoints: Sequence[Viewpoint],
    action: AssessmentAction,
    reason: str,
    changed_section: str | None,
    now: datetime,
) -> int:
    """Give every one of ``viewpoints`` the same answer and return how many there were. Raises as ``assess``."""
    if not viewpoints:
        raise InvalidInput("Välj minst en synpunkt.")
    for viewpoint in viewpoints:
        assess(actor, viewpoint, action, reason, changed_section, now)
    return len(viewpoints)


def undo_group_answer(actor: Actor, remiss: Remiss, assessment_id: int, now: datetime) -> int:
    """Take back the answers given together with this one, where they still stand, and return how many there were.

    What a viewpoint was answered before stands again. Raises WrongState when none of them stands any more.
    """
    actor = require(actor, Permission.VIEWPOINT_ASSESS, remiss.sending_side)
    require_open_compilation(remiss)
    first = db.session.get(Assessment, assessment_id)
    if first is None or first.viewpoint.reply.remiss_id != remiss.id:
        raise WrongState(GONE)
    rows = db.session.scalars(_given_with(first, remiss)).all()
    if not rows:
        raise WrongState(GONE)
    for row in rows:
        _take_back(actor, row, now)
    return len(rows)


def remove_answer(actor: Actor, viewpoint: Viewpoint, now: datetime) -> None:
    """Let a viewpoint wait for an answer again; the one that stood is kept. Raises WrongState when there is none."""
    actor = require(actor, Permission.VIEWPOINT_ASSESS, viewpoint.reply.remiss.sending_side)
    require_open_compilation(viewpoint.reply.remiss)
    if all(one.superseded_at for one in viewpoint.assessments):
        raise WrongState("Synpunkten har ingen bedömning att ta bort.")
    _supersede(viewpoint, now)
    record(actor, "angra_bedomning", "reply", viewpoint.reply_id, {"viewpoint": viewpoint.id, "action": None}, now)


def _given_with(first: Assessment, remiss: Remiss) -> sa.Select[Assessment]:
    query = sa.select(Assessment).join(Viewpoint).join(Reply, Reply.id == Viewpoint.reply_id)
    together = (Assessment.created_at == first.created_at, Assessment.author_id == first.author_id)
    return query.where(Reply.remiss_id == remiss.id, Assessment.superseded_at.is_(None), *together)


def _take_back(actor: Actor, row: Assessment, now: datetime) -> None:
    viewpoint = row.viewpoint
    before = next((one for one in viewpoint.assessments if one.superseded_at == row.created_at), None)
    _supersede(viewpoint, now)
    facts = {"viewpoint": viewpoint.id, "action": before.action if before else None}
    if before is not None:
        before.superseded_at = None  # the answer itself, not a copy: a copy would be a group answer to undo in its turn
    record(actor, "angra_bedomning", "reply", viewpoint.reply_id, facts, now)


def _supersede(viewpoint: Viewpoint, now: datetime) -> None:
    for earlier in viewpoint.assessments:
        earlier.superseded_at = earlier.superseded_at or now
