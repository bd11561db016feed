"""KS's answer to each viewpoint."""

from __future__ import annotations

from datetime import datetime

from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.errors import InvalidInput, WrongState
from remiss.models.viewpoints import Assessment, AssessmentAction, Viewpoint
from remiss.services.audit import record
from remiss.services.steps import require

CHANGES = {AssessmentAction.ACCEPTED, AssessmentAction.PARTLY}
NEEDS_REASON = {AssessmentAction.NOT_ACCEPTED, AssessmentAction.PARTLY, AssessmentAction.REFERRED}


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
    if action in NEEDS_REASON and not reason.strip():
        raise InvalidInput("Skriv varför. Instansen ska kunna förstå bedömningen.", "reason")
    if changed_section and action not in CHANGES:
        raise InvalidInput(
            "Ett ändrat avsnitt anges bara när synpunkten beaktas helt eller delvis. Välj att inget avsnitt ändras.",
            "changed_section",
        )
    for earlier in viewpoint.assessments:
        earlier.superseded_at = earlier.superseded_at or now
    assessment = Assessment(
        action=action, reason=reason.strip(), changed_section=changed_section, author_id=actor.user_id, created_at=now
    )
    viewpoint.assessments.append(assessment)
    record(actor, "bedom_synpunkt", "reply", viewpoint.reply_id, {"viewpoint": viewpoint.id, "action": action}, now)
    return assessment
