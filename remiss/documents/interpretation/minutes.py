"""An extract of a nämnd's minutes: no reply, but sometimes handed in as one; read without taking it for a statement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from remiss.documents.interpretation.attachments import read_attachments
from remiss.documents.interpretation.blocks import lay_columns
from remiss.documents.interpretation.bodies import belong_together, board_named, boards_in, offices_in
from remiss.documents.interpretation.dates import find_dates
from remiss.documents.interpretation.diary import central_number, first_number, marked_off
from remiss.documents.interpretation.facts import due_day
from remiss.documents.interpretation.header import read_header
from remiss.documents.interpretation.headings import key_of
from remiss.documents.interpretation.labels import Field, read_label
from remiss.documents.interpretation.line import Line
from remiss.documents.interpretation.paragraphs import join, to_paragraphs
from remiss.documents.interpretation.people import is_name, is_title, name_and_title
from remiss.documents.interpretation.proposal import read_proposal
from remiss.domain.document import BlockKind
from remiss.domain.parsed import ParsedReply, ParsedSection, ReplyDates, Unsure
from remiss.domain.statement import SectionKey

REASON = "Filen är ett protokollsutdrag."
_WORD = re.compile(r"(?:Utdrag ur )?(?:sammanträdes|nämnd)?protokoll(?:et|sutdrag)?(?:\s.{0,60})?", re.IGNORECASE)
_ITEM = re.compile(r"(?:[A-ZÅÄÖ]{2,5}\s)?§\s?\d{1,4}(?::\d{1,3})?\b[.:]?\s*(?P<matter>.{0,300})")
_SIGNS = re.compile(
    r"Justering|Justera[dt]|Justerare|Plats(?: och tid)?|Närvarande|Beslutande|Ordförande|Sammanträdesda\w+|Paragrafer",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"(?:\w{3,30}s )?beslut(?:et)?|beslutsgång(?:en)?|yrkanden?|förslag till beslut(?: och beslutsgång)?|jäv|votering|"
    r"propositionsordning|handlingar i ärendet|deltar (?:inte|ej) i beslutet|reservation(?:er)?|omröstning|"
    r"särskil(?:t|da) uttalanden?|ersättaryttranden?|protokollsanteckning(?:ar)?|beslutet (?:skickas|expedieras) till|"
    r"(?:besluts)?expediering|expedieras(?: till)?|delges|skickas till|beslutsunderlag",
    re.IGNORECASE,
)
AT_ONCE = re.compile(
    r"omedelbart justera[dt]|(?:beslutet|paragrafen|ärendet) (?:justeras|förklaras) omedelbart", re.IGNORECASE
)
_END = re.compile(
    r"(?:Vid protokollet|Justera[ts]?|Rätt utdraget|Utdragsbestyrkande|Bestyrkes)\b.{0,80}", re.IGNORECASE
)
_FORM = re.compile(
    r"(?:Juster(?:ande|are)|Ordförande)s? sign|Utdragsbestyrkande|[\s_]+$|Sammanträdesprotokoll$", re.IGNORECASE
)
_PARTY = re.compile(r"\s\([A-ZÅÄÖ][A-Za-zåäö]{0,3}\)$")
_KEPT_KEYS = frozenset(
    {SectionKey.SUMMARY, SectionKey.BACKGROUND, SectionKey.MATTER, SectionKey.PREPARATION, SectionKey.VIEWPOINTS,
     SectionKey.ECONOMY, SectionKey.CHILDREN_EQUALITY, SectionKey.GOALS, SectionKey.PROPOSAL, SectionKey.ATTACHMENTS}
)  # fmt: skip
_KIND = re.compile(r"(?:Svar på|Remissvar|Yttrande|Remiss från)\b", re.IGNORECASE)
_BODY_DECIDES = re.compile(r"(.{3,80}?n)s beslut")
# What a reply has and an extract tells in another way, or of another document.
_FIELDS = ("title", "subtitle", "consultee", "office", "diary_number", "remiss_diary_number", "dates.statement",
           "dates.meeting",
           "immediate_adjustment", "proposal", "attachments", "sections")  # fmt: skip
_MEETING = re.compile(r"sammanträd", re.IGNORECASE)
_TOP_LINES = 25
_MAX_HEADING = 120


@dataclass
class _Open:
    key: SectionKey
    heading: str
    lines: list[Line] = field(default_factory=list)


def is_usual_heading(text: str) -> bool:
    """Tell whether ``text`` is a heading that every § of a protokoll may have."""
    return _HEADING.fullmatch(text.rstrip(":")) is not None


def is_minutes(lines: Sequence[Line]) -> bool:
    """Tell whether the file is an extract of minutes: it says so at its top, and has a § or the words of minutes."""
    top = [cell for line in lines[:_TOP_LINES] for cell in _cells(line)]
    named = any(_WORD.fullmatch(cell) for cell in top)
    signs = {match[0].lower() for cell in top if (match := _SIGNS.match(cell))}
    return named and (bool(signs) or any(_ITEM.match(line.text) for line in lines))


def parse_minutes(lines: Sequence[Line], width: int) -> ParsedReply:
    """Return what the extract says: body, number, meeting and its text by headings, every value marked as doubtful.

    What the nämnd decided is no proposal and those who adjust are no signatories; the office's proposal is one.
    """
    start = next((index for index, line in enumerate(lines) if _ITEM.match(line.text)), None)
    if start is None:
        start = next((index for index, line in enumerate(lines) if _HEADING.fullmatch(line.text)), 0)
    header = read_header(lay_columns(lines[:start]))
    number, title, after = _title(lines, start)
    subtitle, after = _subtitle(lines, after)
    at_once = any(AT_ONCE.search(line.text) for line in lines)
    read = _sections(_without_end(lines[after:]), width)
    text = "\n".join(paragraph for section in read.sections for paragraph in section.paragraphs)
    consultee = (
        header.consultee
        or header.addressee
        or header.company
        or header.external
        or _who_decided(lines)
        or _who_met(lines)
    )
    meeting = header.meeting or header.statement or _held_on(lines)
    reply = ParsedReply(
        title=title,
        subtitle=subtitle,
        consultee=consultee,
        office=header.office or _office(text, consultee),
        diary_number=header.number or number,
        remiss_diary_number=header.remiss_number or (marked_off(subtitle or "") or central_number(f"{title}\n{text}")),
        dates=ReplyDates(meeting=meeting, due=due_day(header, text, meeting)[0]),
        immediate_adjustment=True if at_once else None,
        proposal=read.proposal,
        attachments=read.attachments,
        sections=tuple(read.sections),
    )
    return replace(reply, unsure=tuple(Unsure(name, REASON) for name in _FIELDS))


def _title(lines: Sequence[Line], start: int) -> tuple[str | None, str | None, int]:
    """Return the number beside the §, the matter after it, or under it when the § stands alone, and the index after."""
    match = _ITEM.match(lines[start].text) if start < len(lines) else None
    if match is None:
        return None, None, start
    title, after, number = match["matter"].strip(), start + 1, None
    label = read_label(title)
    if label is None and not title and after < len(lines):
        label = read_label(lines[after].text)
        after += label is not None and label.field is Field.NUMBER
    if label is not None and label.field is Field.NUMBER:
        title, number = "", first_number(label.value)
    while after < len(lines) and not _heading(lines[after]) and (not title or not lines[after].starts):
        if title and (lines[after].bold != lines[start].bold or _KIND.match(lines[after].text)):
            break
        title = join(title, lines[after].text)
        after += 1
    return number, title or None, after


def _subtitle(lines: Sequence[Line], at: int) -> tuple[str | None, int]:
    """Return the line under the title that says what kind of reply this is, and the index after it."""
    if at < len(lines) and _KIND.match(lines[at].text) and not lines[at].text.endswith("."):
        return lines[at].text, at + 1
    return None, at


def _who_decided(lines: Sequence[Line]) -> str | None:
    """Return the nämnd of the heading *Kulturnämndens beslut*."""
    words = (_BODY_DECIDES.fullmatch(line.text.rstrip(":")) for line in lines)
    return next((name for match in words if match and (name := board_named(match[1])) is not None), None)


def _held_on(lines: Sequence[Line]) -> date | None:
    """Return the day that stands beside the word for the meeting."""
    told = (line.text for line in lines if _MEETING.search(line.text))
    return next((found[0].day for text in told if (found := find_dates(text))), None)


def _office(text: str, consultee: str | None) -> str | None:
    """Return the office that the text names most often, one of the body's own where there is one."""
    counted = offices_in(text)
    fitting = [name for name in counted if consultee and belong_together(name, consultee)]
    return max(fitting, key=lambda name: counted[name], default=None)


