"""HTML of an outline: a fragment for our own pages, and a whole page that stands alone as a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.resources import files
from itertools import groupby, zip_longest
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape

from remiss.config import ROOT
from remiss.documents.writing.frame import PAGE, check_outline, clean, has_words, headings, padded, running_lines
from remiss.documents.writing.html_words import Words, element, lines, link_to, with_whole_days
from remiss.documents.writing.numbers import numeric_columns
from remiss.documents.writing.svg import render_chart
from remiss.documents.writing.tones import stance_tone
from remiss.domain.marks import QUOTES_PROPERTY, property_of, quote_name, source_in
from remiss.domain.outline import (
    Bullets,
    Cell,
    Chart,
    Contents,
    FieldRows,
    Heading,
    Node,
    Outline,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Quote,
    SignatureBlock,
    Table,
)

NAME = "data-remiss"
"""The attribute with the name by which a check finds a quotation, or a block of a reply (domain/marks.py)."""
_LINE = Markup("\n")
_PAGE = Markup(
    '<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
    '<meta name="author" content="{author}">\n<meta name="description" content="{subject}">\n{told}'
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
            told=_told(outline),
            style=Markup(style),  # noqa: S704 - our own files
            head=_running("header", head),
            body=render_fragment(outline),
            foot=_running("footer", foot),
        )
    )


def _told(outline: Outline) -> Markup:
    """Return what a check of the file needs: how many quotations it has, and the texts they are from."""
    quotes = sum(isinstance(node, Quote) for node in outline.nodes)
    told = [(QUOTES_PROPERTY, str(quotes)), *map(property_of, outline.sources)] if outline.sources else []
    return Markup().join(Markup('<meta name="{}" content="{}">\n').format(name, clean(value)) for name, value in told)


def render_fragment(outline: Outline, nodes: Sequence[Node] | None = None) -> Markup:
    """Return everything below the title, which is the page's h1: an outline's level 1 is an h2 here. Of a long one
    ``nodes`` may be the part that is shown.

    Only meaning and class names, no style or script, so that it fits a strict content security policy.
    """
    check_outline(outline)
    parts = [Markup('<article class="outline" lang="{}">').format(outline.language)]
    if outline.watermark:
        parts.append(element("p", clean(outline.watermark), "outline-status"))
    if outline.subtitle.strip():
        parts.append(element("p", clean(outline.subtitle), "outline-subtitle"))
    words = Words()
    parts += [_render(node, outline, words) for node in (outline.nodes if nodes is None else nodes)]
    parts.append(words.notes())
    return _LINE.join([part for part in parts if part] + [Markup("</article>")])


def _render(node: Node, outline: Outline, words: Words) -> Markup:
    if isinstance(node, Contents):
        return _contents(headings(outline, node.depth))
    if isinstance(node, Paragraph):
        return _paragraph(node, words)
    if isinstance(node, Bullets):
        return _bullets(node, words)
    if isinstance(node, Quote):
        return _quote(node, words.next_quotation())
    return _RENDERERS[type(node)](node)


def _running(tag: str, halves: tuple[str, str]) -> Markup:
    """A page on screen has no page numbers: what marks them is left out."""
    text = " · ".join(clean(half) for half in halves if half and PAGE not in half)
    return element(tag, text, "running") + _LINE if text else Markup()


def _heading(node: Heading) -> Markup:
    return element(f"h{node.level + 1}", clean(node.text), data={"id": node.anchor, NAME: node.origin})


def _paragraph(node: Paragraph, words: Words) -> Markup:
    if not has_words(node.runs):
        return Markup()
    css = "" if node.style is ParagraphStyle.BODY else f"outline-{node.style.value}"
    return element("p", words.runs(node.runs), css, {"data-key": node.key, NAME: node.origin})


def _quote(node: Quote, number: int) -> Markup:
    paragraphs = Markup().join(element("p", line) for line in clean(node.text).split("\n") if line.strip())
    cite: str | Markup = ""
    if node.reference.strip():
        cite = Markup("<footer><cite>{}</cite></footer>").format(link_to(node.link, escape(clean(node.reference))))
    source = source_in(node.source)
    name = quote_name(number, source.reply if source else 0, node.words, node.seal)
    return element("blockquote", paragraphs + cite, "outline-quote", {"data-source": node.source, NAME: name})


def _bullets(node: Bullets, words: Words) -> Markup:
    if not node.items:
        return Markup()
    named = zip_longest(node.items, node.origins[: len(node.items)])
    items = Markup().join(element("li", words.runs(item), data={NAME: origin}) for item, origin in named)
    return element("ol" if node.ordered else "ul", items, "outline-list")


_HEAD = Markup('<th scope="col">{}</th>')
_NUMBER_HEAD = Markup('<th scope="col" class="number">{}</th>')
_LONG_HEAD = Markup('<th scope="col" class="outline-long">{}</th>')
_LONG = 60
"""Signs in a cell from which its column is kept wide enough to be read: days and names beside it take all they can."""


def _table(node: Table) -> Markup:
    caption = clean(node.caption).strip()
    numeric = numeric_columns(node)
    heads = ((_head(node, column, numeric), text) for column, text in enumerate(node.header))
    head = Markup().join(one.format(lines(text)) for one, text in heads)
    rows = _LINE.join(_row(node, row, numeric) for row in node.rows)
    return Markup(
        '<div class="outline-table" role="region" tabindex="0" aria-label="{}"><table>{}\n'
        "<thead><tr>{}</tr></thead>\n<tbody>\n{}\n</tbody></table></div>"
    ).format(caption or "Tabell", element("caption", caption) if caption else "", head, rows)


def _head(node: Table, column: int, numeric: frozenset[int]) -> Markup:
    if column in numeric:
        return _NUMBER_HEAD
    return _LONG_HEAD if any(len(row[column].text) > _LONG for row in node.rows if column < len(row)) else _HEAD


def _row(node: Table, row: tuple[Cell, ...], numeric: frozenset[int]) -> Markup:
    cells = list(padded(row, len(node.header)))
    written = [_data(cell, number=column in numeric) for column, cell in enumerate(cells)]
    if node.row_headers:
        written[0] = Markup('<th scope="row">{}</th>').format(_cell(cells[0]))
    return element("tr", Markup().join(written))


def _data(cell: Cell, *, number: bool) -> Markup:
    if number:
        return element("td", _cell(cell), "number")
    tone = stance_tone(cell.text)
    return element("td", _cell(cell), f"stance stance-{tone[0]}" if tone else "")


def _cell(cell: Cell) -> Markup:
    return link_to(cell.link, with_whole_days(lines(cell.text)))


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
        values = Markup().join(element("dd", lines(value)) for _, value in group)
        rows += Markup("<div>{}{}</div>").format(element("dt", clean(name)), values)
    return element("dl", rows, "outline-fields") if node.rows else Markup()


def _signatures(node: SignatureBlock) -> Markup:
    blocks = Markup()
    for name, title, approval in node.signatures:
        said = [element("strong", clean(name)), escape(clean(title)), element("small", clean(approval))]
        blocks += element("li", Markup("<br>").join(line for line in said if line.striptags()))
    return element("ul", blocks, "outline-signatures") if node.signatures else Markup()


_RENDERERS: dict[type, Callable[[Any], Markup]] = {
    Heading: _heading,
    Table: _table,
    Chart: render_chart,
    PageBreak: lambda _: Markup(),  # a page on screen does not break
    FieldRows: _field_rows,
    SignatureBlock: _signatures,
}
