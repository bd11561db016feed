"""What a docx paragraph is, from its own settings and the styles it inherits: heading, list, hidden, contents list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from lxml import etree

from remiss.documents.reading.docx_parts import Package, W, parse_xml
from remiss.documents.reading.limits import MAX_STYLES

BODY_LEVEL = 9
PROPERTIES, _RUN_PROPERTIES = f"{W}pPr", f"{W}rPr"
_STYLE, _LEVEL, _NUMBERING, _RUN_STYLE = f"{W}pStyle", f"{W}outlineLvl", f"{W}numPr", f"{W}rStyle"
_CLUTTER = ((b'<w:style w:type="table"', b"</w:style>"), (b"<w:latentStyles", b"</w:latentStyles>"))
# An empty element has no end of its own.
_OPENING_TAG = re.compile(rb"""<(?:[^<>"']|"[^"<]*"|'[^'<]*')*(?<!/)>""")
_MAX_CHAIN = 20
_HEADING_NAME = re.compile(r"(?:heading|rubrik|überschrift|overskrift|otsikko|titre) ?([1-9])", re.IGNORECASE)
_TITLE_NAMES = frozenset({"title", "titel", "dokumenttitel", "ärenderubrik"})
_CONTENTS_NAME = re.compile(r"(?:toc|innehåll) ?(?:\d|heading)|innehållsförteckning", re.IGNORECASE)


class NumberingUse(NamedTuple):
    """The list a paragraph belongs to and its level in it, 0–8."""

    list_id: str
    level: int


@dataclass(frozen=True)
class Style:
    """One style as written in the file."""

    name: str
    based_on: str | None
    level: int | None = None
    numbering: tuple[str | None, int | None] | None = None
    hidden: bool | None = None
    bold: bool | None = None


class Look(NamedTuple):
    """What a style makes of its paragraphs: headings of ``level`` (0: body text), lines of a contents list, lists."""

    level: int
    in_contents: bool
    list_id: str | None
    list_level: int | None


class Styles:
    """All styles of a document; lookups follow *based on*, with a guard against rings.

    What has been looked up is kept: a document has thousands of runs, and uses a handful of its styles.
    """

    def __init__(self, by_id: dict[str, etree._Element], *, may_hide: bool) -> None:
        """``may_hide`` is False where no style hides its words."""
        self.may_hide = may_hide
        self._by_id = by_id
        self._read: dict[str, Style] = {}
        self._looks: dict[str | None, Look] = {}
        self._flags: dict[tuple[str | None, str | None, str], bool] = {}

    def look(self, style_id: str | None) -> Look:
        """Return what the paragraph style makes of its paragraphs."""
        if style_id not in self._looks:
            self._looks[style_id] = _look(self._chain(style_id))
        return self._looks[style_id]

    def switched(self, character: str | None, paragraph: str | None, name: str) -> bool:
        """Return ``vanish`` or ``b`` as a character style, else a paragraph style, sets it."""
        key = (character, paragraph, name)
        if key not in self._flags:
            attribute = "hidden" if name == "vanish" else "bold"
            settings = (getattr(style, attribute) for style in self._chain(character) + self._chain(paragraph))
            self._flags[key] = next((setting for setting in settings if setting is not None), False)
        return self._flags[key]

    def _chain(self, style_id: str | None) -> list[Style]:
        """Return the style and those it is based on, nearest first."""
        found: list[Style] = []
        while style_id in self._by_id and len(found) < _MAX_CHAIN:
            found.append(self._style(style_id))
            style_id = found[-1].based_on
        return found

    def _style(self, style_id: str) -> Style:
        if style_id not in self._read:
            self._read[style_id] = _read_style(self._by_id[style_id])
        return self._read[style_id]


def _look(chain: list[Style]) -> Look:
    numberings = [style.numbering for style in chain if style.numbering is not None]
    return Look(
        level=next((level for level in map(_level, chain) if level is not None), 0),
        in_contents=any(_CONTENTS_NAME.match(style.name) for style in chain[:1]),
        list_id=next((list_id for list_id, _ in numberings if list_id is not None), None),
        list_level=next((level for _, level in numberings if level is not None), None),
    )


def _level(style: Style) -> int | None:
    """Return 1–9 for the style of a heading, 0 for one that says it is none, None where it says nothing."""
    if style.name.lower() in _TITLE_NAMES:
        return 1
    if style.level is not None:
        return style.level + 1 if style.level < BODY_LEVEL else 0
    name = _HEADING_NAME.match(style.name)
    return int(name[1]) if name else None


class Settings(NamedTuple):
    """What a paragraph says of itself: its style, and what it has in another way than that."""

    style: str | None = None
    outline_level: int | None = None
    numbering: tuple[str | None, int | None] = (None, None)

    def level(self, look: Look) -> int:
        """Return 1–9 for a heading, 0 for body text: the own level decides, then the style's."""
        if self.outline_level is None:
            return look.level
        return self.outline_level + 1 if self.outline_level < BODY_LEVEL else 0

    def numbering_use(self, look: Look) -> NumberingUse | None:
        """Return the list the paragraph is in by its own settings or its style's; None when it is in none."""
        own_list, own_level = self.numbering
        list_id = look.list_id if own_list is None else own_list
        level = look.list_level if own_level is None else own_level
        return None if list_id is None or list_id == "0" else NumberingUse(list_id, min(level or 0, 8))


_NO_SETTINGS = Settings()


def styles_of(package: Package, main: str) -> Styles:
    """Return the styles of the document whose main part is ``main``."""
    names = package.related(main, "styles")
    content = package.content(names[0]) if names else b""
    return read_styles(parse_xml(without_clutter(content)) if content else None)


def without_clutter(content: bytes) -> bytes:
    """Return ``word/styles.xml`` without what says nothing of words, and is nine tenths of it: how tables look.

    Left as it is where something could only look like a style, or holds one.
    """
    if b"!" in content or content.rfind(b"?") > content.find(b"?>"):  # a comment, letters in a row, an instruction
        return content
    for begin, end in _CLUTTER:
        content = _without(content, begin, end)
    return content


def _without(content: bytes, begin: bytes, end: bytes) -> bytes:
    kept, at = [], 0
    while (start := content.find(begin, at)) >= 0:
        tag = _OPENING_TAG.match(content, start)
        stop = content.find(end, start)
        if tag is None or stop < 0 or content.find(b"<w:style ", tag.end(), stop) >= 0:
            return content
        kept.append(content[at:start])
        at = stop + len(end)
    return b"".join([*kept, content[at:]])


def read_styles(root: etree._Element | None) -> Styles:
    """Return the styles of ``word/styles.xml`` (None: the file has none)."""
    if root is None:
        return Styles({}, may_hide=False)
    some = islice(root.iter(f"{W}style"), MAX_STYLES)
    by_id = {style_id: element for element in some if (style_id := element.get(f"{W}styleId"))}
    return Styles(by_id, may_hide=next(root.iter(f"{W}vanish"), None) is not None)


def _read_style(element: etree._Element) -> Style:
    said = {one.tag: one for one in element[::-1]}
    paragraph, run = said.get(PROPERTIES), said.get(_RUN_PROPERTIES)
    return Style(
        name=_value(said.get(f"{W}name")) or "",
        based_on=_value(said.get(f"{W}basedOn")),
        level=None if paragraph is None else _number(paragraph.find(_LEVEL)),
        numbering=None if paragraph is None else _list_in(paragraph.find(_NUMBERING)),
        hidden=flag(run, "vanish"),
        bold=flag(run, "b"),
    )


def flag(properties: etree._Element | None, name: str) -> bool | None:
    """Return an on/off property, None when it is not set."""
    found = None if properties is None else next(properties.iterchildren(f"{W}{name}"), None)
    if found is None:
        return None
    return found.get(f"{W}val", "true").lower() not in ("0", "false", "off", "none")


def _value(element: etree._Element | None) -> str | None:
    return None if element is None else element.get(f"{W}val")


def _number(element: etree._Element | None) -> int | None:
    value = _value(element)
    return int(value) if value is not None and re.fullmatch(r"\d{1,6}", value) else None


def _list_in(found: etree._Element | None) -> tuple[str | None, int | None] | None:
    if found is None:
        return None
    return _value(found.find(f"{W}numId")), _number(found.find(f"{W}ilvl"))


def style_of(paragraph: etree._Element) -> str | None:
    """Return the id of the style that ``paragraph`` names."""
    return settings_in(next(paragraph.iterchildren(PROPERTIES), None)).style


def settings_in(properties: etree._Element | None) -> Settings:
    """Return what the ``properties`` of a paragraph say; it need not have any."""
    if properties is None:
        return _NO_SETTINGS
    # The first of each counts.
    said = {one.tag: one for one in properties[::-1]}
    style = _value(said.get(_STYLE))
    if _LEVEL not in said and _NUMBERING not in said:
        return Settings(style)
    return Settings(style, _number(said.get(_LEVEL)), _list_in(said.get(_NUMBERING)) or (None, None))


def run_flag(run: etree._Element, style: str | None, styles: Styles, name: str) -> bool:
    """Return ``vanish`` or ``b`` for a run: its own setting, its character style's, then the paragraph ``style``'s."""
    properties = _properties_of(run)
    if properties is None:
        return styles.switched(None, style, name)
    own = flag(properties, name)
    if own is not None:
        return own
    return styles.switched(_value(next(properties.iterchildren(_RUN_STYLE), None)), style, name)


def _properties_of(run: etree._Element) -> etree._Element | None:
    """Return the properties of ``run``. They nearly always come first, and looking there takes a third of the time."""
    if not len(run) or run[0].tag == _RUN_PROPERTIES:
        return run[0] if len(run) else None
    return next(run.iterchildren(_RUN_PROPERTIES), None) if len(run) > 1 else None
