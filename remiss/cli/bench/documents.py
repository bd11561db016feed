"""The compilation of the full sample written, and a reply read in the child process that it is read in."""

from __future__ import annotations

import io
import json
import time
from collections.abc import Callable, Iterator
from functools import partial

import docx
import pypdfium2
import sqlalchemy as sa
from docx.text.paragraph import Paragraph
from flask import Flask

from remiss.cli.bench.timing import Figure, alternated, timed
from remiss.cli.measure.layouts.content import Content
from remiss.cli.measure.layouts.layout import LAYOUTS
from remiss.cli.measure.layouts.write import write
from remiss.config import ROOT
from remiss.documents.compilation.layouts import outline_of
from remiss.documents.reading import serial
from remiss.documents.reading.isolated import read_document
from remiss.documents.reading.reader import read
from remiss.documents.writing.docx import write_docx
from remiss.documents.writing.html import write_html
from remiss.documents.writing.json_form import write_json
from remiss.domain.compilation import CompilationFacts
from remiss.domain.compilation_choices import Layout
from remiss.extensions import db
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.queries.compilation import compilation_facts

RUNS, MANY_RUNS = 5, 15
REPLIES = ROOT / "sample" / "files"
LONG_REPLY = ROOT / "tests" / "gold" / "sample" / "gold" / "servicenamnden.json"
TEN_PAGES = {"docx": "docx, huvud i tabell", "pdf": "pdf, fet stil och sidhuvud"}
PAGES, MOST_TIMES = 10, 20
WRITERS: dict[str, Callable[[CompilationFacts], object]] = {
    "docx": lambda facts: write_docx(outline_of(facts, Layout.THEME)),
    "html": lambda facts: write_html(outline_of(facts, Layout.THEME)),
    "json": lambda facts: write_json(outline_of(facts, Layout.THEME)),
}


def writing_figures(app: Flask) -> Iterator[Figure]:
    """Yield the time from database to facts and from facts to each format."""
    with app.app_context():
        facts = _facts()
        replies = f"{len(facts.replies)} svar, {len(facts.viewpoints())} synpunkter"
        yield Figure("sammanstallning-underlag", timed(_facts, RUNS), None, f"ur databasen: {replies}")
        for name, write in WRITERS.items():
            yield Figure(f"sammanstallning-{name}", timed(partial(write, facts), RUNS), None, replies)
        db.session.remove()


def reading_figures() -> Iterator[Figure]:
    """Yield the time to read the largest paper of each kind; docx beside python-docx in our process, no limits."""
    for suffix in ("docx", "pdf", "txt"):
        file = max(REPLIES.glob(f"*.{suffix}"), key=lambda path: path.stat().st_size)
        content = file.read_bytes()
        other = timed(partial(_python_docx, content), RUNS) if suffix == "docx" else None
        what = f"{file.name} i avgränsad process" + ("; jämfört med python-docx utan gränser" if other else "")
        yield Figure(f"inlasning-{suffix}", timed(partial(read_document, content, file.name), RUNS), other, what)


def ten_pages() -> dict[str, bytes]:
    """Return a long reply of ten printed pages in Word and as pdf: a labelled one whose sections come again."""
    labels = json.loads(LONG_REPLY.read_text("utf-8"))["parse"]
    layouts = {layout.name: layout for layout in LAYOUTS}
    once = labels["sections"]
    for times in range(1, MOST_TIMES):
        content = Content("tio sidor", {**labels, "sections": once * times})
        files = {suffix: write(content, layouts[name]) or b"" for suffix, name in TEN_PAGES.items()}
        if _pages(files["pdf"]) >= PAGES:
            return files
    raise LookupError


def _pages(content: bytes) -> int:
    document = pypdfium2.PdfDocument(content)
    try:
        return len(document)
    finally:
        document.close()


def ten_page_figures() -> Iterator[Figure]:
    """Yield the processor's time to read long papers as the process that reads does, without its start; docx beside
    python-docx: ten pages in a plain file, and the sample's largest, which has all styles of Word's usual template.
    """
    files = ten_pages()
    largest = max(REPLIES.glob("*.docx"), key=lambda path: path.stat().st_size)
    for name, content in (("tio-sidor-docx", files["docx"]), ("stor-docx", largest.read_bytes())):
        acts: dict[str, Callable[[], object]] = {
            "ours": partial(_as_the_process, content),
            "other": partial(_python_docx, content),
        }
        times = alternated(acts, MANY_RUNS, time.process_time)
        what = "utan processens start, processortid; jämfört med python-docx"
        yield Figure(f"inlasning-{name}", times["ours"], times["other"], what)
    ours = timed(partial(_as_the_process, files["pdf"]), RUNS)
    yield Figure("inlasning-tio-sidor-pdf", ours, None, f"{PAGES} sidor, utan processens start")


def _as_the_process(content: bytes) -> str:
    return serial.to_json(read(content))


def _python_docx(content: bytes) -> object:
    """Read as a plain reader does that wants the headings too: text, style and bold in order, tables cell by cell."""
    return [
        (item.text, getattr(item.style, "name", ""), all(run.bold for run in item.runs))
        if isinstance(item, Paragraph)
        else [cell.text for row in item.rows for cell in row.cells]
        for item in docx.Document(io.BytesIO(content)).iter_inner_content()
    ]


def _facts() -> CompilationFacts:
    db.session.expire_all()
    query = sa.select(Remiss).join(Reply, Reply.remiss_id == Remiss.id).where(Remiss.sent_at.is_not(None))
    most = query.group_by(Remiss.id).order_by(sa.func.count(Reply.id).desc(), Remiss.id)
    return compilation_facts(next(iter(db.session.scalars(most))))
