"""How each action is done through the services, with plausible answers; what an attempt lacks is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from remiss.domain.statement import SectionKey
from remiss.extensions import db
from remiss.models.decisions import Outcome, ReplyText
from remiss.models.people import User
from remiss.models.replies import Basis
from remiss.services import (
    adjusting,
    board_text,
    decisions,
    extensions,
    joint,
    late,
    muting,
    preliminary,
    remisser,
    reopening,
    replies,
    sole_decisions,
    statements,
    undoing,
)
from tests.machine import papers
from tests.machine.doing import SAVES, Act, Doing, consultee_of
from tests.machine.rules import UNDOES
from tests.support.world import DUE, some_attachment, typed_sections


def _receive(d: Doing) -> object:
    return replies.receive(d.actor, d.reply, d.number(), d.shown.version, d.now)


def _plan(d: Doing) -> object:
    no_meeting = date(2030, 1, 1) if d.attempt.lacks == "sammantrade" else None
    return replies.plan_answer(d.actor, d.reply, no_meeting, d.shown.version, d.now)


def _assign(d: Doing) -> object:
    place = "social" if d.reply.owners == {d.world.social} else "farsta"
    officer = db.session.get_one(User, d.world.users[f"{place}.handlaggare"])
    chosen = None if d.attempt.lacks == "handlaggare" else officer
    return replies.assign(d.actor, d.reply, chosen, None, d.shown.version, d.now)


def _save(d: Doing) -> object:
    sections = typed_sections(f"Så skrev vi gång {next(SAVES)}.")
    if d.attempt.otherwise:
        sections = tuple(replace(one, body="") if one.key is SectionKey.PROPOSAL else one for one in sections)
    return statements.save_text(d.actor, d.reply, d.unless("rubrik", "Svar"), sections, d.shown.text, d.now)


def _send_back(d: Doing) -> object:
    return statements.send_back(d.actor, d.reply, d.shown.text, d.unless("motivering", "Förtydliga."), d.now)


def _to_meeting(d: Doing) -> object:
    held_on = d.now.date() - timedelta(days=9) if d.attempt.lacks == "sammantrade" else d.tomorrow
    return decisions.plan_meeting(d.actor, d.reply, held_on, d.shown.version, d.now)


def _decision(d: Doing, outcome: Outcome) -> decisions.DecisionInput:
    minutes = None if d.attempt.lacks == "protokoll" else some_attachment(d.actor)
    reason, paragraph, day = d.unless("motivering", "Ta om det."), d.unless("paragraf", "§ 14"), d.now.date()
    outcome = Outcome.OTHERWISE if d.attempt.own else outcome
    text = ReplyText.BOARD if d.attempt.own else ReplyText.OFFICE
    following = "forhandssvar" in d.attempt.action and d.attempt.lacks != "justeringsdag"
    return decisions.DecisionInput(
        day, paragraph, outcome, reason, immediate_adjustment=d.attempt.otherwise, minutes=minutes,
        adjusted_on=day if following else None, reply_text=text if outcome.departs else None,
    )  # fmt: skip


def _write_board_text(d: Doing) -> object:
    written = () if d.attempt.lacks == "yttrande" else typed_sections(f"Nämnden skrev gång {next(SAVES)}.")
    return board_text.write_board_text(d.actor, d.reply, "Yttrande", written, d.shown.version, d.now)


def _adjust(d: Doing) -> object:
    day = d.tomorrow if d.attempt.lacks == "justeringsdag" else d.now.date()
    return adjusting.adjust(d.actor, d.reply, day, d.shown.version, d.now)


def _alone(basis: Basis) -> Act:
    def act(d: Doing) -> object:
        who, item, urgency = (
            d.unless("beslutsfattare", "Kim Ek"),
            d.unless("punkt", "4.2"),
            d.unless("bradska", "I dag."),
        )
        decision = sole_decisions.SoleInput(basis, d.now.date(), who, item, urgency)
        return sole_decisions.submit_decided_alone(d.actor, d.reply, decision, d.shown.version, d.now)

    return act


def _judge(d: Doing) -> object:
    reason = d.unless("motivering", "Det hanns med.")
    return late.judge_late(d.actor, d.reply, reason, d.shown.version, d.now, include=not d.attempt.otherwise)


def _decide(outcome: Outcome) -> Act:
    return lambda d: decisions.record_decision(d.actor, d.reply, _decision(d, outcome), d.shown.version, d.now)


def _decide_early(outcome: Outcome, *, by_sender: bool) -> Act:
    return lambda d: preliminary.record_following_decision(
        d.actor, d.reply, _decision(d, outcome), None, d.shown.version, d.now, by_sender=by_sender
    )


def _decline(d: Doing) -> object:
    reason, authority = d.unless("motivering", "Berör oss inte."), d.unless("beslutsfattare", "Delegation 4.2")
    return replies.decline(d.actor, d.reply, reason, authority, d.shown.version, d.now)


def _outside(d: Doing) -> object:
    number = d.number()
    return replies.mark_outside(d.actor, d.reply, number, "18 kap. 13 § OSL", d.shown.version, d.now)


def _hand_over(d: Doing) -> object:
    day = d.tomorrow if d.attempt.lacks == "dag_som_varit" else d.now.date()
    return replies.note_handed_over(d.actor, d.reply, day, d.shown.version, d.now)


def _propose(d: Doing) -> object:
    asked = consultee_of(d.remiss_id, getattr(d.world, d.attempt.other)) if d.attempt.other else None
    chosen = [] if d.attempt.lacks == "instans" or asked is None else [asked]
    return joint.propose_joint(d.actor, d.reply, chosen, d.shown.version, d.now)[0].id


def _agree(d: Doing) -> object:
    return joint.agree_to_joint(d.actor, d.party, d.number(), d.shown.version, d.now)


def _edit(d: Doing) -> object:
    details = remisser.RemissDetails(f"Program {next(SAVES)}", d.remiss.diary_number, "Svara på allt.", DUE)
    return remisser.edit_remiss(d.actor, d.remiss, details, d.shown.version, d.now)


def _reopen(d: Doing) -> object:
    return reopening.reopen_remiss(d.actor, d.remiss, d.unless("motivering", "Fler."), None, d.shown.version, d.now)


ACTS: dict[str, Act] = {
    "redigera": _edit,
    "skicka": lambda d: remisser.send_remiss(d.actor, d.remiss, d.shown.version, d.now),
    "avsluta": lambda d: remisser.close_remiss(d.actor, d.remiss, d.shown.version, d.now),
    "oppna_svarstiden": _reopen,
    "ateruppta": _reopen,
    "aterkalla": lambda d: reopening.withdraw_remiss(
        d.actor, d.remiss, d.unless("motivering", "Arbetas om."), d.shown.version, d.now
    ),
    "ta_emot": _receive,
    "planera_svar": _plan,
    "fordela": _assign,
    "spara_text": _save,
    "lamna_for_granskning": lambda d: statements.send_for_review(d.actor, d.reply, d.shown.text, d.now),
    "lamna_for_signering": lambda d: statements.send_for_review(d.actor, d.reply, d.shown.text, d.now),
    "ta_tillbaka": lambda d: statements.take_back(d.actor, d.reply, d.now),
    "signera_som_avdelningschef": lambda d: statements.sign(d.actor, d.reply, d.shown.text, d.now),
    "signera_som_forvaltningschef": lambda d: statements.sign(d.actor, d.reply, d.shown.text, d.now),
    "avdelningschef_skickar_tillbaka": _send_back,
    "forvaltningschef_skickar_tillbaka": _send_back,
    "anmal_till_sammantrade": _to_meeting,
    "registrera_beslut": _decide(Outcome.AS_PROPOSED),
    "aterremittera": _decide(Outcome.REMITTED_BACK),
    "bordlagg": _decide(Outcome.TABLED),
    "ta_tillbaka_beslut": lambda d: decisions.withdraw_decision(d.actor, d.reply, d.shown.version, d.now),
    "lagg_in_namndens_yttrande": _write_board_text,
    "justera": _adjust,
    "angra_justering": lambda d: adjusting.undo_adjustment(d.actor, d.reply, d.shown.version, d.now),
    "expediera_kontorsyttrande": lambda d: sole_decisions.submit_as_office(d.actor, d.reply, d.shown.version, d.now),
    "expediera_delegationsbeslut": _alone(Basis.DELEGATION),
    "expediera_ordforandebeslut": _alone(Basis.CHAIR),
    "expediera_vd_beslut": _alone(Basis.MANAGER),
    "avgor_sent_svar": _judge,
    "expediera": lambda d: decisions.submit(d.actor, d.reply, d.shown.version, d.now),
    "expediera_efter_svarstiden": lambda d: late.submit_late(d.actor, d.reply, d.now.date(), d.shown.version, d.now),
    "skicka_forhandssvar": lambda d: preliminary.send_preliminary(d.actor, d.reply, d.day(), d.shown.version, d.now),
    "registrera_beslut_efter_forhandssvar": _decide_early(Outcome.AMENDED, by_sender=False),
    "notera_uppskjutet_beslut": _decide_early(Outcome.TABLED, by_sender=False),
    "registrera_inkommet_beslut": _decide_early(Outcome.AS_PROPOSED, by_sender=True),
    "registrera_uppskjutet_beslut": _decide_early(Outcome.REMITTED_BACK, by_sender=True),
    "avsta": _decline,
    "angra_avstaende": lambda d: replies.revoke_decline(d.actor, d.reply, d.shown.version, d.now),
    "lamna_in_fardiga_handlingar": papers.take_in(Basis.UNKNOWN, by_sender=False),
    "lamna_in_forhandssvar": papers.take_in(Basis.PRELIMINARY, by_sender=False),
    "registrera_inkommet_svar": papers.take_in(Basis.UNKNOWN, by_sender=True),
    "registrera_inkommet_forhandssvar": papers.take_in(Basis.PRELIMINARY, by_sender=True),
    "hantera_utanfor_systemet": _outside,
    "notera_overlamnat": _hand_over,
    "angra_utanfor_systemet": lambda d: replies.undo_outside(d.actor, d.reply, d.shown.version, d.now),
    "foresla_gemensamt_svar": _propose,
    "aterkalla_forslag_om_gemensamt_svar": lambda d: joint.withdraw_proposal(d.actor, d.party, d.shown.version, d.now),
    "ga_med_i_gemensamt_svar": _agree,
    "avboj_gemensamt_svar": lambda d: joint.refuse_joint(d.actor, d.party, d.shown.version, d.now),
    **{undo: lambda d: undoing.undo(d.actor, d.reply, d.shown.version, d.now) for undo in UNDOES},
    "anteckna_beredning": papers.prepare,
    "andra_bilagor": papers.change_files,
    "registrera_signerat_utlatande": papers.register_signed,
    "oppna_for_ny_signering": lambda d: statements.reopen(d.actor, d.reply, d.now),
    "publicera_handlingar": papers.publish,
    "ersatt_svar": papers.take_in(Basis.UNKNOWN, by_sender=False),
    "ersatt_forhandssvar": papers.take_in(Basis.PRELIMINARY, by_sender=False),
    "registrera_ersattande_svar": papers.take_in(Basis.UNKNOWN, by_sender=True),
    "registrera_ersattande_forhandssvar": papers.take_in(Basis.PRELIMINARY, by_sender=True),
    "begar_komplettering": papers.ask_completion,
    "lamna_komplettering": papers.answer_completion,
    "aterkalla_begaran_om_komplettering": papers.call_off_completion,
    "tysta_paminnelser": lambda d: muting.mute_reminders(
        d.actor, d.reply, d.unless("motivering", "Vi vet."), d.shown.version, d.now
    ),
    "sla_pa_paminnelser": lambda d: muting.unmute_reminders(d.actor, d.reply, d.shown.version, d.now),
    "begar_anstand": papers.ask_extension,
    "ta_tillbaka_begaran_om_anstand": lambda d: extensions.take_back_extension(
        d.actor, d.reply, d.shown.version, d.now
    ),
    "bevilja_anstand": papers.grant_extension,
    "avsla_begaran_om_anstand": papers.refuse_extension,
    "skicka_underremiss": papers.ask_in_turn,
    "forbered_version": papers.prepare_version,
    "skicka_version": papers.issue_version,
    "andra_signerad_text": papers.tamper,
    "lamna_gemensamt_svar": lambda d: joint.leave_joint(d.actor, d.party, d.shown.version, d.now),
}


def do(doing: Doing) -> object:
    """Carry out an attempt inside a write transaction that the caller has begun."""
    return ACTS[doing.attempt.action](doing)
