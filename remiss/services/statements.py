"""Writing, reviewing and signing the text of a reply. Every save is a new row; nothing typed is overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from remiss.domain.editing import TypedSection, apply_edit
from remiss.domain.permissions import acting
from remiss.domain.roles import Actor, Role
from remiss.domain.statement import CanonicalText, digest, serialise
from remiss.domain.workflow.checks import signing_body
from remiss.domain.workflow.states import ReplyAction
from remiss.domain.workflow.table import reply_row
from remiss.errors import InvalidInput, StaleForm, WrongState
from remiss.extensions import db
from remiss.models.operations import AuditEvent
from remiss.models.people import User
from remiss.models.replies import Reply
from remiss.models.statements import SendBack, Signature, StatementVersion
from remiss.models.viewpoints import Viewpoint
from remiss.services.steps import (
    acting_bodies,
    facts_of,
    move_reply,
    newest_version,
    require,
    signature_levels,
    standing_signatures,
)

_TO_FIRST_SIGNER = {True: ReplyAction.SEND_FOR_REVIEW, False: ReplyAction.SEND_FOR_SIGNATURE}
"""How the text goes to who signs first, by whether two are to sign it."""


def save_text(
    actor: Actor, reply: Reply, title: str, sections: Sequence[TypedSection], base: int, now: datetime
) -> StatementVersion:
    """Save what was typed as a new version built on version number ``base`` (0 for the first).

    Raises StaleForm when somebody saved in between. Saving an unchanged text returns the version that is there.
    """
    newest = newest_version(reply)
    if (newest.number if newest else 0) != base:
        raise StaleForm
    text = apply_edit(newest.text if newest else None, sections)
    if newest and newest.sha256 == digest(text) and newest.title == title.strip():
        return newest
    version = add_version(actor, reply, title, text, now)
    move_reply(actor, reply, ReplyAction.SAVE_TEXT, now, number=version.number, sha256=version.sha256)
    return version


def add_version(actor: Actor, reply: Reply, title: str, text: CanonicalText, now: datetime) -> StatementVersion:
    """Append a version to ``reply``. Raises InvalidInput when there is no title."""
    if not title.strip():
        raise InvalidInput("Skriv en rubrik.", "title")
    newest = newest_version(reply)
    version = StatementVersion(
        reply_id=reply.id,
        number=newest.number + 1 if newest else 1,
        title=title.strip(),
        content=serialise(text),
        sha256=digest(text),
        created_by_id=actor.user_id,
        created_at=now,
    )
    db.session.add(version)
    db.session.flush()
    return version


def send_for_review(actor: Actor, reply: Reply, base: int, now: datetime) -> AuditEvent:
    """Give version ``base`` to the head, or to the director where one signature is enough.

    Raises InvalidInput when a section or a marked viewpoint is missing in it.
    """
    version = _version(reply, base)
    lost = lost_viewpoints(version)
    if lost:
        raise InvalidInput(
            f"Synpunkten ”{_short(lost[0].text)}” står inte längre ordagrant i texten. "
            "Spara texten. Ta sedan bort synpunkten eller markera om den under Synpunkter."
        )
    return move_reply(actor, reply, _TO_FIRST_SIGNER[signature_levels(reply) > 1], now, sha256=version.sha256)


def take_back(actor: Actor, reply: Reply, now: datetime) -> AuditEvent:
    """Undo sending for review or signature, while nobody has signed."""
    return move_reply(actor, reply, ReplyAction.TAKE_BACK, now)


def sign(actor: Actor, reply: Reply, base: int, now: datetime) -> AuditEvent:
    """Sign exactly version ``base`` as head or as director, whichever the matter waits for, for one's own body.

    Raises StaleForm when the text on the page is not the newest; WrongState when nothing waits for a signature.
    """
    version = _version(reply, base)
    steps = {
        "granskning": (ReplyAction.SIGN_AS_HEAD, Role.HEAD),
        "signering": (ReplyAction.SIGN_AS_DIRECTOR, Role.DIRECTOR),
    }
    if reply.state.value not in steps:
        raise WrongState("Texten väntar inte på någon signatur. Läs in sidan på nytt.")
    action, role = steps[reply.state.value]
    body = _signing_for(actor, reply, action)
    event = move_reply(actor, reply, action, now, sha256=version.sha256)
    user = db.session.get_one(User, actor.user_id)
    db.session.add(
        Signature(
            version_id=version.id,
            sha256=version.sha256,
            user_id=actor.user_id,
            organisation_id=body,
            role=role,
            title=user.title or role.label.capitalize(),
            on_behalf_of=acting(actor, reply_row(action).permission, reply.owners).on_behalf_of,
            signed_at=now,
        )
    )
    return event


def _signing_for(actor: Actor, reply: Reply, action: ReplyAction) -> int:
    """Return whose signature the actor puts on the text. Raises Forbidden when it is nobody's."""
    permission = reply_row(action).permission
    bodies = acting_bodies(actor, permission, reply)
    require(actor, permission, reply.owners)
    return signing_body(facts_of(reply, bodies)) or min(bodies)


def send_back(actor: Actor, reply: Reply, base: int, reason: str, now: datetime) -> AuditEvent:
    """Send version ``base`` back to the officer with reasons; signatures on it are voided, visibly."""
    version = _version(reply, base)
    head = reply.state.value == "granskning"
    action = ReplyAction.HEAD_SENDS_BACK if head else ReplyAction.DIRECTOR_SENDS_BACK
    event = move_reply(actor, reply, action, now, reason=reason)
    return_to_officer(actor, version, reason, now)
    return event


def return_to_officer(actor: Actor, version: StatementVersion, reason: str, now: datetime) -> None:
    """Keep the reasons beside the version and void what was signed."""
    for signature in standing_signatures(version):
        signature.voided_at, signature.voided_reason = now, "Texten skickades tillbaka för ändring."
    db.session.add(SendBack(version_id=version.id, user_id=actor.user_id, reason=reason.strip(), sent_back_at=now))


def lost_viewpoints(version: StatementVersion) -> list[Viewpoint]:
    """Return the marked viewpoints whose words no longer stand in ``version``."""
    query = sa.select(Viewpoint).where(Viewpoint.reply_id == version.reply_id, Viewpoint.removed_at.is_(None))
    text = version.text
    return [v for v in db.session.scalars(query.order_by(Viewpoint.position)) if not text.contains(v.text)]


def _version(reply: Reply, base: int) -> StatementVersion:
    version = newest_version(reply)
    if version is None:
        raise InvalidInput("Det finns ingen text ännu. Skriv och spara den först.")
    if version.number != base:
        raise StaleForm("Texten har ändrats sedan du öppnade sidan. Läs den nya versionen först.")
    return version


def _short(text: str, length: int = 60) -> str:
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
