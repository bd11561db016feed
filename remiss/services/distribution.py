"""Saved lists of whom a sender asks, and the tags of bodies that rules speak of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from remiss.domain.permissions import Permission
from remiss.domain.roles import Actor
from remiss.errors import InvalidInput, StaleForm
from remiss.extensions import db
from remiss.language.folding import fold
from remiss.models.distribution import DistributionEntry, DistributionList, OrganisationTag, Rule
from remiss.models.organisations import Organisation
from remiss.services.audit import record
from remiss.services.steps import require


@dataclass(frozen=True)
class ListInput:
    """What a list is called and holds."""

    name: str
    rules: Sequence[Rule] = ()
    tags: Sequence[str] = ()
    organisation_ids: Sequence[int] = ()


def create_list(actor: Actor, sender_id: int, given: ListInput, now: datetime) -> DistributionList:
    """Save a list for ``sender_id``. Raises InvalidInput when it is empty or the name is taken."""
    actor = require(actor, Permission.LISTS_MANAGE, frozenset({sender_id}))
    _validate(sender_id, given, None)
    made = DistributionList(sender_id=sender_id, name=given.name, created_by_id=actor.user_id, created_at=now)
    made.entries += _entries(given)
    db.session.add(made)
    db.session.flush()
    record(actor, "skapa_sandlista", "distribution_list", made.id, {"name": given.name}, now)
    return made


def edit_list(actor: Actor, one: DistributionList, given: ListInput, version: int, now: datetime) -> None:
    """Rename a list and replace what it holds. Raises StaleForm, and InvalidInput as ``create_list``."""
    actor = require(actor, Permission.LISTS_MANAGE, frozenset({one.sender_id}))
    if version != one.version:
        raise StaleForm
    _validate(one.sender_id, given, one.id)
    one.name, one.version = given.name, one.version + 1
    one.entries[:] = _entries(given)
    record(actor, "andra_sandlista", "distribution_list", one.id, {"name": given.name}, now)


def remove_list(actor: Actor, one: DistributionList, now: datetime) -> None:
    """Put a list away; ``restore_list`` undoes it."""
    actor = require(actor, Permission.LISTS_MANAGE, frozenset({one.sender_id}))
    if one.removed_at is None:
        one.removed_at = now
        record(actor, "ta_bort_sandlista", "distribution_list", one.id, {}, now)


def restore_list(actor: Actor, one: DistributionList, now: datetime) -> None:
    """Take a removed list up again. Raises InvalidInput when another has got its name meanwhile."""
    actor = require(actor, Permission.LISTS_MANAGE, frozenset({one.sender_id}))
    if one.removed_at is not None:
        _refuse_taken(one.sender_id, one.name, one.id)
        one.removed_at = None
        record(actor, "aterstall_sandlista", "distribution_list", one.id, {}, now)


def set_tags(actor: Actor, body: Organisation, tags: Sequence[str], now: datetime) -> None:
    """Replace the tags of a body; they are kept in lower case, each once."""
    actor = require(actor, Permission.ORGANISATIONS_MANAGE)
    wanted = dict.fromkeys(fold(tag) for tag in tags if fold(tag))
    query = sa.select(OrganisationTag).where(OrganisationTag.organisation_id == body.id)
    present = {row.tag: row for row in db.session.scalars(query)}
    if present.keys() == wanted.keys():
        return
    for tag, row in present.items():
        if tag not in wanted:
            db.session.delete(row)
    db.session.add_all(OrganisationTag(organisation_id=body.id, tag=tag) for tag in wanted if tag not in present)
    record(actor, "andra_etiketter", "organisation", body.id, {"tags": list(wanted)}, now)


def _validate(sender_id: int, given: ListInput, own_id: int | None) -> None:
    if not (given.rules or given.tags or given.organisation_ids):
        raise InvalidInput("Sändlistan är tom. Välj minst en regel eller instans.")
    _refuse_taken(sender_id, given.name, own_id)


def _refuse_taken(sender_id: int, name: str, own_id: int | None) -> None:
    kept = sa.select(DistributionList).where(
        DistributionList.sender_id == sender_id, DistributionList.removed_at.is_(None)
    )
    if any(fold(other.name) == fold(name) and other.id != own_id for other in db.session.scalars(kept)):
        raise InvalidInput(f"Ni har redan en sändlista som heter ”{name}”. Välj ett annat namn.", "name")


def _entries(given: ListInput) -> list[DistributionEntry]:
    return [
        *(DistributionEntry(rule=rule) for rule in given.rules),
        *(DistributionEntry(tag=tag) for tag in given.tags),
        *(DistributionEntry(organisation_id=number) for number in given.organisation_ids),
    ]
