"""What a person has typed about a read file and not confirmed yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from remiss.domain.permissions import intake_permission
from remiss.domain.roles import Actor
from remiss.errors import WrongState
from remiss.models.intakes import Intake, IntakeState
from remiss.services.steps import require


def keep_typed(actor: Actor, intake: Intake, fields: dict[str, Any], now: datetime) -> None:
    """Keep the form of an unconfirmed intake as a person left it. Raises WrongState when it is confirmed."""
    actor = _may_type(actor, intake)
    intake.typed = {"fields": fields, "at": now.isoformat(), "by": actor.name}


def forget_typed(actor: Actor, intake: Intake) -> None:
    """Put aside what was typed in an unconfirmed intake: what was read counts again."""
    _may_type(actor, intake)
    intake.typed = None


def _may_type(actor: Actor, intake: Intake) -> Actor:
    permission = intake_permission(intake.remiss.sending_side, intake.owner_id)
    actor = require(actor, permission, frozenset({intake.owner_id}))
    if intake.state is not IntakeState.TO_CONFIRM:
        raise WrongState("Inläsningen är redan avslutad. Läs in sidan på nytt.")
    return actor
