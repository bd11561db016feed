"""The sender's own words in a compilation: written in the page or in Word, taken back, never overwritten unseen."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from remiss.domain.own_words import is_document_key, reply_of, theme_of
from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.errors import InvalidInput, StaleForm, WrongState
from remiss.extensions import db
from remiss.models.decisions import Submission
from remiss.models.own_words import WrittenWords
from remiss.models.remisser import Remiss
from remiss.queries.own_words import wordings
from remiss.queries.wall import released
from remiss.services.audit import record
from remiss.services.establishing import require_open_compilation
from remiss.services.steps import require

EMPTY = "Skriv något, eller gå tillbaka till den förifyllda texten."


def write_own_words(actor: Actor, remiss: Remiss, key: str, text: str, base: int, now: datetime) -> WrittenWords:
    """Give the piece ``key`` the words ``text``; ``base`` is the id of the wording that was read, 0 for none.

    Words that stand there already are left as they are. Raises StaleForm when somebody wrote in between, InvalidInput
    for empty words and for a key that names nothing in this remiss.
    """
    require(actor, Permission.COMPILATION_WRITE, remiss.sending_side)
    words = text.strip()
    if not words:
        raise InvalidInput(EMPTY, "text")
    return _put(actor, remiss, key, words, base, now)


def take_prefilled_words(actor: Actor, remiss: Remiss, key: str, base: int, now: datetime) -> WrittenWords:
    """Go back to the words that are prefilled from confirmed labels. Raises as ``write_own_words``."""
    return _put(actor, remiss, key, None, base, now)


def undo_own_words(actor: Actor, remiss: Remiss, key: str, base: int, now: datetime) -> WrittenWords:
    """Go back to the wording before the newest one, as a new one: undoing twice brings the newest back.

    Raises WrongState when nobody has written anything, and as ``write_own_words``.
    """
    require(actor, Permission.COMPILATION_WRITE, remiss.sending_side)
    rows = wordings(remiss.id, key)
    if not rows:
        raise WrongState("Det finns inget att ångra: ingen har skrivit här ännu.")
    return _put(actor, remiss, key, rows[1].text if len(rows) > 1 else None, base, now)


def _put(actor: Actor, remiss: Remiss, key: str, text: str | None, base: int, now: datetime) -> WrittenWords:
    actor = require(actor, Permission.COMPILATION_WRITE, remiss.sending_side)
    require_open_compilation(remiss)
    _require_known(remiss, key)
    standing = next((row for row in wordings(remiss.id, key) if row.superseded_at is None), None)
    if base != (standing.id if standing else 0):
        raise StaleForm
    if standing is not None:
        if standing.text == text:
            return standing
        standing.superseded_at = now
        db.session.flush()
    row = WrittenWords(remiss_id=remiss.id, key=key, text=text, author_id=actor.user_id, written_at=now)
    db.session.add(row)
    db.session.flush()
    record(actor, "skriv_egna_ord", "remiss", remiss.id, {"key": key, "prefilled": text is None}, now)
    return row


def _require_known(remiss: Remiss, key: str) -> None:
    """A piece is about the whole, about a reply that has come in, or about a theme of this remiss."""
    reply_id, theme = reply_of(key), theme_of(key)
    here = reply_id is not None and db.session.scalar(_is_released(remiss.id, reply_id)) is not None
    if not (is_document_key(key) or here or theme in {one.key for one in remiss.themes}):
        raise InvalidInput("Det finns ingen sådan text i sammanställningen.")


def _is_released(remiss_id: int, reply_id: int) -> sa.Select[int]:
    return released(remiss_id).with_only_columns(Submission.id).where(Submission.reply_id == reply_id)
