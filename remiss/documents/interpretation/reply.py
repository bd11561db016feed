"""A reply read field by field and section by section (CONTRACTS, ``remiss parse``)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from remiss.documents.interpretation.accounting import account
from remiss.documents.interpretation.attachments import read_attachments
from remiss.documents.interpretation.blocks import lay_columns
from remiss.documents.interpretation.bodies import CITY_OFFICE, board_named, company_named, external_named
from remiss.documents.interpretation.doubt import doubts
from remiss.documents.interpretation.evidence import gather
from remiss.documents.interpretation.facts import diary_numbers, due_day, meeting_day
from remiss.documents.interpretation.furniture import is_prose, without_furniture
from remiss.documents.interpretation.header import read_header
from remiss.documents.interpretation.header_fields import Header
from remiss.documents.interpretation.identity import identify
from remiss.documents.interpretation.line import Line
from remiss.documents.interpretation.lines import printed_lines
from remiss.documents.interpretation.minutes import is_minutes, parse_minutes
from remiss.documents.interpretation.paragraphs import to_paragraphs, usual_width
from remiss.documents.interpretation.proposal import Proposal, read_proposal
from remiss.documents.interpretation.sections import Parts, RawSection, is_letter, split_parts
from remiss.documents.interpretation.signatures import Signatures, split_at_signatures, split_signatures
from remiss.documents.interpretation.size import with_rest, within
from remiss.documents.interpretation.titles import Titles, bare_title, beside_label, read_titles, title_in_text
from remiss.domain.document import Document
from remiss.domain.parsed import ParsedReply, ParsedSection, ReplyDates, Signatory, Unsure
from remiss.domain.statement import SectionKey

# A heading over the signatures alone is no section.
_RECIPIENTS = re.compile(
    r"skickas|sänd|expedi|delges|delgivning|kopi|kännedom|meddelas|tillställs|mottagare|underrätt|lämnas", re.IGNORECASE
)
_FEWEST_WORDS = 7
_LAST_LINES, _LONG_LINE = 12, 60
# No header block has more cells.
_MOST_CELLS = 500
_SIGNATURE_HEADING = re.compile(r"Underskrift(?:er)?|Signatur(?:er)?|Signering", re.IGNORECASE)


@dataclass
class _Reading:
    """What has been read so far."""

    sections: list[ParsedSection] = field(default_factory=list)
    proposal: Proposal = field(default_factory=Proposal)
    attachments: tuple[str, ...] = ()
    signatories: list[Signatory] = field(default_factory=list)
    unsure: list[Unsure] = field(default_factory=list)
    signed_on: date | None = None

    def doubt(self, name: str, reason: str) -> None:
        self.unsure.append(Unsure(name, reason))


def parse_reply(document: Document) -> ParsedReply:
    """Return what ``document`` says; of an extract of minutes, what can be told.

    What is not in the text is None or empty; what is derived is named as unsure.
    """
    document, rest = within(document)
    return with_rest(_parse(document), rest)


def _parse(document: Document) -> ParsedReply:
    printed = printed_lines(document)
    lines = without_furniture(printed, lambda _: False)
    width = usual_width(lines, exact=document.exact_paragraphs)
    if is_minutes(lines):
        return parse_minutes(lines, width)
    parts = split_parts(lines)
    head = lay_columns(parts.header)[:_MOST_CELLS]
    header = read_header(head)
    titles = _titles(header)
    reading = _Reading()
    _read_leading(reading, [*_from_text(titles.text), *parts.leading], parts, width)
    if any(section.own for section in parts.sections):
        reading.doubt("sections", "Rubriker med egna ord är förda till det slags avsnitt som deras text talar för.")
    for section in _settled(parts.sections):
        if section.key is SectionKey.PROPOSAL:
            _read_proposal_and_rest(reading, section, width)
        else:
            _read_section(reading, section, width)
    reply = _assemble(header, titles, reading)
    reply = _with_signing_body(reply, lines)
    reply = account(reply, printed, lines, parts.header)
    seen = gather(reply, header, head, titles.text, lines)
    return replace(reply, unsure=(*reply.unsure, *doubts(seen)))


def _with_signing_body(reply: ParsedReply, lines: Sequence[Line]) -> ParsedReply:
    """A letter that names its sender nowhere else names it where it is signed."""
    if reply.consultee is not None:
        return reply
    last = [re.sub(r"^För |\sgenom\s.*$", "", line.text) for line in lines[-_LAST_LINES:]]
    named = (board_named(text) or company_named(text) or external_named(text) for text in last)
    body = next((name for name in named if name and name != "Kommunstyrelsen"), None)
    if body is None:
        return reply
    doubt = Unsure("consultee", "Namnet är läst ur underskriften.")
    return replace(reply, consultee=body, unsure=(*reply.unsure, doubt))


def _titles(header: Header) -> Titles:
    """Lines under the office's name are a department, unless no title stands elsewhere."""
    titles = beside_label(header.rest) if header.title else read_titles(header.rest)
    if titles.title is None and header.departments and not header.title:
        return read_titles([*header.departments, *header.rest])
    return titles


def _from_text(lines: Sequence[Line]) -> list[Line]:
    """Lines of the header block that no rule placed are text from the first sentence on."""
    ordered = sorted(lines, key=lambda line: line.number)
    start = next((index for index, line in enumerate(ordered) if _is_sentence(line.text)), len(ordered))
    return ordered[start:]


def _is_sentence(text: str) -> bool:
    long = text.endswith((".", "!", "?")) or len(text) > _LONG_LINE
    return long and len(text.split()) >= _FEWEST_WORDS - 3 and is_prose(text)


