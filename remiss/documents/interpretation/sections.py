"""A reply's lines cut into header block, leading text and sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from remiss.documents.interpretation.blocks import cut_astray, cut_edges
from remiss.documents.interpretation.headings import HeadingMatch, match_heading, split_number
from remiss.documents.interpretation.labels import read_label
from remiss.documents.interpretation.lines import Line
from remiss.domain.document import BlockKind
from remiss.domain.statement import SectionKey

_MIN_TEXT_WORDS = 8
_MAX_SUBHEADING = 40
_TOPIC = re.compile(
    r"(?:uppföljning|miljö|klimat|tillgänglighet|kommunikation|risk|tidplan|syfte|nuläge|lagstiftning|övrig)",
    re.IGNORECASE,
)
# So many headings of one look make a plain line that reads like a heading no heading.
_SETTLED = 2
_DOCUMENT_KINDS = frozenset({"svar", "remissvar", "yttrande"})


@dataclass
class RawSection:
    """A section before its lines are joined.

    ``level`` is its heading's style level, 0 for an unstyled one; ``style`` says what the heading looks like.
    """

    key: SectionKey
    heading: str
    level: int = 0
    lines: list[Line] = field(default_factory=list)
    number: str | None = None
    style: str = ""


@dataclass
class Parts:
    """A whole reply: header lines, text that stands before any heading, and the sections in order."""

    header: list[Line]
    leading: list[Line]
    sections: list[RawSection]


def split_parts(lines: Sequence[Line]) -> Parts:
    """Cut ``lines`` at the headings; header blocks printed in the middle of the text are moved to the header."""
    lines, heads = cut_edges(lines)
    preamble: list[Line] = []
    sections: list[RawSection] = []
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        after = lines[index + 1] if index + 1 < len(lines) else None
        match = _heading(line, before, after, sections)
        if match is not None and _out_of_style(line, sections):
            match = None
        if match is None:
            (sections[-1].lines if sections else preamble).append(line)
        else:
            _open_section(sections, match, line)
            sections[-1].style = sections[-1].style or _style(line)
    start = _text_start(preamble)
    header, leading = [*preamble[:start], *heads], list(preamble[start:])
    leading, astray = cut_astray(leading)
    header += astray
    for section in sections:
        section.lines, astray = cut_astray(section.lines)
        header += astray
    return Parts(header, leading, sections)


def _heading(
    line: Line, before: Line | None, after: Line | None, sections: Sequence[RawSection]
) -> HeadingMatch | None:
    match = match_heading(line, before, after)
    current = sections[-1] if sections else None
    styled = line.kind is BlockKind.HEADING
    if match is not None:
        # Before the first heading these words say what kind of document it is.
        if current is None and match.heading.lower() in _DOCUMENT_KINDS:
            return None
        # Under the viewpoints, a smaller heading names a subject of the viewpoints and no section of its own.
        inside = current is not None and current.key is SectionKey.VIEWPOINTS and 0 < current.level < line.level
        inside = inside or _is_topic(line, match, current)
        return None if inside or _is_numbered_part(line, current) else match
    if styled and current is not None and 0 < line.level <= current.level:
        return HeadingMatch(SectionKey.OTHER, split_number(line.text)[1])
    return None


def _is_topic(line: Line, match: HeadingMatch, current: RawSection | None) -> bool:
    """Under viewpoints that already have plain subheadings, a plain topic word is one more of them."""
    if current is None or current.key is not SectionKey.VIEWPOINTS or _style(line) != "plain":
        return False
    return _TOPIC.match(match.heading) is not None and any(_is_plain_subheading(each) for each in current.lines)


def _is_plain_subheading(line: Line) -> bool:
    short = line.starts and len(line.text) <= _MAX_SUBHEADING and line.text[:1].isupper() and not line.marked
    return short and line.text[-1].isalnum() and not line.cells


def _style(line: Line) -> str:
    if line.kind is BlockKind.HEADING:
        return "styled"
    capitals = split_number(line.text)[1].isupper()
    return "capitals" if capitals else "bold" if line.bold else "plain"


def _out_of_style(line: Line, sections: Sequence[RawSection]) -> bool:
    """A plain line under headings that are all in capitals, or all bold, names a subject inside the section."""
    styles = {section.style for section in sections}
    return len(sections) >= _SETTLED and "plain" not in styles and _style(line) == "plain"


def _is_numbered_part(line: Line, current: RawSection | None) -> bool:
    """Tell whether the printed number (3.2 under 3) makes the heading a part of the open section."""
    number = split_number(line.text)[0]
    return bool(current and current.number and number and number.startswith(f"{current.number}."))


def _open_section(sections: list[RawSection], match: HeadingMatch, line: Line) -> None:
    rest = [replace(line, text=match.rest, kind=BlockKind.PARAGRAPH, bold=False, starts=True)] if match.rest else []
    if rest and sections and sections[-1].key is match.key:
        sections[-1].lines += rest
        return
    level = line.level if line.kind is BlockKind.HEADING else 0
    sections.append(RawSection(match.key, match.heading, level, rest, split_number(line.text)[0]))


def _text_start(lines: Sequence[Line]) -> int:
    """Return where running text begins among the lines before the first heading."""
    starts = [*(index for index, line in enumerate(lines) if line.starts or index == 0), len(lines)]
    for start, end in pairwise(starts):
        group = lines[start:end]
        text = " ".join(line.text for line in group)
        labels = any(read_label(line.text) or line.cells or "\t" in line.text for line in group)
        heading = group[0].kind is BlockKind.HEADING
        if not labels and not heading and re.search(r"[.!?]$", text) and len(text.split()) >= _MIN_TEXT_WORDS:
            return start
    return len(lines)
