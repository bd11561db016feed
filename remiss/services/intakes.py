"""Finished replies that come as files: kept, read, suggested, and counted when a person has confirmed them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.permissions import Permission, intake_permission
from remiss.domain.roles import Actor, Role
from remiss.domain.stance import Stance
from remiss.domain.statement import SectionKey, from_sections, normalise
from remiss.domain.viewpoints import SuggestedViewpoint
from remiss.domain.workflow.states import RemissState, ReplyAction, ReplyState
from remiss.domain.workflow.table import reply_row
from remiss.errors import InvalidInput, WrongState
from remiss.extensions import db
from remiss.models.attachments import Attachment
from remiss.models.decisions import ReplyText, Submission
from remiss.models.intakes import Intake, IntakeState
from remiss.models.joint import JointParty
from remiss.models.operations import TaskKind
from remiss.models.organisations import Organisation
from remiss.models.remisser import Remiss, Theme
from remiss.models.replies import Basis, Consultee, Reply
from remiss.models.statements import SignedPaper, StatementVersion
from remiss.models.viewpoints import Viewpoint
from remiss.queries.signing import content_to_sign, seal_of
from remiss.services.audit import record
from remiss.services.decisions import DecisionInput, SentByItself, add_decision, release, reset_stances
from remiss.services.joint import granted_to
from remiss.services.outbox import members_with
from remiss.services.parting import part_with_answer
from remiss.services.replacing import set_aside_submission, words_that_follow
from remiss.services.sole_decisions import SoleInput, add_sole_decision, owe_report
from remiss.services.statements import add_version
from remiss.services.steps import move_reply, require
from remiss.services.tasks import queue_task
from remiss.services.viewpoints import add_suggestions, label_viewpoint


@dataclass(frozen=True)
class ConfirmedViewpoint:
    """A suggested viewpoint as a person left it. ``keep`` False says that it is none; then its labels mean nothing."""

    suggestion: SuggestedViewpoint
    keep: bool
    stance: Stance | None
    themes: tuple[Theme, ...]


@dataclass(frozen=True)
class ConfirmedReply:
    """What a person confirmed about a read file. ``classified`` False leaves the labels as suggestions for KS.

    ``decision_expected_on`` is the day of a förhandssvar; ``sent`` says how a reply to a sender outside the system was
    sent.
    """

    organisation_ids: tuple[int, ...]
    title: str
    diary_number: str
    basis: Basis
    decision: DecisionInput | None
    sections: Sequence[tuple[SectionKey, str, Sequence[str]]]
    viewpoints: Sequence[ConfirmedViewpoint]
    classified: bool
    rule_version: str
    decision_expected_on: date | None = None
    alone: SoleInput | None = None
    sent: SentByItself | None = None
    replaces_reason: str = ""


def start_intake(
    actor: Actor, remiss: Remiss, owner: Organisation, attachment: Attachment, now: datetime,
    minutes: Attachment | None = None, *, in_batch: bool = False,
) -> Intake:  # fmt: skip
    """Register an uploaded reply on behalf of ``owner`` and queue its reading. Raises WrongState before sending.

    ``in_batch``: nobody waits for this very file, so it is read after those that somebody does wait for.
    """
    actor = require(actor, intake_permission(remiss.sending_side, owner.id), frozenset({owner.id}))
    if remiss.state is RemissState.DRAFT:
        raise WrongState("Remissen är inte skickad ännu, så den kan inte ta emot svar.")
    intake = Intake(
        remiss=remiss, owner=owner, attachment=attachment, minutes=minutes, created_by_id=actor.user_id, created_at=now
    )
    db.session.add(intake)
    db.session.flush()
    queue_task(TaskKind.READ_REPLY, intake.id, 3, now, later=in_batch)
    record(actor, "ladda_upp_svar", "intake", intake.id, {"sha256": attachment.sha256, "owner": owner.id}, now)
    return intake


def store_reading(intake: Intake, parsed: dict[str, Any], analysis: dict[str, Any]) -> None:
    """Keep what was read, for a person to confirm. Does nothing when the intake was cancelled meanwhile."""
    if intake.state is IntakeState.READING:
        intake.parsed, intake.analysis, intake.state = parsed, analysis, IntakeState.TO_CONFIRM


def store_original(intake: Intake, original: str, places: dict[str, list[list[int]]]) -> None:
    """Keep the text of a stored reading as it stands in the file, and where in it each field was found."""
    if intake.state is IntakeState.TO_CONFIRM:
        intake.original, intake.places = original, places


def store_minutes(intake: Intake, minutes: dict[str, Any] | None, doubt: str | None, *, swapped: bool) -> None:
    """Keep what the minutes of a stored reading say, what is doubtful about the files, and which of two is which."""
    if intake.state is not IntakeState.TO_CONFIRM:
        return
    if swapped and intake.minutes is not None:
        intake.attachment, intake.minutes = intake.minutes, intake.attachment
    intake.minutes_read = {**(minutes or {}), "doubt": doubt}


def swap_papers(actor: Actor, intake: Intake, now: datetime) -> None:
    """Say that the two files are each other's, and read them again. Raises WrongState when it is not a question."""
    actor = require(actor, intake_permission(intake.remiss.sending_side, intake.owner_id), frozenset({intake.owner_id}))
    if intake.state is not IntakeState.TO_CONFIRM or intake.minutes is None:
        raise WrongState("Filerna kan inte byta plats nu. Läs in sidan på nytt.")
    if intake.typed:
        raise WrongState(
            "Du har sparat ändringar i det som lästes. Välj ”Börja om från det som lästes” innan filerna byter plats."
        )
    intake.attachment, intake.minutes = intake.minutes, intake.attachment
    intake.state = IntakeState.READING
    queue_task(TaskKind.READ_REPLY, intake.id, 3, now)
    record(actor, "byt_plats_pa_filerna", "intake", intake.id, {}, now)


