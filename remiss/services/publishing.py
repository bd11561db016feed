"""Publishing the papers of a meeting: the signed text is released to its sender before the decision (DOMAIN §7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.domain.workflow.states import ReplyAction
from remiss.errors import InvalidInput
from remiss.extensions import db
from remiss.models.decisions import Meeting, Publication
from remiss.models.replies import Reply
from remiss.queries.publishing import unpublished_meetings
from remiss.services.steps import acting_bodies, facts_of, move_reply, newest_version, require_step


def publish_papers(actor: Actor, reply: Reply, meeting: Meeting, version: int, now: datetime) -> Publication:
    """Release the signed text as it stands with the papers of ``meeting``: it is no reply, and cannot be taken back.

    A text that is written later is not released with it. Raises InvalidInput when another meeting has the matter now.
    """
    require_step(actor, reply, ReplyAction.PUBLISH_PAPERS, version)
    text, possible = newest_version(reply), meetings_to_publish(actor, reply)
    facts: dict[str, Any] = {"number": text.number, "sha256": text.sha256} if text else {}
    facts |= {"held_on": meeting.held_on, "organisation": meeting.organisation_id}
    move_reply(actor, reply, ReplyAction.PUBLISH_PAPERS, now, **facts)
    if text is None or meeting not in possible:
        raise InvalidInput("Ärendet står inte på det sammanträdet. Läs in sidan på nytt.")
    row = Publication(
        reply_id=reply.id, version=text, meeting=meeting, sha256=text.sha256, published_by_id=actor.user_id,
        published_at=now,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row


def meetings_to_publish(actor: Actor, reply: Reply) -> Sequence[Meeting]:
    """Return the meetings with whose papers ``actor`` can publish the text of ``reply``: one of each body."""
    own = acting_bodies(actor, Permission.REPLY_SUBMIT, reply)
    text, known = newest_version(reply), facts_of(reply, actor, own)
    return unpublished_meetings(reply.id, text.id, known.unpublished & own) if text else []
