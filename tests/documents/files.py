"""Builds small files in memory: docx through python-docx, pdf by hand."""

import io
import zipfile

import docx


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
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    fonts = b"<< /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> "
    fonts += b"/F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >> >>"
    kids = []
    for page in pages:
        stream = b"\n".join(_show(x, y, text, "F2" if text in bold else "F1", *size) for x, y, text, *size in page)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        content = len(objects)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font %s >> >>"
            % (content, fonts)
        )
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % k for k in kids), len(kids))
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def _show(x: float, y: float, text: str, font: str, size: float = 11) -> bytes:
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252")
    return b"BT /%s %g Tf %g %g Td (%s) Tj ET" % (font.encode(), size, x, y, escaped)


SCANNED = pdf_bytes([[]])
"""A whole pdf without a word in it, as a scanner makes them."""
