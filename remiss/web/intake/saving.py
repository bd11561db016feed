"""What a person has typed in a read file and not confirmed yet: kept as it stands, never overwritten in silence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, flash, request, url_for
from werkzeug.datastructures import MultiDict

from remiss.clock import now
from remiss.domain.permissions import Permission
from remiss.door import writing
from remiss.errors import StaleForm
from remiss.models.intakes import Intake
from remiss.queries.wall import own_intake
from remiss.services.intake_typing import forget_typed, keep_typed
from remiss.text import moment
from remiss.web.request import current_actor, see_other
from remiss.web.routing import route

blueprint = Blueprint("intake_saving", __name__)
NOT_KEPT = frozenset({"csrf_token", "accept", "saved"})
_ACCEPTED = re.compile(r"([a-z_]+|avsnitt-\d{1,4}) ([a-z_]+|avsnitt-\d{1,4})")


@dataclass(frozen=True)
class Saved:
    """What was saved: the form as it was sent, when, and by whom in words."""

    fields: MultiDict[str, str]
    at: str
    words: str


def saved_in(intake: Intake) -> Saved | None:
    """Return what has been typed and saved in an intake, or None."""
    if not intake.typed:
        return None
    fields = MultiDict((name, value) for name, values in intake.typed["fields"].items() for value in values)
    when = moment(datetime.fromisoformat(intake.typed["at"]))
    return Saved(fields, intake.typed["at"], f"{when} av {intake.typed['by']}")


def ticked(saved: Saved | None) -> frozenset[str]:
    """Return the ids of what a person has looked at, as sent or as saved."""
    source = request.form if request.method == "POST" else saved.fields if saved else MultiDict()
    return frozenset(source.getlist("checked"))


def refuse_stale(intake: Intake) -> None:
    """Raise StaleForm when somebody else has saved in the intake since this page was made."""
    if request.form.get("saved", "") != (intake.typed or {}).get("at", ""):
        raise StaleForm


@route(blueprint, "/inlasningar/<int:intake_id>/sparat", Permission.SIGNED_IN, ("POST",))
def save(intake_id: int) -> Response:
    """Keep what was typed without confirming, and go on to what is next when something was accepted."""
    fields = _sent()
    accepted = _ACCEPTED.fullmatch(request.form.get("accept", ""))
    if accepted:
        fields["checked"] = list(dict.fromkeys([*fields.get("checked", []), accepted[1]]))
    with writing():
        intake = own_intake(current_actor(), intake_id)
        refuse_stale(intake)
        keep_typed(current_actor(), intake, fields, now())
    if not accepted:
        flash("Det du har skrivit är sparat. Svaret räknas först när det är bekräftat.", "success")
    if any(file.filename for file in request.files.values()):
        flash("Filen du valde sparas inte. Välj den på nytt när du bekräftar.", "warning")
    return see_other(url_for("intake_page.show", intake_id=intake_id, _anchor=accepted[2] if accepted else None))


@route(blueprint, "/inlasningar/<int:intake_id>/omstart", Permission.SIGNED_IN, ("POST",))
def start_again(intake_id: int) -> Response:
    """Put aside what was typed and show what was read."""
    with writing():
        forget_typed(current_actor(), own_intake(current_actor(), intake_id))
    flash("Fälten visar det som lästes ur filen.", "success")
    return see_other(url_for("intake_page.show", intake_id=intake_id))


def _sent() -> dict[str, Any]:
    return {name: values for name, values in request.form.lists() if name not in NOT_KEPT}
