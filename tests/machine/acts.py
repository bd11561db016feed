"""How each action is done through the services, with plausible answers; what an attempt lacks is left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import count

from remiss.domain.roles import Actor
from remiss.domain.statement import SectionKey
from remiss.extensions import db
from remiss.models.decisions import Outcome, ReplyText
from remiss.models.intakes import Intake
from remiss.models.joint import JointParty
from remiss.models.organisations import Organisation
from remiss.models.people import User
from remiss.models.remisser import Remiss
from remiss.models.replies import Basis, Reply
from remiss.services import (
    adjusting,
    decisions,
    intakes,
    joint,
    late,
    preliminary,
    remisser,
    reopening,
    replies,
    sole_decisions,
    statements,
)
from tests.machine.model import Attempt
from tests.support.world import DUE, World, reply_of, some_attachment, typed_sections

SAVES = count(1)


@dataclass(frozen=True)
class Shown:
    """What a page showed: the versions its hidden fields hold."""

    version: int
    text: int


@dataclass(frozen=True)
class Doing:
    """An attempt with all that is needed to carry it out."""

    world: World
    remiss_id: int
    attempt: Attempt
    shown: Shown
    now: datetime
    actors: dict[str, Actor]

    @property
    def actor(self) -> Actor:
        """Nobody gets or loses a role on the way, so each is looked up once."""
        who = self.attempt.who
        return self.actors.get(who) or self.actors.setdefault(who, self.world.actor(who))

    @property
    def reply(self) -> Reply:
        return db.session.get_one(Reply, self.attempt.matter)

    @property
    def remiss(self) -> Remiss:
        return db.session.get_one(Remiss, self.remiss_id)

    @property
    def party(self) -> JointParty:
        return db.session.get_one(JointParty, self.attempt.proposal)

    @property
    def tomorrow(self) -> date:
        return self.now.date() + timedelta(days=1)

    def unless(self, name: str, answer: str) -> str:
        """Return ``answer``, or nothing where the attempt lacks it."""
        return "" if self.attempt.lacks == name else answer

    def day(self, name: str = "beslutsdag") -> date | None:
        return None if self.attempt.lacks == name else date(2030, 12, 17)


Act = Callable[[Doing], object]


def _receive(d: Doing) -> object:
    return replies.receive(d.actor, d.reply, d.unless("diarienummer", "1.1-7/2026"), d.shown.version, d.now)


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
    following = "forhandssvar" in d.attempt.action and d.attempt.lacks != "justeringsdag"
    return decisions.DecisionInput(
        day, paragraph, outcome, reason, immediate_adjustment=d.attempt.otherwise, minutes=minutes,
        adjusted_on=day if following else None, reply_text=ReplyText.OFFICE if outcome.departs else None,
    )  # fmt: skip


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


def _take_in(basis: Basis, *, by_sender: bool) -> Act:
    def act(d: Doing) -> object:
        body = getattr(d.world, d.attempt.other)
        owner = d.world.ks if by_sender else body
        actor = d.actor
        organisation = db.session.get_one(Organisation, owner)
        intake = intakes.start_intake(actor, d.remiss, organisation, some_attachment(actor), d.now)
        intakes.store_reading(intake, {"title": "Svar"}, {"viewpoints": []})
        return intakes.confirm_intake(actor, intake, _confirmed(d, intake, body, basis), d.now)

    return act


def _confirmed(d: Doing, intake: Intake, body: int, basis: Basis) -> intakes.ConfirmedReply:
    reply = reply_of(intake.remiss_id, body)
    number = "1.1-9/2026"
    if d.attempt.lacks == "diarienummer_nu":
        number = reply.diary_number = ""  # nothing typed, and no number from before
    early = basis is Basis.PRELIMINARY
    return intakes.ConfirmedReply(
        organisation_ids=(body,), title="Svar", diary_number=number, basis=basis, decision=None,
        sections=[(SectionKey.VIEWPOINTS, "Synpunkter", [f"Belysningen bör byggas ut, skrev vi {next(SAVES)}."])],
        viewpoints=[], classified=False, rule_version="prov-1", decision_expected_on=d.day() if early else None,
    )  # fmt: skip


def _outside(d: Doing) -> object:
    number = d.unless("diarienummer", "1.1-9/2026")
    return replies.mark_outside(d.actor, d.reply, number, "18 kap. 13 § OSL", d.shown.version, d.now)


def _hand_over(d: Doing) -> object:
    day = d.tomorrow if d.attempt.lacks == "dag_som_varit" else d.now.date()
    return replies.note_handed_over(d.actor, d.reply, day, d.shown.version, d.now)


def _propose(d: Doing) -> object:
    asked = reply_consultee(d.remiss_id, getattr(d.world, d.attempt.other)) if d.attempt.other else None
    chosen = [] if d.attempt.lacks == "instans" or asked is None else [asked]
    return joint.propose_joint(d.actor, d.reply, chosen, d.shown.version, d.now)[0].id


def _agree(d: Doing) -> object:
    return joint.agree_to_joint(d.actor, d.party, d.unless("diarienummer", "3.2-8/2026"), d.shown.version, d.now)


def reply_consultee(remiss_id: int, organisation_id: int) -> int:
    """Return the id of the body's row in the remiss."""
    return next(c.id for c in reply_of(remiss_id, organisation_id).consultees if c.organisation_id == organisation_id)


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
    "justera": _adjust,
    "angra_justering": lambda d: adjusting.undo_adjustment(d.actor, d.reply, d.shown.version, d.now),
    "expediera_kontorsyttrande": lambda d: sole_decisions.submit_as_office(d.actor, d.reply, d.shown.version, d.now),
    "expediera_delegationsbeslut": _alone(Basis.DELEGATION),
    "expediera_ordforandebeslut": _alone(Basis.CHAIR),
    "expediera_vd_beslut": _alone(Basis.MANAGER),
    "avgor_sent_svar": _judge,
    "expediera": lambda d: decisions.submit(d.actor, d.reply, d.shown.version, d.now),
    "skicka_forhandssvar": lambda d: preliminary.send_preliminary(d.actor, d.reply, d.day(), d.shown.version, d.now),
    "registrera_beslut_efter_forhandssvar": _decide_early(Outcome.AMENDED, by_sender=False),
    "notera_uppskjutet_beslut": _decide_early(Outcome.TABLED, by_sender=False),
    "registrera_inkommet_beslut": _decide_early(Outcome.AS_PROPOSED, by_sender=True),
    "registrera_uppskjutet_beslut": _decide_early(Outcome.REMITTED_BACK, by_sender=True),
    "avsta": _decline,
    "angra_avstaende": lambda d: replies.revoke_decline(d.actor, d.reply, d.shown.version, d.now),
    "lamna_in_fardiga_handlingar": _take_in(Basis.UNKNOWN, by_sender=False),
    "lamna_in_forhandssvar": _take_in(Basis.PRELIMINARY, by_sender=False),
    "registrera_inkommet_svar": _take_in(Basis.UNKNOWN, by_sender=True),
    "registrera_inkommet_forhandssvar": _take_in(Basis.PRELIMINARY, by_sender=True),
    "hantera_utanfor_systemet": _outside,
    "notera_overlamnat": _hand_over,
    "angra_utanfor_systemet": lambda d: replies.undo_outside(d.actor, d.reply, d.shown.version, d.now),
    "foresla_gemensamt_svar": _propose,
    "aterkalla_forslag_om_gemensamt_svar": lambda d: joint.withdraw_proposal(d.actor, d.party, d.shown.version, d.now),
    "ga_med_i_gemensamt_svar": _agree,
    "avboj_gemensamt_svar": lambda d: joint.refuse_joint(d.actor, d.party, d.shown.version, d.now),
    "lamna_gemensamt_svar": lambda d: joint.leave_joint(d.actor, d.party, d.shown.version, d.now),
}


def do(doing: Doing) -> object:
    """Carry out an attempt inside a write transaction that the caller has begun."""
    return ACTS[doing.attempt.action](doing)


def stale(shown: Shown) -> Shown:
    """Return what an older page showed."""
    return replace(shown, version=shown.version - 1, text=shown.text - 1)
