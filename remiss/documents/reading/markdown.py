"""Markdown → Document: headings, bold and lists without their marks; line breaks inside a paragraph are kept."""

from __future__ import annotations

import re

from remiss.documents.reading.characters import clean
from remiss.domain.document import Block, BlockKind, Document

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_UNDERLINED = re.compile(r"^ {0,3}(=+|-{3,})[ \t]*$")
_BULLET = re.compile(r"^[ \t]*([-*+•–]|\d{1,3}[.)])[ \t]+\S")
_RULE = re.compile(r"^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_TABLE_RULE = re.compile(r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)*\|?[ \t]*$")
_STRONG = re.compile(r"(\*\*|__)(?=\S)((?:(?!\1).)+)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*])([*_])(?=[^\s*_])([^*_\n]+?)(?<=[^\s*_])\1(?![\w*])")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,400})\]\((?:[^()\n]{0,2000})\)")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_CODE = re.compile(r"`([^`\n]+)`")


def looks_like_markdown(text: str) -> bool:
    """Tell whether plain text is written in Markdown: headings with # or bold label lines, not a stray asterisk."""
    lines = text.splitlines()
    headings = sum(1 for line in lines if _HEADING.match(line))
    bold_lines = sum(1 for line in lines if re.match(r"^\s*\*\*[^*]+\*\*:?\s*$", line))
    return headings + bold_lines >= 2


def read_markdown(text: str) -> Document:
    """Return ``text`` as a Document with exact paragraphs."""
    blocks: list[Block] = []
    paragraph: list[str] = []
    for line in [*clean(text.replace("\f", "\n")).split("\n"), ""]:
        finished = _single_line_block(line, paragraph)
        if finished is None and line.strip() and not _RULE.match(line):
            paragraph.append(line)
            continue
        if paragraph and not (finished and finished.kind is BlockKind.HEADING and _UNDERLINED.match(line)):
            blocks.append(_paragraph(paragraph))
        paragraph = []
        if finished:
            blocks.append(finished)
    return Document(tuple(block for block in blocks if block.text.strip()), "md", exact_paragraphs=True)


def _single_line_block(line: str, before: list[str]) -> Block | None:
    """Return the block that ``line`` is by itself: a heading, a list item or a table row."""
    if heading := _HEADING.match(line):
        return Block(BlockKind.HEADING, plain(heading[2]), level=len(heading[1]))
    if len(before) == 1 and _UNDERLINED.match(line):
        return Block(BlockKind.HEADING, plain(before[0]), level=1 if "=" in line else 2)
    if _TABLE_RULE.match(line) and "|" in line:
        return Block(BlockKind.PARAGRAPH, "")
    if line.lstrip().startswith("|") and line.count("|") > 1:
        cells = tuple(plain(cell) for cell in line.strip().strip("|").split("|"))
        return Block(BlockKind.TABLE_ROW, "\t".join(cells), cells=cells)
    if _BULLET.match(line) and not _RULE.match(line):
        return Block(BlockKind.LIST_ITEM, plain(line))
    return None


def _paragraph(lines: list[str]) -> Block:
    whole = "\n".join(line.strip().removeprefix(">").strip() for line in lines)
    bold = re.fullmatch(r"(?:(\*\*|__)[^*_]+\1\s*)+", whole) is not None
    return Block(BlockKind.PARAGRAPH, plain(whole), bold=bold)


def plain(text: str) -> str:
    """Return ``text`` without Markdown's marks for bold, italics, links and code."""
    text = _LINK.sub(r"\1", text)
    text = _STRONG.sub(r"\2", text)
    text = _EMPHASIS.sub(r"\2", text)
    return _ESCAPE.sub(r"\1", _CODE.sub(r"\1", text)).strip()
