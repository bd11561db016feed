"""ONE table of transitions for a reply and one for a remiss.

Buttons, permissions, checks, the test matrix and docs/workflow.md all come from these rows.
"""

from __future__ import annotations

from remiss.domain.permissions import Permission
from remiss.domain.workflow import checks, deciding
from remiss.domain.workflow.states import BROKEN_OFF, CAME_IN, RemissAction, RemissState, ReplyAction, ReplyState
from remiss.domain.workflow.transition import RemissRow, ReplyRow

_R, _D, P = ReplyState, ReplyAction, Permission
_OPEN = (
    _R.SENT, _R.RECEIVED, _R.ASSIGNED, _R.DRAFT, _R.HEAD_REVIEW, _R.DIRECTOR_REVIEW, _R.SIGNED, _R.TO_BOARD, _R.DECIDED,
    _R.ADJUSTED,
)  # fmt: skip
_EARLY = (_R.SENT, _R.RECEIVED, _R.ASSIGNED, _R.DRAFT)
_UNDECIDED = tuple(state for state in _OPEN if state not in {_R.DECIDED, _R.ADJUSTED})
"""Afterwards the body sends the text that was decided, and no other (DOMAIN §7)."""
_SHARED = _EARLY[1:]
"""While a text may get another party, who reads it as it is and writes on."""
_ANY = tuple(_R)
_SENDABLE = (checks.has_diary_number, checks.has_text, checks.is_signed)
_DECIDED = (*_SENDABLE, checks.is_decided, checks.is_adjusted, deciding.has_board_text, deciding.board_text_holds)

