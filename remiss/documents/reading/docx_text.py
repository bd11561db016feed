"""The text of one docx paragraph in the accepted view: insertions kept, deletions and hidden text dropped."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from remiss.documents.reading.characters import clean
from remiss.documents.reading.docx_parts import W
from remiss.documents.reading.docx_styles import Styles, run_flag

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Their text was deleted or moved away, or is no text (settings, field codes, comments, formulas' properties).
_SKIPPED = frozenset(
    f"{W}{name}"
    for name in ("del", "moveFrom", "delText", "delInstrText", "instrText", "pPr", "rPr", "sdtPr", "tblPr", "rt")
)
_EXACT = {f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad"}
_CHARACTERS = {f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": "", f"{W}ptab": "\t"}


def paragraph_text(paragraph: etree._Element, styles: Styles) -> str:
    """Return the visible text of ``paragraph`` without that of its text boxes; line breaks are kept."""
    return clean("".join(_pieces(paragraph, paragraph, styles, _CHARACTERS)))


def exact_text(paragraph: etree._Element, styles: Styles) -> str:
    """Return the same with every sign as it was written: for words that are hashed."""
    return "".join(_pieces(paragraph, paragraph, styles, _CHARACTERS | _EXACT))


def is_bold(paragraph: etree._Element, styles: Styles) -> bool:
    """Tell whether every visible word of the paragraph is set in bold."""
    runs = [run for run in paragraph.iter(f"{W}r") if any((t.text or "").strip() for t in run.iter(f"{W}t"))]
    return bool(runs) and all(run_flag(run, paragraph, styles, "b") for run in runs)


def mark_deleted(paragraph: etree._Element) -> bool:
    """Tell whether the paragraph's end mark is deleted: in the accepted view the next paragraph continues it."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the contents of the text boxes anchored in ``paragraph``, once each though Word writes them twice."""
    stack = list(reversed(paragraph))
    while stack:
        element = stack.pop()
        if element.tag == f"{W}txbxContent":
            yield element
        elif element.tag in (f"{W}del", f"{W}moveFrom"):
            continue
        elif element.tag == f"{_COMPATIBILITY}AlternateContent":
            stack.extend(reversed(element[:1]))
        else:
            stack.extend(reversed(element))


def _pieces(
    element: etree._Element, paragraph: etree._Element, styles: Styles, characters: dict[str, str]
) -> Iterator[str]:
    # A stack, not recursion: a hostile file can nest a million elements.
    stack = list(reversed(element))
    while stack:
        child = stack.pop()
        tag = child.tag
        if not isinstance(tag, str) or tag in _SKIPPED or tag == f"{W}txbxContent":
            continue
        if tag == f"{W}t":
            yield child.text or ""
        elif tag == f"{W}br":
            yield "\n" if child.get(f"{W}type", "textWrapping") == "textWrapping" else " "
        elif tag in characters:
            yield characters[tag]
        elif tag == f"{W}r" and run_flag(child, paragraph, styles, "vanish"):
            continue
        elif tag == f"{_COMPATIBILITY}AlternateContent":
            stack.extend(reversed(child[:1]))
        else:
            stack.extend(reversed(child))
