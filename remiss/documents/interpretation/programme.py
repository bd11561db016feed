"""The remitted draft as a flat list of sections (CONTRACTS, ``remiss programme``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from remiss.documents.interpretation.headings import split_number
from remiss.documents.interpretation.line import Line
from remiss.documents.interpretation.lines import to_lines
from remiss.documents.interpretation.outline import MAX_HEADING, with_headings
from remiss.documents.interpretation.paragraphs import join, to_paragraphs, usual_width
from remiss.documents.interpretation.size import PROGRAMME_TIMES, within
from remiss.domain.document import BlockKind, Document
from remiss.domain.parsed import Programme, ProgrammeSection

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
    title, lines = _take_title(lines if styled else with_headings(lines), styled=styled)
    lines = _without_cover(lines)
    opened: list[_Open] = []
    for line in lines:
        if level := _level(line):
            number, heading = split_number(line.text)
            opened.append(_Open(number, heading, level))
        elif opened and not opened[-1].lines and _goes_on(line):
            opened[-1].heading = join(opened[-1].heading, line.text)
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
    a cover. Where the file names no headings it must be the latter; else the first line is the title when it is short.
    """
    first = next((index for index, line in enumerate(lines) if _level(line)), None)
    if first is not None and _is_title(lines, first, styled=styled):
        end = next((n for n in range(first + 1, len(lines)) if not _goes_on(lines[n])), len(lines))
        title = lines[first].text
        for line in lines[first + 1 : end]:
            title = join(title, line.text)
        return title, [*lines[:first], *lines[end:]]
    if first is None or (not styled and first > 0):
        short = bool(lines) and len(lines[0].text) <= MAX_HEADING and not lines[0].text.endswith(".")
        return (lines[0].text, list(lines[1:])) if short else (None, list(lines))
    return None, list(lines)


def _is_title(lines: Sequence[Line], first: int, *, styled: bool) -> bool:
    line, after = lines[first], lines[first + 1 :]
    if split_number(line.text)[0] is not None or _CHAPTER.match(line.text):
        return False
    if not styled:
        return line.bold and all(_on_cover(other) for other in lines[:first]) and _opens_cover(after)
    return not any(_level(other) == line.level for other in after) or _opens_cover(after)


def _goes_on(line: Line) -> bool:
    """Tell whether a line is the rest of the heading right above it: in its letters, without a gap."""
    return line.bold and not line.starts and not line.cells and line.kind is BlockKind.PARAGRAPH


def _opens_cover(lines: Sequence[Line]) -> bool:
    """Tell whether another heading follows, at once or after a cover's few words (sender, date, *Remissversion*)."""
    until = next((index for index, line in enumerate(lines) if line.kind is BlockKind.HEADING), None)
    return until is not None and all(_on_cover(line) for line in lines[:until])


def _on_cover(line: Line) -> bool:
    return len(line.text) <= MAX_HEADING and not re.search(r"[.!?:]$", line.text) and not line.marked


def _without_cover(lines: Sequence[Line]) -> list[Line]:
    """Drop page heads and the cover's few words before the first section; running text there is kept."""
    first = next((index for index, line in enumerate(lines) if _level(line)), 0)
    return list(lines[first:] if all(_on_cover(line) for line in lines[:first]) else lines)


def _level(line: Line) -> int:
    return line.level if line.kind is BlockKind.HEADING else 0
