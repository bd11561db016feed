"""Everything in one zip file: the document in every format, the papers it builds on, what is what, and their hashes."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.resources import files

from remiss.documents.writing.docx import write_docx
from remiss.documents.writing.frame import clean
from remiss.documents.writing.house import House
from remiss.documents.writing.html import write_html
from remiss.documents.writing.json_form import write_json
from remiss.documents.writing.letter import write_zip
from remiss.documents.writing.pdf.typesetting import PdfNotWritten
from remiss.documents.writing.pdf.writer import write_pdf
from remiss.domain.outline import Outline
from remiss.optional import load
from remiss.text import counted, moment

File = tuple[str, bytes]
SCHEMA = "outline.schema.json"
_STEM = "sammanstallning"
PDF = f"{_STEM}.pdf"
_FOLDER = "handlingar"
_ABOUT = {
    f"{_STEM}.docx": "för Word och LibreOffice. Avsändarens egna ord kan redigeras och lämnas tillbaka till Remiss.",
    PDF: "för läsning och utskrift, taggad för hjälpmedel (PDF/UA-1).",
    f"{_STEM}.xlsx": "tabellerna för Excel och LibreOffice, ett blad per tabell, och alla citat.",
    f"{_STEM}.html": "för webbläsaren, i en enda fil som inte hämtar något utifrån.",
    f"{_STEM}.json": f"samma innehåll som data, beskrivet i {SCHEMA}.",
    SCHEMA: "schemat för json-filen (JSON Schema).",
    "manifest.json": "alla filer med storlek och kontrollsumma (sha256).",
}
LEFT_OUT = (
    "är inte med: av urvalet, för att de har ord som är maskerade, för att de inte kan läsas igenom efter sådana ord "
    "eller för att instansernas namn är utelämnade."
)
PDF_LEFT_OUT = (
    f"{PDF} är inte med: dokumentet är för långt för att skrivas som pdf här. "
    f"Skriv ut {_STEM}.html eller {_STEM}.docx, eller gör ett mindre urval."
)
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_LONGEST_NAME = 120


def write_complete(
    outline: Outline, papers: Sequence[File] = (), house: House | None = None, left_out: int = 0
) -> bytes:
    """Return the zip. ``papers`` are the files that the document builds on, (name, content), in the order wanted.

    ``left_out`` is how many more there are that may not go out with what was chosen; the README says so.

    The same outline, papers and house give the same bytes.
    """
    written = [*_formats(outline, house), (SCHEMA, schema()), *_numbered(papers)]
    manifest = _manifest(outline, written)
    readme = _readme(outline, [name for name, _ in written], len(papers), left_out)
    return write_zip([("README.txt", readme.encode()), ("manifest.json", manifest.encode()), *written])


def schema() -> bytes:
    """Return the JSON Schema of what ``write_json`` writes."""
    return (files("remiss.documents.writing") / "data" / SCHEMA).read_bytes()


def _formats(outline: Outline, house: House | None) -> Iterator[File]:
    yield f"{_STEM}.docx", write_docx(outline, house)
    with suppress(PdfNotWritten):  # too long for the memory of the computer: the rest is there, and the README says so
        yield PDF, write_pdf(outline)
    yield f"{_STEM}.xlsx", load("remiss.documents.writing.xlsx").write_xlsx(outline)
    yield f"{_STEM}.html", write_html(outline).encode()
    yield f"{_STEM}.json", write_json(outline).encode()


def _numbered(papers: Sequence[File]) -> Iterator[File]:
    """Give each paper a name that no other has and that every computer can unpack."""
    for number, (name, content) in enumerate(papers, start=1):
        plain = _NOT_IN_NAMES.sub(" ", clean(name)).strip(" .")
        stem, dot, ending = plain.rpartition(".")
        short = f"{stem[:_LONGEST_NAME]}{dot}{ending}" if dot and len(ending) <= 5 else plain[:_LONGEST_NAME]
        yield f"{_FOLDER}/{number:03d} {short}".rstrip(), content


def _manifest(outline: Outline, written: Sequence[File]) -> str:
    rows = [
        {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in written
    ]
    form = {"title": outline.title, "subject": outline.subject, "created": outline.created.isoformat(), "files": rows}
    return json.dumps(form, ensure_ascii=False, indent=1) + "\n"


def _readme(outline: Outline, names: Sequence[str], papers: int, left_out: int) -> str:
    about = [f"{name}\r\n    {words}" for name, words in _ABOUT.items() if name in names or name == "manifest.json"]
    if PDF not in names:
        about.append(PDF_LEFT_OUT)
    if papers:
        kept = counted(papers, "handling", "handlingar")
        about.append(f"{_FOLDER}/\r\n    {kept} som dokumentet bygger på, i den form de kom in.")
    if left_out:
        about.append(f"{counted(left_out, 'handling', 'handlingar')} {LEFT_OUT}")
    head = [outline.title, outline.subtitle, outline.watermark or "", f"Uppgifterna gäller {moment(outline.created)}"]
    check = (
        f"Den som har Remiss kan kontrollera att citaten är oförändrade: remiss verify {_STEM}.docx\r\n"
        "En fils kontrollsumma räknas ut med till exempel sha256sum och jämförs med manifest.json."
    )
    lines = ["\r\n".join(clean(line) for line in head if line.strip()), *about, check]
    return "\r\n\r\n".join(lines) + "\r\n"