def _read_leading(reading: _Reading, lines: Sequence[Line], parts: Parts, width: int) -> None:
    """Text before the first heading is a section without a heading; in a letter it is the whole answer."""
    kept = _without_signatures(reading, lines)
    paragraphs = to_paragraphs(kept, width)
    if not any(len(paragraph.split()) >= _FEWEST_WORDS for paragraph in paragraphs):
        # A few words over the first heading are left over from the header block.
        return
    if any(section.key is not SectionKey.ATTACHMENTS for section in parts.sections):
        letter = is_letter(parts.sections)
        reading.sections.append(ParsedSection(SectionKey.VIEWPOINTS if letter else SectionKey.OTHER, "", paragraphs))
        return
    reading.doubt("sections", "Dokumentet har inga rubriker som känns igen; hela texten är läst som synpunkter.")
    reading.sections.append(ParsedSection(SectionKey.VIEWPOINTS, "", paragraphs))


def _settled(sections: Sequence[RawSection]) -> Sequence[RawSection]:
    """*Beslutsunderlag* lists the attachments only where the text has no list of attachments."""
    named = any(s.key is SectionKey.ATTACHMENTS and s.heading.lower().startswith("bilag") for s in sections)
    for section in sections:
        if named and section.key is SectionKey.ATTACHMENTS and not section.heading.lower().startswith("bilag"):
            section.key = SectionKey.OTHER
    return sections


def _read_proposal_and_rest(reading: _Reading, section: RawSection, width: int) -> None:
    """What stands after the signatures under a proposal is no part of it: the heading over that text is missing."""
    section.lines, found, rest = split_at_signatures(section.lines)
    _sign(reading, found)
    _read_section(reading, section, width)
    if rest:
        reading.doubt("sections", "Texten efter underskrifterna under förslaget till beslut saknar rubrik.")
        _read_section(reading, RawSection(SectionKey.OTHER, "", lines=rest), width)


def _read_section(reading: _Reading, section: RawSection, width: int) -> None:
    kept, found = split_signatures(section.lines, under_list=_RECIPIENTS.search(section.heading) is not None)
    _sign(reading, found)
    lines: Sequence[Line] = kept
    paragraphs: tuple[str, ...] = ()
    if section.key is SectionKey.PROPOSAL and not reading.proposal.points:
        reading.proposal = read_proposal(lines, width)
        paragraphs = reading.proposal.lead
    elif section.key is SectionKey.ATTACHMENTS:
        reading.attachments += read_attachments(lines, width, beside=section.beside)
    else:
        paragraphs = to_paragraphs(lines, width)
    if paragraphs or not _SIGNATURE_HEADING.fullmatch(section.heading):
        reading.sections.append(ParsedSection(section.key, section.heading, paragraphs))


def _without_signatures(reading: _Reading, lines: Sequence[Line]) -> list[Line]:
    kept, found = split_signatures(lines)
    _sign(reading, found)
    return kept


def _sign(reading: _Reading, found: Signatures) -> None:
    known = {person.name for person in reading.signatories}
    reading.signatories += [person for person in found.people if person.name not in known]
    reading.signed_on = reading.signed_on or found.day
    if found.doubtful:
        reading.doubt("signatories", "Flera namn och titlar står på samma rad och kan delas på mer än ett sätt.")


def _assemble(header: Header, titles: Titles, reading: _Reading) -> ParsedReply:
    text = "\n".join(paragraph for section in reading.sections for paragraph in section.paragraphs)
    decision = " ".join((*reading.proposal.lead, *reading.proposal.points))
    who = identify(header, titles.subtitle, decision, text)
    reading.unsure += who.unsure
    title = _title(header, titles, reading, text)
    own, remitted, doubt = diary_numbers(
        header,
        titles.subtitle,
        reading.attachments,
        text,
        central=who.consultee in (CITY_OFFICE, "Kommunstyrelsen"),
        joint=who.joint,
    )
    dates = _dates(header, reading, text)
    reading.unsure += [doubt] if doubt is not None else []
    if own is not None and own == header.bare_number and header.number is None:
        reading.doubt("diary_number", "Numret står i sidhuvudet utan ordet dnr.")
    if reading.proposal.damaged:
        reading.doubt("proposal", "Början av förslaget till beslut saknas i filen.")
    return ParsedReply(
        title=title,
        subtitle=titles.subtitle,
        consultee=who.consultee,
        office=who.office,
        diary_number=own,
        remiss_diary_number=remitted,
        officers=tuple(header.officers),
        dates=dates,
        immediate_adjustment=reading.proposal.immediate_adjustment,
        proposal=reading.proposal.points,
        signatories=tuple(reading.signatories),
        attachments=reading.attachments,
        sections=tuple(reading.sections),
        unsure=tuple(reading.unsure),
    )


def _dates(header: Header, reading: _Reading, text: str) -> ReplyDates:
    """Return the three days, from the header block where it has them, else from the text or the signature."""
    near = header.statement or header.meeting or reading.signed_on
    meeting, meeting_doubt = (header.meeting, None) if header.meeting else meeting_day(text, near)
    due, due_doubt = due_day(header, "\n".join((*(line.text for line in header.rest), text)), near)
    reading.unsure += [each for each in (due_doubt, meeting_doubt) if each is not None]
    if header.statement is None and reading.signed_on:
        reading.doubt("dates.statement", "Datumet står vid underskriften.")
    return ReplyDates(header.statement or reading.signed_on, meeting, due)


def _title(header: Header, titles: Titles, reading: _Reading, text: str) -> str | None:
    if header.title or titles.title:
        if titles.doubt and not header.title:
            reading.doubt("title", titles.doubt)
        return bare_title(header.title) if header.title else titles.title
    derived = title_in_text(text)
    if derived is not None:
        reading.doubt("title", "Rubriken saknas i filen; titeln är utläst ur den löpande texten.")
    return derived
