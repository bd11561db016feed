"""An earlier remiss used again: what its sender asked is copied into a new draft, nothing of what was answered."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from remiss.clock import local_date
from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.extensions import db
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee
from remiss.queries.names import Resolved, resolve
from remiss.queries.questions import questions_of, sections_of
from remiss.services.audit import record
from remiss.services.questions import QuestionInput, set_questions
from remiss.services.remisser import RemissDetails, ThemeInput, choose_consultees, create_remiss, set_themes
from remiss.services.steps import require


def copy_remiss(
    actor: Actor, earlier: Remiss, title: str, diary_number: str, now: datetime
) -> tuple[Remiss, Resolved]:  # fmt: skip
    """Make a draft with the letter, themes, bodies, questions and required sections of ``earlier``, and no due date.

    Returns it with how its bodies were followed to those of today: an ended one to whoever took over. The programme and
    its annexes are another matter's papers and stay behind. Raises InvalidInput when the diary number is taken.
    """
    actor = require(actor, Permission.REMISS_EDIT, earlier.sending_side)
    details = RemissDetails(title, diary_number, earlier.letter, None)
    made = create_remiss(actor, earlier.sender_id, details, now)
    themes = [ThemeInput(theme.key, theme.name, theme.description) for theme in earlier.themes]
    set_themes(actor, made, themes, made.version, now)
    asked = resolve(_invited(earlier), local_date(now))
    choose_consultees(actor, made, sorted(asked.ids), made.version, now)
    questions = [
        QuestionInput(row.text, row.mandatory, resolve(row.bodies, local_date(now)).ids & asked.ids)
        for row in questions_of(earlier.id)
        if not row.bodies or resolve(row.bodies, local_date(now)).ids & asked.ids
    ]
    set_questions(actor, made, questions, sections_of(earlier.id), made.version, now)
    record(actor, "kopiera_remiss", "remiss", made.id, {"from": earlier.id}, now)
    return made, asked


def _invited(remiss: Remiss) -> frozenset[int]:
    """Return whom the sender asked; who answered unasked is no part of the list."""
    query = sa.select(Consultee.organisation_id).where(Consultee.remiss_id == remiss.id, Consultee.invited)
    return frozenset(db.session.scalars(query))