REPLY_TABLE: tuple[ReplyRow, ...] = (
    ReplyRow(_D.RECEIVE, (_R.SENT,), _R.RECEIVED, P.MATTER_RECEIVE, "Ta emot", checks=(checks.has_diary_number,)),
    ReplyRow(
        _D.PLAN_ANSWER, (*_EARLY[1:], _R.HEAD_REVIEW, _R.DIRECTOR_REVIEW, _R.SIGNED), None, P.MEETING_PLAN,
        "Ändra planerat sammanträde",
    ),
    ReplyRow(_D.ASSIGN, (_R.RECEIVED,), _R.ASSIGNED, P.MATTER_ASSIGN, "Fördela", checks=(checks.has_officer,)),
    ReplyRow(_D.UNDO_RECEIVE, (_R.RECEIVED,), _R.SENT, P.MATTER_RECEIVE, "Ångra: ta emot", undoes=_D.RECEIVE),
    ReplyRow(_D.UNDO_ASSIGN, (_R.ASSIGNED,), _R.RECEIVED, P.MATTER_ASSIGN, "Ångra: fördela", undoes=_D.ASSIGN),
    ReplyRow(
        _D.UNDO_HEAD_SIGNATURE, (_R.DIRECTOR_REVIEW,), _R.HEAD_REVIEW, P.SIGN_AS_HEAD, "Ångra: signera",
        undoes=_D.SIGN_AS_HEAD,
    ),
    ReplyRow(
        _D.UNDO_DIRECTOR_SIGNATURE, (_R.SIGNED,), _R.DIRECTOR_REVIEW, P.SIGN_AS_DIRECTOR, "Ångra: signera",
        undoes=_D.SIGN_AS_DIRECTOR,
    ),
    ReplyRow(
        _D.UNDO_HEAD_SENT_BACK, (_R.DRAFT,), _R.HEAD_REVIEW, P.SIGN_AS_HEAD, "Ångra: skicka tillbaka",
        undoes=_D.HEAD_SENDS_BACK,
    ),
    ReplyRow(
        _D.UNDO_DIRECTOR_SENT_BACK, (_R.DRAFT,), _R.DIRECTOR_REVIEW, P.SIGN_AS_DIRECTOR, "Ångra: skicka tillbaka",
        undoes=_D.DIRECTOR_SENDS_BACK,
    ),
    ReplyRow(
        _D.UNDO_PLAN_MEETING, (_R.TO_BOARD,), _R.SIGNED, P.MEETING_PLAN, "Ångra: anmäl till sammanträde",
        undoes=_D.PLAN_MEETING,
    ),
    ReplyRow(
        _D.NOTE_PREPARATION, (_R.RECEIVED, _R.ASSIGNED, _R.DRAFT), None, P.MATTER_PREPARE, "Anteckna beredning",
    ),
    ReplyRow(_D.EDIT_ATTACHMENTS, (_R.ASSIGNED, _R.DRAFT), None, P.STATEMENT_WRITE, "Ändra bilagor"),
    ReplyRow(_D.SAVE_TEXT, (_R.ASSIGNED, _R.DRAFT), _R.DRAFT, P.STATEMENT_WRITE, "Spara"),
    ReplyRow(
        _D.SEND_FOR_REVIEW, (_R.DRAFT,), _R.HEAD_REVIEW, P.STATEMENT_WRITE, "Lämna för granskning",
        checks=(checks.is_complete, checks.has_its_attachments), guards=(checks.has_two_signatures,),
    ),
    ReplyRow(
        _D.SEND_FOR_SIGNATURE, (_R.DRAFT,), _R.DIRECTOR_REVIEW, P.STATEMENT_WRITE, "Lämna för signering",
        checks=(checks.is_complete, checks.has_its_attachments), guards=(checks.has_one_signature,),
    ),
    ReplyRow(
        _D.TAKE_BACK, (_R.HEAD_REVIEW, _R.DIRECTOR_REVIEW), _R.DRAFT, P.STATEMENT_WRITE, "Ta tillbaka till utkast",
        guards=(checks.is_unsigned,),
    ),
    ReplyRow(
        _D.SIGN_AS_HEAD, (_R.HEAD_REVIEW,), _R.DIRECTOR_REVIEW, P.SIGN_AS_HEAD, "Signera",
        checks=(checks.has_proposal, checks.has_its_attachments, checks.has_answers),
    ),
    ReplyRow(_D.HEAD_SENDS_BACK, (_R.HEAD_REVIEW,), _R.DRAFT, P.SIGN_AS_HEAD, "Skicka tillbaka", needs_reason=True),
    ReplyRow(
        _D.SIGN_AS_DIRECTOR, (_R.DIRECTOR_REVIEW,), _R.SIGNED, P.SIGN_AS_DIRECTOR, "Signera",
        checks=(checks.is_signed_by_head, checks.has_proposal, checks.has_its_attachments, checks.has_answers),
        guards=(checks.own_signature_is_missing,), stays_while=checks.others_must_sign,
    ),
    ReplyRow(
        _D.DIRECTOR_SENDS_BACK, (_R.DIRECTOR_REVIEW,), _R.DRAFT, P.SIGN_AS_DIRECTOR, "Skicka tillbaka",
        needs_reason=True,
    ),
    ReplyRow(
        _D.REGISTER_SIGNED, (_R.RECEIVED, _R.ASSIGNED, _R.DRAFT), _R.SIGNED, P.REPLY_HAND_IN,
        "Registrera signerat utlåtande", checks=(checks.has_diary_number, checks.has_officer, checks.has_text),
    ),
    ReplyRow(
        _D.REOPEN, (_R.SIGNED, _R.TO_BOARD), _R.DRAFT, P.STATEMENT_WRITE, "Öppna texten för ny signering",
        guards=(checks.is_broken,),
    ),
    ReplyRow(
        _D.PLAN_MEETING, (_R.SIGNED, _R.TO_BOARD), _R.TO_BOARD, P.MEETING_PLAN, "Anmäl till sammanträde",
        checks=(checks.is_signed,), guards=(checks.is_no_council,),
    ),
    ReplyRow(
        _D.PUBLISH_PAPERS, (_R.TO_BOARD,), None, P.REPLY_SUBMIT, "Publicera handlingarna",
        checks=(checks.has_text, checks.is_signed), guards=(checks.own_papers_are_unpublished,),
    ),
    ReplyRow(
        _D.DECIDE, (_R.TO_BOARD,), _R.DECIDED, P.DECISION_RECORD, "Registrera beslut", checks=(checks.is_signed,),
        guards=(checks.own_decision_is_missing,), stays_while=checks.others_must_decide,
    ),
    ReplyRow(
        _D.REMIT_BACK, (_R.TO_BOARD,), _R.DRAFT, P.DECISION_RECORD, "Återremittera", needs_reason=True,
        guards=(checks.own_decision_is_missing,),
    ),
    ReplyRow(
        _D.TABLE, (_R.TO_BOARD,), _R.SIGNED, P.DECISION_RECORD, "Bordlägg",
        guards=(checks.own_decision_is_missing,), stays_while=checks.others_go_on,
    ),
    ReplyRow(
        _D.UNDO_DECISION, (_R.TO_BOARD, _R.DECIDED, _R.ADJUSTED), _R.TO_BOARD, P.DECISION_RECORD,
        "Ta tillbaka beslutet", guards=(checks.own_decision_is_recorded,),
    ),
    ReplyRow(
        _D.WRITE_BOARD_TEXT, (_R.DECIDED, _R.ADJUSTED, _R.SUBMITTED, _R.NOT_RECEIVED), None, P.DECISION_RECORD,
        "Lägg in nämndens eget yttrande", guards=(deciding.board_writes_the_reply,),
    ),
    ReplyRow(
        _D.ADJUST, (_R.DECIDED,), _R.ADJUSTED, P.DECISION_RECORD, "Notera justering",
        checks=(checks.is_decided, checks.own_is_adjusted), stays_while=checks.others_must_adjust,
    ),
    ReplyRow(
        _D.UNDO_ADJUSTMENT, (_R.ADJUSTED,), _R.DECIDED, P.DECISION_RECORD, "Ångra noterad justering",
        guards=(checks.is_not_adjusted_at_once,),
    ),
    ReplyRow(
        _D.SUBMIT, (_R.ADJUSTED,), _R.SUBMITTED, P.REPLY_SUBMIT, "Expediera svaret",
        checks=_DECIDED,
    ),
    ReplyRow(
        _D.SUBMIT_LATE, (_R.NOT_RECEIVED,), _R.SUBMITTED, P.REPLY_SUBMIT, "Expediera svaret efter svarstiden",
        checks=_DECIDED, guards=(deciding.was_decided,),
    ),
    ReplyRow(
        _D.SUBMIT_AS_OFFICE, (_R.SIGNED, _R.TO_BOARD), _R.SUBMITTED, P.REPLY_SUBMIT, "Skicka som kontorsyttrande",
        checks=_SENDABLE, guards=(checks.is_no_company,),
    ),
    ReplyRow(
        _D.SUBMIT_BY_DELEGATION, (_R.SIGNED, _R.TO_BOARD), _R.SUBMITTED, P.REPLY_SUBMIT,
        "Skicka efter delegationsbeslut",
        checks=(*_SENDABLE, checks.is_decided_by_one),
        guards=(checks.is_no_company, checks.is_no_council, checks.answers_alone),
    ),
    ReplyRow(
        _D.SUBMIT_BY_CHAIR, (_R.SIGNED, _R.TO_BOARD), _R.SUBMITTED, P.REPLY_SUBMIT, "Skicka efter ordförandebeslut",
        checks=(*_SENDABLE, checks.is_decided_by_one),
        guards=(checks.is_no_company, checks.is_no_council, checks.answers_alone, checks.chair_is_authorised),
    ),
    ReplyRow(
        _D.SUBMIT_BY_MANAGER, (_R.SIGNED, _R.TO_BOARD), _R.SUBMITTED, P.REPLY_SUBMIT, "Skicka efter beslut av VD",
        checks=(*_SENDABLE, checks.is_decided_by_one), guards=(checks.is_company, checks.answers_alone),
    ),
    ReplyRow(
        _D.SEND_PRELIMINARY, (_R.SIGNED, _R.TO_BOARD), _R.PRELIMINARY, P.REPLY_SUBMIT, "Skicka förhandssvar",
        checks=(*_SENDABLE, checks.has_expected_day), guards=(checks.is_no_council,),
    ),
    ReplyRow(
        _D.DECIDE_PRELIMINARY, (_R.PRELIMINARY,), _R.SUBMITTED, P.DECISION_RECORD, "Registrera nämndens beslut",
        guards=(checks.own_decision_is_missing,), stays_while=checks.others_must_decide,
    ),
    ReplyRow(
        _D.POSTPONE_PRELIMINARY, (_R.PRELIMINARY,), _R.PRELIMINARY, P.DECISION_RECORD, "Notera att beslutet dröjer",
        checks=(checks.has_expected_day,), guards=(checks.own_decision_is_missing,),
    ),
    ReplyRow(
        _D.DECLINE, _EARLY, _R.DECLINED, P.REPLY_DECLINE, "Avstå från att svara", needs_reason=True,
        guards=(checks.answers_alone,),
    ),
    ReplyRow(_D.REVOKE_DECLINE, (_R.DECLINED,), _R.SENT, P.REPLY_DECLINE, "Ångra: vi svarar"),
    ReplyRow(
        _D.HAND_IN, (*_UNDECIDED, _R.NOT_RECEIVED), _R.SUBMITTED, P.REPLY_HAND_IN, "Lämna in färdiga handlingar",
        checks=(checks.has_diary_number, checks.has_text, checks.chair_if_authorised),
        guards=(checks.answers_alone, deciding.was_not_decided),
    ),
    ReplyRow(
        _D.HAND_IN_PRELIMINARY, (*_UNDECIDED, _R.NOT_RECEIVED), _R.PRELIMINARY, P.REPLY_HAND_IN,
        "Lämna in förhandssvar",
        checks=(checks.has_diary_number, checks.has_text, checks.has_expected_day),
        guards=(checks.answers_alone, deciding.was_not_decided),
    ),
    ReplyRow(
        _D.REGISTER_INCOMING, (*_OPEN, _R.DECLINED, *BROKEN_OFF), _R.SUBMITTED, P.INCOMING_REGISTER,
        "Registrera inkommet svar", checks=(checks.has_text,), guards=(checks.is_not_secret,),
    ),
    ReplyRow(
        _D.REGISTER_PRELIMINARY, (*_UNDECIDED, _R.DECLINED, *BROKEN_OFF), _R.PRELIMINARY, P.INCOMING_REGISTER,
        "Registrera inkommet förhandssvar", checks=(checks.has_text, checks.has_expected_day),
        guards=(checks.is_not_secret,),
    ),
    ReplyRow(
        _D.REGISTER_DECISION, (_R.PRELIMINARY,), _R.SUBMITTED, P.INCOMING_REGISTER, "Registrera inkommet beslut",
    ),
    ReplyRow(
        _D.REGISTER_POSTPONED, (_R.PRELIMINARY,), _R.PRELIMINARY, P.INCOMING_REGISTER,
        "Registrera att beslutet dröjer", checks=(checks.has_expected_day,),
    ),
    ReplyRow(
        _D.REPLACE, CAME_IN, _R.SUBMITTED, P.REPLY_HAND_IN, "Ersätt svaret", needs_reason=True,
        checks=(checks.has_diary_number, checks.has_text), guards=(checks.is_awaited,),
    ),
    ReplyRow(
        _D.REPLACE_PRELIMINARY, (_R.PRELIMINARY,), _R.PRELIMINARY, P.REPLY_HAND_IN, "Ersätt förhandssvaret",
        needs_reason=True, checks=(checks.has_diary_number, checks.has_text, checks.has_expected_day),
        guards=(checks.is_awaited,),
    ),
    ReplyRow(
        _D.REGISTER_REPLACEMENT, CAME_IN, _R.SUBMITTED, P.INCOMING_REGISTER, "Registrera ersättande svar",
        needs_reason=True, checks=(checks.has_text,),
    ),
    ReplyRow(
        _D.REGISTER_REPLACED_PRELIMINARY, (_R.PRELIMINARY,), _R.PRELIMINARY, P.INCOMING_REGISTER,
        "Registrera ersättande förhandssvar", needs_reason=True, checks=(checks.has_text, checks.has_expected_day),
    ),
    ReplyRow(
        _D.ASK_COMPLETION, CAME_IN, None, P.VIEWPOINT_ASSESS, "Begär komplettering",
        guards=(checks.has_no_open_request,),
    ),
    ReplyRow(
        _D.ANSWER_COMPLETION, CAME_IN, None, P.REPLY_SUBMIT, "Lämna komplettering", guards=(checks.has_open_request,),
    ),
    ReplyRow(
        _D.CALL_OFF_COMPLETION, CAME_IN, None, P.VIEWPOINT_ASSESS, "Återkalla begäran om komplettering",
        needs_reason=True, guards=(checks.has_open_request,),
    ),
    ReplyRow(
        _D.ASK_EXTENSION, _OPEN, None, P.EXTENSION_ASK, "Begär anstånd", needs_reason=True,
        guards=(checks.can_be_extended, checks.has_no_open_extension),
    ),
    ReplyRow(
        _D.TAKE_BACK_EXTENSION, _OPEN, None, P.EXTENSION_ASK, "Ta tillbaka begäran om anstånd",
        guards=(checks.has_open_extension,),
    ),
    ReplyRow(
        _D.GRANT_EXTENSION, (*_OPEN, _R.OUTSIDE), None, P.EXTENSION_DECIDE, "Bevilja anstånd",
        guards=(checks.can_be_extended,),
    ),
    ReplyRow(
        _D.REFUSE_EXTENSION, _OPEN, None, P.EXTENSION_DECIDE, "Avslå begäran om anstånd", needs_reason=True,
        guards=(checks.has_open_extension,),
    ),
    ReplyRow(_D.MUTE, (*_OPEN, _R.OUTSIDE), None, P.MATTER_PREPARE, "Tysta påminnelserna", needs_reason=True),
    ReplyRow(_D.UNMUTE, _ANY, None, P.MATTER_PREPARE, "Slå på påminnelserna", guards=(checks.is_muted,)),
    ReplyRow(
        _D.MARK_OUTSIDE, (_R.SENT, _R.RECEIVED, _R.ASSIGNED), _R.OUTSIDE, P.MATTER_RECEIVE,
        "Hanteras utanför systemet", checks=(checks.has_diary_number, checks.has_no_text),
        guards=(checks.answers_alone,),
    ),
    ReplyRow(_D.NOTE_HANDED_OVER, (_R.OUTSIDE,), _R.OUTSIDE, P.MATTER_RECEIVE, "Notera att svaret är överlämnat"),
    ReplyRow(
        _D.UNDO_OUTSIDE, (_R.OUTSIDE,), _R.RECEIVED, P.MATTER_RECEIVE, "Ångra: ärendet kan hanteras i Remiss",
        checks=(checks.is_not_handed_over,),
    ),
    ReplyRow(
        _D.JUDGE_LATE, CAME_IN, None, P.REMISS_CLOSE, "Avgör om svaret tas med", needs_reason=True,
        guards=(checks.has_come_after_close,),
    ),
    ReplyRow(_D.MARK_NOT_RECEIVED, _OPEN, _R.NOT_RECEIVED, P.REMISS_CLOSE, "Markera som ej inkommen"),
    ReplyRow(_D.PROPOSE_JOINT, _SHARED, None, P.JOINT_AGREE, "Föreslå gemensamt svar"),
    ReplyRow(_D.WITHDRAW_JOINT, _ANY, None, P.JOINT_AGREE, "Ta tillbaka förslaget"),
    ReplyRow(
        _D.AGREE_JOINT, (_R.RECEIVED, _R.ASSIGNED), None, P.JOINT_AGREE, "Gå med i det gemensamma svaret",
        checks=(checks.has_not_begun, checks.has_diary_number), guards=(checks.answers_alone,),
    ),
    ReplyRow(_D.REFUSE_JOINT, _ANY, None, P.JOINT_AGREE, "Avböj"),
    ReplyRow(_D.WELCOME_PARTY, _SHARED, None, P.JOINT_AGREE, "Ta emot en part"),
    ReplyRow(
        _D.LEAVE_JOINT, (*_SHARED, _R.HEAD_REVIEW, _R.DIRECTOR_REVIEW), None, P.JOINT_AGREE,
        "Lämna det gemensamma svaret", guards=(checks.answers_jointly, checks.is_unsigned),
    ),
    ReplyRow(
        _D.PART_BY_POST, (*_OPEN[1:], _R.PRELIMINARY, *BROKEN_OFF), None, P.INCOMING_REGISTER,
        "En part har svarat för sig", goes_on=True,
    ),
    ReplyRow(
        _D.PART_WITH_PAPERS, (_R.SIGNED, _R.TO_BOARD, _R.PRELIMINARY), None, P.REPLY_HAND_IN,
        "Svara för sig med färdiga handlingar", guards=(checks.own_decision_is_missing, checks.is_awaited),
        goes_on=True,
    ),
    ReplyRow(
        _D.SEND_UNDERREMISS, _SHARED, None, P.UNDERREMISS_SEND, "Skicka underremiss",
        checks=(checks.has_diary_number,),
    ),
    ReplyRow(_D.AWAIT_AGAIN, (_R.NOT_RECEIVED,), None, P.REMISS_CLOSE, "Invänta svaret igen", returns=True),
    ReplyRow(
        _D.CALL_OFF, (*_OPEN, _R.OUTSIDE), _R.WITHDRAWN, P.REMISS_CLOSE, "Återkalla begäran om svar",
        needs_reason=True, checks=(checks.is_not_handed_over,),
    ),
    ReplyRow(_D.ASK_AGAIN, (_R.WITHDRAWN,), None, P.REMISS_CLOSE, "Begär svar igen", returns=True),
)  # fmt: skip

