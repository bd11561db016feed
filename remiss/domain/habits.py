"""How one body writes, learned from what a person corrected: its headings, what stands before its values, its name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class HabitKind(StrEnum):
    """What a habit is about."""

    HEADING = "rubrik"
    LABEL = "etikett"
    SENDER = "avsandare"


@dataclass(frozen=True)
class Habit:
    """``words`` as the body writes them. ``value``: a section's key, or the field that follows; empty for its name."""

    kind: HabitKind
    words: str
    value: str


FIELDS = {"diary_number": "diarienummer", "title": "ärenderubrik"}
"""The fields that can be found by what stands before them, in words for a person."""
