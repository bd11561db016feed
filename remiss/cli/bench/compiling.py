"""The road that ``remiss compile`` takes, from the database to the file, for remisser of several sizes."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from statistics import median

import sqlalchemy as sa
from flask import Flask

from remiss.cli.bench.filled import fill
from remiss.cli.bench.pages import large_page_figures
from remiss.cli.bench.timing import Figure, alternated, most_memory, processor_seconds
from remiss.config import ROOT
from remiss.documents.compilation.layouts import outline_of
from remiss.documents.writing.docx import write_docx
from remiss.domain.compilation import CompilationFacts
from remiss.domain.compilation_choices import Choices, Layout
from remiss.domain.outline import Chart
from remiss.domain.serial import decode, encode
from remiss.extensions import db
from remiss.jobs.compiling import Wanted, written
from remiss.models.people import Membership, User
from remiss.models.remisser import Remiss
from remiss.queries.compilation import compilation_facts
from remiss.services.house_templates import compiling_house

RUNS = 5
SMALL, USUAL = 45, 300
LARGE = (1000, 5000)
GOALS = {(SMALL, "docx"): "mål: under 2 s", (USUAL, "docx"): "mål: under 6 s", (USUAL, "xlsx"): "mål: under 5 s"}
CHARTS = 12


def compiling_figures(app: Flask, sender: int, person: int, *, large: bool) -> Iterator[Figure]:
    """Yield the processor's time for remisser of ``sender`` of two sizes, and with ``large`` of two more."""
    with app.app_context():
        yield from _one_size(fill(sender, person, SMALL), SMALL, ("docx",))
        usual = fill(sender, person, USUAL)
        yield from _one_size(usual, USUAL, ("docx", "xlsx", "html", "json"))
        yield from _of_the_facts(_facts(usual))
        db.session.remove()
    yield from large_page_figures(app, usual, USUAL)
    for replies in LARGE if large else ():
        with app.app_context():
            yield from _one_size(fill(sender, person, replies), replies, ("docx",), runs=1)
            db.session.remove()


def somebody_of_the_sender(app: Flask) -> tuple[int, int]:
    """Return the organisation that sends in the sample, and somebody there."""
    with app.app_context():
        sender = sa.select(Remiss.sender_id).where(Remiss.sent_at.is_not(None), Remiss.parent_id.is_(None))
        place = db.session.scalars(sender.order_by(Remiss.id)).first()
        people = sa.select(User.id).join(Membership).where(Membership.organisation_id == place).order_by(User.id)
        person = db.session.scalars(people).first()
        db.session.remove()
    if place is None or person is None:
        raise RuntimeError("the sample has no sender")
    return place, person


def _one_size(remiss_id: int, replies: int, formats: tuple[str, ...], runs: int = RUNS) -> Iterator[Figure]:
    for kind in formats:
        with _queries() as asked:
            steps = [_compiled(remiss_id, kind) for _ in range(runs)]
        parts = [median(times) for times in zip(*steps, strict=True)]
        what = "underlag {:.2f} s, ordning {:.2f} s, skrivning {:.2f} s".format(*parts)
        queries = f"{len(asked) // runs} frågor, {most_memory()} MB i processen"
        goal = GOALS.get((replies, kind), "")
        words = "; ".join(filter(None, (f"{replies} svar ur databasen", what, queries, goal)))
        yield Figure(f"sammanstall-{replies}-{kind}", median(map(sum, steps)), None, words)


def _compiled(remiss_id: int, kind: str) -> tuple[float, float, float]:
    """Do what ``remiss compile`` does, and return the processor's time for facts, outline and file."""
    db.session.remove()
    marks = [time.process_time()]
    facts = _facts(remiss_id)
    house = compiling_house(db.session.get_one(Remiss, remiss_id), Layout.THEME.document, facts.created)
    marks.append(time.process_time())
    wanted = Wanted(facts, Layout.THEME, kind, Choices(), house)
    outline = outline_of(facts, wanted.layout, wanted.choices)
    marks.append(time.process_time())
    written(wanted, outline, ROOT)
    marks.append(time.process_time())
    return marks[1] - marks[0], marks[2] - marks[1], marks[3] - marks[2]


def _facts(remiss_id: int) -> CompilationFacts:
    return compilation_facts(db.session.get_one(Remiss, remiss_id))


def _of_the_facts(facts: CompilationFacts) -> Iterator[Figure]:
    """What else is done with a compilation of the usual size: fixed, decorated, checked when it comes back."""
    text = encode(facts)
    acts: dict[str, Callable[[], object]] = {
        "facts": partial(encode, facts),
        "frozen": partial(decode, CompilationFacts, text),
        "charts": partial(_compiled_with, facts, CHARTS),
        "plain": partial(_compiled_with, facts, 0),
    }
    times = alternated(acts, RUNS, processor_seconds)
    size = f"{USUAL} svar, {len(text.encode()) / 1e6:.0f} MB"
    yield Figure(f"faststall-{USUAL}", times["facts"], None, f"underlaget som en text: {size}")
    yield Figure(f"faststalld-{USUAL}", times["frozen"], None, f"texten läst tillbaka och jämförd: {size}")
    what = "ordning och docx, med och utan, mål: högst 1,10 av tiden"
    yield Figure(f"tolv-diagram-{USUAL}", times["charts"], times["plain"], what)


def _compiled_with(facts: CompilationFacts, charts: int) -> None:
    """Compile ``facts`` once frozen, with the first chart of the compilation so many times in place of its charts."""
    outline = outline_of(facts, Layout.THEME)
    chart = next(node for node in outline.nodes if isinstance(node, Chart))
    drawn = tuple(replace(chart, anchor=f"diagram-{number}") for number in range(charts))
    rest = (node for node in outline.nodes if not isinstance(node, Chart))
    write_docx(replace(outline, nodes=(*drawn, *rest)))


@contextmanager
def _queries() -> Iterator[list[str]]:
    """Give a list that fills with what is asked of the database in the block."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            asked.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)
