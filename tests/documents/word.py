"""A Word file held open: its main part as a tree to be changed, as somebody in Word would, and put back."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

MAIN = "word/document.xml"


class Docx:
    """``body`` is the root of the main part; ``content`` is the file with what it is now."""

    def __init__(self, content: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        self.body = etree.fromstring(self.parts[MAIN])

    def content(self) -> bytes:
        """Return the file."""
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            for name, part in self.parts.items():
                archive.writestr(name, etree.tostring(self.body) if name == MAIN else part)
        return stream.getvalue()
