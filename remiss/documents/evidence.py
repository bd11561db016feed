"""What a compiled file says about its quotations and about the sender's own words, from docx and from json alike."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from remiss.documents.reading import sentences
from remiss.documents.reading.compiled import Compiled
from remiss.documents.reading.isolated import ask
from remiss.documents.reading.limits import MAX_FILE_BYTES
from remiss.documents.writing.json_form import read_json
from remiss.domain.marks import QUOTES_PROPERTY, BlockMark, QuoteMark, Source, WordsMark, mark_of, source_in, source_of
from remiss.domain.outline import Bullets, Heading, Node, Outline, Paragraph, Quote, Run
from remiss.domain.verification import Evidence, QuotedWords
from remiss.errors import UnreadableFile

_MOST_QUOTES = 10_000_000


def evidence_in(content: bytes) -> Evidence:
    """Return what ``remiss verify`` needs of a file of any kind that it reads. Raises UnreadableFile."""
    begins = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:9].lower()
    if begins.startswith(b"<!doctype"):
        return evidence_of(Compiled.from_json(ask("compiled_html", content)))
    if not begins.startswith(b"{"):
        return evidence_in_docx(content)
    if len(content) > MAX_FILE_BYTES:
        raise UnreadableFile(sentences.TOO_LARGE)
    try:
        return evidence_in_json(content.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        raise UnreadableFile from problem


def evidence_in_json(text: str) -> Evidence:
    """Return what ``remiss verify`` needs of a file that ``write_json`` wrote. Raises UnreadableFile as ``read_json``.

    A quotation that has been given another source than the file's list says belongs to no reply.
    """
    outline = read_json(text)
    sources = {source.reply: source for source in outline.sources}
    entries = [entry for entry in json.loads(text)["nodes"] if entry["node"] == "quote"]
    quotes = [node for node in outline.nodes if isinstance(node, Quote)]
    marks = [
        QuoteMark(_number(entry, place), _reply_of(quote, sources), str(entry.get("print")))
        for place, (quote, entry) in enumerate(zip(quotes, entries, strict=True), start=1)
    ]
    return Evidence(
        sources=sources,
        quotes=tuple(
            QuotedWords(mark, (quote.text, quote.reference)) for mark, quote in zip(marks, quotes, strict=True)
        ),
        blocks=tuple(_blocks(outline)),
        written=max((mark.number for mark in marks), default=0),
    )


def _number(entry: dict[str, object], place: int) -> int:
    """Return which quotation it was written as; files from before that was kept have them in their order."""
    number = entry.get("number")
    return number if isinstance(number, int) and 0 < number < _MOST_QUOTES else place


def _reply_of(quote: Quote, sources: dict[int, Source]) -> int:
    named = source_in(quote.source)
    known = sources.get(named.reply) if named else None
    return known.reply if known and named and replace(named, body=known.body, seal=known.seal) == known else 0


def _blocks(outline: Outline) -> Iterator[tuple[BlockMark, str]]:
    for node in outline.nodes:
        for name, words in _named(node):
            mark = mark_of(name or "")
            if isinstance(mark, BlockMark):
                yield mark, words


def _named(node: Node) -> list[tuple[str | None, str]]:
    if isinstance(node, Heading):
        return [(node.origin, node.text)]
    if isinstance(node, Paragraph):
        return [(node.origin, _words(node.runs))]
    if isinstance(node, Bullets):
        return [(name, _words(item)) for name, item in zip(node.origins, node.items, strict=False)]
    return []


def _words(runs: tuple[Run, ...]) -> str:
    return "".join(run.text for run in runs)


def evidence_in_docx(content: bytes) -> Evidence:
    """Return the same of a docx, read in a confined child. Raises UnreadableFile."""
    return evidence_of(compiled_docx(content))


def compiled_docx(content: bytes) -> Compiled:
    """Return the places and properties of a docx that came back, read in a confined child. Raises UnreadableFile."""
    return Compiled.from_json(ask("compiled", content))


def words_of(compiled: Compiled) -> list[tuple[WordsMark, str]]:
    """Return the pieces of own words in a docx that has been read, in its order; an empty line parts paragraphs."""
    marks = [(mark_of(place.name), place.paragraphs) for place in compiled.places]
    return [(mark, "\n\n".join(paragraphs)) for mark, paragraphs in marks if isinstance(mark, WordsMark)]


def evidence_of(compiled: Compiled) -> Evidence:
    """Return what ``remiss verify`` needs of a docx that has been read."""
    quotes: list[QuotedWords] = []
    blocks: list[tuple[BlockMark, str]] = []
    written = compiled.properties.get(QUOTES_PROPERTY, "").strip()
    for place in compiled.places:
        mark = mark_of(place.name)
        if isinstance(mark, QuoteMark):
            quotes.append(QuotedWords(mark, place.paragraphs))
        elif isinstance(mark, BlockMark):
            blocks.append((mark, "\n".join(place.paragraphs)))
    sources = (source_of(name, value) for name, value in compiled.properties.items())
    return Evidence(
        sources={source.reply: source for source in sources if source},
        quotes=tuple(quotes),
        blocks=tuple(blocks),
        written=int(written) if written.isascii() and written.isdigit() and len(written) < 8 else 0,
    )