def fail_reading(intake: Intake, sentence: str) -> None:
    """Keep why the file could not be read, in a sentence for the person who uploaded it."""
    if intake.state is IntakeState.READING:
        intake.problem, intake.state = sentence, IntakeState.FAILED


def cancel_intake(actor: Actor, intake: Intake, now: datetime) -> None:
    """Stop an intake that is not confirmed; the file is kept and the body's reply is untouched."""
    actor = require(actor, intake_permission(intake.remiss.sending_side, intake.owner_id), frozenset({intake.owner_id}))
    if intake.state is IntakeState.CONFIRMED:
        raise WrongState("Svaret är redan bekräftat och kan inte avbrytas.")
    intake.state, intake.typed = IntakeState.CANCELLED, None
    record(actor, "avbryt_inlasning", "intake", intake.id, {}, now)


def confirm_intake(actor: Actor, intake: Intake, confirmed: ConfirmedReply, now: datetime) -> Submission:
    """Make the read file the reply of the named bodies: it counts from now on, and others may read it.

    A joint reply of several bodies is one text. One that has come in already is replaced when a reason is given, and
    kept. Raises InvalidInput when no body is named, WrongState when a body has answered already and no reason is given.
    """
    as_sender = intake.owner_id in intake.remiss.sending_side
    actor = require(actor, intake_permission(intake.remiss.sending_side, intake.owner_id), frozenset({intake.owner_id}))
    if intake.state is not IntakeState.TO_CONFIRM:
        raise WrongState("Inläsningen är redan avslutad. Läs in sidan på nytt.")
    if not as_sender:
        _require_own_answer(intake, confirmed)
    reply = _reply_for(actor, intake, confirmed, now)
    again = reply.state.came_in
    if again:
        set_aside_submission(reply, confirmed.replaces_reason, now)
    reply.diary_number = confirmed.diary_number.strip() or reply.diary_number
    reply.handled_outside, reply.submitted_at = True, now
    reply.decision_expected_on = _expected_day(reply, confirmed)
    version = add_version(actor, reply, confirmed.title, from_sections(confirmed.sections), now)
    if confirmed.alone is not None:
        for organisation_id in sorted(reply.owners):
            decided = add_sole_decision(actor, reply, organisation_id, version, confirmed.alone, now)
            if not as_sender:  # what a body reports to its nämnd is not for its reader to keep
                owe_report(decided)
    action = (_REPLACING if again else _ACTIONS)[as_sender, confirmed.basis is Basis.PRELIMINARY]
    reason = confirmed.replaces_reason if again else ""
    submission = release(actor, reply, action, confirmed.basis, intake.attachment, now, confirmed.sent, reason)
    reply.decision_expected_on = confirmed.decision_expected_on
    _keep_viewpoints(actor, intake, version, confirmed, now, again=again)
    if confirmed.decision is not None:
        _keep_decision(actor, reply, version, confirmed.decision, now)
    intake.reply, intake.state, intake.typed = reply, IntakeState.CONFIRMED, None
    return submission


