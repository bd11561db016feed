"""How what begins with a file is done through the services, and what an office notes beside its text."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count

import sqlalchemy as sa

from remiss.documents.interpretation.reply import parse_reply
from remiss.domain.document import Block, BlockKind, Document
from remiss.domain.parsed import Programme, ProgrammeSection
from remiss.domain.roles import Actor
from remiss.domain.statement import SectionKey
from remiss.extensions import db
from remiss.models.decisions import Meeting
from remiss.models.intakes import Intake
from remiss.models.organisations import Organisation
from remiss.models.replies import Basis
from remiss.queries.statement_files import statement_files
from remiss.services import (
    completions,
    extensions,
    intakes,
    new_versions,
    preparation,
    publishing,
    underremisser,
)
from remiss.services import (
    statement_files as files,
)
from tests.machine.doing import SAVES, Act, Doing
from tests.machine.rules import REPLACES
from tests.support.world import DUE, reply_of, some_attachment

READ = parse_reply(
    Document(
        (Block(BlockKind.HEADING, "Svar", level=1), Block(BlockKind.PARAGRAPH, "Vi tycker så.")),
        "md",
        exact_paragraphs=True,
    )
).to_json()
_later = (DUE + timedelta(days=number) for number in count(1))


def take_in(basis: Basis, *, by_sender: bool) -> Act:
    """A file is uploaded, read and confirmed: for one body, or for all that answer together."""

    def act(d: Doing) -> object:
        return intakes.confirm_intake(d.actor, _read(d, by_sender=by_sender), _confirmed(d, basis), d.now)

    return act


def register_signed(d: Doing) -> object:
    signers = [] if d.attempt.lacks == "underskrift" else [("Kim Ek", "direktör")]
    day = d.tomorrow if d.attempt.lacks == "dag_som_varit" else d.now.date()
    confirmed = _confirmed(d, Basis.UNKNOWN)
    return intakes.register_signed_paper(d.actor, _read(d, by_sender=False), confirmed, signers, day, d.now)


def _read(d: Doing, *, by_sender: bool) -> Intake:
    return read_intake(d, d.actor, d.world.ks if by_sender else getattr(d.world, d.attempt.other))


def read_intake(d: Doing, actor: Actor, owner: int) -> Intake:
    """Upload a file as ``actor`` for the organisation ``owner``; the reading of it found a title and viewpoints."""
    organisation = db.session.get_one(Organisation, owner)
    intake = intakes.start_intake(actor, d.remiss, organisation, some_attachment(actor), d.now)
    intakes.store_reading(intake, READ, {"viewpoints": []})
    return intake


def _confirmed(d: Doing, basis: Basis) -> intakes.ConfirmedReply:
    body = getattr(d.world, d.attempt.other)
    reply, number = reply_of(d.remiss_id, body), d.number("diarienummer_nu")
    if not number:
        reply.diary_number = ""  # nothing typed, and no number from before
    together = d.attempt.action.startswith("registrera_") and (d.attempt.otherwise or d.attempt.action in REPLACES)
    reason = d.unless("motivering", "Fel fil.") if d.attempt.action in REPLACES else ""
    return intakes.ConfirmedReply(
        organisation_ids=tuple(sorted(reply.owners)) if together else (body,),
        title="Svar", diary_number=number, basis=basis, decision=None,
        sections=[(SectionKey.VIEWPOINTS, "Synpunkter", [f"Belysningen bör byggas ut, skrev vi {next(SAVES)}."])],
        viewpoints=[], classified=False, rule_version="prov-1", replaces_reason=reason,
        decision_expected_on=d.day() if basis is Basis.PRELIMINARY else None,
    )  # fmt: skip


def prepare(d: Doing) -> object:
    if d.attempt.otherwise or d.attempt.lacks == "forum":
        forum = d.unless("forum", f"grupp {next(SAVES)}")
        return preparation.add_consultation(d.actor, d.reply, forum, d.tomorrow, d.now)
    unit = d.unless("enhet", f"enhet {next(SAVES)}")
    return preparation.add_contribution(d.actor, d.reply, unit, None, [], None, d.now)


def change_files(d: Doing) -> object:
    there = statement_files(d.reply.id)
    if d.attempt.otherwise and there:
        return files.remove_file(d.actor, there[0], d.reply, d.now)
    row = files.add_file(d.actor, d.reply, some_attachment(d.actor), "Karta", d.now)
    return files.rename_file(d.actor, row, d.reply, "", d.now) if d.attempt.lacks else row


def publish(d: Doing) -> object:
    own = getattr(d.world, d.attempt.place, 0)
    query = sa.select(Meeting).where(Meeting.held_on == d.tomorrow)
    theirs = Meeting.organisation_id != own if d.attempt.lacks == "sammantrade" else Meeting.organisation_id == own
    meeting = db.session.scalars(query.where(theirs)).first()
    meeting = meeting or Meeting(organisation_id=d.world.external, held_on=d.tomorrow)
    return publishing.publish_papers(d.actor, d.reply, meeting, d.shown.version, d.now)


def ask_completion(d: Doing) -> object:
    day = d.now.date() - timedelta(days=1) if d.attempt.lacks == "dag_som_kommer" else DUE
    return completions.ask_completion(d.actor, d.reply, "Vad kostar det?", day, None, d.now).id


def answer_completion(d: Doing) -> object:
    return completions.answer_completion(d.actor, d.completion, d.unless("svar", "Tusen kronor."), None, d.now)


def call_off_completion(d: Doing) -> object:
    return completions.call_off_completion(d.actor, d.completion, d.unless("motivering", "Löst."), d.now)


def another_day(d: Doing) -> date:
    """Return a later day than anybody has asked for, or the one that holds already."""
    return DUE if d.attempt.lacks == "dag_som_kommer" else next(_later)


def ask_extension(d: Doing) -> object:
    until = another_day(d)
    row = extensions.ask_extension(d.actor, d.reply, until, d.unless("motivering", "Nämnden."), d.shown.version, d.now)
    db.session.flush()
    return row.id


def grant_extension(d: Doing) -> object:
    until = another_day(d)
    return extensions.grant_extension(d.actor, d.reply, until, "", d.extension, d.now)


def refuse_extension(d: Doing) -> object:
    return extensions.refuse_extension(d.actor, d.reply, d.unless("motivering", "Nej."), d.extension, d.now)


def ask_in_turn(d: Doing) -> object:
    asked = [] if d.attempt.lacks == "mottagare" else [d.world.external]
    due = d.now.date() if d.attempt.lacks == "sista_svarsdag" else DUE - timedelta(days=30)
    details = underremisser.Asked("Underremiss", "Svara oss.", due, asked)
    return underremisser.send_underremiss(d.actor, d.reply, details, d.shown.version, d.now)


def prepare_version(d: Doing) -> object:
    sections = (ProgrammeSection("1", "Inledning", 1, (f"Programmet gäller, gång {next(SAVES)}.",)),)
    return new_versions.prepare_version(d.actor, d.remiss, Programme("Ny", sections), some_attachment(d.actor), d.now)


def issue_version(d: Doing) -> object:
    letter = d.unless("brev", "Se avsnitt 1.")
    return new_versions.issue_version(d.actor, d.remiss, letter, None, d.shown.version, d.now)


def tamper(d: Doing) -> None:
    """Somebody with access to the database changes the newest text of the office."""
    change = "UPDATE statement_version SET title = title || '!' WHERE id ="
    newest = " (SELECT max(id) FROM statement_version WHERE reply_id = :reply AND NOT of_board)"
    db.session.execute(sa.text(change + newest), {"reply": d.attempt.matter})
    db.session.expire_all()
