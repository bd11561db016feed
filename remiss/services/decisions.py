"""The nämnd: the meeting a matter goes to, what was decided, and sending it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.domain.workflow.checks import deciding_body
from remiss.domain.workflow.states import RemissState, ReplyAction, ReplyState
from remiss.domain.workflow.table import reply_row
from remiss.errors import InvalidInput
from remiss.extensions import db
from remiss.models.attachments import Attachment
from remiss.models.decisions import (
    AgendaItem,
    BoardDecision,
    Meeting,
    MinorityKind,
    MinorityStatement,
    Outcome,
    ReplyText,
    Submission,
)
from remiss.models.operations import AuditEvent, TaskKind
from remiss.models.replies import Basis, Inclusion, Reply
from remiss.models.statements import StatementVersion
from remiss.models.viewpoints import LabelKind, Viewpoint, ViewpointLabel
from remiss.queries.board_text import awaits_own_text
from remiss.queries.signing import examine_signatures
from remiss.services.adjusting import adjust, check_adjustment
from remiss.services.statements import return_to_officer
from remiss.services.steps import (
    acting_bodies,
    facts_of,
    move_reply,
    newest_version,
    require,
    require_step,
    standing_decisions,
)
from remiss.services.tasks import queue_task


@dataclass(frozen=True)
class Minority:
    """A reservation or the like as recorded: kind, parties or names, text."""

    kind: MinorityKind
    parties: str
    text: str


@dataclass(frozen=True)
class DecisionInput:
    """What stands in the minutes; who took part is never typed again (DOMAIN §4).

    ``reply_text``: which text is the reply, where the outcome departs from what was proposed.
    """

    decided_on: date
    paragraph: str
    outcome: Outcome
    text: str = ""
    immediate_adjustment: bool = False
    adjusted_on: date | None = None
    minutes: Attachment | None = None
    minorities: Sequence[Minority] = ()
    reply_text: ReplyText | None = None

    @property
    def adjusted(self) -> date | None:
        """The day on which the minutes were adjusted: that of the decision when it was done at once."""
        return self.decided_on if self.immediate_adjustment else self.adjusted_on


@dataclass(frozen=True)
class SentByItself:
    """How and on which day a body sent its reply to a sender outside the system, in its own words."""

    how: str
    on: date


def plan_meeting(actor: Actor, reply: Reply, held_on: date, version: int, now: datetime) -> AuditEvent:
    """Put the signed reply on the agenda of the own body's meeting on ``held_on``; it is made when it is new.

    Raises InvalidInput when the day has passed.
    """
    require_step(actor, reply, ReplyAction.PLAN_MEETING, version)
    if held_on < local_date(now):
        raise InvalidInput("Sammanträdet måste vara i dag eller senare. Välj en annan dag.", "held_on")
    event = move_reply(actor, reply, ReplyAction.PLAN_MEETING, now, held_on=held_on)
    for organisation_id in sorted(acting_bodies(actor, Permission.MEETING_PLAN, reply)):
        meeting = _meeting(organisation_id, held_on)
        query = sa.select(AgendaItem).where(AgendaItem.reply_id == reply.id, AgendaItem.meeting_id == meeting.id)
        item = db.session.scalars(query).first()
        if item is None:
            db.session.add(AgendaItem(reply_id=reply.id, meeting_id=meeting.id, planned_at=now))
        else:  # moved away and back: the latest choice is the one that counts
            item.planned_at = now
    return event


def record_decision(actor: Actor, reply: Reply, decision: DecisionInput, version: int, now: datetime) -> AuditEvent:
    """Record what the own nämnd decided about the signed version; each party to a joint reply decides for itself.

    Återremiss returns the text to the officer and voids the signatures; bordläggning waits for another meeting. An
    outcome that departs from the proposal resets every stance to *Ej bedömd* (DOMAIN §2). Raises InvalidInput when the
    minutes are missing, the day lies ahead, or a departing decision is not written out.

    What was adjusted already, at the meeting or since, can be sent at once.
    """
    require_step(actor, reply, ReplyAction.DECIDE, version)
    check_decision(decision, now, reply)
    if decision.outcome is Outcome.REMITTED_BACK and not decision.text.strip():
        raise InvalidInput("Skriv varför nämnden återremitterade ärendet, och vad som ska ändras.", "text")
    text = newest_version(reply)
    if text is None:
        raise InvalidInput("Det finns ingen text att besluta om.")
    action = {Outcome.REMITTED_BACK: ReplyAction.REMIT_BACK, Outcome.TABLED: ReplyAction.TABLE}.get(
        decision.outcome, ReplyAction.DECIDE
    )
    body = deciding_body_of(actor, reply)
    event = move_reply(actor, reply, action, now, reason=decision.text, sha256=text.sha256, **facts_about(decision))
    add_decision(actor, reply, body, text, decision, now)
    if reply.state is ReplyState.DECIDED and decision.adjusted is not None:
        adjust(actor, reply, decision.adjusted, reply.version, now)
    if action is ReplyAction.REMIT_BACK:
        return_to_officer(actor, text, decision.text, now)
    reset_if_departing(reply, text, now)
    return event


def deciding_body_of(actor: Actor, reply: Reply) -> int:
    """Return whose decision the actor records. Raises Forbidden when it is nobody's."""
    require(actor, Permission.DECISION_RECORD, reply.owners)
    bodies = acting_bodies(actor, Permission.DECISION_RECORD, reply)
    return deciding_body(facts_of(reply, actor, bodies)) or min(bodies)


