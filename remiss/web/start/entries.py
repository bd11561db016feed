"""How the start page says what waits: the words, the one action and where it leads.

Addresses are written out because desks never import each other; a test follows every one of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from remiss.domain.workflow.states import ReplyAction, ReplyState
from remiss.domain.workflow.table import reply_row
from remiss.queries.mine_items import Happened, Item, ItemKind
from remiss.text import counted, listed

PATHS = {
    ItemKind.MATTER: "/arenden/{}",
    ItemKind.DRAFT: "/remisser/{}",
    ItemKind.CLASSIFY: "/remisser/{}/synpunkter",
    ItemKind.REPLIES: "/remisser/{}",
    ItemKind.COMPLETION: "/arenden/{}/kompletteringar",
    ItemKind.REPORT: "/arenden/{}/beslut",
    ItemKind.CONFIRM: "/inlasningar/{}",
    ItemKind.UNREADABLE: "/inlasningar/{}",
    ItemKind.READING: "/inlasningar/{}",
}
# where the button leads when the matter's first page is not where the work is done
STATE_PATHS = {
    ReplyState.ASSIGNED: "/arenden/{}/tjansteutlatande",
    ReplyState.DRAFT: "/arenden/{}/tjansteutlatande",
    ReplyState.HEAD_REVIEW: "/arenden/{}/granskning",
    ReplyState.DIRECTOR_REVIEW: "/arenden/{}/granskning",
    ReplyState.SIGNED: "/arenden/{}/beslut",
    ReplyState.TO_BOARD: "/arenden/{}/beslut",
    ReplyState.DECIDED: "/arenden/{}/beslut",
    ReplyState.ADJUSTED: "/arenden/{}/expediering",
    ReplyState.PRELIMINARY: "/arenden/{}/beslut",
}
ACTION_PATHS = {ItemKind.REPORT: "/sammantraden#att-anmala"}
"""Where the button of other entries leads, when that is not the thing itself."""
ACTIONS = {
    ItemKind.DRAFT: "Förbered remissen",
    ItemKind.CLASSIFY: "Bekräfta synpunkter",
    ItemKind.COMPLETION: "Läs och besvara",
    ItemKind.CONFIRM: "Bekräfta svaret",
    ItemKind.UNREADABLE: "Se vad som hände",
    ItemKind.READING: "Följ inläsningen",
    ItemKind.REPLIES: "Öppna remissen",
    ItemKind.REPORT: "Se vad som ska anmälas",
}
STATE_ACTIONS = {
    ReplyState.SENT: reply_row(ReplyAction.RECEIVE).label,
    ReplyState.RECEIVED: reply_row(ReplyAction.ASSIGN).label,
    ReplyState.ASSIGNED: "Börja skriva",
    ReplyState.DRAFT: "Fortsätt skriva",
    ReplyState.HEAD_REVIEW: "Granska och signera",
    ReplyState.DIRECTOR_REVIEW: "Granska och signera",
    ReplyState.SIGNED: reply_row(ReplyAction.PLAN_MEETING).label,
    ReplyState.TO_BOARD: reply_row(ReplyAction.DECIDE).label,
    ReplyState.DECIDED: reply_row(ReplyAction.ADJUST).label,
    ReplyState.ADJUSTED: reply_row(ReplyAction.SUBMIT).label,
    ReplyState.NOT_RECEIVED: reply_row(ReplyAction.SUBMIT_LATE).label,
    ReplyState.PRELIMINARY: reply_row(ReplyAction.DECIDE_PRELIMINARY).label,
    ReplyState.OUTSIDE: "Notera överlämnat svar",
}
EVENTS = {
    ReplyAction.RECEIVE: "tog emot remissen",
    ReplyAction.PLAN_ANSWER: "ändrade planerat sammanträde",
    ReplyAction.ASSIGN: "fördelade ärendet",
    ReplyAction.SEND_FOR_REVIEW: "lämnade texten för granskning",
    ReplyAction.NOTE_PREPARATION: "antecknade om ärendets beredning",
    ReplyAction.EDIT_ATTACHMENTS: "ändrade bilagorna",
    ReplyAction.REGISTER_SIGNED: "registrerade ett signerat utlåtande",
    ReplyAction.REOPEN: "öppnade texten för ny signering",
    ReplyAction.UNDO_RECEIVE: "ångrade mottagningen",
    ReplyAction.UNDO_ASSIGN: "ångrade fördelningen",
    ReplyAction.UNDO_HEAD_SIGNATURE: "ångrade sin signatur",
    ReplyAction.UNDO_DIRECTOR_SIGNATURE: "ångrade sin signatur",
    ReplyAction.UNDO_HEAD_SENT_BACK: "ångrade att texten skickades tillbaka",
    ReplyAction.UNDO_DIRECTOR_SENT_BACK: "ångrade att texten skickades tillbaka",
    ReplyAction.UNDO_PLAN_MEETING: "ångrade anmälan till sammanträde",
    ReplyAction.SEND_FOR_SIGNATURE: "lämnade texten för signering",
    ReplyAction.TAKE_BACK: "tog tillbaka texten till utkast",
    ReplyAction.SIGN_AS_HEAD: "signerade som avdelningschef",
    ReplyAction.SIGN_AS_DIRECTOR: "signerade som förvaltningschef",
    ReplyAction.HEAD_SENDS_BACK: "skickade tillbaka texten för ändring",
    ReplyAction.DIRECTOR_SENDS_BACK: "skickade tillbaka texten för ändring",
    ReplyAction.PLAN_MEETING: "anmälde ärendet till sammanträde",
    ReplyAction.PUBLISH_PAPERS: "publicerade sammanträdets handlingar",
    ReplyAction.DECIDE: "registrerade nämndens beslut",
    ReplyAction.REMIT_BACK: "registrerade återremiss",
    ReplyAction.TABLE: "registrerade bordläggning",
    ReplyAction.UNDO_DECISION: "tog tillbaka det registrerade beslutet",
    ReplyAction.WRITE_BOARD_TEXT: "lade in nämndens eget yttrande",
    ReplyAction.ADJUST: "noterade att protokollet är justerat",
    ReplyAction.UNDO_ADJUSTMENT: "ångrade den noterade justeringen",
    ReplyAction.SUBMIT: "expedierade svaret",
    ReplyAction.SUBMIT_LATE: "expedierade svaret efter svarstiden",
    ReplyAction.SUBMIT_AS_OFFICE: "skickade svaret som kontorsyttrande",
    ReplyAction.SUBMIT_BY_DELEGATION: "expedierade svaret efter delegationsbeslut",
    ReplyAction.SUBMIT_BY_CHAIR: "expedierade svaret efter ordförandebeslut",
    ReplyAction.SUBMIT_BY_MANAGER: "expedierade svaret efter beslut av VD",
    ReplyAction.SEND_PRELIMINARY: "skickade förhandssvar",
    ReplyAction.DECIDE_PRELIMINARY: "registrerade nämndens beslut efter förhandssvaret",
    ReplyAction.POSTPONE_PRELIMINARY: "noterade att nämndens beslut dröjer",
    ReplyAction.DECLINE: "avstod från att svara",
    ReplyAction.REVOKE_DECLINE: "ångrade avståendet",
    ReplyAction.HAND_IN: "lämnade in färdiga handlingar",
    ReplyAction.HAND_IN_PRELIMINARY: "lämnade in förhandssvar",
    ReplyAction.REGISTER_INCOMING: "registrerade svaret som inkommet",
    ReplyAction.REGISTER_PRELIMINARY: "registrerade förhandssvaret som inkommet",
    ReplyAction.REGISTER_DECISION: "registrerade nämndens beslut som inkommet",
    ReplyAction.REGISTER_POSTPONED: "registrerade att nämndens beslut dröjer",
    ReplyAction.REPLACE: "ersatte svaret",
    ReplyAction.REPLACE_PRELIMINARY: "ersatte förhandssvaret",
    ReplyAction.REGISTER_REPLACEMENT: "registrerade ett ersättande svar",
    ReplyAction.REGISTER_REPLACED_PRELIMINARY: "registrerade ett ersättande förhandssvar",
    ReplyAction.ASK_COMPLETION: "begärde komplettering",
    ReplyAction.ANSWER_COMPLETION: "lämnade komplettering",
    ReplyAction.CALL_OFF_COMPLETION: "återkallade begäran om komplettering",
    ReplyAction.ASK_EXTENSION: "begärde anstånd",
    ReplyAction.TAKE_BACK_EXTENSION: "tog tillbaka begäran om anstånd",
    ReplyAction.GRANT_EXTENSION: "gav anstånd",
    ReplyAction.REFUSE_EXTENSION: "avslog begäran om anstånd",
    ReplyAction.MUTE: "tystade påminnelserna",
    ReplyAction.UNMUTE: "slog på påminnelserna igen",
    ReplyAction.MARK_OUTSIDE: "noterade att ärendet hanteras utanför systemet",
    ReplyAction.NOTE_HANDED_OVER: "noterade att svaret är överlämnat",
    ReplyAction.UNDO_OUTSIDE: "ångrade att ärendet hanteras utanför systemet",
    ReplyAction.MARK_NOT_RECEIVED: "avslutade svarstiden utan svar",
    ReplyAction.JUDGE_LATE: "avgjorde om det sena svaret tas med",
    ReplyAction.PROPOSE_JOINT: "föreslog ett gemensamt svar",
    ReplyAction.WITHDRAW_JOINT: "tog tillbaka ett förslag om gemensamt svar",
    ReplyAction.AGREE_JOINT: "gick med i ett gemensamt svar",
    ReplyAction.REFUSE_JOINT: "avböjde ett gemensamt svar",
    ReplyAction.WELCOME_PARTY: "gick med i det gemensamma svaret",
    ReplyAction.LEAVE_JOINT: "avslutade ett gemensamt svar",
    ReplyAction.PART_WITH_PAPERS: "svarade för sig, utan det gemensamma svaret",
    ReplyAction.PART_BY_POST: "registrerade att en part i det gemensamma svaret har svarat för sig",
    ReplyAction.SEND_UNDERREMISS: "skickade en underremiss",
    ReplyAction.AWAIT_AGAIN: "öppnade svarstiden igen",
    ReplyAction.CALL_OFF: "återkallade remissen",
    ReplyAction.ASK_AGAIN: "återupptog remissen",
}
_SENT_EARLY = "har lämnat förhandssvar"
_DECIDED = "har kommit in med beslut efter förhandssvaret"
ARRIVALS = {
    ReplyAction.DECLINE: "avstår från att svara",
    ReplyAction.REVOKE_DECLINE: "svarar ändå",
    ReplyAction.SEND_PRELIMINARY: _SENT_EARLY,
    ReplyAction.HAND_IN_PRELIMINARY: _SENT_EARLY,
    ReplyAction.REGISTER_PRELIMINARY: _SENT_EARLY,
    ReplyAction.REPLACE: "har ersatt sitt svar",
    ReplyAction.REPLACE_PRELIMINARY: "har ersatt sitt svar",
    ReplyAction.REGISTER_REPLACEMENT: "har ersatt sitt svar",
    ReplyAction.REGISTER_REPLACED_PRELIMINARY: "har ersatt sitt svar",
    ReplyAction.ANSWER_COMPLETION: "har kompletterat sitt svar",
    ReplyAction.PUBLISH_PAPERS: "har publicerat sammanträdets handlingar, ej beslutat",
    ReplyAction.ASK_EXTENSION: "begär anstånd",
    ReplyAction.DECIDE_PRELIMINARY: _DECIDED,
    ReplyAction.REGISTER_DECISION: _DECIDED,
}
ARRIVED = "har kommit in med svar"


@dataclass(frozen=True)
class Entry:
    """One row of the page. ``tone`` is the colour token of ``words``; ``holder`` says who has it, if not the reader.

    ``url`` is the thing itself, ``action_url`` the page where ``action`` is done.
    """

    item: Item
    url: str
    words: str
    tone: str
    action: str
    action_url: str
    holder: str


def entry(item: Item) -> Entry:
    """Return ``item`` as a row."""
    words, tone = _words(item)
    path = PATHS[item.kind]
    action_path = STATE_PATHS.get(item.state, path) if item.state else ACTION_PATHS.get(item.kind, path)
    url, action_url = (one.format(item.thing_id) for one in (path, action_path))
    return Entry(item, url, words, tone, _action(item), action_url, _holder(item))


def happening(event: Happened) -> tuple[str, str]:
    """Return what happened after the name of who did it, and the address of what it happened to."""
    url = PATHS[event.kind].format(event.thing_id)
    action = ReplyAction(event.action)
    return (EVENTS[action] if event.kind is ItemKind.MATTER else ARRIVALS.get(action, ARRIVED)), url


def _action(item: Item) -> str:
    return STATE_ACTIONS[item.state] if item.state else ACTIONS[item.kind]


def _words(item: Item) -> tuple[str, str]:
    if item.state:
        return item.state.label, item.state.tone
    if item.kind is ItemKind.REPLIES:
        asked = counted(item.total, "instans", "instanser")
        declined = f", {item.declined} avstår" if item.declined else ""
        tone = "done" if item.count + item.declined == item.total else "active"
        return f"{item.count} av {asked} har svarat{declined}", tone
    return {
        ItemKind.DRAFT: ("Utkast", "waiting"),
        ItemKind.CLASSIFY: (f"{counted(item.count, 'synpunkt', 'synpunkter')} att bekräfta", "waiting"),
        ItemKind.COMPLETION: ("Komplettering begärd", "waiting"),
        ItemKind.CONFIRM: ("Inläst svar att bekräfta", "waiting"),
        ItemKind.UNREADABLE: ("Filen kunde inte läsas", "late"),
        ItemKind.READING: ("Läses in", "active"),
        ItemKind.REPORT: ("Beslut att anmäla vid sammanträde", "waiting"),
    }[item.kind]


def _holder(item: Item) -> str:
    if item.holder_role is None:
        return ""
    return f"{listed(item.holders)}, {item.holder_role.label}" if item.holders else item.holder_role.label
