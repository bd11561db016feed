"""A small pdf written by hand, in Helvetica and Helvetica Bold with the letters of cp1252."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /%s /Encoding /WinAnsiEncoding >>"
_PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R /Resources << /Font %s >> >>"


@dataclass(frozen=True)
class Shown:
    """Words at a place; x and y in points from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 11
    bold: bool = False


def pdf_bytes(pages: Sequence[Sequence[Shown]], *, word_by_word: bool = False) -> bytes:
    """Return a pdf of the pages. ``word_by_word`` leaves the spaces out and moves the pen instead, as many programs do.

    Raises UnicodeEncodeError for a letter that cp1252 lacks.
    """
    fonts = b"<< /F1 %s /F2 %s >>" % (_FONT % b"Helvetica", _FONT % b"Helvetica-Bold")
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for page in pages:
        stream = b"\n".join(_show(each, word_by_word=word_by_word) for each in page)
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        objects.append(_PAGE % (len(objects), fonts))
        kids.append(len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(b"%d 0 R" % kid for kid in kids), len(kids))
    return _file(objects)


def _file(objects: Sequence[bytes]) -> bytes:
    out = b"%PDF-1.4\n"
    offsets = []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)


def _show(shown: Shown, *, word_by_word: bool) -> bytes:
    font = b"F2" if shown.bold else b"F1"
    words = [_escaped(word) for word in (shown.text.split(" ") if word_by_word else [shown.text])]
    text = b" -278 ".join(b"(%s)" % word for word in words)
    return b"BT /%s %g Tf %g %g Td [%s] TJ ET" % (font, shown.size, shown.x, shown.y, text)


def _escaped(text: str) -> bytes:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").encode("cp1252")
