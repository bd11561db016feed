"""Bytes → Document in this process. Untrusted files go through ``isolated.read_document`` instead."""

from __future__ import annotations

from pathlib import PurePath

from remiss.documents.reading import sentences
from remiss.documents.reading.docx import read_docx
from remiss.documents.reading.kinds import FileKind, detect
from remiss.documents.reading.limits import MAX_FILE_BYTES, MAX_TEXT_CHARACTERS, MAX_TEXT_LINES
from remiss.documents.reading.markdown import looks_like_markdown, read_markdown
from remiss.documents.reading.pdf import read_pdf
from remiss.documents.reading.plain import decode, read_plain
from remiss.domain.document import Document
from remiss.errors import UnreadableFile

_MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})


def read(content: bytes, filename: str = "") -> Document:
    """Return ``content`` as a Document. The content decides the kind; the name only tells Markdown from plain text.

    Raises UnreadableFile with a sentence that says what to do.
    """
    if len(content) > MAX_FILE_BYTES:
        raise UnreadableFile(sentences.TOO_LARGE)
    kind = detect(content)
    if kind is FileKind.DOCX:
        document = read_docx(content)
    elif kind is FileKind.PDF:
        document = read_pdf(content)
    else:
        document = _read_text(content, filename)
    characters = sum(len(block.text) for block in document.blocks)
    if characters > MAX_TEXT_CHARACTERS:
        raise UnreadableFile(sentences.TOO_HEAVY)
    if not any(block.text.strip() for block in document.blocks):
        raise UnreadableFile(sentences.NO_TEXT)
    return document


def _read_text(content: bytes, filename: str) -> Document:
    text = decode(content)
    if text.count("\n") + text.count("\f") > MAX_TEXT_LINES:
        raise UnreadableFile(sentences.TOO_HEAVY)
    if PurePath(filename).suffix.lower() in _MARKDOWN_SUFFIXES or looks_like_markdown(text):
        return read_markdown(text)
    return read_plain(text)
