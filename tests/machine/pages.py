"""How an action is done through the pages: the form is fetched, filled in and posted as a browser would.

A form that the page does not show any more is posted as it was when somebody last fetched it: an old tab, or another's.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from lxml import html

from remiss.clock import today
from remiss.errors import Forbidden, InvalidInput, RemissError
from tests.machine.doing import SAVES, Doing
from tests.machine.rules import UNDOES
from tests.machine.walk import in_a_transaction
from tests.support.application import AuditingClient
from tests.support.world import DUE, PASSWORD

Fields = dict[str, object]


class Conflict(RemissError):
    """The answer 409: too late, or something that must be put right where the page has no form for it any more."""


@dataclass(frozen=True)
class Form:
    """Where the form stands below the matter or the remiss, where it posts to, and what a person fills in."""

    page: str
    to: str
    answers: Callable[[Doing], Fields] = lambda _: {}


def _decision(outcome: str) -> Callable[[Doing], Fields]:
    def answers(d: Doing) -> Fields:
        minutes = {} if d.attempt.lacks == "protokoll" else {"minutes": (io.BytesIO(b"# Protokoll\n\n14"), "utdrag.md")}
        at_once = {"immediate_adjustment": "y"} if d.attempt.otherwise else {}
        return {
            "decided_on": today().isoformat(), "paragraph": d.unless("paragraf", "§ 14"), "outcome": outcome,
            "text": d.unless("motivering", "Ta om det."), **minutes, **at_once,
        }  # fmt: skip

    return answers


def _text(d: Doing) -> Fields:
    words = f"Så skrev vi gång {next(SAVES)}."
    return {
        "title": d.unless("rubrik", "Svar"), "body_beslutsforslag": "" if d.attempt.otherwise else words,
        "body_sammanfattning": words, "body_synpunkter": words,
    }  # fmt: skip


def _alone(d: Doing) -> Fields:
    return {
        "decided_on": today().isoformat(), "decided_by": d.unless("beslutsfattare", "Kim Ek"),
        "authority": d.unless("punkt", "4.2"), "urgency": d.unless("bradska", "I dag."),
    }  # fmt: skip


def _officer(d: Doing) -> Fields:
    place = "social" if d.reply.owners == {d.world.social} else "farsta"
    return {"officer_id": "" if d.attempt.lacks else str(d.world.users[f"{place}.handlaggare"])}


def _day(name: str, lacked: str, ahead: int, wrong: int | None = None) -> Callable[[Doing], Fields]:
    def answers(d: Doing) -> Fields:
        days = wrong if d.attempt.lacks == lacked else ahead
        return {name: "" if days is None else (today() + timedelta(days=days)).isoformat()}

    return answers


def _reason(d: Doing) -> Fields:
    return {"reason": d.unless("motivering", "Det behövs."), "due_on": DUE.isoformat()}


def _plan(d: Doing) -> Fields:
    return {"planned_on": "2030-01-01" if d.attempt.lacks else "obestamt"}


_sign = Form("granskning", "signering", lambda _: {"password": PASSWORD})
_return = Form("granskning", "aterforing", _reason)
_review = Form("kontroll", "kontroll")
FORMS: dict[str, Form] = {
    "skicka": Form("utskick", "utskick"),
    "avsluta": Form("avslut", "avslut"),
    "aterkalla": Form("aterkallelse", "aterkallelse", _reason),
    "oppna_svarstiden": Form("ny-svarstid", "ny-svarstid", _reason),
    "ateruppta": Form("ny-svarstid", "ny-svarstid", _reason),
    "ta_emot": Form("mottagning", "mottagning", lambda d: {"diary_number": d.number(), "planned_on": "obestamt"}),
    "planera_svar": Form("planerat-sammantrade", "planerat-sammantrade", _plan),
    "fordela": Form("", "fordelning", _officer),
    **dict.fromkeys(UNDOES, Form("", "angring")),
    "avsta": Form(
        "avstaende", "avstaende", lambda d: _reason(d) | {"authority": d.unless("beslutsfattare", "Delegation 4.2")}
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
    "anmal_till_sammantrade": Form("beslut", "sammantrade", _day("held_on", "sammantrade", 1, -9)),
    "publicera_handlingar": Form("publicering", "publicering"),
    "registrera_beslut": Form("beslut", "beslut", _decision("enligt_forslag")),
    "aterremittera": Form("beslut", "beslut", _decision("aterremiss")),
    "bordlagg": Form("beslut", "beslut", _decision("bordlaggning")),
    "ta_tillbaka_beslut": Form("aterkallat-beslut", "aterkallat-beslut"),
    "justera": Form("beslut", "justering", _day("adjusted_on", "justeringsdag", 0, 1)),
    "angra_justering": Form("beslut", "angrad-justering"),
    "expediera": Form("expediering", "expediering"),
    "expediera_kontorsyttrande": Form("kontorsyttrande", "kontorsyttrande"),
    "expediera_delegationsbeslut": Form("delegationsbeslut", "delegationsbeslut", _alone),
    "expediera_ordforandebeslut": Form("ordforandebeslut", "ordforandebeslut", _alone),
    "expediera_vd_beslut": Form("vd-beslut", "vd-beslut", _alone),
    "skicka_forhandssvar": Form("forhandssvar", "forhandssvar", _day("decision_expected_on", "beslutsdag", 20)),
    "hantera_utanfor_systemet": Form("utanfor-systemet", "utanfor-systemet", lambda d: {"diary_number": d.number()}),
    "notera_overlamnat": Form("", "overlamnat-svar", _day("handed_over_on", "dag_som_varit", 0, 1)),
    "angra_utanfor_systemet": Form("", "angrat-utanfor-systemet"),
}


@dataclass
class Browsers:
    """A signed-in browser for each person, and the forms that somebody has seen."""

    visit: Callable[[str], AuditingClient]
    open: dict[str, tuple[AuditingClient, str]] = field(default_factory=dict)
    seen: dict[tuple[str, str], Fields] = field(default_factory=dict)

    def perform(self, d: Doing) -> object:
        """Do it through its page; what the service would raise is raised from the answer."""
        if d.attempt.action not in FORMS:
            return in_a_transaction(d)
        form, at = FORMS[d.attempt.action], self._address(d)
        client, token = self._browser(d.attempt.who)
        fetched = self._fields(client, f"{at}/{form.page}".rstrip("/"), f"{at}/{form.to}")
        filled = {**fetched, "version": str(d.shown.version), "base": str(d.shown.text % 9999), **form.answers(d)}
        with client.application.app_context():
            answer = client.post(f"{at}/{form.to}", data={**filled, "csrf_token": token})
        return _told(answer.status_code)

    def _browser(self, who: str) -> tuple[AuditingClient, str]:
        if who not in self.open:
            client = self.visit(who)
            client.audits = False
            self.open[who] = client, client.token()
        return self.open[who]

    def _fields(self, client: AuditingClient, page: str, to: str) -> Fields:
        answer = client.get(page)
        forms = html.fromstring(answer.text).forms if answer.status_code == 200 else []
        found = next((one for one in forms if (one.get("action") or page) == to), None)
        if found is not None:
            self.seen[page, to] = {name: value for name, value in found.form_values() if name != "csrf_token"}
        return self.seen.get((page, to), {})

    @staticmethod
    def _address(d: Doing) -> str:
        return f"/remisser/{d.remiss_id}" if d.attempt.matter is None else f"/arenden/{d.attempt.matter}"


def _told(status: int) -> object:
    if status == 303:
        return None
    errors: dict[int, type[RemissError]] = {403: Forbidden, 404: Forbidden, 409: Conflict, 422: InvalidInput}
    assert status in errors, f"the page answered {status}"
    raise errors[status]
