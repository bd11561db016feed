"""Runs of an outline as Word has them, with what hangs on them: links inside the document, and footnotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from remiss.documents.writing.docx.xml import (
    DECLARATION,
    LINK_LOOK,
    SPACES,
    el,
    emphasised,
    linked,
    paragraph,
    run,
)
from remiss.domain.outline import Emphasis, Run

_MARK = el("rStyle", val="FootnoteReference")
# Word looks for the two lines between text and notes under these numbers, and for the notes from 1.
_LINES = (("separator", -1), ("continuationSeparator", 0))


class Words:
    """Writes runs in the order of the document, so that footnotes are numbered as they come."""

    def __init__(self, bookmarks: Mapping[str, str]) -> None:
        self._bookmarks = bookmarks
        self._notes = 0

    def runs(self, items: Iterable[Run]) -> str:
        """Return ``items`` as runs; a note's mark follows its run."""
        return "".join([self._run(item) for item in items])

    def reference(self, text: str, link: str | None) -> str:
        """Return where a quotation comes from, as a link when its text in full stands in the document."""
        return run(text) if link is None else linked(self._bookmarks[link], run(text, *LINK_LOOK))

    def _run(self, item: Run) -> str:
        if item.note is None:
            if item.link is None:
                return emphasised(item.text, item.emphasis) if item.text else ""
            return self._words(item) if item.text else ""
        self._notes += 1
        return self._words(item) + el("r", el("rPr", _MARK), el("footnoteReference", id=self._notes))

    def _words(self, item: Run) -> str:
        if item.link is None:
            return emphasised(item.text, item.emphasis)
        strong = {Emphasis.BOLD: "<w:b/>", Emphasis.ITALIC: "<w:i/>"}.get(item.emphasis, "")
        style, colour = LINK_LOOK
        return linked(self._bookmarks[item.link], run(item.text, style, strong, colour))


def notes_part(notes: Iterable[str]) -> Iterator[str]:
    """Yield the part with the footnotes: first the lines that part them from the text."""
    yield f"{DECLARATION}<w:footnotes {SPACES}>"
    for kind, number in _LINES:
        line = f'<w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>{el("r", el(kind))}</w:p>'
        yield el("footnote", line, type=kind, id=number)
    mark = el("r", el("rPr", _MARK), el("footnoteRef"))
    for number, text in enumerate(notes, start=1):
        yield el("footnote", paragraph("FootnoteText", mark, run(f" {text}")), id=number)
    yield "</w:footnotes>"


def separators() -> etree._Element:
    """Return the setting that names the lines between text and notes."""
    return etree.fromstring(
        f"<w:footnotePr {SPACES}>{''.join(el('footnote', id=number) for _, number in _LINES)}</w:footnotePr>"
    )
