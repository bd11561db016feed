"""The audit chain: each event's hash covers the one before it, so that a changed or removed row is found.

A cut tail and a wholly rewritten chain are found only against a head that is kept outside (mailed, printed).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

GENESIS = "0" * 64


@dataclass(frozen=True)
class Head:
    """The number and hash of an event: whoever keeps it can tell later whether the log up to there is still the same.

    Written ``412:9f2c…``, with all 64 signs of the hash.
    """

    number: int
    hash: str

    def __str__(self) -> str:
        """Return the form that people copy."""
        return f"{self.number}:{self.hash}"


NOTHING_YET = Head(0, GENESIS)
_WRITTEN = re.compile(r"(?<![0-9a-fA-F:])(\d{1,18}):([0-9a-fA-F]{64})(?![0-9a-fA-F])")


def heads_in(text: str) -> list[Head]:
    """Return every head that stands in ``text``: alone, one to a line, or among the words of a mail or a document."""
    return [Head(int(number), digest.lower()) for number, digest in _WRITTEN.findall(text)]


@dataclass(frozen=True)
class Link:
    """One event as it is hashed: only facts and hashes, never text of a draft."""

    number: int
    at: str
    actor_id: int | None
    actor: str
    action: str
    thing_kind: str
    thing_id: int
    facts: str
    previous: str

    def digest(self) -> str:
        """Return the SHA-256 (hex) over all fields, the previous hash included.

        What a tampered row may hold instead of a text or a number is written as Python shows it: its hash differs.
        """
        row = [
            self.number, self.at, self.actor_id, self.actor, self.action, self.thing_kind, self.thing_id, self.facts,
            self.previous,
        ]  # fmt: skip
        return hashlib.sha256(json.dumps(row, ensure_ascii=True, default=repr).encode()).hexdigest()


@dataclass
class Examination:
    """What one pass through a chain found. ``last`` is its last event; ``broken_at`` the number of the first event
    that is changed, missing or out of order; ``contradicted`` the outside heads that the chain no longer agrees with;
    ``agreed`` the newest one that it does agree with.
    """

    last: Head = NOTHING_YET
    broken_at: int | None = None
    contradicted: list[Head] = field(default_factory=list)
    agreed: Head | None = None

    def compare_with_recorded(self, recorded: Head) -> None:
        """Take the head that the database itself records beside the chain: it says where the chain ends."""
        if self.broken_at is None and recorded != self.last:
            self.broken_at = min(recorded.number, self.last.number) + 1

    @property
    def intact(self) -> bool:
        """True when nothing speaks against the chain."""
        return self.broken_at is None and not self.contradicted


def examine(chain: Iterable[tuple[Link, str]], outside: Collection[Head] = ()) -> Examination:
    """Go through ``chain`` once, link by link, and compare it with heads kept ``outside``.

    An event that somebody adds after the newest outside head, with right hashes, is like any other new event: the next
    head covers it.
    """
    found = Examination()
    waiting: dict[int, set[str]] = {}
    for head in outside:
        waiting.setdefault(head.number, set()).add(head.hash)
    _compare(found, NOTHING_YET, waiting)
    for expected, (link, stored) in enumerate(chain, start=1):
        whole = link.number == expected and link.previous == found.last.hash and link.digest() == stored
        if not whole and found.broken_at is None:
            found.broken_at = expected
        found.last = Head(expected, stored)
        _compare(found, found.last, waiting)
    found.contradicted += [Head(number, digest) for number, digests in waiting.items() for digest in sorted(digests)]
    found.contradicted.sort(key=lambda head: head.number)
    return found


def _compare(found: Examination, present: Head, waiting: dict[int, set[str]]) -> None:
    """Take what is kept outside about the ``present`` event, and note whether it agrees."""
    told = waiting.pop(present.number, set())
    found.contradicted += [Head(present.number, digest) for digest in sorted(told - {present.hash})]
    if present.hash in told and found.broken_at is None:
        found.agreed = present
