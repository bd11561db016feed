"""WordprocessingML in a few words: elements as text, runs of clean words, paragraphs by style.

Text and not a tree: a tree of a hundred thousand viewpoints takes a gigabyte and longer than packing the file does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from remiss.documents.writing.frame import PAGE, PAGES, clean
from remiss.domain.outline import Emphasis

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
SPACES = f'xmlns:w="{W}" xmlns:r="{R}"'
_TEXT = '<w:t xml:space="preserve">'
_PLAIN = f"<w:r>{_TEXT}"
_EMPTY_TEXT = f"{_TEXT}</w:t>"
_FIELD_OF_MARK = {PAGE: "PAGE", PAGES: "NUMPAGES"}
_PARAGRAPH_STYLE = re.compile(r'<w:p><w:pPr><w:pStyle w:val="([^"]*)"/>')
_STYLE_AND_KEEPING = re.compile(_PARAGRAPH_STYLE.pattern + "(?:<w:keepNext/>)?")
_END_OF_PROPERTIES = "</w:pPr>"
_DAY_AMONG_WORDS = re.compile(r"(?<=[^>\d-])(\d{4})-(\d\d)-(\d\d)(?![\d-])|(?<![\d-])(\d{4})-(\d\d)-(\d\d)(?=[^<\d-])")
_NO_BREAK = f"</w:t><w:noBreakHyphen/>{_TEXT}"


def w(name: str) -> str:
    """Return ``name`` in the WordprocessingML namespace, as lxml writes it."""
    return f"{{{W}}}{name}"


def escaped(text: str) -> str:
    """Return ``text`` as XML may hold it, in an element or an attribute."""
    if not text.isprintable():
        text = clean(text)
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text or ">" in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;") if '"' in text else text


def el(name: str, /, *children: str, **attributes: str | int) -> str:
    """Return ``w:name`` with ``w:`` attributes and children, which are XML already."""
    head = name
    for key, value in attributes.items():
        head += f' w:{key}="{value if isinstance(value, int) else escaped(value)}"'
    return f"<w:{head}>{''.join(children)}</w:{name}>" if children else f"<w:{head}/>"


def run(text: str, *properties: str) -> str:
    """Return a run: tabs and line ends become their own elements, forbidden characters fall away."""
    words = escaped(text)
    before = f"<w:r><w:rPr>{''.join(properties)}</w:rPr>{_TEXT}" if properties else _PLAIN
    if "\n" in words or "\t" in words:
        words = words.replace("\t", f"</w:t><w:tab/>{_TEXT}").replace("\n", f"</w:t><w:br/>{_TEXT}")
        return f"{before}{words}</w:t></w:r>".replace(_EMPTY_TEXT, "")
    return f"{before}{words}</w:t></w:r>" if words else f"{before.removesuffix(_TEXT)}</w:r>"


def with_whole_days(piece: str) -> str:
    """Return what ``run`` wrote such that no line ends within a day: 2026-11-27 is not *2026-11-* and *27*.

    A day that stands alone has room, and keeps its hyphens for whoever copies the table to a sheet.
    """
    return _DAY_AMONG_WORDS.sub(_whole_day, piece) if "-" in piece else piece


def _whole_day(found: re.Match[str]) -> str:
    return _NO_BREAK.join(part for part in found.groups() if part)


_LOOK_OF_EMPHASIS = {
    emphasis: el("rStyle", val=style)
    for emphasis, style in {
        Emphasis.BOLD: "Strong",
        Emphasis.ITALIC: "Emphasis",
        Emphasis.ADDED: "Added",
        Emphasis.REMOVED: "Removed",
    }.items()
}
# The colour is set on the run too: LibreOffice forgets the style's colour in headings.
LINK_LOOK = (el("rStyle", val="Hyperlink"), el("color", val="0B4F7A"))


def emphasised(text: str, emphasis: Emphasis) -> str:
    """Return a run that is bold or italic by character style, so that Word can restyle it."""
    return run(text) if emphasis is Emphasis.PLAIN else run(text, _LOOK_OF_EMPHASIS[emphasis])


def linked(bookmark: str, *content: str) -> str:
    """Return ``content`` as a link to a place in the same document."""
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{"".join(content)}</w:hyperlink>'


def paragraph(style: str, *children: str, extra: Iterable[str] = ()) -> str:
    """Return a paragraph in ``style``; ``extra`` are paragraph properties in schema order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{"".join(extra)}</w:pPr>{"".join(children)}</w:p>'


def style_of(piece: str) -> str | None:
    """Return the style of what ``paragraph`` wrote, None for any other element."""
    found = _PARAGRAPH_STYLE.match(piece)
    return found[1] if found else None


def with_property(piece: str, added: str) -> str:
    """Return what ``paragraph`` wrote with one more property, after those it has."""
    before, end, after = piece.partition(_END_OF_PROPERTIES)
    return before + added + end + after


def with_break_before(piece: str) -> str:
    """Return what ``paragraph`` wrote such that it begins a page."""
    return _STYLE_AND_KEEPING.sub(r"\g<0><w:pageBreakBefore/>", piece, count=1)


def with_next(piece: str, *, every: bool = False) -> str:
    """Return what ``paragraph`` wrote such that it stands on the page of what follows it; ``every`` one in a row."""
    return _PARAGRAPH_STYLE.sub(r"\g<0><w:keepNext/>", piece, count=0 if every else 1)


def with_room_before(piece: str, room: int) -> str:
    """Return what ``paragraph`` wrote with ``room`` above it (twentieths of a point)."""
    before, end, after = piece.partition(_END_OF_PROPERTIES)
    if "<w:spacing " in before:
        before = before.replace("<w:spacing ", f'<w:spacing w:before="{room}" ', 1)
    else:
        properties, section, rest = before.partition("<w:sectPr>")
        before = properties + el("spacing", before=room) + section + rest
    return before + end + after


def field(instruction: str, cached: str, *look: str) -> tuple[str, str]:
    """Return the runs that begin a field which shows ``cached`` until it is computed, and the run that ends it.

    ``look`` are the properties of what it shows: a program takes them from its first run.
    """
    code = f'<w:instrText xml:space="preserve"> {escaped(instruction)} </w:instrText>'
    set_as = [el("rPr", *look)] if look else []
    begin = el("r", *set_as, el("fldChar", fldCharType="begin")) + el("r", *set_as, code)
    begin += el("r", *set_as, el("fldChar", fldCharType="separate"))
    return begin + cached, el("r", *set_as, el("fldChar", fldCharType="end"))


def with_page_fields(text: str) -> str:
    """Return runs of ``text`` where the marks of frame.py have become page number fields."""
    pieces = re.split(f"({re.escape(PAGE)}|{re.escape(PAGES)})", text)
    return "".join(
        "".join(field(_FIELD_OF_MARK[piece], run("1"))) if piece in _FIELD_OF_MARK else run(piece)
        for piece in pieces
        if piece
    )


def part(name: str, *children: str) -> bytes:
    """Return a whole part of the package with ``w:name`` as its root."""
    return f"{DECLARATION}<w:{name} {SPACES}>{''.join(children)}</w:{name}>".encode()
