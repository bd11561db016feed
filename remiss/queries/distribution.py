"""Saved lists, rules and tags: what each of them means on a day, and whom a sender asked last time."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy import orm

from remiss.domain.workflow.states import RemissState
from remiss.extensions import db
from remiss.models.distribution import DistributionEntry, DistributionList, OrganisationTag, Rule
from remiss.models.remisser import Remiss
from remiss.queries.consultees import chosen_ids
from remiss.queries.names import NamedBody, Resolved, all_bodies, names_on, resolve
from remiss.queries.wall import sent_from

LIST, TAG = "lista:", "etikett:"


@dataclass(frozen=True)
class Source:
    """A list, a rule or a tag to choose bodies from; ``key`` stands for it in a form; ``bodies`` are how many."""

    key: str
    label: str
    bodies: int


@dataclass(frozen=True)
class ListRow:
    """A saved list in the table of lists: the names of its rules and tags, how many single bodies, how many today."""

    list_id: int
    name: str
    rules: tuple[str, ...]
    single: int
    bodies: int
    removed_at: datetime | None


@dataclass(frozen=True)
class Contents:
    """What a list holds; the bodies are those valid on the day."""

    rules: tuple[Rule, ...]
    tags: tuple[str, ...]
    single: Resolved


@dataclass(frozen=True)
class LastAsked:
    """The sender's last remiss, and whom it would go to today."""

    remiss_id: int
    diary_number: str
    title: str
    bodies: Resolved


def lists_of(senders: Collection[int], day: date) -> list[ListRow]:
    """Return the saved lists of ``senders`` by name, the removed ones last and the latest of those first."""
    query = sa.select(DistributionList).where(DistributionList.sender_id.in_(senders))
    found = db.session.scalars(query.options(orm.selectinload(DistributionList.entries))).all()
    bodies, tags = all_bodies(day), tagged()
    rows = [_row(one, bodies, tags, day) for one in found]
    kept = sorted((row for row in rows if row.removed_at is None), key=lambda row: row.name.casefold())
    gone = [row for row in rows if row.removed_at is not None]
    return [*kept, *sorted(gone, key=lambda row: str(row.removed_at), reverse=True)]


def contents_of(one: DistributionList, day: date) -> Contents:
    """Return what a list holds, with its single bodies as they are on ``day``."""
    return Contents(
        tuple(entry.rule for entry in one.entries if entry.rule),
        tuple(entry.tag for entry in one.entries if entry.tag),
        resolve(_single(one.entries), day),
    )


def tagged() -> dict[str, frozenset[int]]:
    """Return the bodies of each tag in use, by tag."""
    found: dict[str, set[int]] = {}
    for row in db.session.scalars(sa.select(OrganisationTag).order_by(OrganisationTag.tag)):
        found.setdefault(row.tag, set()).add(row.organisation_id)
    return {tag: frozenset(ids) for tag, ids in found.items()}


def tags_of(organisation_id: int) -> tuple[str, ...]:
    """Return the tags of one body."""
    query = sa.select(OrganisationTag.tag).where(OrganisationTag.organisation_id == organisation_id)
    return tuple(db.session.scalars(query.order_by(OrganisationTag.tag)))


def sources(sender_id: int, day: date) -> list[Source]:
    """Return what ``sender_id`` can choose from on ``day``: its lists, the rules, the tags; no empty ones."""
    bodies, tags = all_bodies(day), tagged()
    lists = [Source(f"{LIST}{row.list_id}", row.name, row.bodies) for row in lists_of([sender_id], day) if _kept(row)]
    rules = [Source(rule.value, rule.label, len(_of_rule(rule, bodies))) for rule in Rule]
    here = {body.organisation_id for body in bodies}
    marked = [Source(f"{TAG}{tag}", f"Etiketten {tag}", len(ids & here)) for tag, ids in tags.items()]
    return [source for source in (*lists, *rules, *marked) if source.bodies]


def bodies_from(keys: Sequence[str], sender_id: int, day: date) -> Resolved:
    """Return the bodies that the sources named by ``keys`` give together on ``day``; unknown keys give nobody."""
    numbers = [int(key.removeprefix(LIST)) for key in keys if key.startswith(LIST) and key[len(LIST) :].isdecimal()]
    query = sa.select(DistributionEntry).join(DistributionList)
    own = query.where(DistributionList.sender_id == sender_id, DistributionList.removed_at.is_(None))
    entries = list(db.session.scalars(own.where(DistributionList.id.in_(numbers))))
    rules = {entry.rule for entry in entries if entry.rule} | {rule for rule in Rule if rule.value in keys}
    tags = {entry.tag for entry in entries if entry.tag} | {
        key.removeprefix(TAG) for key in keys if key.startswith(TAG)
    }
    return _together(_single(entries), rules, tags, all_bodies(day), tagged(), day)


def last_asked(remiss: Remiss, day: date) -> LastAsked | None:
    """Return the last remiss that the sender of ``remiss`` has sent before, with whom it would go to on ``day``."""
    sent = sa.select(Remiss).where(sent_from([remiss.sender_id]), Remiss.state != RemissState.DRAFT)
    last = db.session.scalars(sent.where(Remiss.id != remiss.id).order_by(Remiss.sent_at.desc()).limit(1)).first()
    if last is None:
        return None
    return LastAsked(last.id, last.diary_number, last.title, resolve(chosen_ids(last.id), day))


def ended_consultees(remiss_id: int, day: date) -> tuple[str, ...]:
    """Return the names of the bodies chosen for a remiss that no longer exist on ``day``."""
    here = {body.organisation_id for body in all_bodies(day)}
    gone = names_on(chosen_ids(remiss_id) - here, day)
    return tuple(body.name for body in sorted(gone.values(), key=lambda body: body.sort_key))


def _kept(row: ListRow) -> bool:
    return row.removed_at is None


def _row(
    one: DistributionList, bodies: Sequence[NamedBody], tags: dict[str, frozenset[int]], day: date
) -> ListRow:  # fmt: skip
    rules = [entry.rule for entry in one.entries if entry.rule]
    marked = [entry.tag for entry in one.entries if entry.tag]
    single = _single(one.entries)
    everybody = _together(single, set(rules), set(marked), bodies, tags, day)
    words = (*(rule.label for rule in rules), *(f"Etiketten {tag}" for tag in marked))
    return ListRow(one.id, one.name, words, len(single), len(everybody.ids), one.removed_at)


def _single(entries: Sequence[DistributionEntry]) -> frozenset[int]:
    return frozenset(entry.organisation_id for entry in entries if entry.organisation_id is not None)


def _together(
    single: frozenset[int], rules: Collection[Rule], tags: Collection[str], bodies: Sequence[NamedBody],
    by_tag: dict[str, frozenset[int]], day: date,
) -> Resolved:  # fmt: skip
    """Return single bodies and those of rules and tags as one; a tagged body that has ended is followed too."""
    ruled = frozenset[int]().union(*(_of_rule(rule, bodies) for rule in rules))
    marked = frozenset[int]().union(*(by_tag.get(tag, frozenset()) for tag in tags))
    return resolve(single | ruled | marked, day)


def _of_rule(rule: Rule, bodies: Sequence[NamedBody]) -> frozenset[int]:
    return frozenset(body.organisation_id for body in bodies if body.kind in rule.kinds)