def register_signed_paper(
    actor: Actor, intake: Intake, confirmed: ConfirmedReply, signers: Sequence[tuple[str, str]], signed_on: date,
    now: datetime,
) -> Reply:  # fmt: skip
    """Take a text that was written and signed in the body's own systems to the nämnd: nothing leaves the house yet.

    No signature is made here: the names and the day are those on the paper, bound to the text as it is registered.
    Raises InvalidInput when nobody has signed or the day lies ahead.
    """
    actor = require(actor, Permission.REPLY_HAND_IN, frozenset({intake.owner_id}))
    if intake.state is not IntakeState.TO_CONFIRM:
        raise WrongState("Inläsningen är redan avslutad. Läs in sidan på nytt.")
    if not signers:
        raise InvalidInput("Skriv vem som har undertecknat.", "signers")
    if signed_on > local_date(now):
        raise InvalidInput("Dagen ligger framåt i tiden. Ange den dag som står på papperet.", "signed_on")
    _require_own_answer(intake, confirmed)
    reply = _reply_for(actor, intake, confirmed, now)
    reply.diary_number = confirmed.diary_number.strip() or reply.diary_number
    officers = members_with(reply.owners, [Role.OFFICER], local_date(now))
    if reply.officer_id is None and len(officers) == 1:
        reply.officer, reply.officer_id = officers[0], officers[0].id
    version = add_version(actor, reply, confirmed.title, from_sections(confirmed.sections), now)
    _keep_viewpoints(actor, intake, version, confirmed, now, again=False)
    paper = SignedPaper(
        version=version, attachment=intake.attachment, signed_on=signed_on, signers=[list(one) for one in signers]
    )
    content, labels = content_to_sign(version)
    move_reply(
        actor, reply, ReplyAction.REGISTER_SIGNED, now, sha256=version.sha256, content=content.digest(),
        labels=list(labels), seal=seal_of(paper, content), signed_on=signed_on,
    )  # fmt: skip
    db.session.add(paper)
    intake.reply, intake.state, intake.typed = reply, IntakeState.CONFIRMED, None
    return reply


_ACTIONS = {
    (True, False): ReplyAction.REGISTER_INCOMING,
    (True, True): ReplyAction.REGISTER_PRELIMINARY,
    (False, False): ReplyAction.HAND_IN,
    (False, True): ReplyAction.HAND_IN_PRELIMINARY,
}
"""What a confirmed file does, by whether the sender registers it and whether it is a förhandssvar."""
_REPLACING = {
    (True, False): ReplyAction.REGISTER_REPLACEMENT,
    (True, True): ReplyAction.REGISTER_REPLACED_PRELIMINARY,
    (False, False): ReplyAction.REPLACE,
    (False, True): ReplyAction.REPLACE_PRELIMINARY,
}
"""The same where a reply has come in already."""
_CLOSED = {
    ReplyState.SUBMITTED: "Instansen har redan svarat. Ska det här ersätta svaret skriver du varför.",
    ReplyState.PRELIMINARY: "Instansen har redan lämnat ett förhandssvar. Registrera nämndens beslut på svarets sida, "
    "eller skriv varför texten ersätts.",
    ReplyState.OUTSIDE: "Svaret hanteras utanför systemet för sekretess. Ingen text får läggas in här.",
}


