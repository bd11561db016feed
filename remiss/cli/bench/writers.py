"""The writers on a compilation of a known size, beside other ways to write the same content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from remiss.cli.bench.content import VIEWPOINTS, WORDS, long_outline
from remiss.cli.bench.timing import Figure, alternated, most_memory, processor_seconds
from remiss.documents.writing.docx import write_docx
from remiss.documents.writing.docx.package import PACKING
from remiss.documents.writing.html import write_html
from remiss.documents.writing.pdf.writer import write_pdf
from remiss.domain.outline import Outline
from remiss.optional import LibraryMissing, load

RUNS = 5
USUAL, LARGE, PRINTED = 300, 5000, 45
GOALS = {
    "golv": f"; att bara packa samma fil, mål: högst 2,00. Vi packar på nivå {PACKING}, golvet på bibliotekets 6",
    "docxtpl": ", mål: högst 0,33",
    "pandoc": ", mål: högst 0,05",
    "python-docx-add-row": ", mål: högst 0,05",
}


def docx_figures(*, large: bool) -> Iterator[Figure]:
    """Yield our time beside each alternative's, in one run, the median of five taken in turn."""
    others = load("remiss.cli.bench.alternatives")
    usual = long_outline(USUAL)
    acts: dict[str, Callable[[], object]] = {
        "golv": others.floor_of(write_docx(usual)),
        "python-docx-strom": partial(others.streamed_body, usual),
        "docxtpl": partial(others.docxtpl_writer(), usual),
        "pandoc": partial(others.pandoc, usual),
        "python-docx-add-row": partial(others.add_row, usual),
    }
    acts[""] = partial(write_docx, usual)
    times = alternated(acts, RUNS, processor_seconds)
    for name in filter(None, acts):
        goal = GOALS.get(name, "")
        yield Figure(f"docx-{USUAL}-mot-{name}", times[""], times[name], f"{_what(USUAL)}, processortid{goal}")
    if large:
        yield from _large_figures(others.floor_of, others.streamed_body, times[""])


def _large_figures(
    floor_of: Callable[[bytes], Callable[[], bytes]], streamed_body: Callable[[Outline], bytes], usual: float
) -> Iterator[Figure]:
    outline = long_outline(LARGE)
    before = most_memory()
    content = write_docx(outline)
    memory = f"{most_memory() - before} MB över underlaget"
    del content
    acts: dict[str, Callable[[], object]] = {
        "": partial(write_docx, outline),
        "golv": floor_of(write_docx(outline)),
        "python-docx-strom": partial(streamed_body, outline),
    }
    times = alternated(acts, 1, processor_seconds)
    for name in filter(None, acts):
        yield Figure(f"docx-{LARGE}-mot-{name}", times[""], times[name], f"{_what(LARGE)}, {memory}")
    yield Figure(f"docx-{LARGE}-mot-docx-{USUAL}", times[""], usual, "hur tiden växer; högst 20 gånger är målet")


def other_format_figures() -> Iterator[Figure]:
    """Yield the time of pdf on the same content; of a workbook see compiling.py."""
    yield from _pdf_figures(long_outline(PRINTED))


def _pdf_figures(outline: Outline) -> Iterator[Figure]:
    """Yield our time beside that of WeasyPrint with our page, where the system has its Pango; once, for it is slow."""
    acts: dict[str, Callable[[], object]] = {"": partial(write_pdf, outline)}
    try:
        page = load("weasyprint").HTML(string=write_html(outline))
        acts["weasyprint"] = partial(page.write_pdf, pdf_variant="pdf/ua-1")
    except LibraryMissing:
        pass
    times = alternated(acts, 1)
    yield Figure(f"pdf-{PRINTED}-mot-weasyprint", times[""], times.get("weasyprint"), _what(PRINTED))


def _what(replies: int) -> str:
    return f"{replies} svar à {VIEWPOINTS} synpunkter à {WORDS} ord"
