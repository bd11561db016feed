"""From what a person types to canonical text, keeping the identity of blocks that were only changed or moved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from remiss.domain.statement import (
    QUESTION_MARK,
    BlockShape,
    CanonicalText,
    SectionKey,
    TextBlock,
    answered_places,
    from_sections,
)

_ITEM = re.compile(r"^\s*[-•–]\s+")


@dataclass(frozen=True)
class TypedSection:
    """A section as it stands in a form: ``body`` with an empty line between paragraphs and ``- `` before list items."""

    key: SectionKey
    heading: str
    body: str


def apply_edit(previous: CanonicalText | None, sections: Sequence[TypedSection]) -> CanonicalText:
    """Return the text that ``sections`` describe; blocks that stood in ``previous`` keep their ids.

    An edited paragraph keeps the id of the one it replaces, so that anchors and differences follow it.
    """
    drafted = [block for section in sections for block in _blocks(section)]
    if previous is None:
        return _numbered(drafted, 1)
    kept = _carry_ids(previous.blocks, drafted)
    fresh = 1 + max((int(block.id[1:]) for block in previous.blocks), default=0)
    return _numbered(kept, fresh)


def typed(text: CanonicalText, keys: Sequence[SectionKey]) -> tuple[TypedSection, ...]:
    """Return ``text`` as form sections, one per section of the text, and an empty one for each of ``keys`` it lacks."""
    present = dict.fromkeys(block.section for block in text.blocks)
    return tuple(_typed_section(text, key) for key in dict.fromkeys([*keys, *present]))


def _typed_section(text: CanonicalText, key: SectionKey) -> TypedSection:
    blocks = [block for block in text.blocks if block.section is key]
    headings = [block for block in blocks if block.shape is BlockShape.HEADING]
    heading = headings[0].text if headings else key.usual_heading
    lines: list[str] = []
    for block in blocks:
        if block.shape is BlockShape.HEADING:
            if key is SectionKey.QUESTIONS and block is not headings[0]:
                lines += ["", f"{QUESTION_MARK}{block.text}"] if lines else [f"{QUESTION_MARK}{block.text}"]
            continue
        item = block.shape is BlockShape.LIST_ITEM
        glued = item and lines and lines[-1].startswith("- ")
        if lines and not glued:
            lines.append("")
        lines.append(f"- {block.text}" if item else block.text)
    return TypedSection(key, heading, "\n".join(lines))


def _blocks(section: TypedSection) -> Iterator[TextBlock]:
    parts = list(_parts(section.body))
    if section.key is SectionKey.QUESTIONS:
        parts = [parts[place] for place in answered_places([text for text, _ in parts])]
    if not parts:
        return
    whole = from_sections([(section.key, section.heading or section.key.usual_heading, [text for text, _ in parts])])
    shapes = [BlockShape.HEADING, *(shape for _, shape in parts)]
    for block, shape in zip(whole.blocks, shapes, strict=True):
        yield replace(block, id="", shape=block.shape if block.shape is BlockShape.HEADING else shape)


def _parts(body: str) -> Iterator[tuple[str, BlockShape]]:
    for chunk in re.split(r"\n\s*\n", body.replace("\r\n", "\n").replace("\r", "\n")):
        plain: list[str] = []
        for line in chunk.split("\n"):
            if line.startswith(QUESTION_MARK):
                yield from _flush(plain)
                plain = []
                yield line.strip(), BlockShape.PARAGRAPH
                continue
            if not _ITEM.match(line):
                plain.append(line.strip())
                continue
            yield from _flush(plain)
            plain = []
            if text := _ITEM.sub("", line).strip():
                yield text, BlockShape.LIST_ITEM
        yield from _flush(plain)


def _flush(lines: list[str]) -> Iterator[tuple[str, BlockShape]]:
    if text := " ".join(line for line in lines if line):
        yield text, BlockShape.PARAGRAPH


def _carry_ids(old: Sequence[TextBlock], new: list[TextBlock]) -> list[TextBlock]:
    matcher = SequenceMatcher(
        None, [(b.section, b.shape, b.text) for b in old], [(b.section, b.shape, b.text) for b in new], autojunk=False
    )
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag in {"equal", "replace"}:
            for before, position in zip(old[i1:i2], range(j1, j2), strict=False):
                new[position] = replace(new[position], id=before.id)
    return new


def _numbered(blocks: Sequence[TextBlock], fresh: int) -> CanonicalText:
    numbered: list[TextBlock] = []
    for block in blocks:
        if block.id:
            numbered.append(block)
            continue
        numbered.append(replace(block, id=f"b{fresh:04d}"))
        fresh += 1
    return CanonicalText(tuple(numbered))
