"""A reply's lines cut into header block, leading text and sections."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from remiss.documents.interpretation.blocks import cut_astray, cut_edges
from remiss.documents.interpretation.headings import OPEN_END, HeadingMatch, key_of, match_heading, split_number
from remiss.documents.interpretation.labels import Field, read_label
from remiss.documents.interpretation.line import Line
from remiss.documents.interpretation.own_headings import (
    MAX_HEADING,
    find_own,
    follows_in_style,
    has_form,
    is_subheading,
    is_text,
    kind_of,
)
from remiss.documents.interpretation.paragraphs import join
from remiss.domain.document import BlockKind
from remiss.domain.statement import SectionKey

_MIN_TEXT_WORDS = 8
# No header block has more lines.
_MOST_HEADER = 200
# Sections that usually have subheadings; the others are a few paragraphs.
_WITH_SUBHEADINGS = frozenset({SectionKey.VIEWPOINTS, SectionKey.MATTER, SectionKey.OTHER})
_TOPIC = re.compile(
    r"(?:uppföljning|miljö|klimat|tillgänglighet|kommunikation|risk|tidplan|syfte|nuläge|lagstiftning|övrig)",
    re.IGNORECASE,
)
# So many headings of one look make a plain line that reads like a heading no heading.
_SETTLED = 2
# Sections that stand after a letter's text, whatever the text is like.
_AFTER_TEXT = frozenset({SectionKey.ATTACHMENTS, SectionKey.OTHER})
# *Synpunkter på näringslivsstrategi 2031–2035 (ert dnr KS 31/2)* is what a letter is called.
_TITLE = re.compile(
    r"(?:Synpunkter|Kommentarer) (?:på|över|med anledning av) .*(?:\d{4}|dnr)"
    r"|(?:(?:\w+ )?\w+s )?(?:svar|remissvar|yttrande|remissyttrande)\s?(?:[:–-]|på|över|till|från|om|"
    r"med anledning)\s.{8,}",
    re.IGNORECASE,
)
_ONLY_PROPOSAL = re.compile(
    r"^(?:\S+s )?förslag(?: till \S+)?$|\bförslag\b.*\b(?:nämnd|styrelse)|\bbeslut\w*\b.*\bföresl|"
    r"\bföresl\w*\b.*\bbeslut",
    re.IGNORECASE,
)
_DECIDES = re.compile(
    r"\b(?:föreslå\w*|hemställ\w*)\b.*\b(?:beslut\w*|att)\b|^att \w+nämnden\b|"
    r"^\W*\d?\W*att\s|^\W*\d?\W*(?:\w+[\w, -]*)?(?:nämnd(?:en)?|styrelsen)\s(?:\w+\s)?(?:beslutar|godkänner|antar|"
    r"överlämnar|ställer sig|lämnar|avger|instämmer|tillstyrker|avstyrker|åberopar|hänvisar|översänder|avstår|noterar|"
    r"delar|sänder|har ing)",
    re.IGNORECASE,
)
_STATEMENT = frozenset({SectionKey.PROPOSAL, SectionKey.SUMMARY})
_DOCUMENT_KINDS = frozenset({"svar", "remissvar", "yttrande", "remissyttrande"})


@dataclass
class RawSection:
    """A section before its lines are joined.

    ``level`` is its heading's style level, 0 for an unstyled one; ``style`` says what the heading looks like,
    ``own`` that its words are the writer's and its key is told by its text, ``beside`` that its
    text stands on the heading's line.
    """

    key: SectionKey
    heading: str
    level: int = 0
    lines: list[Line] = field(default_factory=list)
    number: str | None = None
    style: str = ""
    own: bool = False
    beside: bool = False


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
    looks = [look for line in lines if (look := _style(line)) != "plain" and key_of(line.text) is not None]
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        after = lines[index + 1] if index + 1 < len(lines) else None
        if before is not None and _goes_on_heading(line, before, sections):
            sections[-1].heading = join(sections[-1].heading, line.text.rstrip(":"))
            continue
        match = _heading(line, before, after, sections, looks)
        plain = match is not None and not match.rest and match.key is not SectionKey.ATTACHMENTS
        if plain and _out_of_style(line, sections):
            match = None
        if match is None:
            (sections[-1].lines if sections else preamble).append(line)
        else:
            _open_section(sections, match, line)
            sections[-1].style = sections[-1].style or _style(line)
    preamble, own = _with_own_headings(preamble, sections)
    sections = [*own, *sections]
    start = _text_start(preamble)
    header, leading = [*preamble[:start], *heads], list(preamble[start:])
    leading, astray = cut_astray(leading)
    header += astray
    for section in sections:
        section.lines, astray = cut_astray(section.lines)
        header += astray
    _settle_keys(sections)
    return Parts(header, leading, sections)


def is_letter(sections: Sequence[RawSection]) -> bool:
    """Tell whether a reply is a letter, which begins with what its writer thinks, and no statement to decide on."""
    decided = (section.heading.lower() in ("beslut", "beslutet") for section in sections)
    return not any(decided) and not any(section.key in _STATEMENT for section in sections)


def _settle_keys(sections: Sequence[RawSection]) -> None:
    """Give a key to sections whose heading alone does not tell: by what stands under it."""
    letter = is_letter(sections)
    told = any(section.key in (SectionKey.BACKGROUND, SectionKey.MATTER) for section in sections[1:])
    summary = any(section.key is SectionKey.SUMMARY for section in sections)
    for section in sections:
        if told and not summary and section.heading.lower() == "ärendet i korthet":
            # The matter is told further down: what stands first is the summary.
            section.key = SectionKey.SUMMARY
        if _is_proposal(section) and not any(each.key is SectionKey.PROPOSAL for each in sections):
            section.key = SectionKey.PROPOSAL
        elif section.own or (letter and section.key is SectionKey.OTHER and _TOPIC.match(section.heading)):
            section.key = SectionKey.VIEWPOINTS if letter else kind_of(section.heading, section.lines)


def _is_proposal(section: RawSection) -> bool:
    """*Kontorets förslag* is a proposal to decide when its first line leads in to one."""
    return _ONLY_PROPOSAL.search(section.heading) is not None and any(
        _DECIDES.search(x.text) for x in section.lines[:2]
    )


def _with_own_headings(preamble: list[Line], sections: Sequence[RawSection]) -> tuple[list[Line], list[RawSection]]:
    """Cut what stands over the first usual heading at those of its writer; a statement's must look alike."""
    usual = next((section for section in sections if section.key not in _AFTER_TEXT), None)
    found = find_own(preamble)
    letter = is_letter(sections)
    if usual is not None and not (letter and usual.style == "plain" and len(found) > 1):
        found = [at for at in find_own(preamble, fewest=1) if _is_like(preamble[at], preamble[at + 1], usual)]
        highest = min((preamble[at].level for at in found), default=0)
        found = [at for at in found if preamble[at].level == highest]
    made = [
        RawSection(SectionKey.OTHER, split_number(preamble[start].text)[1], lines=preamble[start + 1 : end], own=True)
        for start, end in pairwise([*found, len(preamble)])
    ]
    return (preamble[: found[0]] if found else preamble), made


