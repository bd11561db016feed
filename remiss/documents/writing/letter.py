"""The letter of a remiss (missiv) to one body: what to answer, by when, which questions, how, and whom to ask."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from remiss.documents.writing.frame import PAGE, PAGES
from remiss.domain.outline import Bullets, Emphasis, FieldRows, Heading, Node, Outline, Paragraph, ParagraphStyle, Run
from remiss.text import long_date

KIND = "Remiss"
DRAFT_MARK = "Utkast"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class LetterQuestion:
    """A question to the body; a ``mandatory`` one must have an answer before the statement is signed."""

    text: str
    mandatory: bool


@dataclass(frozen=True)
class LetterFacts:
    """What the letter says. ``asked`` are the paragraphs that the sender has written; ``created`` dates the file."""

    sender: str
    office: str
    addressee: str
    diary_number: str
    dated: date
    title: str
    due_on: date | None
    asked: Sequence[str]
    questions: Sequence[LetterQuestion]
    required: Sequence[str]
    papers: Sequence[str]
    contact: Sequence[str]
    created: datetime
    draft: bool


def letter_outline(facts: LetterFacts) -> Outline:
    """Return the letter as an outline: header block and whom to ask, title, what is asked, questions, how to answer."""
    parts = (_header_block, _asked, _questions, _how, _papers)
    return Outline(
        title=facts.title,
        subtitle=f"Remiss till {facts.addressee}",
        author=facts.sender,
        subject=f"{KIND}, dnr {facts.diary_number}",
        created=facts.created,
        header=f"{facts.sender}\tSida {PAGE} ({PAGES})",
        footer="",
        nodes=tuple(node for part in parts for node in part(facts)),
        watermark=DRAFT_MARK if facts.draft else None,
    )


def write_zip(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Return one archive of ``files`` (name, content) with fixed dates: same files, same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, content)
    return buffer.getvalue()


def _header_block(facts: LetterFacts) -> Iterator[Node]:
    yield Paragraph((Run(facts.sender, Emphasis.BOLD),), ParagraphStyle.META)
    if facts.office:
        yield Paragraph((Run(facts.office),), ParagraphStyle.META)
    yield Paragraph((Run(KIND),), ParagraphStyle.LEAD)
    due = f"{facts.due_on.isoformat()} kl. 23.59" if facts.due_on else ""
    rows = (
        ("Dnr", facts.diary_number), ("Datum", facts.dated.isoformat()), ("Till", facts.addressee),
        ("Svar senast", due), ("Kontakt", ", ".join(facts.contact)),
    )  # fmt: skip
    yield FieldRows(tuple((name, value) for name, value in rows if value))


def _asked(facts: LetterFacts) -> Iterator[Node]:
    yield Heading(1, "Det ni ska svara på", "svara-pa")
    yield from (Paragraph((Run(part),)) for part in facts.asked)
    if facts.due_on:
        due = f"den {long_date(facts.due_on)} kl.\u00a023.59"
        yield Paragraph((Run("Svaret ska ha kommit in senast "), Run(due, Emphasis.BOLD), Run(".")))


def _questions(facts: LetterFacts) -> Iterator[Node]:
    if not facts.questions:
        return
    yield Heading(1, f"Frågor till {facts.addressee}", "fragor")
    texts = [f"{question.text} (obligatorisk)" if question.mandatory else question.text for question in facts.questions]
    yield Bullets(tuple((Run(text),) for text in texts), ordered=True)


def _how(facts: LetterFacts) -> Iterator[Node]:
    yield Heading(1, "Så svarar ni", "sa-svarar-ni")
    number = f"Ange diarienummer {facts.diary_number} i svaret, och gärna vilket avsnitt varje synpunkt gäller."
    yield Paragraph((Run(number),))
    if facts.required:
        yield Paragraph((Run("De här avsnitten ska finnas i svaret:"),))
        yield Bullets(tuple((Run(name),) for name in facts.required))
    yield Paragraph(
        (Run("Skriv svaret i Remiss eller lämna in färdiga handlingar där. Den som inte använder Remiss skickar svaret "
             "till avsändaren."),)
    )  # fmt: skip


def _papers(facts: LetterFacts) -> Iterator[Node]:
    if not facts.papers:
        return
    yield Heading(1, "Handlingar som följer med" if len(facts.papers) > 1 else "Handling som följer med", "handlingar")
    yield Bullets(tuple((Run(name),) for name in facts.papers))
