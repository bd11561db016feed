"""Renders the sources of the sample's two rounds to real files: ``source/`` to ``files/`` and ``drafts/``.

Run by hand after a change of a source: ``python sample/build.py [NAME …]``; names of sources build only those. It needs
LibreOffice (``soffice``) and the typeface Carlito for the pdf files and for the page numbers of the programmes'
contents lists. The built files are committed, so that nobody who only uses or tests Remiss needs LibreOffice.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pypdfium2
from building import documents, parts, text
from building.source import Source, read_source, revised

HERE = Path(__file__).resolve().parent
ROUNDS = (HERE, HERE / "earlier")
PDF_STAMPS = {  # the stamps of a building moment, overwritten at equal length so that no byte offset moves
    rb"(/CreationDate\(D:)\d{14}": rb"\g<1>20261201120000",
    rb"(/DocChecksum /)[0-9A-F]{32}": rb"\g<1>" + b"0" * 32,
    rb"(?<=[<\s])<[0-9A-F]{32}>": b"<" + b"0" * 32 + b">",
}


def build(names: frozenset[str]) -> None:
    """Write the files of the sources called ``names`` anew, of every source when none is named."""
    for folder in ROUNDS:
        for path in sorted((folder / "source").rglob("*.md")):
            if not names or path.stem in names:
                _build(read_source(path), path.parent.name, folder)


def _build(source: Source, kind: str, folder: Path) -> None:
    files, drafts = folder / "files", folder / "drafts"
    files.mkdir(exist_ok=True)
    if kind == "source":
        base = read_source(folder / "source" / f"{source.get('of')}.md") if "of" in source.meta else None
        _build_programme(revised(base, source) if base else source, files / source.get("file"))
    elif kind == "minutes":
        _write(documents.minutes(source), files / f"{source.slug}-protokollsutdrag.{source.get('format')}")
    elif source.get("format") == "json":
        drafts.mkdir(exist_ok=True)
        (drafts / f"{source.slug}.json").write_text(text.draft_json(source), encoding="utf-8")
    elif source.get("layout") == "extracted":
        (files / f"{source.slug}.txt").write_text(text.extracted_text(source), encoding="utf-8")
    elif source.get("format") == "txt":
        (files / f"{source.slug}.txt").write_text(text.typed_text(source), encoding="utf-8")
    else:
        _write(documents.statement(source), files / f"{source.slug}.{source.get('format')}")


def _build_programme(source: Source, path: Path) -> None:
    parts.save(documents.programme(source, {}), path)
    parts.save(documents.programme(source, _heading_pages(source, path)), path)


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
    build(frozenset(sys.argv[1:]))
