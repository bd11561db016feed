"""Handing out documents (TF 2 kap.): chosen, masked, reviewed, handed out once. KS's publication never blocks it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from remiss.domain.disclosure import SHORTEST, DisclosureOutcome, Mask, places
from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.errors import InvalidInput, NotVisible, StaleForm, WrongState
from remiss.extensions import db
from remiss.models.disclosures import Disclosure
from remiss.models.operations import AuditEvent
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.queries.disclosures import holdings, need_for
from remiss.services.audit import record
from remiss.services.steps import require


@dataclass(frozen=True)
class Review:
    """The secrecy review as it was noted."""

    examined: str
    outcome: DisclosureOutcome
    ground: str


def begin_disclosure(
    actor: Actor, body_id: int, remiss: Remiss, reply: Reply | None, keys: Collection[str], asked_by: str, now: datetime
) -> Disclosure:
    """Begin to hand out the documents with ``keys`` and return the row; who asked may be left empty."""
    need = Permission.INCOMING_DISCLOSE if reply is None else Permission.MATTER_DISCLOSE
    actor = require(actor, need, frozenset({body_id}))
    chosen = holdings(remiss, reply).chosen(keys)
    known = [paper.key for paper in chosen.papers] + [original.key for original in chosen.originals]
    if not known:
        raise InvalidInput("Välj minst en handling.", "documents")
    disclosure = Disclosure(
        organisation_id=body_id, remiss_id=remiss.id, reply_id=reply.id if reply else None, documents=known, masks=[],
        asked_by=asked_by.strip(), created_by_id=actor.user_id, created_at=now,
    )  # fmt: skip
    db.session.add(disclosure)
    db.session.flush()
    record(actor, "borja_utlamna", "disclosure", disclosure.id, {"documents": len(known)}, now)
    return disclosure


def add_mask(actor: Actor, disclosure: Disclosure, mask: Mask) -> None:
    """Mask words wherever they stand in the chosen papers. Raises InvalidInput when they stand nowhere."""
    _require_open(actor, disclosure)
    words = " ".join(mask.words.split())
    if len(words) < SHORTEST:
        raise InvalidInput(f"Skriv minst {SHORTEST} tecken att maska.", "words")
    papers = holdings(disclosure.remiss, disclosure.reply).chosen(disclosure.documents).papers
    if not places(papers, Mask(words, mask.ground)):
        raise InvalidInput("Orden finns inte i de valda handlingarna. Kopiera dem ur texten.", "words")
    disclosure.masks = [*disclosure.masks, {"words": words, "ground": " ".join(mask.ground.split())}]
    disclosure.version += 1


def choose_places(actor: Actor, disclosure: Disclosure, number: int, masked_at: Collection[int]) -> None:
    """Mask the words of one mask only at the places ``masked_at``, as ``places`` counts them.

    Raises InvalidInput when none is chosen: a mask that hides nothing is taken away instead.
    """
    _require_open(actor, disclosure)
    mask = mask_of(disclosure, number)
    papers = holdings(disclosure.remiss, disclosure.reply).chosen(disclosure.documents).papers
    kept = {place.number for place in places(papers, mask)} - set(masked_at)
    if not kept < {place.number for place in places(papers, mask)}:
        raise InvalidInput("Välj minst ett ställe, eller ta bort maskeringen.", "places")
    rows = list(disclosure.masks)
    rows[number - 1] = {**rows[number - 1], "kept": sorted(kept)}
    disclosure.masks = rows
    disclosure.version += 1


def mask_of(disclosure: Disclosure, number: int) -> Mask:
    """Return a mask by its place in the list. Raises NotVisible when there is none."""
    if not 1 <= number <= len(disclosure.masks):
        raise NotVisible
    return disclosure.chosen_masks[number - 1]


def remove_mask(actor: Actor, disclosure: Disclosure, number: int) -> None:
    """Take a mask away, by its place in the list."""
    _require_open(actor, disclosure)
    disclosure.masks = [row for place, row in enumerate(disclosure.masks, start=1) if place != number]
    disclosure.version += 1


def finish_disclosure(
    actor: Actor, disclosure: Disclosure, review: Review, version: int, sha256: str, now: datetime
) -> AuditEvent:
    """Note the review and that the file with ``sha256``, made from ``version``, is handed out."""
    actor = _require_open(actor, disclosure)
    if disclosure.version != version:
        raise StaleForm
    partly = review.outcome is DisclosureOutcome.PARTLY
    if partly and not review.ground.strip():
        raise InvalidInput("Ange lagrum för det som inte lämnas ut.", "ground")
    if disclosure.masks and not partly:
        raise InvalidInput("Det finns maskeringar. Välj att handlingarna lämnas ut delvis.", "outcome")
    disclosure.examined, disclosure.outcome, disclosure.ground = review.examined, review.outcome, review.ground
    disclosure.sha256, disclosure.finished_at, disclosure.finished_by_id = sha256, now, actor.user_id
    disclosure.version += 1
    facts = {"documents": len(disclosure.documents), "masks": len(disclosure.masks), "sha256": sha256}
    return record(actor, "lamna_ut", "disclosure", disclosure.id, {**facts, "outcome": review.outcome}, now)


def _require_open(actor: Actor, disclosure: Disclosure) -> Actor:
    actor = require(actor, need_for(disclosure), frozenset({disclosure.organisation_id}))
    if disclosure.finished_at is not None:
        raise WrongState("Handlingarna är redan utlämnade. Börja ett nytt utlämnande om något ska läggas till.")
    return actor
