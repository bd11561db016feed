"""The child process that typesets: an order in one line of JSON and the document on stdin, the pdf on stdout."""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterable
from contextlib import suppress
from importlib.resources import files
from pathlib import Path
from typing import Any
from unicodedata import category, name

from remiss.documents.reading.confinement import leave_network, limit, room
from remiss.documents.writing.pdf.limits import BREAK
from remiss.optional import load

REFUSED_STATUS = 3
_LAST_USUAL_CHARACTER = "\u024f"  # the Latin letters of every European language, which every typeface has
_SIMPLE_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC")
_NOTHING: dict[str, Any] = {
    "title": "x", "subtitle": "", "author": "", "subject": "", "language": "sv", "region": None, "mark": "",
    "head": [[], []], "foot": [[], []], "above": [], "groups": [],
}  # fmt: skip


def main() -> None:
    """Typeset what stands on stdin."""
    order = json.loads(sys.stdin.buffer.readline())
    document = sys.stdin.buffer.read().decode()
    typesetter = Typesetter(order)
    _confine(order["memory"], order["seconds"])
    try:
        content = typesetter.written(document)
    except RuntimeError:
        sys.exit(REFUSED_STATUS)
    sys.stdout.buffer.write(content)


class Typesetter:
    """Typst with our template and typefaces, for files that keep to the same standards."""

    def __init__(self, order: dict[str, Any]) -> None:
        self._typst = load("typst")
        template = files("remiss.documents.writing.pdf") / "template.typ"
        self._template = template.read_bytes()
        self._order = order
        folders = [order["typefaces"]] if Path(order["typefaces"]).is_dir() else []
        # Nothing of the machine's own: the same document looks the same everywhere.
        self._fonts = self._typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)

    def written(self, document: str) -> bytes:
        """Return the pdf. A character that no typeface has, which the standard forbids, is written as its code: a
        reader sees that something stands there, and which. Where letters join into such as the standard does not allow,
        all of such scripts are written so.

        Raises TypstError, a RuntimeError.
        """
        try:
            return self._compiled(document)
        except self._typst.TypstError:
            lacking = set(self._lacking(sorted({one for one in document if one > _LAST_USUAL_CHARACTER})))
        try:
            return self._compiled(_spelled(document, lacking))
        except self._typst.TypstError:
            return self._compiled(_spelled(document, lacking | set(filter(_joins, document))))

    def _lacking(self, characters: list[str]) -> Iterable[str]:
        """Yield those of ``characters`` that cannot be shown: by halves, since most can."""
        if not characters or self._can_show(characters):
            return
        if len(characters) == 1:
            yield characters[0]
            return
        middle = len(characters) // 2
        yield from self._lacking(characters[:middle])
        yield from self._lacking(characters[middle:])

    def _can_show(self, characters: list[str]) -> bool:
        try:
            self._compiled(json.dumps({**_NOTHING, "subtitle": " ".join(characters)}))
        except self._typst.TypstError:
            return False
        return True

    def _compiled(self, document: str) -> bytes:
        content: bytes = self._typst.compile(
            self._template, root=str(Path(__file__).parent), font_paths=self._fonts, format="pdf",
            sys_inputs={"document": document}, pdf_standards=self._order["standards"],
            timestamp=self._order["created"],
        )  # fmt: skip
        return content


def _spelled(document: str, characters: Iterable[str]) -> str:
    """Return ``document`` with the codes of ``characters``; those that only steer others, and never show, go away."""
    codes = {ord(one): "" if category(one) == "Cf" else f"[U+{ord(one):04X}]" for one in characters}
    return document.translate(codes)


def _joins(character: str) -> bool:
    """Tell whether ``character`` is of a script whose letters take their form from their neighbours, or steers them."""
    if character <= _LAST_USUAL_CHARACTER or character == BREAK:
        return False
    kind = category(character)
    return kind == "Cf" or (kind[0] in "LM" and not name(character, "").startswith(_SIMPLE_SCRIPTS))


def _confine(memory: int, seconds: int) -> None:
    """Take away the network and the writing of files, and bound memory and time: what is typeset came from outside."""
    leave_network()
    # Should the machine lack memory, this process goes first, and not the site.
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    limit(resource.RLIMIT_FSIZE, 0)
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_CPU, seconds)
    limit(resource.RLIMIT_AS, room(memory))
