"""Takes words that came back from Word into the page: as own words, and as reasons of answers. Undone together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from remiss.domain.own_words import answer_of
from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.errors import InvalidInput, StaleForm, WrongState
from remiss.extensions import db
from remiss.models.own_words import WrittenWords
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.models.viewpoints import Assessment, Viewpoint
from remiss.services.assessments import assess, undo_group_answer
from remiss.services.own_words import take_prefilled_words, undo_own_words, write_own_words
from remiss.services.steps import require

NOTHING_CHOSEN = "Välj minst en ändring att ta in."
GONE = "Ändringarna är redan ångrade, eller skrivna på nytt efteråt."


@dataclass(frozen=True)
class ReturnedText:
    """A piece to take in; ``base`` is the id of the row that stood when the person chose to, 0 for none.

    One that is ``gone`` was deleted in the file and is taken away here too.
    """

    key: str
    words: str
    base: int
    gone: bool = False


def take_returned_words(actor: Actor, remiss: Remiss, texts: Sequence[ReturnedText], now: datetime) -> None:
    """Write every one of ``texts``, or none. Where own words are taken away the prefilled ones stand again.

    Raises InvalidInput when there are none or a key names nothing, StaleForm when somebody wrote in between.
    """
    actor = require(actor, Permission.COMPILATION_WRITE, remiss.sending_side)
    if not texts:
        raise InvalidInput(NOTHING_CHOSEN)
    for text in texts:
        viewpoint_id = answer_of(text.key)
        if viewpoint_id is None and text.gone:
            take_prefilled_words(actor, remiss, text.key, text.base, now)
        elif viewpoint_id is None:
            write_own_words(actor, remiss, text.key, text.words, text.base, now)
        else:
            _give_reason(actor, remiss, viewpoint_id, text, now)


def undo_returned_words(actor: Actor, remiss: Remiss, written_at: datetime, now: datetime) -> int:
    """Take back what the actor took in at ``written_at``, where it still stands; return how many pieces there were.

    Raises WrongState when nothing of it stands any more.
    """
    actor = require(actor, Permission.COMPILATION_WRITE, remiss.sending_side)
    rows = db.session.scalars(
        sa.select(WrittenWords).where(
            WrittenWords.remiss_id == remiss.id, WrittenWords.author_id == actor.user_id,
            WrittenWords.written_at == written_at, WrittenWords.superseded_at.is_(None),
        )
    ).all()  # fmt: skip
    for row in rows:
        undo_own_words(actor, remiss, row.key, row.id, now)
    answer = db.session.scalars(_standing_answers(actor, remiss, written_at)).first()
    answers = undo_group_answer(actor, remiss, answer.id, now) if answer else 0
    if not rows and not answers:
        raise WrongState(GONE)
    return len(rows) + answers


def _give_reason(actor: Actor, remiss: Remiss, viewpoint_id: int, text: ReturnedText, now: datetime) -> None:
    viewpoint = db.session.get(Viewpoint, viewpoint_id)
    if viewpoint is None or viewpoint.reply.remiss_id != remiss.id:
        raise InvalidInput("Det finns ingen sådan bedömning i sammanställningen.")
    standing = next((one for one in viewpoint.assessments if one.superseded_at is None), None)
    if standing is None or standing.id != text.base:
        raise StaleForm
    reason = "" if text.gone else text.words
    assess(actor, viewpoint, standing.action, reason, standing.changed_section, now)


def _standing_answers(actor: Actor, remiss: Remiss, written_at: datetime) -> sa.Select[Assessment]:
    query = sa.select(Assessment).join(Viewpoint).join(Reply, Reply.id == Viewpoint.reply_id)
    given = (Assessment.author_id == actor.user_id, Assessment.created_at == written_at)
    return query.where(Reply.remiss_id == remiss.id, *given, Assessment.superseded_at.is_(None))