def reset_if_departing(reply: Reply, text: StatementVersion, now: datetime) -> None:
    """Reset the stances when no party has decided the words of ``text``; until then they stand for those who did."""
    db.session.flush()
    query = sa.select(BoardDecision).where(BoardDecision.version_id == text.id, BoardDecision.withdrawn_at.is_(None))
    newest = {row.organisation_id: row.outcome for row in db.session.scalars(query.order_by(BoardDecision.id))}
    if set(newest) == reply.owners and all(outcome.departs for outcome in newest.values()):
        reset_stances(reply, now)


def withdraw_decision(actor: Actor, reply: Reply, version: int, now: datetime) -> AuditEvent:
    """Take back the own decision that was recorded wrongly, before it is sent. It is kept and shown as taken back.

    It counts no more, and the stances that it had reset stand again.
    """
    require_step(actor, reply, ReplyAction.UNDO_DECISION, version)
    own = acting_bodies(actor, Permission.DECISION_RECORD, reply)
    rows = [row for row in standing_decisions(reply) if row.organisation_id in own]
    event = move_reply(actor, reply, ReplyAction.UNDO_DECISION, now, paragraph=rows[-1].paragraph if rows else "")
    for row in rows:
        row.withdrawn_at = now
        _restore_stances(reply, row.recorded_at)
    reply.adjusted_on = None
    return event


def facts_about(decision: DecisionInput) -> dict[str, Any]:
    """Return what the audit chain keeps of a decision: never its words."""
    return {
        "paragraph": with_sign(decision.paragraph),
        "outcome": decision.outcome,
        "decided_on": decision.decided_on,
    }


def add_decision(
    actor: Actor, reply: Reply, organisation_id: int, text: StatementVersion, decision: DecisionInput, now: datetime
) -> BoardDecision:
    """Keep one organisation's decision about ``text`` with its minority statements."""
    row = BoardDecision(
        reply_id=reply.id,
        organisation_id=organisation_id,
        decided_on=decision.decided_on,
        paragraph=with_sign(decision.paragraph),
        outcome=decision.outcome,
        text=decision.text.strip(),
        immediate_adjustment=decision.immediate_adjustment,
        adjusted_on=decision.adjusted,
        minutes=decision.minutes,
        version_id=text.id,
        reply_text=decision.reply_text if decision.outcome.departs else None,
        recorded_by_id=actor.user_id,
        recorded_at=now,
    )
    row.minorities = [MinorityStatement(kind=m.kind, parties=m.parties, text=m.text) for m in decision.minorities]
    db.session.add(row)
    return row


def with_sign(paragraph: str) -> str:
    """Return what was typed as the paragraph of the minutes with its sign: ``12`` means ``§ 12``."""
    typed = paragraph.strip()
    return f"§ {typed}" if typed[:1].isdigit() else typed


def reset_stances(reply: Reply, now: datetime) -> None:
    """Supersede every stance on the reply's viewpoints: the nämnd did not decide the office's words."""
    standing = (
        sa.select(ViewpointLabel)
        .join(Viewpoint)
        .where(
            Viewpoint.reply_id == reply.id,
            ViewpointLabel.kind == LabelKind.STANCE,
            ViewpointLabel.superseded_at.is_(None),
        )
    )
    for label in db.session.scalars(standing):
        label.superseded_at = now


def _restore_stances(reply: Reply, reset_at: datetime) -> None:
    reset = sa.select(ViewpointLabel).join(Viewpoint).where(Viewpoint.reply_id == reply.id)
    for label in db.session.scalars(reset.where(ViewpointLabel.superseded_at == reset_at)):
        label.superseded_at = None


def submit(actor: Actor, reply: Reply, version: int, now: datetime, sent: SentByItself | None = None) -> Submission:
    """Send the decided text to KS: it is frozen, gets a receipt, and the wall opens for exactly this version.

    To a sender outside the system nothing is sent from here: ``sent`` says how the body did it.
    """
    require_step(actor, reply, ReplyAction.SUBMIT, version)
    return send_decided(actor, reply, ReplyAction.SUBMIT, now, sent)


def send_decided(
    actor: Actor, reply: Reply, action: ReplyAction, now: datetime, sent: SentByItself | None = None
) -> Submission:
    """Release what was decided: the nämnd's own text where that is the reply, or else the office's."""
    reply.submitted_at = now
    decision = awaits_own_text(reply.id)
    text, original = (decision.own_version, decision.own_file) if decision else (None, None)
    return release(actor, reply, action, reply.basis, original, now, sent, text=text)


