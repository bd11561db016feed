"""Other ways to write the same Word file, as one would do it with each library.

Loaded by ``make bench`` alone: docxtpl and pandoc stand in a folder beside the environment (requirements-bench.in).
"""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
import docxtpl
import pypandoc

from remiss.domain.outline import Heading, Outline, Paragraph, Quote, Table

_MAIN_PART = "word/document.xml"


def floor_of(content: bytes) -> Callable[[], bytes]:
    """Return what packs the parts of a finished file and does nothing else: no writer can be faster."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [(name, archive.read(name)) for name in archive.namelist()]

    def pack() -> bytes:
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
            for name, part in parts:
                target.writestr(name, part)
        return buffer.getvalue()

    return pack


def streamed_body(outline: Outline) -> bytes:
    """Write with python-docx's own package and styles, and put the text into it as XML while it is packed."""
    empty, buffer = io.BytesIO(), io.BytesIO()
    docx.Document().save(empty)
    with zipfile.ZipFile(empty) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name != _MAIN_PART:
                target.writestr(name, part)
                continue
            before, body, after = part.decode().partition("<w:body>")
            with target.open(name, "w") as file:
                file.write((before + body).encode())
                for piece in _body(outline):
                    file.write(piece.encode())
                file.write(after.encode())
    return buffer.getvalue()


def add_row(outline: Outline) -> bytes:
    """Write as python-docx's documentation does: add a heading, a paragraph, a table, a row."""
    document = docx.Document()
    for node in outline.nodes:
        if isinstance(node, Heading):
            document.add_heading(node.text, node.level)
        elif isinstance(node, Quote):
            document.add_paragraph(node.text, style="Quote")
            document.add_paragraph(node.reference)
        elif isinstance(node, Paragraph):
            document.add_paragraph("".join(run.text for run in node.runs))
        elif isinstance(node, Table):
            _add_table(document, node)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add_table(document: Any, node: Table) -> None:
    table = document.add_table(rows=1, cols=len(node.header))
    for cell, text in zip(table.rows[0].cells, node.header, strict=True):
        cell.text = text
    for row in node.rows:
        for added, ours in zip(table.add_row().cells, row, strict=False):
            added.text = ours.text


def docxtpl_writer() -> Callable[[Outline], bytes]:
    """Return what fills a template, made once as a person would make it in Word."""
    template = io.BytesIO()
    document = docx.Document()
    for style, line in (
        (None, "{%p for node in nodes %}"),
        (None, "{%p if node.kind == 'heading' %}"), ("Heading 3", "{{ node.text }}"), (None, "{%p endif %}"),
        (None, "{%p if node.kind == 'quote' %}"), ("Quote", "{{ node.text }}"), (None, "{{ node.reference }}"),
        (None, "{%p endif %}"),
        (None, "{%p if node.kind == 'text' %}"), (None, "{{ node.text }}"), (None, "{%p endif %}"),
        (None, "{%p if node.kind == 'table' %}"),
    ):  # fmt: skip
        document.add_paragraph(line, style=style)
    table = document.add_table(rows=3, cols=1)
    for row, line in zip(table.rows, ("{%tr for row in node.rows %}", "{{ row }}", "{%tr endfor %}"), strict=True):
        row.cells[0].text = line
    for line in ("{%p endif %}", "{%p endfor %}"):
        document.add_paragraph(line)
    document.save(template)
    content = template.getvalue()

    def write(outline: Outline) -> bytes:
        filled = docxtpl.DocxTemplate(io.BytesIO(content))
        filled.render({"nodes": list(_plain(outline))}, autoescape=True)
        buffer = io.BytesIO()
        filled.save(buffer)
        return buffer.getvalue()

    return write


def pandoc(outline: Outline) -> bytes:
    """Write Markdown and let pandoc make the file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.docx"
        pypandoc.convert_text("\n\n".join(_markdown(outline)), "docx", format="markdown", outputfile=str(file))
        return file.read_bytes()


def _body(outline: Outline) -> Iterator[str]:
    for node in outline.nodes:
        if isinstance(node, Heading):
            yield _paragraph(f"Heading{node.level}", node.text)
        elif isinstance(node, Quote):
            yield _paragraph("Quote", node.text) + _paragraph("Normal", node.reference)
        elif isinstance(node, Paragraph):
            yield _paragraph("Normal", "".join(run.text for run in node.runs))
        elif isinstance(node, Table):
            yield "<w:tbl><w:tblPr/><w:tblGrid/>" + _row(node.header)
            for row in node.rows:
                yield _row(tuple(cell.text for cell in row))
            yield "</w:tbl>"


def _paragraph(style: str, text: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>'


def _row(texts: tuple[str, ...]) -> str:
    cells = "".join(f"<w:tc>{_paragraph('Normal', text)}</w:tc>" for text in texts)
    return f"<w:tr>{cells}</w:tr>"


def _plain(outline: Outline) -> Iterator[dict[str, object]]:
    for node in outline.nodes:
        if isinstance(node, Heading):
            yield {"kind": "heading", "text": node.text}
        elif isinstance(node, Quote):
            yield {"kind": "quote", "text": node.text, "reference": node.reference}
        elif isinstance(node, Paragraph):
            yield {"kind": "text", "text": "".join(run.text for run in node.runs)}
        elif isinstance(node, Table):
            rows = [" | ".join(cell.text for cell in row) for row in node.rows]
            yield {"kind": "table", "rows": [" | ".join(node.header), *rows]}


def _markdown(outline: Outline) -> Iterator[str]:
    for node in outline.nodes:
        if isinstance(node, Heading):
            yield f"{'#' * node.level} {node.text}"
        elif isinstance(node, Quote):
            yield f"> {node.text}\n>\n> {node.reference}"
        elif isinstance(node, Paragraph):
            yield "".join(run.text for run in node.runs)
        elif isinstance(node, Table):
            rows = [" | ".join(cell.text for cell in row) for row in node.rows]
            yield "\n".join([" | ".join(node.header), " | ".join("---" for _ in node.header), *rows])
