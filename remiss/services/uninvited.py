"""Those who have their say without being asked: a body of the register, or a new one that somebody put there."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.domain.workflow.states import RemissState
from remiss.errors import InvalidInput, WrongState
from remiss.extensions import db
from remiss.models.organisations import Organisation
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee
from remiss.services.audit import record
from remiss.services.registrations import add_sender
from remiss.services.steps import require


def add_uninvited(
    actor: Actor, remiss: Remiss, organisation: Organisation | None, name: str, now: datetime
) -> Consultee:
    """Make room for a paper from somebody who was not asked: ``organisation``, or a new external body called ``name``.

    Raises WrongState before the remiss is sent, InvalidInput for a body that is in it already.
    """
    actor = require(actor, Permission.INCOMING_REGISTER, remiss.sending_side)
    if remiss.state is RemissState.DRAFT:
        raise WrongState("Remissen är inte skickad ännu, så den kan inte ta emot svar.")
    body = organisation or add_sender(actor, remiss.sender_id, name, now, Permission.INCOMING_REGISTER)
    there = sa.select(Consultee.id).where(Consultee.remiss_id == remiss.id, Consultee.organisation_id == body.id)
    if db.session.scalar(there) is not None:
        raise InvalidInput("Instansen finns redan i remissen. Välj den när du bekräftar svaret.", "name")
    consultee = Consultee(remiss_id=remiss.id, organisation_id=body.id, invited=False)
    db.session.add(consultee)
    db.session.flush()
    record(actor, "lagg_till_ej_tillfragad", "remiss", remiss.id, {"organisation": body.id}, now)
    return consultee


def remove_uninvited(actor: Actor, consultee: Consultee, now: datetime) -> None:
    """Undo ``add_uninvited`` while no paper has been registered."""
    actor = require(actor, Permission.INCOMING_REGISTER, consultee.remiss.sending_side)
    if consultee.invited or consultee.reply_id is not None:
        raise WrongState("Instansen är tillfrågad eller har redan svarat, så den kan inte tas bort.")
    remiss_id, organisation_id = consultee.remiss_id, consultee.organisation_id
    db.session.delete(consultee)
    record(actor, "ta_bort_ej_tillfragad", "remiss", remiss_id, {"organisation": organisation_id}, now)
