"""HTML of an outline: a fragment for our own pages, and a whole page that stands alone as a file."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from itertools import groupby
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from remiss.config import ROOT
from remiss.documents.writing.frame import PAGE, check_outline, clean, headings, padded, running_lines
from remiss.documents.writing.svg import render_chart
from remiss.documents.writing.tones import stance_tone
from remiss.domain.outline import (
    Bullets,
    Cell,
    Chart,
    Contents,
    Emphasis,
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

_LINE = Markup("\n")
_PAGE = Markup(
    '<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
    '<meta name="author" content="{author}">\n<meta name="description" content="{subject}">\n'
    "<style>\n{style}</style>\n</head>\n<body>\n{head}<main>\n<h1>{title}</h1>\n{body}\n</main>\n{foot}</body>\n</html>\n"
)


def write_html(outline: Outline) -> str:
    """Return a whole page: no script, nothing loaded from elsewhere, the title as its one h1.

    Raises ValueError for an outline that does not hold together (frame.check_outline).
    """
    head, foot = running_lines(outline)
    style = (files("remiss.documents.writing") / "outline.css").read_text(encoding="utf-8")
    if any(isinstance(node, Chart) for node in outline.nodes):
        style += (ROOT / "static" / "css" / "charts.css").read_text(encoding="utf-8")
    return str(
        _PAGE.format(
            language=clean(outline.language),
            title=clean(outline.title),
            author=clean(outline.author),
            subject=clean(outline.subject),
            style=Markup(style),  # noqa: S704 - our own files
            head=_running("header", head),
            body=render_fragment(outline),
            foot=_running("footer", foot),
        )
    )


def render_fragment(outline: Outline) -> Markup:
    """Return everything below the title, which is the page's h1: an outline's level 1 is an h2 here.

    Only meaning and class names, no style or script, so that it fits a strict content security policy.
    """
    check_outline(outline)
    parts = [Markup('<article class="outline" lang="{}">').format(outline.language)]
    if outline.watermark:
        parts.append(_element("p", clean(outline.watermark), "outline-status"))
    if outline.subtitle.strip():
        parts.append(_element("p", clean(outline.subtitle), "outline-subtitle"))
    parts.extend(_render(node, outline) for node in outline.nodes)
    return _LINE.join([part for part in parts if part] + [Markup("</article>")])


def _render(node: Node, outline: Outline) -> Markup:
    if isinstance(node, Contents):
        return _contents(headings(outline, node.depth))
    return _RENDERERS[type(node)](node)


def _element(tag: str, content: str | Markup, css: str = "") -> Markup:
    attribute = f' class="{escape(css)}"' if css else ""
    return Markup(f"<{tag}{attribute}>{escape(content)}</{tag}>")  # noqa: S704 - tag names are ours, the rest is escaped


def _running(tag: str, halves: tuple[str, str]) -> Markup:
    """A page on screen has no page numbers: what marks them is left out."""
    text = " · ".join(clean(half) for half in halves if half and PAGE not in half)
    return _element(tag, text, "running") + _LINE if text else Markup()


def _lines(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in clean(text).split("\n"))


def _runs(items: tuple[Run, ...]) -> Markup:
    tags = {Emphasis.BOLD: "strong", Emphasis.ITALIC: "em"}
    return Markup().join(
        _element(tags[item.emphasis], _lines(item.text)) if item.emphasis in tags else _lines(item.text)
        for item in items
    )


def _heading(node: Heading) -> Markup:
    return Markup('<h{0} id="{1}">{2}</h{0}>').format(node.level + 1, node.anchor, clean(node.text))


def _paragraph(node: Paragraph) -> Markup:
    if not any(item.text.strip() for item in node.runs):
        return Markup()
    css = "" if node.style is ParagraphStyle.BODY else f"outline-{node.style.value}"
    return _element("p", _runs(node.runs), css)


def _quote(node: Quote) -> Markup:
    lines = Markup().join(_element("p", line) for line in clean(node.text).split("\n") if line.strip())
    cite = Markup("<footer><cite>{}</cite></footer>").format(clean(node.reference)) if node.reference.strip() else ""
    return Markup('<blockquote class="outline-quote" data-source="{}">{}{}</blockquote>').format(
        clean(node.source), lines, cite
    )


def _bullets(node: Bullets) -> Markup:
    if not node.items:
        return Markup()
    items = Markup().join(_element("li", _runs(item)) for item in node.items)
    return _element("ol" if node.ordered else "ul", items, "outline-list")


def _table(node: Table) -> Markup:
    caption = clean(node.caption).strip()
    head = Markup().join(Markup('<th scope="col">{}</th>').format(_lines(text)) for text in node.header)
    rows = _LINE.join(_row(node, row) for row in node.rows)
    return Markup(
        '<div class="outline-table" role="region" tabindex="0" aria-label="{}"><table>{}\n'
        "<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody></table></div>"
    ).format(caption or "Tabell", _element("caption", caption) if caption else "", head, rows)


def _row(node: Table, row: tuple[Cell, ...]) -> Markup:
    cells = list(padded(row, len(node.header)))
    first = Markup('<th scope="row">{}</th>').format(_cell(cells[0])) if node.row_headers else _data(cells[0])
    return _element("tr", Markup().join([first, *map(_data, cells[1:])]))


def _data(cell: Cell) -> Markup:
    tone = stance_tone(cell.text)
    return _element("td", _cell(cell), f"stance stance-{tone[0]}" if tone else "")


def _cell(cell: Cell) -> Markup:
    if cell.link is None:
        return _lines(cell.text)
    return Markup('<a href="#{}">{}</a>').format(quote(cell.link), _lines(cell.text))


def _contents(entries: tuple[Heading, ...]) -> Markup:
    """A flat list with level classes: skipped levels would give empty lists in lists."""
    if not entries:
        return Markup()
    items = _LINE.join(
        Markup('<li class="outline-level-{}"><a href="#{}">{}</a></li>').format(
            entry.level, quote(entry.anchor), clean(entry.text)
        )
        for entry in entries
    )
    return Markup(
        '<nav class="outline-contents" aria-label="Innehåll"><p class="outline-contents-title">Innehåll</p>\n'
        "<ul>\n{}\n</ul></nav>"
    ).format(items)


def _field_rows(node: FieldRows) -> Markup:
    """One name with several values, as two officers, is one dt with several dd."""
    rows = Markup()
    for name, group in groupby(node.rows, key=lambda row: row[0]):
        values = Markup().join(_element("dd", _lines(value)) for _, value in group)
        rows += Markup("<div>{}{}</div>").format(_element("dt", clean(name)), values)
    return _element("dl", rows, "outline-fields") if node.rows else Markup()


def _signatures(node: SignatureBlock) -> Markup:
    blocks = Markup()
    for name, title, approval in node.signatures:
        lines = [_element("strong", clean(name)), escape(clean(title)), _element("small", clean(approval))]
        blocks += _element("li", Markup("<br>").join(line for line in lines if line.striptags()))
    return _element("ul", blocks, "outline-signatures") if node.signatures else Markup()


_RENDERERS: dict[type, Callable[[Any], Markup]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Quote: _quote,
    Bullets: _bullets,
    Table: _table,
    Chart: render_chart,
    PageBreak: lambda _: Markup(),  # a page on screen does not break
    FieldRows: _field_rows,
    SignatureBlock: _signatures,
}
