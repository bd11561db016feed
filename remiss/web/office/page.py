"""What every page of a matter begins with: state, who holds it, next date, one action, the route and the tabs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from flask import url_for

from remiss.clock import local_date, today
from remiss.domain.board_words import named, spoken
from remiss.domain.permissions import Permission, may
from remiss.domain.roles import Actor, Role
from remiss.domain.workflow.checks import BROKEN, ReplyFacts
from remiss.domain.workflow.judging import why_not_applicable
from remiss.domain.workflow.states import ReplyAction, ReplyState
from remiss.domain.workflow.table import REPLY_TABLE, reply_row
from remiss.domain.workflow.transition import ReplyRow
from remiss.models.decisions import Meeting
from remiss.models.organisations import OrganisationKind
from remiss.models.replies import Reply
from remiss.queries.matter import Done, Matter, matter
from remiss.queries.parties import Party, parties_of
from remiss.queries.people import holders_in
from remiss.queries.wall import own_matter, own_meeting
from remiss.services.steps import acting_bodies, facts_of, owners_for, require
from remiss.text import long_date
from remiss.web.filters import as_said_by, speak_as
from remiss.web.request import current_actor

TABS = (
    ("Översikt", "office_overview.overview"),
    ("Remissunderlag", "office_material.material"),
    ("", "office_writing.writing"),
    ("Synpunkter", "office_viewpoints.viewpoints"),
    ("Granskning", "office_review.review"),
    ("Beslut", "office_decision.decision"),
    ("Handlingar", "office_records.files"),
    ("Mejl", "office_mail.mails"),
    ("Historik", "office_records.events"),
)
STEPS = (
    ("Mottagning", ReplyAction.RECEIVE),
    ("Fördelning", ReplyAction.ASSIGN),
    ("Utkast", ReplyAction.SEND_FOR_REVIEW),
    ("Granskning", ReplyAction.SIGN_AS_HEAD),
    ("Signering", ReplyAction.SIGN_AS_DIRECTOR),
    ("Sammanträde", ReplyAction.PLAN_MEETING),
    ("Beslut", ReplyAction.DECIDE),
    ("Justering", ReplyAction.ADJUST),
    ("Expediering", ReplyAction.SUBMIT),
)
PRELIMINARY_STEPS = (
    *STEPS[:5], ("Förhandssvar", ReplyAction.SEND_PRELIMINARY), ("Beslut", ReplyAction.DECIDE_PRELIMINARY),
)  # fmt: skip
"""A förhandssvar goes out before the nämnd; its decision is what follows."""
ALONE_STEPS = {
    ReplyAction.SUBMIT_AS_OFFICE: "Kontorsyttrande",
    ReplyAction.SUBMIT_BY_DELEGATION: "Delegationsbeslut",
    ReplyAction.SUBMIT_BY_CHAIR: "Ordförandebeslut",
    ReplyAction.SUBMIT_BY_MANAGER: "Beslut av VD",
}
"""What no meeting decides is sent in the same step."""
OUTSIDE_STEPS = (
    STEPS[0],
    ("Utanför systemet", ReplyAction.MARK_OUTSIDE),
    ("Svaret överlämnat", ReplyAction.NOTE_HANDED_OVER),
)
_SAME_STEP = {
    ReplyAction.SUBMIT: (ReplyAction.SUBMIT_LATE,),
    ReplyAction.SEND_FOR_REVIEW: (ReplyAction.SEND_FOR_SIGNATURE,),
    ReplyAction.SEND_PRELIMINARY: (ReplyAction.HAND_IN_PRELIMINARY, ReplyAction.REGISTER_PRELIMINARY),
    ReplyAction.DECIDE_PRELIMINARY: (ReplyAction.REGISTER_DECISION,),
}
"""Other actions that take the same step."""
_STANDS_AT = {
    ReplyState.SENT: 0,
    ReplyState.RECEIVED: 1,
    ReplyState.ASSIGNED: 2,
    ReplyState.DRAFT: 2,
    ReplyState.HEAD_REVIEW: 3,
    ReplyState.DIRECTOR_REVIEW: 4,
    ReplyState.SIGNED: 5,
    ReplyState.TO_BOARD: 6,
    ReplyState.DECIDED: 7,
    ReplyState.ADJUSTED: 8,
    ReplyState.SUBMITTED: 9,
}
_PRIMARY = (
    (ReplyAction.RECEIVE, "office_overview.overview", None),
    (ReplyAction.ASSIGN, "office_overview.overview", None),
    (ReplyAction.SAVE_TEXT, "office_writing.writing", "Skriv texten"),
    (ReplyAction.SIGN_AS_HEAD, "office_review.review", "Granska och signera"),
    (ReplyAction.SIGN_AS_DIRECTOR, "office_review.review", "Granska och signera"),
    (ReplyAction.DECIDE, "office_decision.decision", None),
    (ReplyAction.PLAN_MEETING, "office_decision.decision", None),
    (ReplyAction.WRITE_BOARD_TEXT, "office_board_text.show", None),
    (ReplyAction.ADJUST, "office_decision.decision", None),
    (ReplyAction.SUBMIT, "office_decision.dispatch", None),
    (ReplyAction.SUBMIT_LATE, "office_decision.dispatch_late", None),
    (ReplyAction.DECIDE_PRELIMINARY, "office_decision.decision", None),
)


@dataclass(frozen=True)
class MatterPage:
    """The frame of a matter's pages. ``actions`` are what this person may do to it now."""

    matter: Matter
    holder: str
    next_date: str | date | None
    action: dict[str, str] | None
    steps: Sequence[dict[str, str]]
    tabs: Sequence[dict[str, object]]
    actions: frozenset[ReplyAction]
    sender_words: str
    parties: tuple[Party, ...]
    state_words: str
    company: bool
    council: bool
    undo: str
    broken: str


