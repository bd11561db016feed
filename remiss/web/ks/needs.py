"""What the sender has to do about a sent remiss now: on top of its overview, the most pressing first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from remiss.clock import local_date, today
from remiss.domain.compilation import CompilationFacts
from remiss.domain.deadlines import working_days_after
from remiss.domain.permissions import Permission, may
from remiss.domain.roles import Actor
from remiss.domain.workflow.states import RemissState
from remiss.models.intakes import IntakeState
from remiss.models.remisser import Remiss
from remiss.models.replies import Inclusion
from remiss.queries.intakes import intakes_of
from remiss.queries.public_status import PublicStatus
from remiss.services.working_days import is_working_day
from remiss.text import counted, long_date
from remiss.web.ks.board import OVERDUE, UNOPENED, fits, reminded_on

UNOPENED_AFTER = 2
"""Working days after which a remiss that nobody has taken in is worth a reminder."""


@dataclass(frozen=True)
class Need:
    """One thing to do: how it stands, the colour token of that, and the button that leads to doing it."""

    words: str
    tone: str
    action: str
    url: str


def needs(remiss: Remiss, statuses: Sequence[PublicStatus], compiled: CompilationFacts, actor: Actor) -> list[Need]:
    """Return what ``actor`` can do about ``remiss`` now; nothing that only others may do."""
    held = {
        permission
        for permission in (
            Permission.CONSULTEE_REMIND,
            Permission.EXTENSION_DECIDE,
            Permission.REMISS_CLOSE,
            Permission.INCOMING_REGISTER,
            Permission.VIEWPOINT_CLASSIFY,
        )
        if may(actor, permission, remiss.sending_side)
    }
    found: list[Need] = []
    if Permission.EXTENSION_DECIDE in held and remiss.state is RemissState.SENT:
        found += _extensions(remiss, statuses)
    if Permission.CONSULTEE_REMIND in held and remiss.state is RemissState.SENT:
        found += _reminders(remiss, statuses)
    if Permission.REMISS_CLOSE in held:
        found += _late(remiss, statuses)
    if Permission.INCOMING_REGISTER in held:
        found += _intakes(remiss) + _decisions(remiss, statuses)
    if Permission.VIEWPOINT_CLASSIFY in held:
        found += _viewpoints(remiss, compiled)
    return found


def _extensions(remiss: Remiss, statuses: Sequence[PublicStatus]) -> list[Need]:
    """Requests for anstånd that wait for an answer; a joint one once."""
    asking = {status.reply_id: status.body for status in reversed(statuses) if status.extension_asked}
    if not asking:
        return []
    bodies = [*reversed(asking.values())]
    words = f"{bodies[0]} begär anstånd" if len(bodies) == 1 else f"{len(bodies)} instanser begär anstånd"
    return [Need(words, "waiting", "Besvara begäran", f"/remisser/{remiss.id}/anstand")]


def _reminders(remiss: Remiss, statuses: Sequence[PublicStatus]) -> list[Need]:
    """Late bodies; before the due date those that have not taken the remiss in for more than two working days.

    Whoever has been reminded today is left alone.
    """
    address = f"/remisser/{remiss.id}/paminnelser"
    left = [status for status in statuses if not reminded_on(status, today())]
    late = sum(fits(status, OVERDUE, today()) for status in left)
    if late:
        words = f"{counted(late, 'instans är försenad', 'instanser är försenade')}"
        return [Need(words, "late", f"Påminn alla försenade ({late})", address)]
    unopened = sum(fits(status, UNOPENED, today()) for status in left)
    if not unopened or remiss.sent_at is None or not _is_long_ago(local_date(remiss.sent_at)):
        return []
    words = f"{counted(unopened, 'instans har', 'instanser har')} inte tagit emot remissen"
    return [Need(words, "waiting", f"Påminn dem ({unopened})", f"{address}?urval={UNOPENED}")]


def _is_long_ago(sent_on: date) -> bool:
    return today() > working_days_after(sent_on, UNOPENED_AFTER, is_working_day)


def _late(remiss: Remiss, statuses: Sequence[PublicStatus]) -> list[Need]:
    """Replies that came after the time was ended; a joint one once."""
    waiting = {
        status.reply_id: status.body
        for status in reversed(statuses)
        if status.answered and status.inclusion is Inclusion.UNDECIDED
    }
    return [
        Need(
            f"Svaret från {body} kom efter avslutad svarstid", "late", "Avgör om det tas med",
            f"/remisser/{remiss.id}/svar/{reply_id}/sent-svar",
        )
        for reply_id, body in reversed(waiting.items())
    ]  # fmt: skip


def _intakes(remiss: Remiss) -> list[Need]:
    states = [row.state for row in intakes_of(remiss.id, remiss.sender_id)]
    waiting = states.count(IntakeState.TO_CONFIRM)
    if not waiting:
        return []
    words = f"{counted(waiting, 'inläst svar', 'inlästa svar')} att bekräfta"
    return [Need(words, "waiting", "Bekräfta svaren", f"/remisser/{remiss.id}/inlasningar")]


def _decisions(remiss: Remiss, statuses: Sequence[PublicStatus]) -> list[Need]:
    """Förhandssvar whose decision was expected before today; a joint one once."""
    overdue = {
        status.reply_id: (status.body, status.decision_expected_on)
        for status in reversed(statuses)
        if status.preliminary and status.decision_expected_on and status.decision_expected_on < today()
    }
    return [
        Need(
            f"Beslut från {body} väntades den {long_date(day)}", "waiting", "Registrera beslutet",
            f"/remisser/{remiss.id}/svar/{reply_id}/beslut",
        )
        for reply_id, (body, day) in reversed(overdue.items())
    ]  # fmt: skip


def _viewpoints(remiss: Remiss, compiled: CompilationFacts) -> list[Need]:
    waiting = [sum(not one.stance_confirmed for one in reply.viewpoints) for reply in compiled.replies]
    if not any(waiting):
        return []
    viewpoints = counted(sum(waiting), "synpunkt", "synpunkter")
    words = f"{viewpoints} att bekräfta i {counted(sum(map(bool, waiting)), 'svar', 'svar')}"
    return [Need(words, "active", "Bekräfta synpunkterna", f"/remisser/{remiss.id}/synpunkter?lage=obekraftade")]
