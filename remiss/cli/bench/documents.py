"""The compilation of the full sample written, and a reply read in the child process that it is read in."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial

import docx
import sqlalchemy as sa
from flask import Flask

from remiss.cli.bench.timing import Figure, timed
from remiss.config import ROOT
from remiss.documents.compilation.thematic import thematic_outline
from remiss.documents.reading.isolated import read_document
from remiss.documents.writing.docx import write_docx
from remiss.documents.writing.html import write_html
from remiss.documents.writing.json_form import write_json
from remiss.domain.compilation import CompilationFacts
from remiss.extensions import db
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.queries.compilation import compilation_facts

RUNS = 5
REPLIES = ROOT / "sample" / "files"
WRITERS: dict[str, Callable[[CompilationFacts], object]] = {
    "docx": lambda facts: write_docx(thematic_outline(facts)),
    "html": lambda facts: write_html(thematic_outline(facts)),
    "json": lambda facts: write_json(thematic_outline(facts)),
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


def _python_docx(content: bytes) -> object:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]


def _facts() -> CompilationFacts:
    db.session.expire_all()
    query = sa.select(Remiss).join(Reply, Reply.remiss_id == Remiss.id).where(Remiss.sent_at.is_not(None))
    most = query.group_by(Remiss.id).order_by(sa.func.count(Reply.id).desc(), Remiss.id)
    return compilation_facts(next(iter(db.session.scalars(most))))
