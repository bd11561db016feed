"""What a docx paragraph is, from its own settings and the styles it inherits: heading, list, hidden, contents list."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from remiss.documents.reading.docx_parts import W
from remiss.documents.reading.limits import MAX_STYLES

BODY_LEVEL = 9
_MAX_CHAIN = 20
_HEADING_NAME = re.compile(r"(?:heading|rubrik|überschrift|overskrift|otsikko|titre) ?([1-9])", re.IGNORECASE)
_TITLE_NAMES = frozenset({"title", "titel", "dokumenttitel", "ärenderubrik"})
_CONTENTS_NAME = re.compile(r"(?:toc|innehåll) ?(?:\d|heading)|innehållsförteckning", re.IGNORECASE)


@dataclass(frozen=True)
class NumberingUse:
    """The list a paragraph belongs to and its level in it, 0–8."""

    list_id: str
    level: int


@dataclass
class Style:
    """One style as written in the file."""

    name: str
    based_on: str | None
    level: int | None = None
    numbering: tuple[str | None, int | None] | None = None
    hidden: bool | None = None
    bold: bool | None = None


@dataclass
class Styles:
    """All styles of a document; lookups follow *based on*, with a guard against rings."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default_paragraph: str | None = None
    # What has been looked up: a document has thousands of runs and a handful of styles.
    _chains: dict[str | None, list[Style]] = field(default_factory=dict)
    _flags: dict[tuple[str | None, str | None, str], bool] = field(default_factory=dict)

    def chain(self, style_id: str | None) -> list[Style]:
        """Return the style and those it is based on, nearest first."""
        if style_id not in self._chains:
            self._chains[style_id] = self._chain(style_id)
        return self._chains[style_id]

    def switched(self, character: str | None, paragraph: str | None, name: str) -> bool:
        """Return ``vanish`` or ``b`` as a character style, else a paragraph style, sets it."""
        key = (character, paragraph, name)
        if key not in self._flags:
            attribute = "hidden" if name == "vanish" else "bold"
            settings = (getattr(style, attribute) for style in self.chain(character) + self.chain(paragraph))
            self._flags[key] = next((setting for setting in settings if setting is not None), False)
        return self._flags[key]

    def _chain(self, style_id: str | None) -> list[Style]:
        found: list[Style] = []
        while style_id in self.by_id and len(found) < _MAX_CHAIN:
            found.append(self.by_id[style_id])
            style_id = found[-1].based_on
        return found


def read_styles(root: etree._Element | None) -> Styles:
    """Return the styles of ``word/styles.xml`` (None: the file has none)."""
    styles = Styles()
    if root is None:
        return styles
    for element in islice(root.iter(f"{W}style"), MAX_STYLES):
        style_id = element.get(f"{W}styleId")
        if style_id:
            styles.by_id[style_id] = _read_style(element)
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true"):
                styles.default_paragraph = style_id
    return styles


def _read_style(element: etree._Element) -> Style:
    based = element.find(f"{W}basedOn")
    name = element.find(f"{W}name")
    paragraph = element.find(f"{W}pPr")
    run = element.find(f"{W}rPr")
    return Style(
        name=_value(name) or "",
        based_on=_value(based),
        level=_outline_level(paragraph),
        numbering=_numbering(paragraph),
        hidden=flag(run, "vanish"),
        bold=flag(run, "b"),
    )


def flag(properties: etree._Element | None, name: str) -> bool | None:
    """Return an on/off property, None when it is not set."""
    found = None if properties is None else properties.find(f"{W}{name}")
    if found is None:
        return None
    return found.get(f"{W}val", "true").lower() not in ("0", "false", "off", "none")


def _value(element: etree._Element | None) -> str | None:
    return None if element is None else element.get(f"{W}val")


def _number(element: etree._Element | None) -> int | None:
    value = _value(element)
    return int(value) if value is not None and re.fullmatch(r"\d{1,6}", value) else None


def _outline_level(properties: etree._Element | None) -> int | None:
    return None if properties is None else _number(properties.find(f"{W}outlineLvl"))


def _numbering(properties: etree._Element | None) -> tuple[str | None, int | None] | None:
    found = None if properties is None else properties.find(f"{W}numPr")
    if found is None:
        return None
    return _value(found.find(f"{W}numId")), _number(found.find(f"{W}ilvl"))


def style_of(paragraph: etree._Element) -> str | None:
    """Return the id of the style that ``paragraph`` names."""
    properties = paragraph.find(f"{W}pPr")
    return None if properties is None else _value(properties.find(f"{W}pStyle"))


def heading_level(paragraph: etree._Element, styles: Styles) -> int:
    """Return 1–9 for a heading, 0 for body text: the outline level decides, then the style's name."""
    own = _outline_level(paragraph.find(f"{W}pPr"))
    if own is not None:
        return own + 1 if own < BODY_LEVEL else 0
    for style in styles.chain(style_of(paragraph)):
        if style.name.lower() in _TITLE_NAMES:
            return 1
        if style.level is not None:
            return style.level + 1 if style.level < BODY_LEVEL else 0
        if name := _HEADING_NAME.match(style.name):
            return int(name[1])
    return 0


def is_contents_list(paragraph: etree._Element, styles: Styles) -> bool:
    """Tell whether the paragraph belongs to a generated table of contents."""
    return any(_CONTENTS_NAME.match(style.name) for style in styles.chain(style_of(paragraph))[:1])


def numbering_use(paragraph: etree._Element, styles: Styles) -> NumberingUse | None:
    """Return the list the paragraph is in by its own settings or its style's; None when it is in none."""
    settings = [_numbering(paragraph.find(f"{W}pPr"))]
    settings += [style.numbering for style in styles.chain(style_of(paragraph))]
    list_id, level = None, None
    for setting in settings:
        if setting is not None:
            list_id = list_id if list_id is not None else setting[0]
            level = level if level is not None else setting[1]
    if list_id is None or list_id == "0":
        return None
    return NumberingUse(list_id, min(level or 0, 8))


def run_flag(run: etree._Element, paragraph: etree._Element, styles: Styles, name: str) -> bool:
    """Return ``vanish`` or ``b`` for a run: its own setting, its character style's, then the paragraph style's."""
    properties = run.find(f"{W}rPr")
    own = flag(properties, name)
    if own is not None:
        return own
    character = None if properties is None else _value(properties.find(f"{W}rStyle"))
    return styles.switched(character, style_of(paragraph), name)