def _reply_for(actor: Actor, intake: Intake, confirmed: ConfirmedReply, now: datetime) -> Reply:
    organisation_ids = confirmed.organisation_ids
    if not organisation_ids:
        raise InvalidInput("Välj vilken instans svaret kommer från.", "bodies")
    remiss, by_sender = intake.remiss, intake.owner_id in intake.remiss.sending_side
    consultees = [_consultee(remiss, organisation_id) for organisation_id in organisation_ids]
    replies = [consultee.reply for consultee in consultees if consultee.reply]
    again = bool(confirmed.replaces_reason.strip())
    for reply in replies:
        if again and reply.state.came_in and reply.owners == set(organisation_ids):
            return reply
        if again and reply.state is ReplyState.PRELIMINARY and reply.owners > set(organisation_ids):
            continue  # the others wait for their decisions about it, without these
        if closed := _CLOSED.get(reply.state) or _CLOSED.get(reply.state_before or reply.state):
            raise WrongState(closed)
    lead = _lead(remiss, consultees, now)
    db.session.add(lead)
    db.session.flush()
    for consultee in consultees:
        _join(actor, consultee, lead, now, by_sender=by_sender)
    db.session.flush()
    db.session.expire(lead, ["consultees"])
    return lead


def _expected_day(reply: Reply, confirmed: ConfirmedReply) -> date | None:
    """Return when the decision about a förhandssvar is expected; what replaces one is one until it is sent."""
    if confirmed.basis is not Basis.PRELIMINARY:
        return reply.decision_expected_on
    if confirmed.decision_expected_on is None:
        raise InvalidInput("Ange vilken dag nämndens beslut väntas.", "decision_expected_on")
    return confirmed.decision_expected_on


def _require_own_answer(intake: Intake, confirmed: ConfirmedReply) -> None:
    """A body answers for itself. A text that it shares it leaves openly first; once that is signed it only can answer
    otherwise, and the others go on with it.
    """
    if confirmed.organisation_ids != (intake.owner_id,):
        raise InvalidInput(
            "Ni kan bara lämna in svar för er egen räkning. Avsändaren registrerar gemensamma svar.", "bodies"
        )
    own = _consultee(intake.remiss, intake.owner_id).reply
    bound = own is not None and own.state in reply_row(ReplyAction.PART_WITH_PAPERS).sources
    if own is not None and len(own.consultees) > 1 and not bound:
        raise WrongState("Ni svarar gemensamt med andra. Lämna det gemensamma svaret först.")


def _lead(remiss: Remiss, consultees: Sequence[Consultee], now: datetime) -> Reply:
    """Return the reply that is to hold the text: one that belongs to nobody else already, otherwise a new one.

    Bodies that answer jointly share what was sent, never what one of them wrote and did here before (DOMAIN §7).
    """
    own = {consultee.reply_id for consultee in consultees}
    shared = consultees[0].reply if len(own) == 1 else None
    if shared is not None and not shared.owners <= {consultee.organisation_id for consultee in consultees}:
        shared = None
    return shared or Reply(remiss=remiss, state_since=now, extended_to=_granted_to_all(consultees))


def _granted_to_all(consultees: Sequence[Consultee]) -> date | None:
    """Return the last day by which an answer that all of them give is in time for each, where all have anstånd."""
    granted = [granted_to(consultee) if consultee.reply else None for consultee in consultees]
    known = [day for day in granted if day]
    return min(known) if len(known) == len(granted) else None


def _consultee(remiss: Remiss, organisation_id: int) -> Consultee:
    query = sa.select(Consultee).where(Consultee.remiss_id == remiss.id, Consultee.organisation_id == organisation_id)
    consultee = db.session.scalars(query).first()
    if consultee is None:
        consultee = Consultee(remiss_id=remiss.id, organisation_id=organisation_id, invited=False)
        db.session.add(consultee)
    return consultee


