"""Renders sample/source/ to the real files of the sample remiss: sample/files/ and sample/drafts/.

Run by hand after a change of a source: ``python sample/build.py``. It needs LibreOffice (``soffice``) for the pdf
files and for the page numbers of the programme's contents list. The built files are committed, so that nobody who
only uses or tests Remiss needs LibreOffice.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pypdfium2
from building import documents, parts, text
from building.source import Source, read_source

HERE = Path(__file__).resolve().parent
FILES, DRAFTS = HERE / "files", HERE / "drafts"
PROGRAMME = "program-for-klimatanpassning-remissversion.docx"
PDF_STAMPS = {  # the stamps of a building moment, overwritten at equal length so that no byte offset moves
    rb"(/CreationDate\(D:)\d{14}": rb"\g<1>20261201120000",
    rb"(/DocChecksum /)[0-9A-F]{32}": rb"\g<1>" + b"0" * 32,
    rb"(?<=[<\s])<[0-9A-F]{32}>": b"<" + b"0" * 32 + b">",
}


def build() -> None:
    """Write every sample file anew."""
    FILES.mkdir(exist_ok=True)
    DRAFTS.mkdir(exist_ok=True)
    _build_programme(read_source(HERE / "source" / "programme.md"))
    for path in sorted((HERE / "source" / "replies").glob("*.md")):
        _build_reply(read_source(path))
    for path in sorted((HERE / "source" / "minutes").glob("*.md")):
        source = read_source(path)
        _write(documents.minutes(source), FILES / f"{source.slug}-protokollsutdrag.{source.get('format')}")


def _build_programme(source: Source) -> None:
    path = FILES / PROGRAMME
    parts.save(documents.programme(source, {}), path)
    parts.save(documents.programme(source, _heading_pages(source, path)), path)


def _build_reply(source: Source) -> None:
    if source.get("format") == "json":
        (DRAFTS / f"{source.slug}.json").write_text(text.draft_json(source), encoding="utf-8")
    elif source.get("layout") == "extracted":
        (FILES / f"{source.slug}.txt").write_text(text.extracted_text(source), encoding="utf-8")
    elif source.get("format") == "txt":
        (FILES / f"{source.slug}.txt").write_text(text.typed_text(source), encoding="utf-8")
    else:
        _write(documents.statement(source), FILES / f"{source.slug}.{source.get('format')}")


def _write(document: Any, path: Path) -> None:
    if path.suffix == ".docx":
        parts.save(document, path)
        return
    with tempfile.TemporaryDirectory() as folder:
        word = Path(folder) / f"{path.stem}.docx"
        parts.save(document, word)
        path.write_bytes(_without_stamps(_as_pdf(word).read_bytes()))


def _as_pdf(word: Path) -> Path:
    profile = f"-env:UserInstallation=file://{word.parent}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(word.parent), str(word)]
    subprocess.run(command, check=True, capture_output=True)
    return word.with_suffix(".pdf")


def _without_stamps(pdf: bytes) -> bytes:
    for pattern, fixed in PDF_STAMPS.items():
        pdf = re.sub(pattern, fixed, pdf)
    return pdf


def _heading_pages(source: Source, path: Path) -> dict[str, int]:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        copy.write_bytes(path.read_bytes())
        pdf = pypdfium2.PdfDocument(_as_pdf(copy).read_bytes())
        pages = [page.get_textpage().get_text_range().splitlines() for page in pdf]
    headings = [part.text for part in source.parts if part.kind == "heading"]
    return {h: n for n, lines in enumerate(pages, 1) for h in headings if h in [line.strip() for line in lines]}


if __name__ == "__main__":
    build()
