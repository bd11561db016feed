"""The remitted draft as a flat list of sections (CONTRACTS, ``remiss programme``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from remiss.documents.interpretation.headings import split_number
from remiss.documents.interpretation.line import Line
from remiss.documents.interpretation.lines import to_lines
from remiss.documents.interpretation.paragraphs import to_paragraphs, usual_width
from remiss.documents.interpretation.size import PROGRAMME_TIMES, within
from remiss.domain.document import BlockKind, Document
from remiss.domain.parsed import Programme, ProgrammeSection

_MAX_HEADING = 120
# Headings of a draft's first chapter or of its front matter: never its title.
_CHAPTER = re.compile(r"(?:Förord|Innehåll|Sammanfattning|Inledning|Bakgrund|Syfte)", re.IGNORECASE)


@dataclass
class _Open:
    number: str | None
    heading: str
    level: int
    lines: list[Line] = field(default_factory=list)


def parse_programme(document: Document) -> Programme:
    """Return the sections of ``document`` in order, with printed numbers. Text before the first one has no heading.

    Headings are the file's own; where it has none (plain text, pdf), numbered or bold lines that stand alone. What is
    longer than any draft is kept as the last section's text.
    """
    document, rest = within(document, PROGRAMME_TIMES)
    lines = to_lines(document)
    width = usual_width(lines, exact=document.exact_paragraphs)
    styled = any(line.kind is BlockKind.HEADING for line in lines)
    title, lines = _take_title(lines, styled=styled)
    lines = _without_cover(lines, styled=styled)
    opened: list[_Open] = []
    for line in lines:
        level = _level(line, styled=styled)
        if level:
            number, heading = split_number(line.text)
            opened.append(_Open(number, heading, level))
        else:
            if not opened:
                opened.append(_Open(None, "", 1))
            opened[-1].lines.append(line)
    sections = [ProgrammeSection(o.number, o.heading, o.level, to_paragraphs(o.lines, width)) for o in opened]
    if rest:
        last = sections.pop() if sections else ProgrammeSection(None, "", 1, ())
        sections.append(replace(last, paragraphs=(*last.paragraphs, *rest)))
    return Programme(title, tuple(sections))


def _take_title(lines: Sequence[Line], *, styled: bool) -> tuple[str | None, list[Line]]:
    """Return the title and the other lines.

    A first heading is the title when it alone has the top level, or when another follows at once or after the words of
    a cover; without headings it is the first line when that is short.
    """
    first = next((index for index, line in enumerate(lines) if _level(line, styled=styled)), None)
    if first is None or (not styled and first > 0):
        short = bool(lines) and len(lines[0].text) <= _MAX_HEADING and not lines[0].text.endswith(".")
        return (lines[0].text, list(lines[1:])) if short else (None, list(lines))
    line = lines[first]
    same = [other for other in lines[first + 1 :] if _level(other, styled=styled) == line.level]
    chapter = split_number(line.text)[0] is not None or _CHAPTER.match(line.text) is not None
    if chapter or not styled or (same and not _opens_cover(lines[first + 1 :])):
        return None, list(lines)
    return line.text, [*lines[:first], *lines[first + 1 :]]


def _opens_cover(lines: Sequence[Line]) -> bool:
    """Tell whether another heading follows, at once or after a cover's few words (sender, date, *Remissversion*)."""
    until = next((index for index, line in enumerate(lines) if line.kind is BlockKind.HEADING), None)
    return until is not None and all(_on_cover(line) for line in lines[:until])


def _on_cover(line: Line) -> bool:
    return len(line.text) <= _MAX_HEADING and not re.search(r"[.!?:]$", line.text) and not line.marked


def _without_cover(lines: Sequence[Line], *, styled: bool) -> list[Line]:
    """Drop page heads and the cover's few words before the first section; running text there is kept."""
    first = next((index for index, line in enumerate(lines) if _level(line, styled=styled)), 0)
    return list(lines[first:] if all(_on_cover(line) for line in lines[:first]) else lines)


def _level(line: Line, *, styled: bool) -> int:
    if styled:
        return line.level if line.kind is BlockKind.HEADING else 0
    number = split_number(line.text)[0]
    alone = line.starts and len(line.text) <= _MAX_HEADING and line.kind is BlockKind.PARAGRAPH and not line.cells
    if not alone or re.search(r"[.,;:]$", line.text):
        return 0
    if number is not None and (line.bold or "." in number):
        return number.count(".") + 1
    return 1 if line.bold else 0