def release(
    actor: Actor, reply: Reply, action: ReplyAction, basis: Basis, original: Attachment | None, now: datetime,
    sent: SentByItself | None = None, replaces: str = "", text: StatementVersion | None = None, **facts: Any,
) -> Submission:  # fmt: skip
    """Take ``reply`` through ``action`` to its sender on ``basis``; make the one submission that others may read.

    What is sent is ``text``, or else the newest that the office has saved. ``facts`` are kept by the audit chain.

    Raises InvalidInput when it is not said how a reply to a sender outside the system was sent.
    """
    _validate_sending(reply, sent, now)
    text = text or newest_version(reply)
    sha256 = text.sha256 if text else None
    followed = _followed(reply, text, action)
    move_reply(actor, reply, action, now, reason=replaces, basis=basis, sha256=sha256, **facts)
    if text is None:
        raise InvalidInput("Det finns ingen text att skicka.")
    paper = examine_signatures(reply).paper
    due, sent_on = reply.due_on, sent.on if sent else local_date(now)
    waited_for = reply.remiss.state is RemissState.SENT
    if not replaces:  # what replaces a reply counts as that one did
        reply.inclusion = None if waited_for else Inclusion.UNDECIDED
    submission = Submission(
        reply_id=reply.id,
        version_id=text.id,
        sha256=text.sha256,
        original=original or (paper.attachment if paper and paper.version is text else None),
        submitted_by_id=actor.user_id,
        submitted_at=now,
        late=followed.late if followed else not waited_for or (due is not None and sent_on > due),
        sent_how=sent.how if sent else None,
        sent_on=sent.on if sent else None,
    )
    db.session.add(submission)
    if text.of_board:  # typed here, so nothing has been found in it yet
        queue_task(TaskKind.FIND_VIEWPOINTS, reply.id, 1, now)
    return submission


def _followed(reply: Reply, text: StatementVersion | None, action: ReplyAction) -> Submission | None:
    """Return the förhandssvar whose decided reply this is: where that came in time, the body has answered in time.

    It is sent because the nämnd meets after the due date (DOMAIN §3), so what that decides cannot come before.
    """
    awaited = reply.state is ReplyState.PRELIMINARY and reply_row(action).target is ReplyState.SUBMITTED
    if not awaited and not (reply.state.came_in and text is not None and text.of_board):
        return None
    query = sa.select(Submission).where(Submission.reply_id == reply.id)
    return db.session.scalars(query.order_by(Submission.id.desc())).first()


def _validate_sending(reply: Reply, sent: SentByItself | None, now: datetime) -> None:
    if reply.remiss.registered_by_id is None:
        return
    if sent is None or not sent.how.strip():
        raise InvalidInput("Skriv hur svaret har skickats och till vem.", "sent_how")
    if sent.on > local_date(now):
        raise InvalidInput("Dagen ligger framåt i tiden. Expediera svaret när det är skickat.", "sent_on")


def _meeting(organisation_id: int, held_on: date) -> Meeting:
    query = sa.select(Meeting).where(Meeting.organisation_id == organisation_id, Meeting.held_on == held_on)
    meeting = db.session.scalars(query).first()
    if meeting is None:
        meeting = Meeting(organisation_id=organisation_id, held_on=held_on)
        db.session.add(meeting)
        db.session.flush()
    return meeting


def check_decision(decision: DecisionInput, now: datetime, reply: Reply) -> None:
    """Raise InvalidInput when something in ``decision`` about ``reply`` is missing or cannot be."""
    if not decision.paragraph.strip():
        raise InvalidInput("Ange paragrafen i protokollet, till exempel § 14.", "paragraph")
    if decision.decided_on > local_date(now):
        raise InvalidInput("Beslutsdagen ligger framåt i tiden. Registrera beslutet när det är fattat.", "decided_on")
    check_adjustment(decision.adjusted_on, decision.decided_on, now)
    if decision.outcome.departs and not decision.text.strip():
        raise InvalidInput("Skriv hur nämnden beslutade när beslutet avviker från förslaget.", "text")
    if not decision.outcome.postpones and decision.minutes is None:
        raise InvalidInput("Bifoga protokollsutdraget.", "minutes")
    if decision.outcome.departs:
        _check_reply_text(decision, reply)


def _check_reply_text(decision: DecisionInput, reply: Reply) -> None:
    """A joint reply is one text (DOMAIN §3): what one party changes in it stands in its decision, and one that has a
    text of its own answers by itself.
    """
    if decision.reply_text is None:
        raise InvalidInput("Välj vilken text som är svaret när beslutet avviker från förslaget.", "reply_text")
    if decision.reply_text is ReplyText.BOARD and len(reply.owners) > 1:
        raise InvalidInput(
            "Ett gemensamt svar är en och samma text. Låt er ändring stå i beslutet bredvid, återremittera ärendet, "
            "eller lämna in ert yttrande som färdiga handlingar: då svarar ni för er.",
            "reply_text",
        )
