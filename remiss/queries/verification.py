"""What a check of a compiled file compares with: released texts, also replaced ones, and the log's word on them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable

import sqlalchemy as sa

from remiss.domain.compilation import CompilationFacts
from remiss.domain.marks import Source
from remiss.domain.sealing import source_seal
from remiss.domain.statement import CanonicalText, deserialise
from remiss.domain.verification import Identity, Opened
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


def opened(sources: Collection[Source]) -> dict[int, Opened]:
    """Return which released text each hidden source is sealed with, by its number; the others are not here."""
    sealed = [source for source in sources if source.hidden and source.seal]
    if not sealed:
        return {}
    query = sa.select(Submission.secret, Submission.reply_id, StatementVersion.number, Submission.sha256).join(
        StatementVersion, StatementVersion.id == Submission.version_id
    )
    rows = [Opened((reply, number, sha256), secret) for secret, reply, number, sha256 in db.session.execute(query)]
    found = ((source.reply, _maker(source, rows)) for source in sealed)
    named = {reply: one for reply, one in found if one}
    whole = released_texts([one.identity[0] for one in named.values()])
    return {reply: one for reply, one in named.items() if one.identity in whole}


def _maker(source: Source, rows: Iterable[Opened]) -> Opened | None:
    return next((one for one in rows if source_seal(one.secret, source) == source.seal), None)


def seal_secrets(facts: CompilationFacts) -> dict[int, str]:
    """Return the secrets of the replies in a compilation, by their numbers in it. No page or file ever shows one."""
    query = (
        sa.select(Submission.reply_id, StatementVersion.number, Submission.sha256, Submission.secret)
        .join(StatementVersion, StatementVersion.id == Submission.version_id)
        .where(Submission.reply_id.in_([reply.id for reply in facts.replies]))
        .order_by(Submission.id.desc())
    )
    known = {(reply, number, sha256): secret for reply, number, sha256, secret in db.session.execute(query)}
    named = ((reply.number, known.get((reply.id, reply.version, reply.sha256))) for reply in facts.replies)
    return {number: secret for number, secret in named if secret}


def logged_until(identities: Collection[Identity], last: int) -> set[Identity]:
    """Return those whose hash the log tells of, in an event about the reply up to number ``last``."""
    about = (AuditEvent.thing_kind == "reply", AuditEvent.thing_id.in_({reply for reply, _, _ in identities}))
    query = sa.select(AuditEvent.thing_id, AuditEvent.facts).where(*about, AuditEvent.number <= last)
    told = [(reply, facts) for reply, facts in db.session.execute(query)]
    return {one for one in identities if any(reply == one[0] and one[2] in facts for reply, facts in told)}
