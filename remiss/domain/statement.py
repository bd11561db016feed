"""The canonical text of a statement: ordered blocks with stable ids and one serialisation, which is what is hashed.

The editor, docx, HTML, differences, quotations, search and analysis are views of this one thing.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class SectionKey(StrEnum):
    """The usual sections of a tjänsteutlåtande (DOMAIN §6), with the heading a new one gets."""

    PROPOSAL = "beslutsforslag"
    SUMMARY = "sammanfattning"
    BACKGROUND = "bakgrund"
    MATTER = "arendet"
    PREPARATION = "beredning"
    CHILDREN_EQUALITY = "barn_jamstalldhet"
    GOALS = "maluppfyllelse"
    ECONOMY = "ekonomi"
    VIEWPOINTS = "synpunkter"
    QUESTIONS = "svar_pa_fragor"
    ATTACHMENTS = "bilagor"
    OTHER = "ovrigt"

    @property
    def usual_heading(self) -> str:
        """The heading used when the office has not chosen another."""
        return _HEADINGS[self]


_HEADINGS: dict[SectionKey, str] = {
    SectionKey.PROPOSAL: "Förvaltningens förslag till beslut",
    SectionKey.SUMMARY: "Sammanfattning",
    SectionKey.BACKGROUND: "Bakgrund",
    SectionKey.MATTER: "Ärendet",
    SectionKey.PREPARATION: "Ärendets beredning",
    SectionKey.CHILDREN_EQUALITY: "Konsekvenser för barn och jämställdhet",
    SectionKey.GOALS: "Måluppfyllelse",
    SectionKey.ECONOMY: "Ekonomi",
    SectionKey.VIEWPOINTS: "Förvaltningens synpunkter och förslag",
    SectionKey.QUESTIONS: "Svar på frågor",
    SectionKey.ATTACHMENTS: "Bilagor",
    SectionKey.OTHER: "Övrigt",
}
QUESTION_MARK = "## "
"""What a line begins with, where text is typed, when it is a question and what follows is its answer."""
REQUIRED_SECTIONS = (SectionKey.PROPOSAL, SectionKey.SUMMARY, SectionKey.VIEWPOINTS)


class BlockShape(StrEnum):
    """The shapes a block of canonical text can have."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"


@dataclass(frozen=True)
class TextBlock:
    """One block: ``id`` is stable over edits, ``section`` says which section it stands in."""

    id: str
    section: SectionKey
    shape: BlockShape
    text: str


@dataclass(frozen=True)
class CanonicalText:
    """A whole statement, in order. A section begins with its heading block."""

    blocks: tuple[TextBlock, ...]

    def section_text(self, key: SectionKey) -> str:
        """Return the paragraphs of one section, without its heading, joined by line ends."""
        return "\n".join(b.text for b in self.blocks if b.section is key and b.shape is not BlockShape.HEADING)

    def plain_text(self) -> str:
        """Return all text, one block a line."""
        return "\n".join(block.text for block in self.blocks)

    def contains(self, quotation: str) -> bool:
        """Tell whether ``quotation`` is a substring, white space normalised on both sides."""
        return bool(normalise(quotation)) and normalise(quotation) in normalise(self.plain_text())


def normalise(text: str) -> str:
    """Return ``text`` in NFC with every run of white space as one space."""
    composed = unicodedata.normalize("NFC", text)
    # Nearly all texts hold single spaces and line ends only; taking them apart word by word takes five times as long.
    flat = composed.replace("\n", " ")
    return flat.strip() if "  " not in flat and flat.isprintable() else " ".join(composed.split())


def serialise(text: CanonicalText) -> str:
    """Return the one JSON form of ``text``: sorted keys, NFC, no spare white space."""
    rows = [
        {"id": b.id, "section": b.section.value, "shape": b.shape.value, "text": unicodedata.normalize("NFC", b.text)}
        for b in text.blocks
    ]
    return json.dumps(rows, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def deserialise(content: str) -> CanonicalText:
    """Return the text that ``serialise`` wrote."""
    return CanonicalText(
        tuple(
            TextBlock(row["id"], SectionKey(row["section"]), BlockShape(row["shape"]), row["text"])
            for row in json.loads(content)
        )
    )


def digest(text: CanonicalText) -> str:
    """Return the SHA-256 (hex) of the one serialisation: what signatures, receipts and compilations refer to."""
    return hashlib.sha256(serialise(text).encode()).hexdigest()


def missing_sections(text: CanonicalText) -> tuple[SectionKey, ...]:
    """Return the required sections that hold no text, in the order they are usually written."""
    return tuple(key for key in REQUIRED_SECTIONS if not text.section_text(key).strip())


def from_sections(sections: Iterable[tuple[SectionKey, str, Iterable[str]]]) -> CanonicalText:
    """Build a text from (key, heading, paragraphs); ids are numbered in order and thus deterministic.

    Among the answers to questions a paragraph that begins with QUESTION_MARK is the question, a heading of its own.
    """
    blocks: list[TextBlock] = []
    for key, heading, paragraphs in sections:
        blocks.append(TextBlock(f"b{len(blocks) + 1:04d}", key, BlockShape.HEADING, _clean(heading)))
        for paragraph in paragraphs:
            if paragraph.strip():
                asks = key is SectionKey.QUESTIONS and paragraph.startswith(QUESTION_MARK)
                shape = BlockShape.HEADING if asks else BlockShape.PARAGRAPH
                words = paragraph.removeprefix(QUESTION_MARK) if asks else paragraph
                blocks.append(TextBlock(f"b{len(blocks) + 1:04d}", key, shape, _clean(words)))
    return CanonicalText(tuple(blocks))


def answered_places(paragraphs: Sequence[str]) -> list[int]:
    """Return which of the paragraphs under *Svar på frågor* stay: not the questions that nothing stands under."""
    filled = [place for place, paragraph in enumerate(paragraphs) if paragraph.strip()]
    asks = {place for place in filled if paragraphs[place].startswith(QUESTION_MARK)}
    following = dict(zip(filled, [*filled[1:], None], strict=False))
    return [place for place in filled if place not in asks or following[place] not in {None, *asks}]


def _clean(text: str) -> str:
    kept = "".join(c for c in unicodedata.normalize("NFC", text) if c in "\n\t" or unicodedata.category(c) != "Cc")
    return kept.strip()
