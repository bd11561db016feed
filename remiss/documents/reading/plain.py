"""Plain text → Document: one block a physical line, empty blocks for empty lines, form feeds as page breaks."""

from __future__ import annotations

import re

from remiss.documents.reading import sentences
from remiss.documents.reading.characters import clean
from remiss.documents.reading.limits import MAX_TEXT_CHARACTERS
from remiss.domain.document import Block, BlockKind, Document
from remiss.errors import UnreadableFile

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CODE_PAGES = ("cp1252", "mac-roman", "cp850")
_SAMPLE = 200_000
_IN_WORD = re.compile(
    r"[åäöéüÅÄÖÉÜ](?=[a-zåäöé])|(?<=[a-zåäö])[åäöéü]|(?<![\wåäö])[ÅÄÖ](?=[A-ZÅÄÖ])|(?<=[A-ZÅÄÖ])[ÅÄÖ]"
)
_ODD = re.compile(r"[^\x00-\x7fåäöéüÅÄÖÉÜáàèëïñóøæç–—”“’‘…•·§°½¼²»«´€×\u00a0\u00ad]")
# More control characters than this share is no text: a program, a picture, a damaged file.
_MAX_CONTROL_SHARE = 0.02


def decode(content: bytes) -> str:
    """Return the text of ``content``: a byte order mark decides, then UTF-8, then what makes Swedish words.

    Raises UnreadableFile when the bytes are no text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _text(content.decode(encoding, errors="replace"))
    if b"\x00" in content:
        return _text(content.decode(_wide_encoding(content), errors="replace"))
    try:
        return _text(content.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    return _text(content.decode(_narrow_encoding(content[:_SAMPLE]), errors="replace"))


def _narrow_encoding(sample: bytes) -> str:
    """Return the code page whose letters stand in words: Windows', unless old Macintosh or DOS letters fit better."""
    sense = {encoding: _sense(sample, encoding) for encoding in _CODE_PAGES}
    best = max(_CODE_PAGES, key=lambda encoding: sense[encoding])
    if sense[best] <= 0 and not _decodes(sample, best):
        raise UnreadableFile(sentences.UNKNOWN)
    return best


def _sense(sample: bytes, encoding: str) -> int:
    """Count the letters of Swedish words that ``encoding`` gives, less the letters and signs that no word has."""
    text = sample.decode(encoding, errors="replace")
    return len(_IN_WORD.findall(text)) - len(_ODD.findall(text))


def _decodes(sample: bytes, encoding: str) -> bool:
    try:
        sample.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _wide_encoding(content: bytes) -> str:
    """UTF-16 without a mark shows as a zero in every second byte of Swedish text."""
    half = len(content) // 2
    if content[1::2].count(0) > half * 0.7:
        return "utf-16-le"
    if content[0::2].count(0) > half * 0.7:
        return "utf-16-be"
    raise UnreadableFile(sentences.UNKNOWN)


def _text(text: str) -> str:
    if len(text) > MAX_TEXT_CHARACTERS:
        raise UnreadableFile(sentences.TOO_HEAVY)
    odd = sum(1 for c in text if (c < " " and c not in "\t\n\r\f\v\x02") or c == "\ufffd")
    if odd > len(text) * _MAX_CONTROL_SHARE:
        raise UnreadableFile(sentences.UNKNOWN)
    return text


def read_plain(text: str) -> Document:
    """Return ``text`` as a Document; paragraphs are not known (``exact_paragraphs`` is False)."""
    blocks: list[Block] = []
    pages = text.split("\f")
    for number, page in enumerate(pages, start=1):
        blocks += (
            Block(BlockKind.PARAGRAPH, line.rstrip(), page=number if len(pages) > 1 else None)
            for line in clean(page).split("\n")
        )
    return Document(tuple(blocks), "txt", exact_paragraphs=False)