def matter_page(reply: Reply, here: str) -> MatterPage:
    """Return the frame for ``reply``; ``here`` is the endpoint of the page it stands around."""
    facts = matter(reply, today(), own_parties(reply.owners))
    known = facts_of(reply, current_actor())
    rows = allowed(current_actor(), reply, known)
    actions = frozenset(row.action for row in rows)
    parties = _parties(reply, known)
    company = facts.kind is OrganisationKind.COMPANY
    speak_as([facts.kind])
    return MatterPage(
        matter=facts,
        holder=holder_words(_awaited(facts, parties), facts.holder_role, facts.since, facts.kind),
        next_date=_next_date(facts),
        action=_primary(facts, actions if known.board_text.missing else actions - {ReplyAction.WRITE_BOARD_TEXT}, here),
        steps=route_steps(facts),
        tabs=[
            {
                "url": url_for(endpoint, reply_id=reply.id),
                "text": text or facts.statement_word,
                "here": endpoint == here,
            }
            for text, endpoint in TABS
        ],
        actions=actions,
        sender_words=sender_words(facts),
        parties=parties,
        state_words=named(spoken(facts.state.label, company=company), council=is_council(facts)),
        company=company,
        council=is_council(facts),
        undo=next((row.label for row in rows if row.undoes), ""),
        broken=BROKEN if known.signature_broken else "",
    )


def shown_meeting(meeting_id: int) -> Meeting:
    """Return a meeting of the visitor's bodies to be shown, in the words of its body. Raises NotVisible."""
    meeting = own_meeting(current_actor(), meeting_id)
    speak_as([meeting.organisation.kind])
    return meeting


def own_parties(owners: frozenset[int]) -> frozenset[int]:
    """Return those of the bodies of a matter that the person at the screen works for: their calendar is shown."""
    return owners & current_actor().organisations()


def _parties(reply: Reply, facts: ReplyFacts) -> tuple[Party, ...]:
    """Return who shares the text and has signed or decided it; none when the reply is one body's own."""
    if len(reply.owners) == 1:
        return ()
    return parties_of(reply, facts.unsigned, facts.undecided, today())


def _awaited(facts: Matter, parties: Sequence[Party]) -> Sequence[str]:
    """Return who holds the matter; of a joint one only those of the parties that have not done their part."""
    steps = {
        ReplyState.DIRECTOR_REVIEW: [party.organisation_id for party in parties if not party.signed],
        ReplyState.TO_BOARD: [party.organisation_id for party in parties if not party.decided],
    }
    left = set(steps.get(facts.state, []))
    return holders_in(facts.people, facts.holder_role, left) if left and facts.holder_role else facts.holders


def allowed(actor: Actor, reply: Reply, facts: ReplyFacts) -> list[ReplyRow]:
    """Return the rows of the table that apply to the reply as it stands and that ``actor`` may take inside the body."""
    here = (row for row in REPLY_TABLE if row.permission.startswith("reply:") and reply.state in row.sources)
    rows = (row for row in here if _applies(actor, reply, row, facts))
    return [row for row in rows if may(actor, row.permission, owners_for(row.permission, reply))]


def _applies(actor: Actor, reply: Reply, row: ReplyRow, facts: ReplyFacts) -> bool:
    own = replace(facts, acting_for=acting_bodies(actor, row.permission, reply))
    return why_not_applicable(row, own) is None


def can(actor: Actor, reply: Reply, permission: Permission) -> bool:
    """Tell whether ``actor`` holds ``permission`` on ``reply``."""
    return may(actor, permission, owners_for(permission, reply))


def demand(reply_id: int, permission: Permission) -> None:
    """Answer 404 outside the body and 403 inside it to who lacks ``permission``, before what was typed is looked at."""
    reply = own_matter(current_actor(), reply_id)
    require(current_actor(), permission, reply.owners)


