"""The forms of the pages that take a matter through the house: where each stands, and what a person fills in."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

import docx

from remiss.clock import today
from remiss.domain.statement import SectionKey
from remiss.models.decisions import Outcome, ReplyText
from tests.machine.doing import SAVES, Doing
from tests.machine.rules import UNDOES
from tests.support.world import DUE, PASSWORD

Fields = dict[str, object]


@dataclass(frozen=True)
class Form:
    """Where a form stands, where it posts to, and what a person fills in.

    Addresses are below those of the matter or the remiss, or whole with names in braces, which ``names`` gives.
    ``follows``: what the page offers follows the state, so that what is gone is not found, or no choice.
    """

    page: str
    to: str
    answers: Callable[[Doing], Fields] = lambda _: {}
    names: Callable[[Doing], dict[str, object]] = lambda _: {}
    follows: bool = False


@cache
def _minutes() -> bytes:
    document, content = docx.Document(), io.BytesIO()
    document.add_paragraph("Protokoll, § 14")
    document.save(content)
    return content.getvalue()


def a_file(words: str = "", name: str = "utdrag.docx") -> tuple[io.BytesIO, str]:
    """Return a file to upload: a text, or what stands for the protokollsutdrag."""
    return io.BytesIO(words.encode() or _minutes()), name


def decision(outcome: Outcome, *, following: bool = False) -> Callable[[Doing], Fields]:
    def answers(d: Doing) -> Fields:
        minutes = {} if d.attempt.lacks == "protokoll" else {"minutes": a_file()}
        at_once = {"immediate_adjustment": "y"} if d.attempt.otherwise else {}
        adjusted = {"adjusted_on": today().isoformat()} if following and d.attempt.lacks != "justeringsdag" else {}
        chosen, text = (Outcome.OTHERWISE, ReplyText.BOARD) if d.attempt.own else (outcome, ReplyText.OFFICE)
        return {
            "decided_on": today().isoformat(), "paragraph": d.unless("paragraf", "§ 14"), "outcome": chosen.value,
            "text": d.unless("motivering", "Ta om det."), "reply_text": text.value, **minutes, **at_once, **adjusted,
        }  # fmt: skip

    return answers


def _text(d: Doing) -> Fields:
    words = f"Så skrev vi gång {next(SAVES)}."
    return {
        "title": d.unless("rubrik", "Svar"), "body_beslutsforslag": "" if d.attempt.otherwise else words,
        "body_sammanfattning": words, "body_synpunkter": words,
    }  # fmt: skip


def _board_text(d: Doing) -> Fields:
    words = d.unless("yttrande", f"Nämnden skrev gång {next(SAVES)}.")
    return {"title": "Yttrande", **{f"body_{key}": "" for key in SectionKey}, "body_synpunkter": words}


def _alone(d: Doing) -> Fields:
    return {
        "decided_on": today().isoformat(), "decided_by": d.unless("beslutsfattare", "Kim Ek"),
        "authority": d.unless("punkt", "4.2"), "urgency": d.unless("bradska", "I dag."),
    }  # fmt: skip


def _officer(d: Doing) -> Fields:
    place = "social" if d.reply.owners == {d.world.social} else "farsta"
    return {"officer_id": "" if d.attempt.lacks else str(d.world.users[f"{place}.handlaggare"])}


def day(name: str, lacked: str, ahead: int, wrong: int | None = None) -> Callable[[Doing], Fields]:
    def answers(d: Doing) -> Fields:
        days = wrong if d.attempt.lacks == lacked else ahead
        return {name: "" if days is None else (today() + timedelta(days=days)).isoformat()}

    return answers


def reason_of(d: Doing) -> Fields:
    return {"reason": d.unless("motivering", "Det behövs."), "due_on": DUE.isoformat()}


def _plan(d: Doing) -> Fields:
    return {"planned_on": "2030-01-01" if d.attempt.lacks else "obestamt"}


_sign = Form("granskning", "signering", lambda _: {"password": PASSWORD})
_return = Form("granskning", "aterforing", reason_of)
_review = Form("kontroll", "kontroll")
HOUSE: dict[str, Form] = {
    "skicka": Form("utskick", "utskick"),
    "avsluta": Form("avslut", "avslut"),
    "aterkalla": Form("aterkallelse", "aterkallelse", reason_of),
    "oppna_svarstiden": Form("ny-svarstid", "ny-svarstid", reason_of),
    "ateruppta": Form("ny-svarstid", "ny-svarstid", reason_of),
    "ta_emot": Form("mottagning", "mottagning", lambda d: {"diary_number": d.number(), "planned_on": "obestamt"}),
    "planera_svar": Form("planerat-sammantrade", "planerat-sammantrade", _plan),
    "fordela": Form("", "fordelning", _officer),
    **dict.fromkeys(UNDOES, Form("", "angring")),
    "avsta": Form(
        "avstaende", "avstaende", lambda d: reason_of(d) | {"authority": d.unless("beslutsfattare", "Delegation 4.2")}
    ),
    "angra_avstaende": Form("", "angrat-avstaende"),
    "spara_text": Form("tjansteutlatande", "tjansteutlatande", _text),
    "lamna_for_granskning": _review,
    "lamna_for_signering": _review,
    "ta_tillbaka": Form("tjansteutlatande", "tagen-tillbaka"),
    "signera_som_avdelningschef": _sign,
    "signera_som_forvaltningschef": _sign,
    "avdelningschef_skickar_tillbaka": _return,
    "forvaltningschef_skickar_tillbaka": _return,
    "oppna_for_ny_signering": Form("", "ny-signering"),
    "anmal_till_sammantrade": Form("beslut", "sammantrade", day("held_on", "sammantrade", 1, -9)),
    "publicera_handlingar": Form("publicering", "publicering"),
    "registrera_beslut": Form("beslut", "beslut", decision(Outcome.AS_PROPOSED)),
    "aterremittera": Form("beslut", "beslut", decision(Outcome.REMITTED_BACK)),
    "bordlagg": Form("beslut", "beslut", decision(Outcome.TABLED)),
    "ta_tillbaka_beslut": Form("aterkallat-beslut", "aterkallat-beslut"),
    "registrera_beslut_efter_forhandssvar": Form("beslut", "beslut", decision(Outcome.AMENDED, following=True)),
    "notera_uppskjutet_beslut": Form("beslut", "beslut", decision(Outcome.TABLED, following=True)),
    "lagg_in_namndens_yttrande": Form("namndens-yttrande", "namndens-yttrande", _board_text),
    "justera": Form("beslut", "justering", day("adjusted_on", "justeringsdag", 0, 1)),
    "angra_justering": Form("beslut", "angrad-justering"),
    "expediera": Form("expediering", "expediering"),
    "expediera_efter_svarstiden": Form("sen-expediering", "sen-expediering", day("adjusted_on", "(inget)", 0)),
    "expediera_kontorsyttrande": Form("kontorsyttrande", "kontorsyttrande"),
    "expediera_delegationsbeslut": Form("delegationsbeslut", "delegationsbeslut", _alone),
    "expediera_ordforandebeslut": Form("ordforandebeslut", "ordforandebeslut", _alone),
    "expediera_vd_beslut": Form("vd-beslut", "vd-beslut", _alone),
    "skicka_forhandssvar": Form("forhandssvar", "forhandssvar", day("decision_expected_on", "beslutsdag", 20)),
    "hantera_utanfor_systemet": Form("utanfor-systemet", "utanfor-systemet", lambda d: {"diary_number": d.number()}),
    "notera_overlamnat": Form("", "overlamnat-svar", day("handed_over_on", "dag_som_varit", 0, 1)),
    "angra_utanfor_systemet": Form("", "angrat-utanfor-systemet"),
}
