"""The audit chain: each event's hash covers the one before it, so that a changed or removed row is found.

A wholly rewritten chain is found only against a head hash that is kept outside (mailed, printed).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

GENESIS = "0" * 64


@dataclass(frozen=True)
class Link:
    """One event as it is hashed: only facts and hashes, never text of a draft."""

    number: int
    at: str
    actor: str
    action: str
    thing: str
    facts: str
    previous: str

    def digest(self) -> str:
        """Return the SHA-256 (hex) over all fields, the previous hash included."""
        row = [self.number, self.at, self.actor, self.action, self.thing, self.facts, self.previous]
        return hashlib.sha256(json.dumps(row, ensure_ascii=False).encode()).hexdigest()


def first_break(chain: Iterable[tuple[Link, str]]) -> int | None:
    """Return the number of the first link whose stored hash, order or predecessor is wrong, or None."""
    previous = GENESIS
    for number, (link, stored) in enumerate(chain, start=1):
        if link.number != number or link.previous != previous or link.digest() != stored:
            return number
        previous = stored
    return None
