"""How a template sets things: settings picked by our list, and gathered along the styles that they are based on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from remiss.documents.reading.docx_parts import W
from remiss.documents.reading.limits import MAX_STYLES
from remiss.domain.house_template import PARAGRAPH, RUN, TABLE, Allowed, Attribute, Look, Property

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MAX_CHAIN = 20
_MOST_CHILDREN = 30
_VALUE = re.compile(r"[\w #%.,&()+-]{1,64}")
_GROWING = frozenset({"rFonts", "spacing", "ind"})
"""Properties whose settings add up along the styles; others are replaced as a whole."""
_NEWER_NAMES = {"start": "left", "end": "right"}
_WORDS_OWN = (
    Property("rFonts", (Attribute("ascii", "Times New Roman"), Attribute("hAnsi", "Times New Roman"))),
    Property("color", (Attribute("val", "auto"),)),
    Property("sz", (Attribute("val", "20"),)),
)
"""What Word does where a file says nothing."""


@dataclass(frozen=True)
class Style:
    """One style of the file: what it says itself."""

    name: str
    based_on: str | None
    run: Look
    paragraph: Look
    table: Look
    head_row: etree._Element | None


@dataclass
class Looks:
    """The styles of a file, with what it does where none is named."""

    fonts: Mapping[str, str]
    run_default: Look = _WORDS_OWN
    paragraph_default: Look = ()
    by_id: dict[str, Style] = field(default_factory=dict)
    default: str | None = None

    def run_of(self, style: str | None) -> Look:
        """Return how text in a style looks, the defaults included."""
        return merged(self.run_default, *(one.run for one in self._chain(style)))

    def paragraph_of(self, style: str | None) -> Look:
        """Return how a paragraph in a style looks, the defaults included."""
        return merged(self.paragraph_default, *(one.paragraph for one in self._chain(style)))

    def of_characters(self, style: str | None) -> Look:
        """Return what a style of characters adds."""
        return merged(*(one.run for one in self._chain(style)))

    def table_of(self, style: str | None) -> Look:
        """Return how a table in a style looks."""
        return merged(*(one.table for one in self._chain(style)))

    def called(self, name: str) -> str | None:
        """Return the id of the style with a name, in small letters as Word compares them."""
        return next((key for key, style in self.by_id.items() if style.name == name), None)

    def picked_run(self, properties: etree._Element | None) -> Look:
        """Return what run properties say, fonts of the theme by their name."""
        return _named_fonts(picked(properties, RUN), properties, self.fonts)

    def _chain(self, style: str | None) -> list[Style]:
        """Return the style after those it is based on."""
        found: list[Style] = []
        while style in self.by_id and len(found) < _MAX_CHAIN:
            found.append(self.by_id[style])
            style = found[-1].based_on
        return found[::-1]


def read_looks(styles: etree._Element | None, theme: etree._Element | None) -> Looks:
    """Return the styles of a file from its two parts (None: it has none)."""
    looks = Looks(_theme_fonts(theme))
    if styles is None:
        return looks
    looks.run_default = merged(_WORDS_OWN, looks.picked_run(styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")))
    looks.paragraph_default = picked(styles.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr"), PARAGRAPH)
    for element in islice(styles.iter(f"{W}style"), MAX_STYLES):
        key = element.get(f"{W}styleId")
        if key:
            looks.by_id[key] = _style(element, looks)
            if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true"):
                looks.default = key
    return looks


def picked(properties: etree._Element | None, allowed: Mapping[str, Allowed]) -> Look:
    """Return what we have a use for of ``properties``: named settings with plain values."""
    found = {
        name: one
        for element in islice(() if properties is None else properties, _MOST_CHILDREN)
        if (name := _name_of(element)) in allowed and (one := _picked_one(name, element, allowed[name]))
    }
    return tuple(found.values())


def merged(*looks: Look) -> Look:
    """Return the looks on top of each other, the last uppermost."""
    found: dict[str, Property] = {}
    for one in (one for look in looks for one in look):
        below = found.get(one.name)
        if below is None:
            found[one.name] = one
        elif one.name in _GROWING:
            settings = {a.name: a for a in (*below.attributes, *one.attributes)}
            found[one.name] = Property(one.name, tuple(settings.values()))
        elif one.name == "tabs":
            stops = {stop.get("pos"): stop for stop in (*below.children, *one.children)}
            found[one.name] = Property("tabs", (), tuple(stops.values()))
        else:
            found[one.name] = one
    return tuple(found.values())


def without(look: Look, below: Look) -> Look:
    """Return what ``look`` does otherwise than ``below``."""
    return tuple(one for one in look if one not in below)


def value(look: Look, name: str, setting: str = "val") -> str | None:
    """Return a setting of a look."""
    return next((one.get(setting) for one in look if one.name == name), None)


def _style(element: etree._Element, looks: Looks) -> Style:
    head_row = element.find(f"{W}tblStylePr[@{W}type='firstRow']/{W}tcPr")
    return Style(
        name=_val(element.find(f"{W}name")).casefold(),
        based_on=_val(element.find(f"{W}basedOn")) or None,
        run=looks.picked_run(element.find(f"{W}rPr")),
        paragraph=picked(element.find(f"{W}pPr"), PARAGRAPH),
        table=picked(element.find(f"{W}tblPr"), TABLE),
        head_row=head_row,
    )


def _picked_one(name: str, element: etree._Element, allowed: Allowed) -> Property | None:
    settings = tuple(
        Attribute(local, text)
        for key, text in element.attrib.items()
        if (local := _NEWER_NAMES.get(_local(key), _local(key))) in allowed.attributes and _VALUE.fullmatch(text)
    )
    children = _children(element, allowed.children) if allowed.children else ()
    switch = not settings and allowed.attributes == ("val",) and not element.attrib
    return Property(name, settings, children) if settings or children or switch else None


def _children(element: etree._Element, allowed: Mapping[str, Allowed]) -> Look:
    found = (
        _picked_one(name, child, allowed[name])
        for child in islice(element, _MOST_CHILDREN)
        if (name := _name_of(child)) in allowed
    )
    return tuple(one for one in found if one)


def _named_fonts(look: Look, properties: etree._Element | None, fonts: Mapping[str, str]) -> Look:
    """Put the name of a font where the file names a place of its theme."""
    element = None if properties is None else properties.find(f"{W}rFonts")
    theme = "" if element is None else element.get(f"{W}asciiTheme", "") or element.get(f"{W}hAnsiTheme", "")
    font = fonts.get(theme[:5])
    if not font:
        return look
    named = Property("rFonts", (Attribute("ascii", font), Attribute("hAnsi", font)))
    return (*(one for one in look if one.name != "rFonts"), named)


def _theme_fonts(theme: etree._Element | None) -> dict[str, str]:
    found = {}
    for place in ("major", "minor"):
        latin = None if theme is None else next(theme.iter(f"{A}{place}Font"), None)
        face = None if latin is None else latin.find(f"{A}latin")
        name = "" if face is None else face.get("typeface", "")
        if _VALUE.fullmatch(name):
            found[place] = name
    return found


def _name_of(element: etree._Element) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    name = tag.removeprefix(W) if tag.startswith(W) else ""
    return _NEWER_NAMES.get(name, name)


def _local(key: str | bytes) -> str:
    return str(key).rpartition("}")[2]


def _val(element: etree._Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")
