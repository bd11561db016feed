"""The last look: every line of the file is found in what was read, or put back where it stood and said to be.

Rules that take lines away (running heads, header blocks astray, signatures) may take text with them. What they took
is compared, letter by letter, with everything that was read, whatever rule it was.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from remiss.documents.interpretation.bodies import board_named, company_named, office_named
from remiss.documents.interpretation.dates import only_date
from remiss.documents.interpretation.diary import labelled_numbers
from remiss.documents.interpretation.labels import mail_in, phone_in, read_label
from remiss.documents.interpretation.line import Line
from remiss.documents.interpretation.paragraphs import join
from remiss.documents.interpretation.people import is_name, is_title, name_and_title
from remiss.documents.interpretation.places import Finder
from remiss.documents.interpretation.signatures import PARTY, is_formula
from remiss.domain.document import Block, BlockKind, Document
from remiss.domain.parsed import ParsedReply, ParsedSection, Unsure
from remiss.domain.statement import SectionKey

_FEWEST_LETTERS = 4
# So few words may be a running head; more in small letters are text.
_RUNNING_WORDS, _SURELY_TEXT = 5, 9
_MARKER = re.compile(r"^(?:[•▪■●○◦\-–—*·]|Bilaga(?:\s(?:nr\s)?\d{1,2})?[.:]?|\(?\d{1,2}(?:\.\d{1,2})*[.)]?|[a-z]\))\s+")
_FAR = 3000
"""A line found so many letters later is another one that says the same."""
_MOST_SEARCHED = 300
_SHOWN = 60
# So much of the title on a line of the header block is the title's line.
_OPENING = 20


@dataclass
class _Place:
    """A part of what was read: a heading, a paragraph, or a value (``paragraph`` None) of section ``section``."""

    section: int
    paragraph: int | None


@dataclass
class _Lost:
    """Text that was left out, and what it stood after."""

    section: int
    paragraph: int | None
    at: int
    text: str
    starts: bool


def account(reply: ParsedReply, printed: Sequence[Line], kept: Sequence[Line], head: Collection[Line]) -> ParsedReply:
    """Return ``reply`` with the text of ``printed`` lines that is in none of its values, each where it stood.

    ``kept`` are the lines without running heads, ``head`` those of header blocks.
    """
    lost = _lost(reply, printed, {line.number: line for line in kept}, {line.number for line in head})
    if not lost:
        return reply
    shown = lost[0].text if len(lost[0].text) <= _SHOWN else f"{lost[0].text[:_SHOWN].rsplit(' ', 1)[0]} …"
    doubt = Unsure("sections", f"Text som ingen regel förde till ett avsnitt är insatt där den stod: ”{shown}”.")
    return replace(reply, sections=_with(reply.sections, lost), unsure=(*reply.unsure, doubt))


def _lost(reply: ParsedReply, printed: Sequence[Line], kept: dict[int, Line], head: Collection[int]) -> list[_Lost]:
    places, finder = _read(reply)
    known = Finder(
        Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in _values(reply)), "", exact_paragraphs=True)
    )
    lost: list[_Lost] = []
    section, paragraph, at, since, searched = -1, None, 0, 0, 0
    for line in printed:
        for whole in _pieces(kept.get(line.number, line)):
            piece = _MARKER.sub("", whole)
            found = finder.find(piece, since)
            if 0 <= found <= since + _FAR and line.number not in head:
                span = finder.spans(found, piece)[-1]
                section, paragraph, at = places[span.block].section, places[span.block].paragraph, span.end
                since = found + sum(1 for sign in piece if sign.isalnum())
                continue
            if found >= 0 or known.find(piece) >= 0 or searched >= _MOST_SEARCHED:
                continue
            searched += 1
            excused = line.number in head or line.number not in kept
            if excused and reply.title and reply.title[:_OPENING] in piece:
                continue
            cut = not line.starts and section >= 0
            if finder.find(piece) < 0 and (_is_running(piece, cut=cut) if excused else not _is_signature(piece)):
                lost.append(_Lost(section, paragraph, at, whole, line.starts))
    return lost


def _read(reply: ParsedReply) -> tuple[list[_Place], Finder]:
    """Return every heading, paragraph and point in the order of the file, and a finder of their words."""
    places: list[_Place] = []
    blocks: list[Block] = []
    points = list(reply.proposal)
    for number, section in enumerate(reply.sections):
        values: list[str] = []
        if section.key is SectionKey.PROPOSAL:
            values, points = points, []
        elif section.key is SectionKey.ATTACHMENTS:
            values = list(reply.attachments)
        texts = [(None, section.heading), *enumerate(section.paragraphs), *((None, value) for value in values)]
        places += [_Place(number, index) for index, _ in texts]
        blocks += [Block(BlockKind.PARAGRAPH, text) for _, text in texts]
    return places, Finder(Document(tuple(blocks), "", exact_paragraphs=True))


def _values(reply: ParsedReply) -> Iterator[str]:
    for value in (reply.title, reply.subtitle, reply.consultee, reply.office, *reply.proposal, *reply.attachments):
        if value:
            yield value
    yield f"{reply.subtitle} {reply.title} {reply.subtitle}"
    for person in reply.signatories:
        yield f"{person.name} {person.title or ''} {person.organisation or ''}"


def _pieces(line: Line) -> Iterator[str]:
    for cell in line.cells or (line.text,):
        for part in re.split(r"[\n\t]", cell):
            if sum(1 for sign in part if sign.isalnum()) >= _FEWEST_LETTERS:
                yield part.strip()


def _is_running(piece: str, *, cut: bool) -> bool:
    """Tell whether words of a header block or a running head are text: a sentence, or the middle of one (``cut``)."""
    words = piece.split()
    small = sum(1 for word in words if word[:1].islower())
    if len(words) < _RUNNING_WORDS or small * 2 < len(words):
        return False
    told = read_label(piece) or labelled_numbers(piece) or mail_in(piece) or phone_in(piece) or only_date(piece)
    return len(words) >= _SURELY_TEXT or ((cut or piece.endswith((".", "!", "?"))) and not told)


def _is_signature(piece: str) -> bool:
    piece = PARTY.sub("", piece)
    named = is_name(piece) or is_title(piece) or name_and_title(piece) or only_date(piece) or read_label(piece)
    return bool(named or office_named(piece) or company_named(piece) or board_named(piece) or is_formula(piece))


def _with(sections: Sequence[ParsedSection], lost: Sequence[_Lost]) -> tuple[ParsedSection, ...]:
    made = [replace(section) for section in sections]
    before = [each.text for each in lost if each.section < 0]
    for each in reversed([each for each in lost if each.section >= 0]):
        made[each.section] = _one(made[each.section], each)
    first = [ParsedSection(SectionKey.OTHER, "", (" ".join(before),))] if before else []
    return (*first, *made)


def _one(section: ParsedSection, lost: _Lost) -> ParsedSection:
    """Put words back: into their paragraph where it was cut, else as a paragraph of their own."""
    texts = list(section.paragraphs)
    if lost.paragraph is None:
        texts.insert(0 if not lost.at else len(texts), lost.text)
        return replace(section, paragraphs=tuple(texts))
    text = texts[lost.paragraph]
    # The place is that of a letter; a full stop after it belongs to what stood before.
    at = lost.at + len(re.match(r"[^\w\s(]*", text[lost.at :])[0])  # type: ignore[index]  # nothing is a match too
    before, after = text[:at], text[at:].strip()
    ended = before.rstrip().endswith((".", "!", "?", ":"))
    if not after and lost.starts and ended:
        texts.insert(lost.paragraph + 1, lost.text)
    else:
        texts[lost.paragraph] = join(join(before.rstrip(), lost.text), after)
    return replace(section, paragraphs=tuple(texts))
