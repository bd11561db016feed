"""The one table of the formats of a compilation: what each is called, how it ends, and who writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from remiss.documents.writing.complete import write_complete
from remiss.documents.writing.docx import write_docx
from remiss.documents.writing.house import House
from remiss.documents.writing.html import write_html
from remiss.documents.writing.json_form import write_json
from remiss.documents.writing.pdf.writer import Variant, write_pdf
from remiss.domain.outline import Outline
from remiss.optional import load


@dataclass(frozen=True)
class Format:
    """One format. ``label`` is shown to people, ``kind`` is its media type. Only Word files are set in the house's
    template; the others look as ours do.
    """

    label: str
    ending: str
    kind: str
    write: Callable[[Outline, House | None], bytes]


FORMATS: dict[str, Format] = {
    "docx": Format(
        "Word (docx)", "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", write_docx
    ),
    "html": Format("Webbsida (html)", "html", "text/html", lambda outline, _: write_html(outline).encode()),
    "json": Format("Data (json)", "json", "application/json", lambda outline, _: write_json(outline).encode()),
    "pdf": Format("Pdf, tillgänglig", "pdf", "application/pdf", lambda outline, _: write_pdf(outline)),
    "pdfa": Format(
        "Pdf/A, för arkivet", "pdf", "application/pdf", lambda outline, _: write_pdf(outline, Variant.ARCHIVE)
    ),
    "xlsx": Format(
        "Excel (xlsx), en flik per tabell", "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda outline, _: load("remiss.documents.writing.xlsx").write_xlsx(outline),
    ),
    "zip": Format(
        "Allt i en zip-fil", "zip", "application/zip", lambda outline, house: write_complete(outline, house=house)
    ),
}  # fmt: skip