def holder_words(names: Sequence[str], role: Role | None, since: date, kind: OrganisationKind | None = None) -> str:
    """Return *namn, roll, sedan 12 januari 2026*, the role alone when nobody holds it, or nothing."""
    if role is None:
        return ""
    label = as_said_by(kind, role.label)
    who = f"{' eller '.join(names)}, {label}" if names else f"{label} (ingen person är angiven)"
    return f"{who}, sedan {long_date(since)}"


def route_steps(facts: Matter) -> list[dict[str, str]]:
    """Return the nämnd route: what is done, by whom and when, what goes on and what is left.

    Nothing is left for a body that declines or never answered: then only what was done is shown.
    """
    steps, place = _route(facts)
    shown = [_step(facts, label, action, number, place) for number, (label, action) in enumerate(steps)]
    kept = [step for step, (_, action) in zip(shown, steps, strict=True) if not _is_skipped(facts, action)]
    return [step for step in kept if place is not None or step["state"] == "done"]


def _is_skipped(facts: Matter, action: ReplyAction) -> bool:
    """Where one signature is enough nobody signs before the director."""
    return action is ReplyAction.SIGN_AS_HEAD and facts.signature_levels == 1 and not _last(facts, action)


def _route(facts: Matter) -> tuple[Sequence[tuple[str, ReplyAction]], int | None]:
    """Return the steps of the matter's route and how many of them are done."""
    if facts.state is ReplyState.OUTSIDE:
        return OUTSIDE_STEPS, 3 if facts.handed_over_on else 2
    if _last(facts, ReplyAction.SEND_PRELIMINARY):
        return PRELIMINARY_STEPS, 6 if facts.state is ReplyState.PRELIMINARY else 7
    for action, label in ALONE_STEPS.items():
        if _last(facts, action):
            return (*STEPS[:5], (named(label, council=is_council(facts)), action)), 6
    if is_council(facts):
        return (*STEPS[:5], ("Expediering", ReplyAction.SUBMIT_AS_OFFICE)), _STANDS_AT.get(facts.state)
    return STEPS, _STANDS_AT.get(facts.state)


def _last(facts: Matter, action: ReplyAction) -> Done | None:
    """Return who took the step of ``action``, in whichever way."""
    taken = (facts.done.get(one.value) for one in (action, *_SAME_STEP.get(action, ())))
    return next((done for done in taken if done), None)


def _step(facts: Matter, label: str, action: ReplyAction, number: int, place: int | None) -> dict[str, str]:
    done = _last(facts, action)
    if place is None or number < place:
        if done:
            return {"label": label, "state": "done", "note": f"{done.who}, {long_date(local_date(done.at))}"}
        outside = place is not None
        return {"label": label, "state": "done" if outside else "todo", "note": _OUTSIDE if outside else ""}
    return {"label": label, "state": "now" if number == place else "todo", "note": ""}


_OUTSIDE = "hanterat utanför Remiss"


def _next_date(facts: Matter) -> str | date | None:
    if facts.holder_role is None:
        return None
    if facts.state is ReplyState.PRELIMINARY and facts.decision_expected_on:
        return f"Beslut väntas den {long_date(facts.decision_expected_on)}"
    if facts.state is ReplyState.TO_BOARD and facts.meeting_on:
        return f"Sammanträde den {long_date(facts.meeting_on)}"
    if facts.state in {ReplyState.ASSIGNED, ReplyState.DRAFT} and facts.internal_due_on and facts.due_on:
        passed = " (har passerat)" if facts.internal_due_on < today() else ""
        internal = f"{long_date(facts.internal_due_on)} internt{passed}"
        return f"{internal}, {long_date(facts.due_on)} till {sender_words(facts)}"
    return facts.due_on


def sender_words(facts: Matter) -> str:
    """Return the sender as written inside a sentence: *kommunstyrelsen*, but *Region Stockholm*."""
    return facts.sender.lower() if facts.sender_kind is OrganisationKind.EXECUTIVE else facts.sender


def _label(action: ReplyAction, facts: Matter) -> str:
    if action is ReplyAction.SUBMIT:
        return f"Expediera till {sender_words(facts)}"
    label = spoken(reply_row(action).label, company=facts.kind is OrganisationKind.COMPANY)
    return named(label, council=is_council(facts))


def is_council(facts: Matter) -> bool:
    """Tell whether the matter is a råd's, which answers with what it has signed."""
    return facts.kind is OrganisationKind.COUNCIL


def _primary(facts: Matter, actions: frozenset[ReplyAction], here: str) -> dict[str, str] | None:
    for action, endpoint, words in _PRIMARY:
        if action in actions:
            target = url_for(endpoint, reply_id=facts.reply_id)
            return None if endpoint == here else {"url": target, "text": words or _label(action, facts)}
    return None