REMISS_TABLE: tuple[RemissRow, ...] = (
    RemissRow(RemissAction.EDIT, (RemissState.DRAFT,), None, P.REMISS_EDIT, "Ändra"),
    RemissRow(
        RemissAction.SEND, (RemissState.DRAFT,), RemissState.SENT, P.REMISS_SEND, "Skicka remissen",
        checks=(checks.has_due_date, checks.has_consultees, checks.has_programme, checks.has_themes),
    ),
    RemissRow(RemissAction.CLOSE, (RemissState.SENT,), RemissState.CLOSED, P.REMISS_CLOSE, "Avsluta svarstiden"),
    RemissRow(
        RemissAction.REOPEN, (RemissState.CLOSED,), RemissState.SENT, P.REMISS_CLOSE, "Öppna svarstiden igen",
        needs_reason=True, checks=(checks.has_time_left,),
    ),
    RemissRow(
        RemissAction.PREPARE_VERSION, (RemissState.SENT,), None, P.REMISS_EDIT, "Förbered ny version av underlaget",
    ),
    RemissRow(
        RemissAction.ISSUE_VERSION, (RemissState.SENT,), None, P.REMISS_SEND, "Skicka ny version av underlaget",
    ),
    RemissRow(
        RemissAction.WITHDRAW, (RemissState.SENT,), RemissState.WITHDRAWN, P.REMISS_CLOSE, "Återkalla remissen",
        needs_reason=True,
    ),
    RemissRow(
        RemissAction.RESUME, (RemissState.WITHDRAWN,), RemissState.SENT, P.REMISS_CLOSE, "Återuppta remissen",
        needs_reason=True, checks=(checks.has_time_left,),
    ),
)  # fmt: skip

_REPLY_ROWS = {row.action: row for row in REPLY_TABLE}
_REMISS_ROWS = {row.action: row for row in REMISS_TABLE}


def reply_row(action: ReplyAction) -> ReplyRow:
    """Return the row of ``action``; every action has exactly one."""
    return _REPLY_ROWS[action]


def remiss_row(action: RemissAction) -> RemissRow:
    """Return the row of ``action``; every action has exactly one."""
    return _REMISS_ROWS[action]
