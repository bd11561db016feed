"""The one table of libraries that are loaded when they are needed, because they are heavy or may be missing."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from remiss.errors import RemissError


@dataclass(frozen=True, slots=True)
class Library:
    """A library loaded late: ``reason`` it is (for developers), and the Swedish sentence ``when_missing``. One
    ``for_developers`` is no part of an installation.
    """

    reason: str
    when_missing: str
    for_developers: bool = False


class LibraryMissing(RemissError):
    """A library that this installation lacks; the sentence says what cannot be done and what to install."""

    status = 503
    sentence = "Ett programbibliotek saknas i installationen."


LIBRARIES: dict[str, Library] = {
    "pypdfium2": Library(
        reason="a native library that only the reading of pdf files needs",
        when_missing="Pdf-filer kan inte läsas, eftersom biblioteket pypdfium2 saknas. "
        "Installera det eller ladda upp en docx-fil.",
    ),
    "icalendar": Library(
        reason="a fifth of a second at the start, for calendar files and feeds alone",
        when_missing="Kalenderfiler kan inte användas, eftersom biblioteket icalendar saknas. Installera det.",
    ),
    "remiss.documents.reading.pictures": Library(
        reason="a third of the start of the reading process, which seldom draws",
        when_missing="Sidor kan inte visas som bilder.",
    ),
    "remiss.documents.reading.unpacking": Library(
        reason="a third of the start of the reading process, which seldom opens zip files",
        when_missing="Zip-filer kan inte öppnas.",
    ),
    "remiss.documents.reading.template.reading": Library(
        reason="what reads house templates, in the process that mostly reads documents",
        when_missing="Mallar kan inte läsas.",
    ),
    "remiss.documents.reading.compiled_html": Library(
        reason="what reads compilations as web pages, in the process that mostly reads documents",
        when_missing="Webbsidor kan inte kontrolleras.",
    ),
    "remiss.documents.calendar.serial": Library(
        reason="what reads calendars, in the process that mostly reads documents",
        when_missing="Kalenderfiler kan inte läsas.",
    ),
    "dateutil.rrule": Library(
        reason="comes with icalendar and is loaded with it",
        when_missing="Upprepade händelser kan inte läsas, eftersom biblioteket python-dateutil saknas. Installera det.",
    ),
    "remiss.documents.writing.xlsx": Library(
        reason="imports XlsxWriter, which only the writing of workbooks and of charts needs",
        when_missing="Excel-filer kan inte skrivas, eftersom biblioteket XlsxWriter saknas. Installera det.",
    ),
    "remiss.cli.bench.alternatives": Library(
        reason="imports docxtpl and pandoc, which only `make bench` compares with",
        when_missing="Jämförelsen kräver docxtpl och pypandoc. Kör make bench, som installerar dem.",
        for_developers=True,
    ),
    "weasyprint": Library(
        reason="what `make bench` compares our pdf with; it needs Pango, a package of the system and not of Python",
        when_missing="Jämförelsen av pdf kräver WeasyPrint och Pango. Kör make bench, och installera libpango-1.0-0.",
        for_developers=True,
    ),
    "typst": Library(
        reason="typesets every pdf: a large library that only the process which does that loads",
        when_missing="Pdf-filer kan inte skrivas, eftersom biblioteket typst saknas. Installera det.",
    ),
    "remiss.documents.writing.docx.chart_parts": Library(
        reason="imports python-pptx, a quarter of the time in which the application starts, for documents with charts",
        when_missing="Word-filer med diagram kan inte skrivas, eftersom python-pptx saknas. Installera det.",
    ),
}


def load(name: str) -> ModuleType:
    """Return the library ``name``, a key of ``LIBRARIES``; raise ``LibraryMissing`` when it is not installed.

    A native library that is installed but lacks a system package (``OSError``) counts as missing; what it prints about
    that itself, in English, is not shown.
    """
    entry = LIBRARIES[name]
    try:
        with redirect_stdout(io.StringIO()):
            return import_module(name)
    except (ImportError, OSError) as problem:
        raise LibraryMissing(entry.when_missing) from problem
