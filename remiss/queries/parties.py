"""The parties to a joint reply, and who has signed and decided the text as it stands. Inside the bodies only."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from remiss.models.replies import Reply
from remiss.queries.names import names_on


@dataclass(frozen=True)
class Party:
    """One body that shares the text. ``signed`` and ``decided`` are about exactly the newest version."""

    organisation_id: int
    body: str
    signed: bool
    decided: bool


def parties_of(reply: Reply, unsigned: Collection[int], undecided: Collection[int], day: date) -> tuple[Party, ...]:
    """Return the parties, first the one that holds the text; none when the reply is one body's own."""
    if len(reply.owners) == 1:
        return ()
    names = names_on(reply.owners, day)
    places = [consultee.organisation_id for consultee in reply.consultees]
    return tuple(Party(p, names[p].name, p not in unsigned, p not in undecided) for p in places)
