"""Builds small files in memory: docx through python-docx, pdf as the measured layouts do."""

import io
import zipfile

import docx

from remiss.cli.measure.layouts import pdf_file


def docx_bytes(document) -> bytes:
    """Return the bytes of a python-docx document."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def docx_with_body(body: str, **parts: str) -> bytes:
    """Return a docx whose body is the XML ``body``; ``parts`` replace or add parts (``word__x`` is word/x.xml)."""
    word = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    source = zipfile.ZipFile(io.BytesIO(docx_bytes(docx.Document())))
    replaced = {"word/document.xml": f"<w:document {word}><w:body>{body}</w:body></w:document>"}
    replaced |= {name.replace("__", "/") + ".xml": content for name, content in parts.items()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name in {*source.namelist(), *replaced}:
            target.writestr(name, replaced.get(name) or source.read(name))
    return stream.getvalue()


def pdf_bytes(pages: list[list[tuple]], bold: frozenset[str] = frozenset()) -> bytes:
    """Return a pdf of pages of (x, y, text) or (x, y, text, size), else 11 points, lines in ``bold`` in bold face."""
    return pdf_file.pdf_bytes([[_shown(*each, bold=each[2] in bold) for each in page] for page in pages])


def _shown(x: float, y: float, text: str, size: float = 11, *, bold: bool) -> pdf_file.Shown:
    return pdf_file.Shown(x, y, text, size, bold)


SCANNED = pdf_bytes([[]])
"""A whole pdf without a word in it, as a scanner makes them."""
