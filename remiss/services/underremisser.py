"""An underremiss: a body that has been asked asks others, such as subsidiaries, units or råd, and answers with theirs.

The remiss is its own and whoever it came from sees nothing of it; what the others answer reaches the body when they
release it, as with every remiss (DOMAIN §3, §7).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.editing import TypedSection, typed
from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.domain.statement import BlockShape, CanonicalText, SectionKey
from remiss.domain.workflow.judging import next_reply_state
from remiss.domain.workflow.states import RemissState, ReplyAction
from remiss.domain.workflow.table import reply_row
from remiss.errors import InvalidInput, WrongState
from remiss.extensions import db
from remiss.models.decisions import Submission
from remiss.models.organisations import Organisation
from remiss.models.parts import ReplyPart
from remiss.models.remisser import ProgrammePart, ProgrammeVersion, Remiss, Theme
from remiss.models.replies import Consultee, Reply
from remiss.models.statements import StatementVersion
from remiss.queries.underremisser import sent_underremiss
from remiss.services.remisser import open_replies
from remiss.services.statements import save_text
from remiss.services.steps import acting_bodies, facts_of, move_reply, newest_version, require, require_step
from remiss.text import long_date

PARTS_HEADING = "Svar från underremissen"


@dataclass(frozen=True)
class Asked:
    """What is written about an underremiss; the answers are wanted before the body's own."""

    title: str
    letter: str
    due_on: date
    organisation_ids: Sequence[int]


def send_underremiss(actor: Actor, reply: Reply, asked: Asked, version: int, now: datetime) -> Remiss:
    """Ask others from within a matter: the programme and its sections are the same, the themes too.

    Raises InvalidInput when nobody is asked or the day is not before the own, WrongState when it was done already.
    """
    require_step(actor, reply, ReplyAction.SEND_UNDERREMISS, version)
    sender_id = min(acting_bodies(actor, Permission.UNDERREMISS_SEND, reply))
    next_reply_state(reply_row(ReplyAction.SEND_UNDERREMISS), reply.state, facts_of(reply, actor))  # before it is made
    _validate(reply, sender_id, asked, now)
    parent = reply.remiss
    remiss = Remiss(
        sender_id=sender_id, parent_id=parent.id, title=asked.title, diary_number=reply.diary_number or "",
        letter=asked.letter, due_on=asked.due_on, state=RemissState.SENT, created_by_id=actor.user_id,
        created_at=now, sent_at=now,
    )  # fmt: skip
    remiss.themes = [
        Theme(key=theme.key, name=theme.name, description=theme.description, position=theme.position)
        for theme in parent.themes
    ]
    if parent.programme is not None:
        remiss.programmes = [_same(parent.programme, now)]
    db.session.add(remiss)
    db.session.flush()
    db.session.add_all(Consultee(remiss_id=remiss.id, organisation_id=place) for place in asked.organisation_ids)
    move_reply(actor, reply, ReplyAction.SEND_UNDERREMISS, now, underremiss=remiss.id, asked=asked.organisation_ids)
    open_replies(remiss, now)
    return remiss


def take_in_part(actor: Actor, reply: Reply, part: Submission, base: int, now: datetime) -> StatementVersion:
    """Put what ``part`` says, word for word and with its source, in the own text under its own heading.

    Raises WrongState when it stands there already, StaleForm when somebody saved since version ``base``.
    """
    require(actor, Permission.STATEMENT_WRITE, reply.owners)
    newest = newest_version(reply)
    known = sa.select(ReplyPart.id).where(ReplyPart.reply_id == reply.id, ReplyPart.submission_id == part.id)
    if db.session.scalar(known) is not None:
        raise WrongState("Svaret står redan i er text.")
    text = newest.text if newest else CanonicalText(())
    own = dict.fromkeys(block.section for block in text.blocks)
    sections = [_with_part(section, part) for section in typed(text, [*own, SectionKey.OTHER])]
    version = save_text(actor, reply, newest.title if newest else reply.remiss.title, sections, base, now)
    db.session.add(ReplyPart(reply=reply, submission=part, taken_by_id=actor.user_id, taken_at=now))
    return version


def _validate(reply: Reply, sender_id: int, asked: Asked, now: datetime) -> None:
    if sent_underremiss(reply):
        raise WrongState("Underremissen är redan skickad.")
    if not asked.organisation_ids:
        raise InvalidInput("Välj minst en mottagare.", "organisations")
    own = set(asked.organisation_ids) & (reply.owners | {reply.remiss.sender_id})
    known = db.session.scalar(
        sa.select(sa.func.count(Organisation.id)).where(Organisation.id.in_(asked.organisation_ids))
    )
    if own or known != len(set(asked.organisation_ids)):
        raise InvalidInput("Välj bland instanserna i listan.", "organisations")
    if asked.due_on <= local_date(now):
        raise InvalidInput("Sista svarsdag måste vara en kommande dag. Välj en senare dag.", "due_on")
    due = reply.due_on
    if due is not None and asked.due_on >= due:
        raise InvalidInput(f"Välj en dag före er egen sista svarsdag, {long_date(due)}.", "due_on")
    taken = sa.select(Remiss.id).where(Remiss.sender_id == sender_id, Remiss.diary_number == reply.diary_number)
    if db.session.scalar(taken.where(Remiss.registered_by_id.is_(None)).limit(1)) is not None:
        raise InvalidInput("Ert diarienummer finns redan på en annan remiss som ni har skickat.")


def _same(programme: ProgrammeVersion, now: datetime) -> ProgrammeVersion:
    """The same file and the same sections: what is said about a section can be followed to the parent's."""
    sections = [
        ProgrammePart(
            stable_id=part.stable_id, position=part.position, number=part.number, heading=part.heading,
            level=part.level, text=part.text,
        )
        for part in programme.sections
    ]  # fmt: skip
    return ProgrammeVersion(
        number=1,
        title=programme.title,
        attachment=programme.attachment,
        created_at=now,
        issued_at=now,
        sections=sections,
    )


def _with_part(section: TypedSection, part: Submission) -> TypedSection:
    if section.key is not SectionKey.OTHER:
        return section
    words = "\n\n".join([_source(part), *_viewpoints(part.version.text)])
    empty = not section.body.strip()
    return replace(
        section,
        heading=PARTS_HEADING if empty else section.heading,
        body=words if empty else f"{section.body}\n\n{words}",
    )


def _source(part: Submission) -> str:
    day = local_date(part.submitted_at)
    names = {c.organisation_id: c.organisation.name_on(day) for c in part.reply.consultees}
    number = part.reply.numbers(names)
    dnr = f", dnr {number}" if number else ""
    return f"{' och '.join(names.values())}{dnr}, svarade den {long_date(day)} följande på underremissen."


def _viewpoints(text: CanonicalText) -> list[str]:
    """Return the words of the section of viewpoints, or of the whole text when it has none."""
    plain = [block for block in text.blocks if block.shape is not BlockShape.HEADING]
    own = [block.text for block in plain if block.section is SectionKey.VIEWPOINTS]
    return own or [block.text for block in plain]
