"""Who is told of a transition by mail and in the page; part of the transition table, by action."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from remiss.domain.mail_kinds import MailKind
from remiss.domain.workflow.states import ReplyAction


class Audience(StrEnum):
    """Whom something is told to: inside the body, or those who run the remiss at its sender."""

    OFFICER = "handläggaren"
    HEADS = "avdelningschef"
    DIRECTORS = "förvaltningschef"
    SECRETARIES = "nämndsekreterare"
    REGISTRARS = "registrator"
    SENDER = "avsändaren"


@dataclass(frozen=True)
class Telling:
    """One kind of mail and who gets it."""

    kind: MailKind
    to: Audience


_TO_OFFICER = Telling(MailKind.SENT_BACK, Audience.OFFICER)
_RECEIPT = Telling(MailKind.RECEIPT, Audience.REGISTRARS)
_ARRIVED = (Telling(MailKind.ARRIVED, Audience.SENDER), _RECEIPT)
_DECISION_ARRIVED = (Telling(MailKind.DECISION_ARRIVED, Audience.SENDER),)
_D = ReplyAction

TELLINGS: dict[ReplyAction, tuple[Telling, ...]] = {
    _D.ASSIGN: (Telling(MailKind.ASSIGNED, Audience.OFFICER),),
    _D.SEND_FOR_REVIEW: (Telling(MailKind.TO_REVIEW, Audience.HEADS),),
    _D.SEND_FOR_SIGNATURE: (Telling(MailKind.TO_REVIEW, Audience.DIRECTORS),),
    _D.SIGN_AS_HEAD: (Telling(MailKind.SIGNED, Audience.DIRECTORS),),
    _D.SIGN_AS_DIRECTOR: (Telling(MailKind.SIGNED, Audience.SECRETARIES),),
    _D.REGISTER_SIGNED: (Telling(MailKind.SIGNED, Audience.SECRETARIES),),
    _D.HEAD_SENDS_BACK: (_TO_OFFICER,),
    _D.DIRECTOR_SENDS_BACK: (_TO_OFFICER,),
    _D.REMIT_BACK: (_TO_OFFICER,),
    _D.DECIDE: (Telling(MailKind.DECIDED, Audience.OFFICER),),
    _D.SUBMIT: _ARRIVED,
    _D.SUBMIT_LATE: _ARRIVED,
    _D.SUBMIT_AS_OFFICE: _ARRIVED,
    _D.SUBMIT_BY_DELEGATION: _ARRIVED,
    _D.SUBMIT_BY_CHAIR: _ARRIVED,
    _D.SUBMIT_BY_MANAGER: _ARRIVED,
    _D.SEND_PRELIMINARY: _ARRIVED,
    _D.HAND_IN: _ARRIVED,
    _D.HAND_IN_PRELIMINARY: _ARRIVED,
    _D.REGISTER_INCOMING: _ARRIVED,
    _D.REGISTER_PRELIMINARY: _ARRIVED,
    _D.REPLACE: _ARRIVED,
    _D.REPLACE_PRELIMINARY: _ARRIVED,
    _D.REGISTER_REPLACEMENT: _ARRIVED,
    _D.REGISTER_REPLACED_PRELIMINARY: _ARRIVED,
    _D.ANSWER_COMPLETION: (Telling(MailKind.COMPLETION_ANSWERED, Audience.SENDER),),
    _D.DECIDE_PRELIMINARY: _DECISION_ARRIVED,
    _D.POSTPONE_PRELIMINARY: _DECISION_ARRIVED,
    _D.REGISTER_DECISION: _DECISION_ARRIVED,
    _D.REGISTER_POSTPONED: _DECISION_ARRIVED,
    _D.DECLINE: (Telling(MailKind.DECLINED, Audience.SENDER),),
    _D.REVOKE_DECLINE: (Telling(MailKind.ANSWERS_AFTER_ALL, Audience.SENDER),),
}
"""An action that is not here tells nobody. All remissinstanser are told of a new remiss when it is sent."""