def _join(actor: Actor, consultee: Consultee, lead: Reply, now: datetime, *, by_sender: bool) -> None:
    """Bind a consultee to the common reply; its own empty reply goes, one with a text stops the whole thing.

    A text that it shares with bodies that are not named here is theirs too, and stays with them.
    """
    own = consultee.reply
    if own is lead:
        return
    if own is not None and len(own.consultees) > 1:
        action = ReplyAction.PART_BY_POST if by_sender else ReplyAction.PART_WITH_PAPERS
        part_with_answer(actor, action, consultee, lead, now)
        return
    if own is not None:
        started = sa.select(StatementVersion.id).where(StatementVersion.reply_id == own.id)
        if db.session.scalar(started) is not None:
            raise WrongState(
                "En av instanserna har ett påbörjat svar, som de andra inte får läsa. "
                "Registrera svaret för en instans i taget."
            )
        consultee.reply = lead
        db.session.flush()
        concerning = sa.or_(JointParty.reply_id == own.id, JointParty.own_matter_id == own.id)
        db.session.execute(sa.delete(JointParty).where(concerning))
        db.session.delete(own)
        return
    consultee.reply = lead


def _keep_viewpoints(
    actor: Actor, intake: Intake, version: StatementVersion, confirmed: ConfirmedReply, now: datetime, *, again: bool
) -> None:
    """Keep the viewpoints of the file. ``again``: those of what it replaces follow where their words stand."""
    reply = version.reply
    missing = [v for v in confirmed.viewpoints if v.keep and not version.text.contains(v.suggestion.text)]
    if missing:
        words = missing[0].suggestion.text[:60]
        raise InvalidInput(f"Synpunkten ”{words}…” står inte ordagrant i texten. Rätta avsnittet eller ta bort den.")
    there = words_that_follow(reply, version.text) if again else frozenset()
    standing = [
        i
        for i, v in enumerate(confirmed.viewpoints)
        if version.text.contains(v.suggestion.text) and normalise(v.suggestion.text) not in there
    ]
    kept = {i for i in standing if confirmed.viewpoints[i].keep}
    suggestions = [_renumbered(confirmed.viewpoints[i].suggestion, standing, kept) for i in standing]
    if not again:
        _set_aside_draft_viewpoints(reply, now)
    rows = add_suggestions(reply, suggestions, intake.remiss.themes, confirmed.rule_version, now)
    for row, viewpoint in zip(rows, (confirmed.viewpoints[i] for i in standing), strict=True):
        if not viewpoint.keep:
            row.removed_at = now
        elif confirmed.classified:
            label_viewpoint(actor, row, viewpoint.stance, viewpoint.themes, now)


def _renumbered(suggestion: SuggestedViewpoint, standing: Sequence[int], kept: set[int]) -> SuggestedViewpoint:
    """Let ``repeats`` count among those ``standing``; what restates one that is not kept counts by itself."""
    repeats = standing.index(suggestion.repeats) if suggestion.repeats in kept else None
    return replace(suggestion, repeats=repeats)


def _set_aside_draft_viewpoints(reply: Reply, now: datetime) -> None:
    """The file replaces what was drafted here: viewpoints of the draft would be counted twice, or show unsent words."""
    drafted = sa.select(Viewpoint).where(Viewpoint.reply_id == reply.id, Viewpoint.removed_at.is_(None))
    for viewpoint in db.session.scalars(drafted):
        viewpoint.removed_at = now


def _keep_decision(
    actor: Actor, reply: Reply, version: StatementVersion, decision: DecisionInput, now: datetime
) -> None:
    own = decision.outcome.departs and decision.reply_text is ReplyText.BOARD
    for organisation_id in sorted(reply.owners):
        row = add_decision(actor, reply, organisation_id, version, decision, now)
        row.own_version = version if own else None
    version.of_board = own
    if decision.outcome.departs and not own:
        reset_stances(reply, now)
