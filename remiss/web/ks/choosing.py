"""Choosing bodies: groups to tick, whole lists and rules at once, and what differs from the last remiss."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from remiss.clock import today
from remiss.models.organisations import OrganisationKind
from remiss.models.remisser import Remiss
from remiss.queries.distribution import last_asked
from remiss.queries.names import NamedBody, Resolved
from remiss.text import listed
from remiss.web.ks.page import GROUP_NAMES


@dataclass(frozen=True)
class BodyGroup:
    """The bodies of one kind; ``ticked`` are the ids that are chosen."""

    kind: OrganisationKind
    name: str
    bodies: tuple[NamedBody, ...]
    ticked: frozenset[int]


@dataclass(frozen=True)
class Difference:
    """How a choice differs from the sender's last remiss: who is new, who is left out, how many are the same."""

    remiss_id: int
    diary_number: str
    title: str
    new: tuple[str, ...]
    left_out: tuple[str, ...]
    same: int


def groups_of(bodies: Sequence[NamedBody], ticked: frozenset[int]) -> list[BodyGroup]:
    """Return ``bodies`` by kind, in the order of every list."""
    return [
        BodyGroup(kind, name, found, ticked)
        for kind, name in GROUP_NAMES.items()
        if (found := tuple(body for body in bodies if body.kind is kind))
    ]


def difference(remiss: Remiss, bodies: Sequence[NamedBody], ticked: Collection[int]) -> Difference | None:
    """Return how ``ticked`` differs from whom the sender asked last; None when it has not asked anybody before."""
    last = last_asked(remiss, today())
    if last is None:
        return None
    before = last.bodies.ids
    return Difference(
        last.remiss_id, last.diary_number, last.title,
        tuple(b.name for b in bodies if b.organisation_id in ticked and b.organisation_id not in before),
        tuple(b.name for b in bodies if b.organisation_id in before and b.organisation_id not in ticked),
        len(before & frozenset(ticked)),
    )  # fmt: skip


def told_of(resolved: Resolved) -> list[str]:
    """Return sentences on bodies that were replaced by whoever took over, or that nobody took over from."""
    sentences = [f"{old} har gått upp i {new}, som är vald i stället." for old, new in resolved.replaced]
    if resolved.ended:
        gone = listed(resolved.ended)
        sentences.append(
            f"{gone} finns inte längre och har ingen efterträdare. Välj själv vem som ska svara i stället."
        )
    return sentences
