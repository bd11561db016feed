"""How much of a file is interpreted: what is longer than any reply is kept as text, unread, and said to be.

Interpretation runs in our own process, and its cost grows with the text. So no file may make it long.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from remiss.domain.document import Block, Document
from remiss.domain.parsed import ParsedReply, ParsedSection, Unsure
from remiss.domain.statement import SectionKey

# Seventy pages, and a paragraph of three. Replies are two to thirty pages.
MOST_CHARACTERS = 200_000
MOST_BLOCKS = 6_000
LONGEST_BLOCK = 10_000
# A remitted draft is thirty to a hundred pages, and its sections cost less to tell.
PROGRAMME_TIMES = 2


def within(document: Document, times: int = 1) -> tuple[Document, tuple[str, ...]]:
    """Return the document that is interpreted, and the text after it that is too much: ``times`` a reply's size."""
    end = _end(document.blocks, times)
    rest = tuple(" ".join(block.text.split()) for block in document.blocks[end:] if block.text.strip())
    return replace(document, blocks=document.blocks[:end]), rest


def _end(blocks: Sequence[Block], times: int) -> int:
    """Return how many blocks fit. Empty ones, the lines between paragraphs, cost nothing."""
    characters = count = 0
    for index, block in enumerate(blocks):
        characters += len(block.text)
        count += bool(block.text.strip())
        if characters > MOST_CHARACTERS * times or count > MOST_BLOCKS * times or len(block.text) > LONGEST_BLOCK:
            return index
    return len(blocks)


def with_rest(reply: ParsedReply, rest: Sequence[str]) -> ParsedReply:
    """Return ``reply`` with the text that was not interpreted as a last section, and a doubt about all sections."""
    if not rest:
        return reply
    doubt = Unsure("sections", "Filen är längre än ett svar brukar vara. Texten efter det som är läst är inte tolkad.")
    section = ParsedSection(SectionKey.OTHER, "", tuple(rest))
    return replace(reply, sections=(*reply.sections, section), unsure=(*reply.unsure, doubt))
