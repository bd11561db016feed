"""A page of a pdf as a picture, for a person to compare: ``picture`` draws in the child, ``picture_of`` asks it."""

from __future__ import annotations

import base64
import struct
import zlib

from remiss.documents.reading import sentences
from remiss.documents.reading.isolated import ask
from remiss.errors import UnreadableFile
from remiss.optional import load

# In pixels: enough to read small print beside the fields; a page as long as a wall is drawn smaller.
_WIDTH, _LONGEST_SIDE = 1100, 2400
_RGB = 2  # FPDFBitmap_BGR, which rev_byteorder turns around


def picture_of(content: bytes, number: int) -> bytes:
    """Return page ``number``, counted from 1, as a png, drawn in the confined child. Raises UnreadableFile."""
    try:
        return base64.b64decode(ask("picture", content, str(number)), validate=True)
    except ValueError as problem:
        raise UnreadableFile(sentences.BROKEN_PDF) from problem


def picture(content: bytes, number: str) -> str:
    """Draw a page in this process: the png in base 64. Forms and their scripts are not loaded."""
    pdfium = load("pypdfium2")
    try:
        document = pdfium.PdfDocument(content)
        page = document[int(number) - 1]
        width, height = page.get_size()
        scale = min(_WIDTH / max(width, 1), _LONGEST_SIDE / max(width, height, 1))
        drawn = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True, force_bitmap_format=_RGB)
    except (pdfium.PdfiumError, IndexError, ValueError) as problem:
        raise UnreadableFile(sentences.BROKEN_PDF) from problem
    return base64.b64encode(_png(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer))).decode("ascii")


def _png(width: int, height: int, stride: int, pixels: bytes) -> bytes:
    """Return the bytes of a png; a library for pictures would be one more to trust with a stranger's file."""
    rows = b"".join(b"\x00" + pixels[row * stride : row * stride + width * 3] for row in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
