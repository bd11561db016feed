"""Runs of an outline in HTML, with what hangs on them: links inside the page, and notes that lead there and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import quote

from markupsafe import Markup, escape

from remiss.documents.writing.frame import NOTE_ANCHOR, clean
from remiss.domain.outline import Emphasis, Run

_TAGS = {Emphasis.BOLD: "strong", Emphasis.ITALIC: "em", Emphasis.ADDED: "ins", Emphasis.REMOVED: "del"}
_MARK = Markup(
    '<sup class="outline-mark"><a id="{anchor}{number}-i-texten" href="#{anchor}{number}" aria-label="Not {number}">'
    "{number}</a></sup>"
)
_NOTE = Markup(
    '<li id="{anchor}{number}">{text} <a href="#{anchor}{number}-i-texten" '
    'aria-label="Tillbaka till texten vid not {number}">↩</a></li>'
)
_DAY = re.compile(r"(?<![\d-])\d{4}-\d\d-\d\d(?![\d-])")
_NOTES = Markup('<section class="outline-notes" aria-label="Noter">\n<ol>\n{}\n</ol></section>')


def element(tag: str, content: str | Markup, css: str = "", data: Mapping[str, str | None] | None = None) -> Markup:
    """Return an element; of ``data`` what is not None becomes attributes."""
    named = {"class": css or None, **(data or {})}
    attributes = "".join(f' {name}="{escape(clean(value))}"' for name, value in named.items() if value is not None)
    return Markup(f"<{tag}{attributes}>{escape(content)}</{tag}>")  # noqa: S704 - tag names are ours, the rest is escaped


def lines(text: str) -> Markup:
    """Return ``text`` with its line ends."""
    return Markup("<br>").join(escape(line) for line in clean(text).split("\n"))


def with_whole_days(content: Markup) -> Markup:
    """Return ``content`` such that no line ends within a day: 2026-11-27 is not *2026-11-* and *27*."""
    if "-" not in content:
        return content
    return Markup(_DAY.sub(r'<span class="outline-day">\g<0></span>', str(content)))  # noqa: S704 - digits within what is escaped


def link_to(anchor: str | None, content: Markup) -> Markup:
    """Return ``content``, as a link when there is a place to go to."""
    return content if anchor is None else Markup('<a href="#{}">{}</a>').format(quote(anchor), content)


class Words:
    """Writes runs in the order of the page, so that notes are numbered as they come; ``notes`` ends the page."""

    def __init__(self) -> None:
        self._notes: list[Markup] = []
        self._quotations = 0

    def next_quotation(self) -> int:
        """Return the number of the quotation that is written now."""
        self._quotations += 1
        return self._quotations

    def runs(self, items: Iterable[Run]) -> Markup:
        """Return ``items``; the mark of a note follows its run."""
        return Markup().join(map(self._run, items))

    def notes(self) -> Markup:
        """Return all notes as a numbered list, each with the way back; nothing where there are none."""
        return _NOTES.format(Markup("\n").join(self._notes)) if self._notes else Markup()

    def _run(self, item: Run) -> Markup:
        words = lines(item.text)
        if item.emphasis in _TAGS:
            words = element(_TAGS[item.emphasis], words)
        words = link_to(item.link, words)
        if item.note is None:
            return words
        number = len(self._notes) + 1
        self._notes.append(_NOTE.format(anchor=NOTE_ANCHOR, number=number, text=lines(item.note)))
        return words + _MARK.format(anchor=NOTE_ANCHOR, number=number)
