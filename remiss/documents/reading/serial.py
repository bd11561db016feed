"""A Document as JSON, to cross from the reading process to ours."""

from __future__ import annotations

import json
from typing import Any

from remiss.domain.document import Block, BlockKind, Document


def to_json(document: Document) -> str:
    """Return ``document`` as one JSON text."""
    # Not dataclasses.asdict, which copies every letter of every block: it takes longer than to read the file.
    return json.dumps({**vars(document), "blocks": [vars(block) for block in document.blocks]}, ensure_ascii=False)


def from_json(content: str) -> Document:
    """Return the document that ``to_json`` wrote; raises ValueError or KeyError when it is something else."""
    data: dict[str, Any] = json.loads(content)
    blocks = tuple(
        Block(
            kind=BlockKind(row["kind"]),
            text=row["text"],
            level=row["level"],
            page=row["page"],
            bold=row["bold"],
            cells=tuple(row["cells"]),
            box=_box(row["box"]),
        )
        for row in data["blocks"]
    )
    pages = tuple((int(width), int(height)) for width, height in data["pages"])
    return Document(blocks, data["format"], data["exact_paragraphs"], tuple(data["notices"]), pages)


def _box(sides: list[int] | None) -> tuple[int, int, int, int] | None:
    if sides is None:
        return None
    left, top, right, bottom = sides
    return int(left), int(top), int(right), int(bottom)
