"""The text of one docx paragraph in the accepted view: insertions kept, deletions and hidden text dropped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from remiss.documents.reading.characters import clean
from remiss.documents.reading.docx_parts import W
from remiss.documents.reading.docx_styles import PROPERTIES, Styles, run_flag, style_of

COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
TEXT_BOX = f"{W}txbxContent"
_RUN, _TEXT, _BREAK, _ALTERNATIVES = f"{W}r", f"{W}t", f"{W}br", f"{COMPATIBILITY}AlternateContent"
_GONE = frozenset({f"{W}del", f"{W}moveFrom"})
# Their text was deleted or moved away, or is no text (settings, field codes, comments, formulas' properties), or
# stands elsewhere.
_SKIPPED = _GONE | {
    f"{W}{name}" for name in ("delText", "delInstrText", "instrText", "rPr", "sdtPr", "tblPr", "rt", "txbxContent")
}  # fmt: skip
_SIGNS = {
    f"{W}tab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": "", f"{W}ptab": "\t",
    _BREAK: "", PROPERTIES: "",
}  # fmt: skip
_EXACT_SIGNS = _SIGNS | {f"{W}noBreakHyphen": "\u2011", f"{W}softHyphen": "\u00ad"}
_MARK_DELETED = f"{W}pPr/{W}rPr/{W}del"


Told = list[tuple[str, etree._Element]]


class Words(NamedTuple):
    """What a paragraph shows: its visible words, its properties, and what says or tells something, in order."""

    text: str
    properties: etree._Element | None
    told: Told


def words_of(paragraph: etree._Element, styles: Styles, *, may_hide: bool = True) -> Words:
    """Return the visible text of ``paragraph`` without that of its text boxes; line breaks are kept.

    ``may_hide`` is False where it is known that nothing in the document is hidden.
    """
    told = _told(paragraph, styles if may_hide else None, _SIGNS)
    properties = None
    for _, one in told:
        if one.tag == PROPERTIES and one.getparent() is paragraph:
            properties = one
            break
    return Words(clean("".join([text for text, _ in told])), properties, told)


def exact_text(paragraph: etree._Element, styles: Styles) -> str:
    """Return the same with every sign as it was written: for words that are hashed."""
    return "".join([text for text, _ in _told(paragraph, styles, _EXACT_SIGNS)])


def is_bold(paragraph: etree._Element, words: Words, style: str | None, styles: Styles) -> bool:
    """Tell whether every visible word of the paragraph, whose style is ``style``, is set in bold."""
    # Few paragraphs are, and most of the others show it in their first run.
    for text, one in words.told:
        if one.tag == _TEXT and not text.isspace():
            run = one.getparent()
            if run is not None and run.tag == _RUN and not run_flag(run, style, styles, "b"):
                return False
            break
    runs = [run for run in paragraph.iter(_RUN) if any((one.text or "").strip() for one in run.iter(_TEXT))]
    return bool(runs) and all(run_flag(run, style, styles, "b") for run in runs)


def mark_deleted(paragraph: etree._Element) -> bool:
    """Tell whether the paragraph's end mark is deleted: in the accepted view the next paragraph continues it."""
    return paragraph.find(_MARK_DELETED) is not None


def text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the contents of the text boxes anchored in ``paragraph``, once each though Word writes them twice."""
    stack = paragraph[::-1]
    while stack:
        element = stack.pop()
        if element.tag == TEXT_BOX:
            yield element
        elif element.tag in _GONE:
            continue
        elif element.tag == _ALTERNATIVES:
            stack += element[:1]
        else:
            stack += element[::-1]


def _told(paragraph: etree._Element, hiding: Styles | None, signs: dict[str, str]) -> Told:
    """Return what is visible with the element that says it, in order; of properties there are no words to say."""
    style = None if hiding is None else style_of(paragraph)
    # A stack, not recursion: a hostile file can nest a million elements.
    stack = paragraph[::-1]
    found = []
    while stack:
        child = stack.pop()
        tag = child.tag
        if tag == _TEXT:
            if text := child.text:
                found.append((text, child))
        elif tag == _RUN:
            if hiding is None or not run_flag(child, style, hiding, "vanish"):
                stack += child[::-1]
        elif tag in signs:
            found.append((signs[tag] or _break(child), child))
        elif tag not in _SKIPPED and isinstance(tag, str):
            stack += child[:1] if tag == _ALTERNATIVES else child[::-1]
    return found


def _break(element: etree._Element) -> str:
    """Return what a break stands for, and nothing for what is no sign."""
    if element.tag != _BREAK:
        return ""
    return "\n" if element.get(f"{W}type", "textWrapping") == "textWrapping" else " "
