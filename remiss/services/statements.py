"""Writing, reviewing and signing the text of a reply. Every save is a new row; nothing typed is overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from remiss.domain.board_words import spoken
from remiss.domain.editing import TypedSection, apply_edit
from remiss.domain.permissions import Permission, acting
from remiss.domain.roles import Actor, Role
from remiss.domain.statement import CanonicalText, digest, serialise
from remiss.domain.workflow.checks import signing_body
from remiss.domain.workflow.states import ReplyAction
from remiss.domain.workflow.table import reply_row
from remiss.errors import InvalidInput, StaleForm, WrongState
from remiss.extensions import db
from remiss.models.operations import AuditEvent
from remiss.models.organisations import Organisation, OrganisationKind
from remiss.models.people import User
from remiss.models.replies import Reply
from remiss.models.statements import SendBack, Signature, StatementVersion
from remiss.models.viewpoints import Viewpoint
from remiss.queries.signing import approval, content_to_sign
from remiss.services.audit import record
from remiss.services.steps import (
    acting_bodies,
    facts_of,
    move_reply,
    newest_version,
    require,
    require_step,
    signature_levels,
)

_TO_FIRST_SIGNER = {True: ReplyAction.SEND_FOR_REVIEW, False: ReplyAction.SEND_FOR_SIGNATURE}
"""How the text goes to who signs first, by whether two are to sign it."""


def save_text(
    actor: Actor, reply: Reply, title: str, sections: Sequence[TypedSection], base: int, now: datetime
) -> StatementVersion:
    """Save what was typed as a new version built on version number ``base`` (0 for the first).

    Raises StaleForm when somebody saved in between. Saving an unchanged text returns the version that is there.
    """
    require_step(actor, reply, ReplyAction.SAVE_TEXT)
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
    last = sa.select(sa.func.max(StatementVersion.number)).where(StatementVersion.reply_id == reply.id)
    version = StatementVersion(
        reply_id=reply.id,
        number=(db.session.scalar(last) or 0) + 1,
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
    require_step(actor, reply, ReplyAction.SEND_FOR_REVIEW)
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
    require(actor, Permission.MATTER_VIEW, reply.owners)
    steps = {
        "granskning": (ReplyAction.SIGN_AS_HEAD, Role.HEAD),
        "signering": (ReplyAction.SIGN_AS_DIRECTOR, Role.DIRECTOR),
    }
    if reply.state.value not in steps:
        raise WrongState("Texten väntar inte på någon signatur. Läs in sidan på nytt.")
    action, role = steps[reply.state.value]
    body, version = _signing_for(actor, reply, action), _version(reply, base)
    user = db.session.get_one(User, actor.user_id)
    signature = Signature(
        version_id=version.id,
        sha256=version.sha256,
        user_id=actor.user_id,
        organisation_id=body,
        role=role,
        title=user.title or _usual_title(role, db.session.get_one(Organisation, body).kind),
        on_behalf_of=acting(actor, reply_row(action).permission, reply.owners).on_behalf_of,
        signed_at=now,
    )
    content, labels = content_to_sign(version)
    seal = approval(signature).seal(content.digest())
    event = move_reply(
        actor, reply, action, now, sha256=version.sha256, content=content.digest(), labels=list(labels), seal=seal
    )
    db.session.add(signature)
    return event


def _usual_title(role: Role, kind: OrganisationKind) -> str:
    """Return what somebody without a title of their own signs as: VD of a company, ordförande of a råd."""
    company, council = kind is OrganisationKind.COMPANY, kind is OrganisationKind.COUNCIL
    title = spoken(role.label, company=company, council=council)
    return f"{title[0].upper()}{title[1:]}"


def _signing_for(actor: Actor, reply: Reply, action: ReplyAction) -> int:
    """Return whose signature the actor puts on the text. Raises Forbidden when it is nobody's."""
    permission = reply_row(action).permission
    bodies = acting_bodies(actor, permission, reply)
    require(actor, permission, reply.owners)
    return signing_body(facts_of(reply, actor, bodies)) or min(bodies)


def send_back(actor: Actor, reply: Reply, base: int, reason: str, now: datetime) -> AuditEvent:
    """Send version ``base`` back to the officer with reasons; signatures on it are voided, visibly."""
    head = reply.state.value == "granskning"
    action = ReplyAction.HEAD_SENDS_BACK if head else ReplyAction.DIRECTOR_SENDS_BACK
    require_step(actor, reply, action)
    version = _version(reply, base)
    event = move_reply(actor, reply, action, now, reason=reason)
    return_to_officer(actor, version, reason, now)
    return event


def return_to_officer(actor: Actor, version: StatementVersion, reason: str, now: datetime) -> None:
    """Keep the reasons beside the version and void what was signed."""
    void_signatures(version.reply, "Texten skickades tillbaka för ändring.", now)
    db.session.add(SendBack(version_id=version.id, user_id=actor.user_id, reason=reason.strip(), sent_back_at=now))


def tick_points(actor: Actor, row: SendBack, done: Sequence[int], now: datetime) -> None:
    """Note which points of the reasons are done, by their numbers; the officer does so while the text is a draft."""
    reply = row.version.reply
    actor = require(actor, reply_row(ReplyAction.SAVE_TEXT).permission, reply.owners, reply.officer_id)
    if reply.state not in reply_row(ReplyAction.SAVE_TEXT).sources:
        raise WrongState("Texten är lämnad, så punkterna kan inte bockas av nu.")
    row.done = sorted(set(done))
    record(actor, "bocka_av_punkter", "reply", reply.id, {"send_back": row.id, "done": row.done}, now)


def reopen(actor: Actor, reply: Reply, now: datetime) -> AuditEvent:
    """Open a text that was changed after it was signed: it is a draft again, and must be signed anew."""
    event = move_reply(actor, reply, ReplyAction.REOPEN, now)
    void_signatures(reply, "Texten ändrades efter signeringen.", now)
    return event


def void_signatures(reply: Reply, reason: str, now: datetime) -> None:
    """Void every signature on the reply's texts; they stay and are shown as void."""
    query = sa.select(Signature).join(StatementVersion).where(StatementVersion.reply_id == reply.id)
    for signature in db.session.scalars(query.where(Signature.voided_at.is_(None))):
        signature.voided_at, signature.voided_reason = now, reason


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
