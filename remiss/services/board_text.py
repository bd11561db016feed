"""The nämnd's own text: put in after a decision that departs from the proposal, and then it is the reply.

Nobody signs it. It rests on the decision and its protokollsutdrag, to which the log binds it (DOMAIN §2).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from remiss.domain.editing import TypedSection, apply_edit
from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.domain.workflow.states import ReplyAction
from remiss.errors import InvalidInput, WrongState
from remiss.extensions import db
from remiss.models.attachments import Attachment
from remiss.models.replies import Reply
from remiss.models.statements import StatementVersion
from remiss.queries.board_text import awaits_own_text, seal_of_decision
from remiss.services.audit import record
from remiss.services.decisions import SentByItself, release
from remiss.services.replacing import set_aside_submission
from remiss.services.statements import add_version
from remiss.services.steps import move_reply, require, require_step

NOT_AWAITED = "Inget beslut väntar på nämndens eget yttrande. Läs in sidan på nytt."
REPLACED = "Nämnden beslutade ett eget yttrande i stället för förvaltningens text."


def write_board_text(
    actor: Actor, reply: Reply, title: str, sections: Sequence[TypedSection], version: int, now: datetime,
    sent: SentByItself | None = None,
) -> StatementVersion:  # fmt: skip
    """Put the nämnd's own text in as a new version, to be put right until it is sent; what was there before is kept.

    After a förhandssvar, whose decision has gone already, it replaces what was sent and goes at once: to a sender
    outside the system ``sent`` says how. Raises InvalidInput when there is no text.
    """
    require_step(actor, reply, ReplyAction.WRITE_BOARD_TEXT, version)
    decision = awaits_own_text(reply.id)
    proposed = db.session.get(StatementVersion, decision.version_id) if decision else None
    text = apply_edit(proposed.text if proposed else None, sections)
    if not text.blocks:
        raise InvalidInput("Skriv in nämndens yttrande, eller läs in det från en fil.")
    row = add_version(actor, reply, title, text, now)
    row.of_board = True
    seal = seal_of_decision(decision, row) if decision else ""
    move_reply(actor, reply, ReplyAction.WRITE_BOARD_TEXT, now, number=row.number, sha256=row.sha256, seal=seal)
    if decision is None:
        raise WrongState(NOT_AWAITED)
    decision.own_version = row
    if reply.state.came_in:
        set_aside_submission(reply, REPLACED, now)
        reply.submitted_at = now
        release(
            actor, reply, ReplyAction.REPLACE, reply.basis, decision.own_file, now, sent, replaces=REPLACED, text=row
        )
    return row


def keep_board_file(actor: Actor, reply: Reply, attachment: Attachment, now: datetime) -> None:
    """Keep the file that the nämnd's own text came as. It goes with the reply, once the text in it is put in.

    Raises WrongState when no such text is awaited.
    """
    actor = require(actor, Permission.DECISION_RECORD, reply.owners)
    decision = awaits_own_text(reply.id)
    if decision is None or (reply.state.came_in and decision.own_version_id is not None):
        raise WrongState(NOT_AWAITED)
    decision.own_file = attachment
    record(actor, "ladda_upp_namndens_yttrande", "reply", reply.id, {"sha256": attachment.sha256}, now)
