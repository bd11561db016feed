"""A reply that was sent wrongly and comes anew: the old one is kept with the reason, and what KS did follows."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from remiss.domain.roles import Actor
from remiss.domain.statement import CanonicalText, normalise
from remiss.errors import InvalidInput
from remiss.extensions import db
from remiss.models.decisions import Submission
from remiss.models.replies import Reply
from remiss.models.viewpoints import Assessment, Viewpoint, ViewpointLabel
from remiss.services.audit import record
from remiss.services.viewpoints import mark_viewpoint

_COPIED = ("kind", "stance", "theme_id", "status", "confidence", "cues", "rule_version", "author_id")
_COPIED_FROM_LABEL = (*_COPIED, "author_organisation_id", "created_at")
_COPIED_FROM_ANSWER = ("action", "reason", "changed_section", "author_id", "created_at")


def set_aside_submission(reply: Reply, reason: str, now: datetime) -> None:
    """Keep what was sent as replaced, so that another can stand in its place. Raises InvalidInput without a reason."""
    if not reason.strip():
        raise InvalidInput("Skriv varför det tidigare svaret ersätts.", "replaces_reason")
    query = sa.select(Submission).where(Submission.reply_id == reply.id, Submission.replaced_at.is_(None))
    for submission in db.session.scalars(query):
        submission.replaced_at, submission.replaced_reason = now, reason.strip()
    db.session.flush()


def words_that_follow(reply: Reply, text: CanonicalText) -> frozenset[str]:
    """Return the words of the viewpoints that stand in the new text too: they keep their labels and KS's answers."""
    query = sa.select(Viewpoint.text).where(Viewpoint.reply_id == reply.id, Viewpoint.removed_at.is_(None))
    return frozenset(normalise(words) for words in db.session.scalars(query) if text.contains(words))


def move_viewpoint(actor: Actor, viewpoint: Viewpoint, text: str, now: datetime) -> Viewpoint:
    """Let a viewpoint whose words are not in the new text go on in the words ``text``, with its labels and answer.

    The old row is kept as taken away. Raises InvalidInput when the words do not stand in the reply.
    """
    made = mark_viewpoint(actor, viewpoint.reply, text, now)
    made.programme_section = viewpoint.programme_section
    made.labels = [
        ViewpointLabel(**{name: getattr(label, name) for name in _COPIED_FROM_LABEL})
        for label in viewpoint.labels
        if label.superseded_at is None
    ]
    made.assessments = [
        Assessment(**{name: getattr(answer, name) for name in _COPIED_FROM_ANSWER})
        for answer in viewpoint.assessments
        if answer.superseded_at is None
    ]
    viewpoint.removed_at = now
    facts = {"viewpoint": viewpoint.id, "moved_to": made.id}
    record(actor, "flytta_synpunkt", "reply", viewpoint.reply_id, facts, now)
    return made
