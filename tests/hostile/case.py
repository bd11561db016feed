"""One hostile file: how it is built, and what must be answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """``answers`` are the sentences that may be said; the empty one means that the file is read, harmlessly.

    ``task`` is what the reading process is asked to do with it.
    """

    name: str
    make: Callable[[], bytes]
    answers: str | set[str]
    task: str = "read"

    def allows(self, answer: str) -> bool:
        return answer in ({self.answers} if isinstance(self.answers, str) else self.answers)
