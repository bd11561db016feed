"""An outline as the data that our template typesets: plain values, with everything decided that needs reckoning.

Text is always data: the template shows strings, and nothing of a document is ever read as markup or code.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

from remiss.documents.writing.docx.sections import SIDEWAYS, UPRIGHT
from remiss.documents.writing.frame import (
    PAGE,
    PAGES,
    check_outline,
    clean,
    has_words,
    headings,
    letterhead,
    running_lines,
)
from remiss.documents.writing.pages import split_by_page
from remiss.documents.writing.pdf.drawing import chart_style, tones
from remiss.documents.writing.pdf.tables import table
from remiss.documents.writing.svg import drawing_file, legend_rows
from remiss.domain.outline import (
    Bullets,
    Chart,
    ChartKind,
    Contents,
    FieldRows,
    Heading,
    Node,
    Outline,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Quote,
    Run,
    SignatureBlock,
    Table,
)

Data = dict[str, Any]
_TWENTIETHS = 20
_MOST_CHARACTERS_KEPT = 500
_PIECES = re.compile(f"({re.escape(PAGE)}|{re.escape(PAGES)})")


def data_of(outline: Outline) -> Data:
    """Return ``outline`` as the template reads it.

    Raises ValueError for an outline that does not hold together (frame.check_outline).
    """
    check_outline(outline)
    head, foot = running_lines(outline)
    above, below = letterhead(outline)
    language, _, region = outline.language.partition("-")
    maker = _Maker(outline)
    return {
        # A file that promises to be accessible has a title, whatever the document has.
        "title": _line(outline.title) or _line(outline.subject) or "–",
        "subtitle": _line(outline.subtitle),
        "author": _line(outline.author),
        "subject": _line(outline.subject),
        "language": language,
        "region": region or None,
        "mark": _line(outline.watermark or "").upper(),
        "head": [_pieces(half) for half in head],
        "foot": [_pieces(half) for half in foot],
        "above": list(maker.nodes(above, UPRIGHT.text_width)),
        "groups": list(maker.groups(below)),
    }


class _Maker:
    """One pass over an outline, in its order: levels of headings depend on those before."""

    def __init__(self, outline: Outline) -> None:
        self._levels: list[int] = []
        contents = [node for node in outline.nodes if isinstance(node, Contents)]
        self._listed = {one.anchor for one in headings(outline, contents[0].depth)} if contents else set()
        self._width = UPRIGHT.text_width
        self._makers: dict[type, Callable[[Any], Data]] = {
            Heading: self._heading,
            Paragraph: _paragraph,
            Quote: _quote,
            Bullets: lambda node: {"ordered": node.ordered, "items": [_runs(item) for item in node.items]},
            Table: lambda node: table(node, self._width),
            Chart: self._chart,
            Contents: lambda _: {},
            PageBreak: lambda _: {},
            FieldRows: _fields,
            SignatureBlock: _signatures,
        }

    def groups(self, nodes: Sequence[Node]) -> Iterator[Data]:
        """Yield what stands on pages of one shape."""
        for on_side, some in split_by_page(nodes):
            width = (SIDEWAYS if on_side else UPRIGHT).text_width
            yield {"sideways": on_side, "nodes": list(self.nodes(some, width))}

    def nodes(self, nodes: Sequence[Node], width: int) -> Iterator[Data]:
        """Yield the nodes that show anything; ``keep`` are those that may not end a page."""
        self._width = width
        shown = [node for node in nodes if _is_shown(node)]
        below_heading = False
        for node, follows in zip(shown, [*shown[1:], None], strict=False):
            below_heading = isinstance(node, Heading) or (below_heading and _is_note(node))
            keep = _is_kept(node, follows, below_heading=below_heading)
            yield {"kind": type(node).__name__, "keep": keep, **self._makers[type(node)](node)}

    def _heading(self, node: Heading) -> Data:
        """A level that is skipped would break the tree that a screen reader walks: the level follows those above. The
        title is the one heading of level 1. One without words is only a place to arrive at.
        """
        text = _line(node.text)
        while text and self._levels and self._levels[-1] >= node.level:
            self._levels.pop()
        if text:
            self._levels.append(node.level)
        return {
            "text": text, "level": len(self._levels) + 1,
            "anchor": node.anchor, "listed": node.anchor in self._listed,
        }  # fmt: skip

    def _chart(self, node: Chart) -> Data:
        width = self._width / _TWENTIETHS / 0.75
        return {
            "anchor": node.anchor, "title": _line(node.title), "over_time": node.kind is ChartKind.OVER_TIME,
            "alt": f"{_line(node.title)}. {_line(node.description)}",
            "picture": drawing_file(node, round(width), chart_style()),
            "legend": [[symbol, _line(words), *tones()[tone]] for tone, symbol, words in legend_rows(node)],
        }  # fmt: skip


def _paragraph(node: Paragraph) -> Data:
    return {"style": node.style.value, "runs": _runs(node.runs)}


def _quote(node: Quote) -> Data:
    lines = [line for line in map(_line, clean(node.text).split("\n")) if line]
    return {"lines": lines, "reference": _line(node.reference), "link": node.link}


def _fields(node: FieldRows) -> Data:
    """One name with several values, as two officers, is one row."""
    grouped = groupby(node.rows, key=lambda row: row[0])
    return {"rows": [[_line(name), [_text(value) for _, value in rows]] for name, rows in grouped]}


def _signatures(node: SignatureBlock) -> Data:
    return {"signatures": [[_line(part) for part in one] for one in node.signatures]}


def _runs(runs: Iterable[Run]) -> list[Any]:
    """Return runs as strings where they are plain, else as text, emphasis, link and note."""
    return [
        _text(run.text)
        if run.emphasis.value == "plain" and run.link is None and run.note is None
        else [_text(run.text), run.emphasis.value, run.link, None if run.note is None else _text(run.note)]
        for run in runs
    ]


def _is_shown(node: Node) -> bool:
    if isinstance(node, Paragraph):
        return has_words(node.runs)
    if isinstance(node, Quote):
        return bool(node.text.strip() or node.reference.strip())
    return not (isinstance(node, Bullets) and not node.items)


def _is_kept(node: Node, follows: Node | None, *, below_heading: bool) -> bool:
    if isinstance(node, Paragraph):
        return (below_heading or _introduces(follows)) and _is_short(node)
    return isinstance(node, Quote) and isinstance(follows, Paragraph) and _is_short(node)


def _is_short(node: Paragraph | Quote) -> bool:
    """What is kept with the next goes to the next page whole: of a long text that would leave an empty one."""
    words = node.text if isinstance(node, Quote) else "".join(run.text for run in node.runs)
    return len(words) <= _MOST_CHARACTERS_KEPT


def _is_note(node: Node | None) -> bool:
    return isinstance(node, Paragraph) and node.style is ParagraphStyle.NOTE


def _introduces(follows: Node | None) -> bool:
    return isinstance(follows, Table | Bullets | Quote) or _is_note(follows)


def _pieces(half: str) -> list[str]:
    """Return a running line in pieces, so that marks of page numbers are words of their own."""
    return [piece for piece in _PIECES.split(_line(half)) if piece]


def _text(text: str) -> str:
    return clean(text).replace("\t", " ")


def _line(text: str) -> str:
    return " ".join(clean(text).split())
