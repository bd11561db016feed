"""A tjänsteutlåtande (a bolag's yttrande) as an outline, laid out as the city's offices do (DOMAIN §6)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from remiss.documents.writing.frame import PAGE, PAGES
from remiss.domain.outline import (
    Bullets,
    Emphasis,
    FieldRows,
    Heading,
    Node,
    Outline,
    Paragraph,
    ParagraphStyle,
    Run,
    SignatureBlock,
)
from remiss.domain.statement import BlockShape, CanonicalText, SectionKey, TextBlock

_MONTHS = (
    *("januari", "februari", "mars", "april", "maj", "juni"),
    *("juli", "augusti", "september", "oktober", "november", "december"),
)
_OWN_NUMBER = re.compile(r"^\s*\d{1,2}[.)]\s+")
DRAFT_MARK = "Utkast"


@dataclass(frozen=True)
class StatementOfficer:
    """The handläggare of the header block."""

    name: str
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class StatementSignature:
    """An approval: ``signed`` is None before it is given; ``short_hash`` begins the digest of the approved text."""

    name: str
    title: str
    signed: date | None = None
    short_hash: str = ""


@dataclass(frozen=True)
class StatementFacts:
    """What a statement's paper says beside its text. ``kind`` is *Tjänsteutlåtande* or *Yttrande*; ``subtitle`` is
    the kind line, to which the remiss's diary number is added when it does not already stand there; ``created``
    (aware) becomes the file's dates.
    """

    kind: str
    office: str
    department: str
    diary_number: str
    remiss_diary_number: str
    dated: date
    officers: tuple[StatementOfficer, ...]
    addressee: str
    meeting: date | None
    title: str
    subtitle: str
    text: CanonicalText
    signatures: tuple[StatementSignature, ...]
    created: datetime
    draft: bool = False
    attachments: tuple[str, ...] = ()


def statement_outline(facts: StatementFacts) -> Outline:
    """Return the outline of a statement: header block, title, proposal, signatures, then the other sections in the
    order of the text. A text without a proposal has its signatures last.
    """
    proposal = [block for block in facts.text.blocks if block.section is SectionKey.PROPOSAL]
    rest = [block for block in facts.text.blocks if block.section is not SectionKey.PROPOSAL]
    signatures = _signatures(facts)
    body = [*_sections(proposal), *signatures, *_sections(rest)]
    if not proposal:
        body = [*_sections(rest), *signatures]
    body += _attachments(facts)
    return Outline(
        title=facts.title,
        subtitle=_subtitle(facts),
        author=facts.office,
        subject=f"{facts.kind}, dnr {facts.diary_number}" if facts.diary_number else facts.kind,
        created=facts.created,
        header=f"{facts.office}\tSida {PAGE} ({PAGES})",
        footer="",
        nodes=(*_header_block(facts), *body),
        watermark=DRAFT_MARK if facts.draft else None,
    )


def _attachments(facts: StatementFacts) -> list[Node]:
    """The files that go with the text, under the text's own heading for them when it ends with one."""
    if not facts.attachments:
        return []
    last = facts.text.blocks[-1].section if facts.text.blocks else None
    heading = [] if last is SectionKey.ATTACHMENTS else [Heading(1, SectionKey.ATTACHMENTS.usual_heading, "bilagor")]
    return [*heading, Bullets(tuple((Run(name),) for name in facts.attachments), ordered=True)]


def _subtitle(facts: StatementFacts) -> str:
    number = facts.remiss_diary_number
    return facts.subtitle if not number or number in facts.subtitle else f"{facts.subtitle}, {number}"


def _header_block(facts: StatementFacts) -> Iterator[Node]:
    yield Paragraph((Run(facts.office, Emphasis.BOLD),), ParagraphStyle.META)
    if facts.department:
        yield Paragraph((Run(facts.department),), ParagraphStyle.META)
    yield Paragraph((Run(facts.kind),), ParagraphStyle.LEAD)
    meeting = f" {facts.meeting.isoformat()}" if facts.meeting else ""
    rows = [("Dnr", facts.diary_number), ("Datum", facts.dated.isoformat())]
    for officer in facts.officers:
        rows += [("Handläggare", officer.name), ("Telefon", officer.phone), ("E-post", officer.email)]
    rows.append(("Till", f"{facts.addressee}{meeting}"))
    yield FieldRows(tuple((name, value) for name, value in rows if value))


def _signatures(facts: StatementFacts) -> list[Node]:
    if not facts.signatures:
        return []
    return [SignatureBlock(tuple((s.name, s.title, _approval(s)) for s in facts.signatures))]


def _approval(signature: StatementSignature) -> str:
    if signature.signed is None:
        return "Ej godkänt ännu"
    day = signature.signed
    approved = f"Godkänt {day.day} {_MONTHS[day.month - 1]} {day.year}"
    return f"{approved}, kontrollsumma {signature.short_hash}" if signature.short_hash else approved


def _sections(blocks: Iterable[TextBlock]) -> Iterator[Node]:
    """A heading inside a section, after its first, is one level down; under *Övrigt* every heading is a section."""
    previous: SectionKey | None = None
    for (section, shape), group in groupby(blocks, key=lambda block: (block.section, block.shape)):
        same = list(group)
        if shape is BlockShape.HEADING:
            for block in same:
                below = section is previous and section is not SectionKey.OTHER
                yield Heading(2 if below else 1, block.text, f"block-{block.id}")
                previous = section
        elif section is SectionKey.PROPOSAL:
            yield from _proposal(same)
        elif shape is BlockShape.LIST_ITEM:
            yield Bullets(tuple((Run(block.text),) for block in same))
        else:
            yield from (Paragraph((Run(block.text),)) for block in same)
        previous = section


def _proposal(blocks: list[TextBlock]) -> Iterator[Node]:
    """One point is a sentence; several are numbered, after a lead-in that ends with a colon."""
    texts = [_OWN_NUMBER.sub("", block.text) for block in blocks]
    if len(texts) > 1 and texts[0].rstrip().endswith(":"):
        yield Paragraph((Run(texts.pop(0)),))
    if len(texts) == 1:
        yield Paragraph((Run(texts[0]),))
    else:
        yield Bullets(tuple((Run(text),) for text in texts), ordered=True)
