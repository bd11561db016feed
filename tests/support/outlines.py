"""What an outline says, a line for each paragraph and item of a list."""

from __future__ import annotations

from collections.abc import Iterable

from remiss.domain.outline import Bullets, Node, Paragraph


def lines_of(nodes: Iterable[Node]) -> list[str]:
    """Return the words of paragraphs and lists, in order."""
    found = []
    for node in nodes:
        groups = node.items if isinstance(node, Bullets) else [node.runs] if isinstance(node, Paragraph) else []
        found += ["".join(run.text for run in runs) for runs in groups]
    return found
