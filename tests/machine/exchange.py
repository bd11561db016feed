"""The forms that stand between bodies and their sender, what begins with a file, and what is noted beside the text."""

from __future__ import annotations

from datetime import timedelta

from remiss.clock import today
from remiss.door import writing
from remiss.extensions import db
from remiss.models.completions import Completion
from remiss.models.decisions import Outcome
from remiss.models.replies import Basis, Inclusion
from remiss.queries.statement_files import statement_files
from tests.machine import papers
from tests.machine.doing import SAVES, Doing, consultee_of
from tests.machine.forms import HOUSE, Fields, Form, a_file, decision
from tests.machine.rules import PAPERS, REPLACES
from tests.support.world import DUE

ABSENT = 999_999
"""A number that no row has."""
SIGNED = "till_namnd"


def _intake(d: Doing) -> dict[str, object]:
    """A file of the body, or one that came to the sender, is read and waits to be confirmed."""
    by_sender = d.attempt.action.startswith("registrera_") and d.attempt.action != "registrera_signerat_utlatande"
    owner = d.world.ks if by_sender else getattr(d.world, d.attempt.other)
    who = "ks.registrator" if by_sender else f"{d.attempt.other}.registrator"
    if who not in d.world.users:  # a body without accounts reads no files here
        return {"intake": ABSENT}
    with writing():
        return {"intake": papers.read_intake(d, d.world.actor(who), owner).id}


def _papers(d: Doing) -> Fields:
    basis = Basis.PRELIMINARY if "forhandssvar" in d.attempt.action else Basis.UNKNOWN
    together = d.attempt.otherwise or d.attempt.action in REPLACES
    bodies = d.reply.owners if together else {getattr(d.world, d.attempt.other)}
    reason = d.unless("motivering", "Fel fil.") if d.attempt.action in REPLACES else ""
    expected = (today() + timedelta(days=20)).isoformat()
    return {
        "title": "Svar", "diary_number": d.number("diarienummer_nu"), "basis": basis.value,
        "bodies": [str(body) for body in sorted(bodies)], "replaces_reason": reason,
        "sections-0-key": "synpunkter", "sections-0-heading": "Synpunkter",
        "sections-0-text": f"Belysningen bör byggas ut, skrev vi {next(SAVES)}.",
        "decision_expected_on": d.unless("beslutsdag", expected) if basis is Basis.PRELIMINARY else "",
    }  # fmt: skip


def _signed_papers(d: Doing) -> Fields:
    on = today() + timedelta(days=1 if d.attempt.lacks == "dag_som_varit" else 0)
    signers = d.unless("underskrift", "Kim Ek, direktör")
    return {**_papers(d), "basis": SIGNED, "signers": signers, "signed_on": on.isoformat()}


_confirm = Form("/inlasningar/{intake}", "/inlasningar/{intake}", _papers, _intake, follows=True)


def _beside(d: Doing) -> Form:
    if d.attempt.otherwise or d.attempt.lacks == "forum":
        forum = d.unless("forum", f"grupp {next(SAVES)}")
        return Form("beredning", "samverkan", lambda _: {"forum": forum, "held_on": today().isoformat()})
    return Form("beredning", "beredning", lambda _: {"unit": d.unless("enhet", f"enhet {next(SAVES)}")})


def _files(d: Doing) -> Form:
    there = statement_files(d.reply.id)
    if there and d.attempt.lacks:
        number = there[0].id
        return Form("bilagor", f"bilagor/{number}/namn", lambda _: {f"fil{number}-name": ""})
    if there and d.attempt.otherwise:
        return Form("bilagor", f"bilagor/{there[0].id}/borttagning")
    added = {} if d.attempt.lacks else {"file": a_file(f"Karta {next(SAVES)}", "karta.txt"), "name": "Karta"}
    return Form("bilagor", "bilagor", lambda _: added)


def _consultee(d: Doing) -> dict[str, object]:
    return {"consultee": next((one.id for one in d.reply.consultees), ABSENT)}


def _asked(d: Doing) -> str:
    return str(ABSENT if d.attempt.stale else d.attempt.which or 0)


def _granted(d: Doing) -> Fields:
    return {"asked": _asked(d), "until": papers.another_day(d).isoformat(), "answer": ""}


def _longer(d: Doing) -> Fields:
    return {"until": papers.another_day(d).isoformat(), **_why(d)}


def _why(d: Doing) -> Fields:
    return {"reason": d.unless("motivering", "Det behövs.")}


def _completion(d: Doing) -> Form | None:
    """The page answers what waits; which that is it never asks."""
    row = db.session.get(Completion, d.attempt.which or 0)
    if row is None or row.answered_at or row.withdrawn_at or row.reply_id != d.attempt.matter:
        return None
    return Form("kompletteringar", "kompletteringar", lambda _: {"answer": d.unless("svar", "Tusen kronor.")})