def _is_like(line: Line, after: Line, section: RawSection) -> bool:
    """Tell whether a line over text looks like a usual heading, or is one by its style or the rule under it."""
    alike = _style(line) == section.style != "plain" and _rank(line) == section.level
    styled = line.kind is BlockKind.HEADING and line.level > 1
    text = is_text(after) or after.marked or _DECIDES.search(after.text) is not None
    return (alike or styled) and (text or after.kind is BlockKind.HEADING)


def _goes_on_heading(line: Line, before: Line, sections: Sequence[RawSection]) -> bool:
    """Tell whether a heading that did not find room on its line goes on here, in the same letters and without a gap."""
    if not sections or sections[-1].lines or line.page is None or line.starts or not line.text[:1].isalnum():
        return False
    alike = before.bold and line.bold and line.level == before.level
    return alike and OPEN_END.search(before.text) is not None


def _heading(
    line: Line, before: Line | None, after: Line | None, sections: Sequence[RawSection], looks: Sequence[str]
) -> HeadingMatch | None:
    match = match_heading(line, before, after)
    current = sections[-1] if sections else None
    if match is not None:
        # Before the first heading these words say what kind of document it is, or are a label or the title.
        label = read_label(line.text)
        told = label is not None and (label.value or label.field is Field.OFFICER)
        if current is None and (match.heading.lower() in _DOCUMENT_KINDS or told or _TITLE.match(line.text)):
            return None
        # Under the viewpoints, a smaller heading names a subject of the viewpoints and no section of its own.
        inside = current is not None and current.key is SectionKey.VIEWPOINTS and 0 < current.level < _rank(line)
        inside = inside or _is_topic(line, match, current)
        # *1. Remissen* in a list of attachments is one of them.
        listed = current is not None and current.key is SectionKey.ATTACHMENTS
        inside = inside or (listed and line.marked and not line.bold and line.kind is not BlockKind.HEADING)
        return None if inside or _is_numbered_part(line, current) else match
    if current is not None and _opens_own(line, after, sections, looks):
        return HeadingMatch(SectionKey.OTHER, split_number(line.text)[1], own=True)
    return None


def _opens_own(line: Line, after: Line | None, sections: Sequence[RawSection], looks: Sequence[str]) -> bool:
    """Tell whether a line in words of its own begins a section: by its rank, its number or the look of the others."""
    current = sections[-1]
    if 0 < _rank(line) <= current.level and _opens_unknown(line, after, current):
        return True
    number = split_number(line.text)[0]
    if number and current.number and _is_next(current.number, number):
        return line.starts and is_subheading(replace(line, text=split_number(line.text)[1]), MAX_HEADING)
    style = _style(line)
    usual = [section.style for section in sections if not section.own]
    usual = [*usual, *looks] if usual else usual
    gathers = _GATHERS.search(current.heading) is not None or _PART.match(line.text) is not None
    if style == "bold" and (_rank(line) or current.key is SectionKey.MATTER or gathers):
        return False
    return follows_in_style(line, after, usual, style)