@dataclass
class _Read:
    sections: list[ParsedSection] = field(default_factory=list)
    proposal: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()


def _who_met(lines: Sequence[Line]) -> str | None:
    """Return the nämnd named first at the top: *protokoll fört vid sammanträde med Barnnämnden*."""
    named = (boards_in(line.text) for line in lines[:_TOP_LINES])
    return next((next(iter(counted)) for counted in named if counted), None)


def _sections(lines: Sequence[Line], width: int) -> _Read:
    """Cut the text at its headings. What the office proposed and what lay before the nämnd are lists of their own."""
    opened: list[_Open] = []
    for line in lines:
        if _heading(line) or line.bold or line.kind is BlockKind.HEADING:
            key = key_of(line.text)
            opened.append(_Open(key if key in _KEPT_KEYS else SectionKey.OTHER, line.text.rstrip(":")))
            continue
        if not opened:
            opened.append(_Open(SectionKey.OTHER, ""))
        opened[-1].lines.append(line)
    read = _Read()
    for each in opened:
        paragraphs: tuple[str, ...] = ()
        if each.key is SectionKey.PROPOSAL and not read.proposal:
            proposal = read_proposal(each.lines, width)
            read.proposal, paragraphs = proposal.points, proposal.lead
        elif each.key is SectionKey.ATTACHMENTS:
            read.attachments += read_attachments(each.lines, width)
        else:
            paragraphs = to_paragraphs(each.lines, width)
        read.sections.append(ParsedSection(each.key, each.heading, paragraphs))
    return read


def _heading(line: Line) -> bool:
    text = line.text.rstrip(":")
    usual = is_usual_heading(text) or (line.starts and key_of(text) is not None)
    return usual and len(text) <= _MAX_HEADING and not line.cells


def _is_form(line: Line) -> bool:
    """Tell whether a line is the foot of a page of minutes, where people put their initials."""
    return _FORM.match(line.text) is not None


def _without_end(lines: Sequence[Line]) -> list[Line]:
    """Drop the names of those who adjust and keep the minutes: they sign the minutes, not the reply."""
    lines = [line for line in lines if not _is_form(line)]
    last = len(lines)
    while last > 0 and all(_signs(cell) for cell in _cells(lines[last - 1])):
        last -= 1
    return list(lines[:last])


def _signs(text: str) -> bool:
    bare = _PARTY.sub("", text)
    return bool(_END.fullmatch(text) or is_name(bare) or is_title(bare) or name_and_title(bare))


def _cells(line: Line) -> list[str]:
    cells = line.cells or line.text.split("\t")
    return [piece.strip() for cell in cells for piece in cell.split("\n") if piece.strip()]