def _question(d: Doing) -> Fields:
    by = today() - timedelta(days=1) if d.attempt.lacks == "dag_som_kommer" else DUE
    return {"viewpoint": "0", "question": "Vad kostar det?", "due_on": by.isoformat()}


def _proposal(d: Doing) -> Fields:
    asked = consultee_of(d.remiss_id, getattr(d.world, d.attempt.other)) if d.attempt.other else None
    return {"consultees": [] if d.attempt.lacks == "instans" or asked is None else [str(asked)]}


def _underremiss(d: Doing) -> Fields:
    due = today() if d.attempt.lacks == "sista_svarsdag" else DUE - timedelta(days=30)
    asked = [] if d.attempt.lacks == "mottagare" else [str(d.world.external)]
    return {"title": "Underremiss", "letter": "Svara oss.", "due_on": due.isoformat(), "organisations": asked}


def _details(d: Doing) -> Fields:
    return {"title": f"Program {next(SAVES)}", "letter": "Svara på allt.", "due_on": DUE.isoformat()}


def _late(d: Doing) -> Fields:
    return {**_why(d), "inclusion": (Inclusion.LEFT_OUT if d.attempt.otherwise else Inclusion.INCLUDED).value}


IN_REMISS, REPLY_THERE = "/remisser/{remiss}", "/remisser/{remiss}/svar/{matter}"
_joint = "gemensamt-svar/{which}"
EXCHANGE: dict[str, Form] = {
    **dict.fromkeys(PAPERS, _confirm),
    "registrera_signerat_utlatande": Form(_confirm.page, _confirm.to, _signed_papers, _intake, follows=True),
    "redigera": Form("uppgifter", "uppgifter", _details),
    "skicka_version": Form(
        "underlag/ny-version",
        "underlag/ny-version",
        lambda d: {"letter": d.unless("brev", "Se avsnitt 1."), "due_on": ""},
        follows=True,
    ),
    "registrera_inkommet_beslut": Form(
        f"{REPLY_THERE}/beslut", f"{REPLY_THERE}/beslut", decision(Outcome.AS_PROPOSED), follows=True
    ),
    "registrera_uppskjutet_beslut": Form(
        f"{REPLY_THERE}/beslut", f"{REPLY_THERE}/beslut", decision(Outcome.REMITTED_BACK), follows=True
    ),
    "avgor_sent_svar": Form(f"{REPLY_THERE}/sent-svar", f"{REPLY_THERE}/sent-svar", _late, follows=True),
    "begar_komplettering": Form(
        f"{REPLY_THERE}/kompletteringar", f"{REPLY_THERE}/kompletteringar", _question, follows=True
    ),
    "aterkalla_begaran_om_komplettering": Form(
        f"{REPLY_THERE}/kompletteringar", f"{REPLY_THERE}/kompletteringar/{{which}}/aterkallelse", _why, follows=True
    ),
    "begar_anstand": Form("anstand", "anstand", _longer),
    "ta_tillbaka_begaran_om_anstand": Form("anstand", "atertagen-anstandsbegaran"),
    "bevilja_anstand": Form(
        f"{IN_REMISS}/anstand", f"{IN_REMISS}/instanser/{{consultee}}/anstand", _granted, _consultee, follows=True
    ),
    "avsla_begaran_om_anstand": Form(
        f"{IN_REMISS}/anstand",
        f"{IN_REMISS}/instanser/{{consultee}}/avslaget-anstand",
        lambda d: {"asked": _asked(d), **_why(d)},
        _consultee,
        follows=True,
    ),
    "foresla_gemensamt_svar": Form("gemensamt-svar", "gemensamt-svar", _proposal, follows=True),
    "aterkalla_forslag_om_gemensamt_svar": Form("gemensamt-svar", f"{_joint}/aterkallelse", follows=True),
    "ga_med_i_gemensamt_svar": Form(
        "gemensamt-svar", f"{_joint}/medverkan", lambda d: {"diary_number": d.number()}, follows=True
    ),
    "avboj_gemensamt_svar": Form("gemensamt-svar", f"{_joint}/avbojande", follows=True),
    "lamna_gemensamt_svar": Form("gemensamt-svar", f"{_joint}/uttrade", follows=True),
    "skicka_underremiss": Form("underremiss", "underremiss", _underremiss, follows=True),
    "tysta_paminnelser": Form("mejl", "tystade-paminnelser", _why),
    "sla_pa_paminnelser": Form("mejl", "paslagna-paminnelser"),
}
CHANGING = {"anteckna_beredning": _beside, "andra_bilagor": _files, "lamna_komplettering": _completion}
"""What is asked for in one of several forms."""


def form_of(d: Doing) -> Form | None:
    """Return the form by which an attempt is made; None where no page asks for it like that."""
    action = d.attempt.action
    if action in CHANGING:
        return CHANGING[action](d)
    if action == "publicera_handlingar" and d.attempt.lacks:
        return None  # the page chooses the meeting itself
    return HOUSE.get(action) or EXCHANGE.get(action)