def _is_next(number: str, following: str) -> bool:
    return number.isdigit() and following.isdigit() and int(following) == int(number) + 1


def _rank(line: Line) -> int:
    """Return how high a heading stands, 1 the highest; 0 where neither a style nor the size of the letters tells."""
    return line.level if line.kind is BlockKind.HEADING or line.bold else 0


def _opens_unknown(line: Line, after: Line | None, current: RawSection) -> bool:
    """Tell whether a line with the rank of the section's heading, in words of its own, begins the next section.

    A style says so by itself. Large letters do where the section has no subheadings, or has them in smaller letters.
    """
    if line.kind is BlockKind.HEADING:
        return True
    alone = line.starts and has_form(line) and after is not None and not after.bold
    if not alone or after is None or not after.text[:1].isupper():
        return False
    if current.key not in _WITH_SUBHEADINGS or any(_rank(each) > current.level for each in current.lines):
        return True
    # Under text a heading in the same large letters is the next one, unless the open one is what gathers all subjects.
    if _GATHERS.search(current.heading) or _PART.match(line.text):
        return False
    return any(len(each.text.split()) >= _MIN_TEXT_WORDS for each in current.lines)


def _is_topic(line: Line, match: HeadingMatch, current: RawSection | None) -> bool:
    """Under viewpoints that already have subheadings of one look, a topic word in that look is one more of them."""
    if current is None or current.key is not SectionKey.VIEWPOINTS or _style(line) not in ("plain", "bold"):
        return False
    alike = [each for each in current.lines if is_subheading(each) and each.starts and each.bold == line.bold]
    ranked = 0 < _rank(line) <= current.level and any(_rank(each) > current.level for each in alike)
    return _TOPIC.match(match.heading) is not None and bool(alike) and not ranked


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
    """Tell whether the printed number makes the heading a part of the open section.

    3.2 is a part of section 3. A section without a number that has a line numbered 4 goes on with 5: such numbers are
    the body's own, or those of the programme's sections.
    """
    number = split_number(line.text)[0]
    if current is None or number is None:
        return False
    if current.number:
        return number.startswith(f"{current.number}.")
    numbers = [found for each in current.lines if (found := split_number(each.text)[0])]
    return bool(numbers) and _follows(numbers[-1], number)


def _follows(before: str, number: str) -> bool:
    first, second = (each.split(".") for each in (before, number))
    if not all(part.isdigit() for part in (*first, *second)):
        return False
    return [int(part) for part in first] < [int(part) for part in second]


def _open_section(sections: list[RawSection], match: HeadingMatch, line: Line) -> None:
    rest = [replace(line, text=match.rest, kind=BlockKind.PARAGRAPH, bold=False, starts=True)] if match.rest else []
    if rest and sections and sections[-1].key is match.key:
        sections[-1].lines += rest
        return
    sections.append(
        RawSection(
            match.key,
            match.heading,
            _rank(line),
            rest,
            split_number(line.text)[0],
            own=match.own,
            beside=bool(rest) and match.heading == "Bilagor",
        )
    )


_GATHERS = re.compile(r"synpunkter|yttrande|överväganden|ställningstagande|remissvar|kommentarer", re.IGNORECASE)
# A heading that names a part of the remitted paper is a subject of the viewpoints.
_PART = re.compile(
    r"(?:Avsnitt|Kapitel|Kap\.|Sidan?|Punkt|Mål|Del|Åtgärd|Fråga|Tema|Delområde|Område|Insats|Delmål|Målområde) \d",
    re.IGNORECASE,
)
_ABOUT_REPLY = re.compile(r"(?:Svar på|Yttrande|Remiss|Gemensamt svar|Samlat svar)\b", re.IGNORECASE)
_MAX_ABOUT = 120


def _text_start(lines: Sequence[Line]) -> int:
    """Return where running text begins among the lines before the first heading."""
    lines = lines[:_MOST_HEADER]
    starts = [*(index for index, line in enumerate(lines) if line.starts or index == 0), len(lines)]
    for start, end in pairwise(starts):
        group, heading = list(lines[start:end]), False
        if group[0].bold and group[0].level and len(group) > 1:
            # Under a title in large letters stands a line about the reply, be it long.
            group = group[1:]
            heading = _ABOUT_REPLY.match(group[0].text) is not None
        text = " ".join(line.text for line in group)
        labels = any(read_label(line.text) or line.cells or "\t" in line.text for line in group)
        about = len(text) <= _MAX_ABOUT and _ABOUT_REPLY.match(text) is not None
        heading = heading or about or group[0].kind is BlockKind.HEADING
        if not labels and not heading and re.search(r"[.!?]$", text) and len(text.split()) >= _MIN_TEXT_WORDS:
            return start
    return len(lines)
