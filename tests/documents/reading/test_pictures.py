"""A page is drawn as a picture of the page, and a page that is not there is told."""

from __future__ import annotations

import base64
import struct
import zlib

import pytest

from remiss.documents.reading.pictures import picture
from remiss.errors import UnreadableFile
from tests.documents.files import pdf_bytes


def test_a_page_is_a_png_with_ink_where_its_words_stand() -> None:
    drawn = base64.b64decode(picture(pdf_bytes([[(72, 770, "Farsta stadsdelsnämnd")]]), "1"))
    assert drawn.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", drawn[16:24])
    assert (width, round(height / width, 2)) == (1100, round(842 / 595, 2))
    size = struct.unpack(">I", drawn[33:37])[0]
    rows = zlib.decompress(drawn[41 : 41 + size])
    dark = [at // (width * 3 + 1) for at, value in enumerate(rows) if value < 60 and at % (width * 3 + 1)]
    assert 0.04 < min(dark) / height < max(dark) / height < 0.11


@pytest.mark.parametrize(("content", "number"), [(pdf_bytes([[(72, 700, "Ett")]]), "2"), (b"%PDF-1.4 trasig", "1")])
def test_what_cannot_be_drawn_is_told(content: bytes, number: str) -> None:
    with pytest.raises(UnreadableFile):
        picture(content, number)
