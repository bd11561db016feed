"""Every layout as pdf: Typst finds that it keeps to both standards, and all its words stand there in their order."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pypdfium2
import pytest

from remiss.documents.compilation.layouts import outline_of
from remiss.documents.writing.pdf.writer import Variant, write_pdf
from remiss.domain.compilation_choices import Layout
from remiss.domain.outline import Bullets, Chart, Heading, Node, Outline, Paragraph, Quote, Run, Table
from tests.documents.compilation.rich import rich

_AROUND = 250
"""Words between two that follow each other: running lines, footnotes, a table's head once more, those in a drawing."""


def said(outline: Outline) -> Iterator[str]:
    """Yield what the document says, in its order, but its footnotes."""
    yield from (outline.title, outline.subtitle)
    for node in outline.nodes:
        yield from _said(node)


def _said(node: Node) -> Iterator[str]:
    if isinstance(node, Heading):
        yield node.text
    elif isinstance(node, Paragraph):
        yield _plain(node.runs)
    elif isinstance(node, Bullets):
        yield from map(_plain, node.items)
    elif isinstance(node, Quote):
        yield from (node.text, node.reference)
    elif isinstance(node, Chart):
        yield from (node.title, *(series.name for series in node.series))
    elif isinstance(node, Table):
        yield from (node.caption, *node.header, *(cell.text for row in node.rows for cell in row))


def _plain(runs: tuple[Run, ...]) -> str:
    return " ".join(run.text for run in runs)


def words_of(text: str) -> list[str]:
    return re.findall(r"\d+|[^\W\d_]+", text)


def read(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    found = [word for page in document for word in words_of(page.get_textpage().get_text_range().replace("\u200b", ""))]
    document.close()
    return found


@pytest.mark.parametrize("layout", list(Layout))
def test_a_layout_keeps_to_both_standards_and_loses_no_word(layout: Layout) -> None:
    outline = outline_of(rich(), layout)
    found, place = read(write_pdf(outline, Variant.ARCHIVE)), 0
    for words in map(words_of, said(outline)):
        for word in words:
            near = found[place : place + _AROUND]
            assert word in near, f"{word!r} of {words} is not among {near}"
            place += near.index(word) + 1
    notes = [run.note for node in outline.nodes if isinstance(node, Paragraph) for run in node.runs if run.note]
    assert {word for note in notes for word in words_of(note)} <= set(found)
