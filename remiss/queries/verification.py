"""What a check of a compiled file compares with: released texts, also replaced ones, and the log's word on them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection

import sqlalchemy as sa

from remiss.domain.statement import CanonicalText, deserialise
from remiss.domain.verification import Identity
from remiss.extensions import db
from remiss.models.decisions import Submission
from remiss.models.operations import AuditEvent
from remiss.models.statements import StatementVersion


def released_texts(reply_ids: Collection[int]) -> dict[Identity, CanonicalText]:
    """Return every text of these replies that was ever released, and that still has the hash of its release.

    What was never released is not here: a file with a guess in it must not be told whether the guess is right.
    """
    query = (
        sa.select(Submission.reply_id, StatementVersion.number, Submission.sha256, StatementVersion.content)
        .join(StatementVersion, StatementVersion.id == Submission.version_id)
        .where(Submission.reply_id.in_(reply_ids))
    )
    return {
        (reply, number, sha256): deserialise(content)
        for reply, number, sha256, content in db.session.execute(query)
        if hashlib.sha256(content.encode()).hexdigest() == sha256
    }


def logged_until(identities: Collection[Identity], last: int) -> set[Identity]:
    """Return those whose hash the log tells of, in an event about the reply up to number ``last``."""
    about = (AuditEvent.thing_kind == "reply", AuditEvent.thing_id.in_({reply for reply, _, _ in identities}))
    query = sa.select(AuditEvent.thing_id, AuditEvent.facts).where(*about, AuditEvent.number <= last)
    told = [(reply, facts) for reply, facts in db.session.execute(query)]
    return {one for one in identities if any(reply == one[0] and one[2] in facts for reply, facts in told)}
