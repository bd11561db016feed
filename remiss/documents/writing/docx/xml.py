"""WordprocessingML in a few words: elements by prefix, runs of clean text, paragraphs by style."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from remiss.documents.writing.frame import PAGE, PAGES, clean
from remiss.domain.outline import Emphasis, Run

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = {"w": W, "r": R}
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TAG_OF_CHARACTER = {"\t": "tab", "\n": "br"}
_FIELD_OF_MARK = {PAGE: "PAGE", PAGES: "NUMPAGES"}


def w(name: str) -> str:
    """Return ``name`` in the WordprocessingML namespace, as lxml writes it."""
    return f"{{{W}}}{name}"


def el(name: str, /, *children: etree._Element, **attributes: str | int) -> etree._Element:
    """Return ``w:name`` with ``w:`` attributes and children."""
    element = etree.Element(w(name), {w(key): str(value) for key, value in attributes.items()}, NAMESPACES)
    element.extend(children)
    return element


def run(text: str, *properties: etree._Element) -> etree._Element:
    """Return a run: tabs and line ends become their own elements, forbidden characters fall away."""
    element = el("r")
    if properties:
        element.append(el("rPr", *properties))
    for piece in re.split("([\t\n])", clean(text)):
        if piece in _TAG_OF_CHARACTER:
            element.append(el(_TAG_OF_CHARACTER[piece]))
        elif piece:
            node = el("t")
            node.text = piece
            node.set(_XML_SPACE, "preserve")
            element.append(node)
    return element


def runs(items: Iterable[Run]) -> list[etree._Element]:
    """Return the runs of an outline, bold and italic by character style so that Word can restyle them."""
    return [run(item.text, *_emphasis(item.emphasis)) for item in items if item.text]


def paragraph(style: str, *children: etree._Element, extra: Iterable[etree._Element] = ()) -> etree._Element:
    """Return a paragraph in ``style``; ``extra`` are paragraph properties in schema order."""
    return el("p", el("pPr", el("pStyle", val=style), *extra), *children)


def field(instruction: str, cached: str) -> list[etree._Element]:
    """Return the runs of a field that shows ``cached`` until it is computed."""
    code = el("instrText")
    code.text = f" {instruction} "
    code.set(_XML_SPACE, "preserve")
    return [
        el("r", el("fldChar", fldCharType="begin")),
        el("r", code),
        el("r", el("fldChar", fldCharType="separate")),
        run(cached),
        el("r", el("fldChar", fldCharType="end")),
    ]


def with_page_fields(text: str) -> list[etree._Element]:
    """Return runs of ``text`` where the marks of frame.py have become page number fields."""
    result: list[etree._Element] = []
    for piece in re.split(f"({re.escape(PAGE)}|{re.escape(PAGES)})", text):
        if piece in _FIELD_OF_MARK:
            result.extend(field(_FIELD_OF_MARK[piece], "1"))
        elif piece:
            result.append(run(piece))
    return result


def to_bytes(root: etree._Element) -> bytes:
    """Return a part's bytes: UTF-8 with declaration, always written the same way."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=["w", "r"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _emphasis(emphasis: Emphasis) -> tuple[etree._Element, ...]:
    if emphasis is Emphasis.BOLD:
        return (el("rStyle", val="Strong"),)
    if emphasis is Emphasis.ITALIC:
        return (el("rStyle", val="Emphasis"),)
    return ()
