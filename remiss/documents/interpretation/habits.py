"""What a person corrected in one reply, used on the next from the same body; each use is said to be one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from remiss.domain.document import Document
from remiss.domain.habits import FIELDS, Habit, HabitKind
from remiss.domain.parsed import ParsedReply, ParsedSection, Unsure
from remiss.domain.statement import SectionKey
from remiss.language.folding import fold

MAX_LABEL = 40
_AGAIN = "Läst så för att det rättades förra gången"


def learned(
    parsed: Mapping[str, Any], document: Document, sections: Iterable[tuple[SectionKey, str]], typed: Mapping[str, str]
) -> list[Habit]:
    """Return what the difference between a reading and what a person confirmed says about how the body writes.

    ``sections`` are the confirmed keys and headings, ``typed`` the confirmed fields. What does not stand in the file,
    or would not find the right value in it, teaches nothing.
    """
    read = {fold(row["heading"]): row["key"] for row in parsed["sections"] if row["heading"]}
    lines = {fold(line) for line in _lines(document)}
    headings = [
        Habit(HabitKind.HEADING, heading, key.value)
        for key, heading in sections
        if (words := fold(heading)) and read.get(words, "") != key and (words in read or words in lines)
    ]
    labels = [
        habit
        for name, value in typed.items()
        if value and value != parsed[name] and (habit := _label_before(document, name, value))
    ]
    return [*headings, *labels]


def use(reply: ParsedReply, document: Document, habits: Sequence[Habit]) -> ParsedReply:
    """Return ``reply`` as the habits say that the body writes. Every change is named as unsure, with the reason."""
    headings = {fold(habit.words): habit for habit in habits if habit.kind is HabitKind.HEADING}
    sections, unsure = _with_headings(reply.sections, headings)
    reply = replace(reply, sections=sections)
    for habit in habits:
        found = _after_label(document, habit.words) if habit.kind is HabitKind.LABEL and habit.value in FIELDS else None
        if found and found != getattr(reply, habit.value):
            reply = replace(reply, **{habit.value: found})  # type: ignore[arg-type]  # the fields of FIELDS are text
            unsure.append(Unsure(habit.value, f"{_AGAIN}: det som står efter ”{habit.words}”."))
    return replace(reply, unsure=(*reply.unsure, *unsure))


def _with_headings(
    sections: Iterable[ParsedSection], headings: Mapping[str, Habit]
) -> tuple[tuple[ParsedSection, ...], list[Unsure]]:
    made: list[ParsedSection] = []
    used: dict[str, None] = {}
    for section in sections:
        habit = headings.get(fold(section.heading))
        if habit is not None and habit.value != section.key:
            section = replace(section, key=SectionKey(habit.value))
            used[habit.words] = None
        for part in _split(section, headings):
            made.append(part)
            if part.heading != section.heading:
                used[part.heading] = None
    words = [Unsure("sections", f"{_AGAIN}: avsnittet ”{heading}”.") for heading in used]
    return tuple(made), words


def _split(section: ParsedSection, headings: Mapping[str, Habit]) -> Iterator[ParsedSection]:
    """Begin a section at a paragraph that is nothing but a heading that a person has made one of."""
    key, heading, kept = section.key, section.heading, list[str]()
    for paragraph in section.paragraphs:
        habit = headings.get(fold(paragraph))
        if habit is None:
            kept.append(paragraph)
            continue
        yield ParsedSection(key, heading, tuple(kept))
        key, heading, kept = SectionKey(habit.value), paragraph, []
    yield ParsedSection(key, heading, tuple(kept))


def _lines(document: Document) -> list[str]:
    pieces = (piece.strip() for block in document.blocks for piece in re.split(r"[\n\t]", block.text))
    return [piece for piece in pieces if piece]


def _label_before(document: Document, name: str, value: str) -> Habit | None:
    """Return what stands before a value, on its line or the line above; only if it leads to that very value."""
    lines = _lines(document)
    for number, line in enumerate(lines):
        at = line.find(value)
        if at < 0:
            continue
        label = line[:at].strip(" :.\N{NO-BREAK SPACE}") or (lines[number - 1].strip(" :.") if number else "")
        if 0 < len(label) <= MAX_LABEL and _after_label(document, label) == value:
            return Habit(HabitKind.LABEL, label, name)
    return None


def _after_label(document: Document, label: str) -> str | None:
    """Return what stands after the first line that is or begins with ``label``."""
    lines, words = _lines(document), fold(label)
    for number, line in enumerate(lines):
        folded = fold(line)
        if folded.rstrip(" :.") == words:
            return lines[number + 1] if number + 1 < len(lines) else None
        if folded.startswith(words) and not folded[len(words) : len(words) + 1].isalnum():
            return line[len(label) :].strip(" :.\N{NO-BREAK SPACE}") or None
    return None
