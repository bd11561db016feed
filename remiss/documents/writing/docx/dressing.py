"""Our styles set as the house's: what the template says of one is its whole look, what it does not say is ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from remiss.documents.writing.docx.house_blocks import properties
from remiss.documents.writing.docx.xml import SPACES, w
from remiss.domain import house_template as known
from remiss.domain.house_template import OF_PLACES, SPACED, Allowed, Look, StyleLook, Template

ACCENT, _UNDER_A_QUOTATION = "0B4F7A", "0B4F7B"
_COLOUR = re.compile("[0-9A-Fa-f]{6}")
_OF_HEADINGS = ("Title", "StatementTitle", "Subtitle", "DocumentKind", "TOCHeading", "Heading1", "Heading2", "Heading3")
_DOTS_TO = "9070"
_RUN_ORDER = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof "
    "snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText "
    "vertAlign rtl cs em lang"
)
_PARAGRAPH_ORDER = (
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd "
    "tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
    "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc "
    "textDirection textAlignment textboxTightWrap outlineLvl"
)


def dress(root: etree._Element, template: Template, text_width: int) -> None:
    """Set the styles in ``root`` as ``template`` does; the dots of the contents list reach to ``text_width``."""
    for stop in root.iter(w("tab")):
        if stop.get(w("pos")) == _DOTS_TO:
            stop.set(w("pos"), str(text_width))
    given = {one.style: one for one in template.styles}
    _recolour(root, accent(template))
    if template.base:
        _set_base(root, template.base, given)
    for style in root.iter(w("style")):
        one = given.get(style.get(w("styleId"), ""))
        if one:
            _replace(style, "rPr", one.run, known.RUN, _RUN_ORDER)
            if one.style in SPACED:
                _replace(style, "pPr", one.paragraph, _of_styles(), _PARAGRAPH_ORDER)
    _share_heading_font(root, given)
    _set_table(root, template, given)


def accent(template: Template) -> str | None:
    """Return the colour of the template's headings, where it has one."""
    headings = (one.run for one in template.styles if one.style == "Heading1")
    colours = (one.get("val") for run in headings for one in run if one.name == "color")
    return next((colour for colour in colours if colour and _COLOUR.fullmatch(colour)), None)


def fonts(template: Template) -> list[str]:
    """Return the names of the fonts that the template's styles are set in."""
    looks = [one.run for one in (template.base, *template.styles) if one]
    found = (one.get("ascii") for look in looks for one in look if one.name == "rFonts")
    return sorted({name for name in found if name})


def _recolour(root: etree._Element, colour: str | None) -> None:
    """Our accent becomes the house's; what runs beside a quotation stays a shade off what runs beside its source."""
    if colour is None:
        return
    shades = {ACCENT: colour, _UNDER_A_QUOTATION: f"{int(colour, 16) ^ 1:06X}"}
    for element in root.iter():
        for key, value in element.attrib.items():
            if value in shades:
                element.set(key, shades[value])


def _set_base(root: etree._Element, base: StyleLook, given: Mapping[str, StyleLook]) -> None:
    defaults = root.find(f"{w('docDefaults')}/{w('rPrDefault')}")
    if defaults is not None:
        _replace(defaults, "rPr", base.run, known.RUN, _RUN_ORDER)
        symbols = defaults.find(f"{w('rPr')}/{w('rFonts')}")
        if symbols is not None:
            symbols.set(w("eastAsia"), "Segoe UI Symbol")
    body = given.get("BodyText")
    if body is None or not body.paragraph:
        spacing = tuple(one for one in base.paragraph if one.name in ("spacing", "jc"))
        style = _style(root, "BodyText")
        if spacing and style is not None:
            _put(style, "pPr", spacing, known.PARAGRAPH, _PARAGRAPH_ORDER)


def _share_heading_font(root: etree._Element, given: Mapping[str, StyleLook]) -> None:
    """Titles that the template lacks are set in the font of its headings."""
    heading = given.get("Heading1")
    font = tuple(one for one in heading.run if one.name == "rFonts") if heading else ()
    for name in _OF_HEADINGS if font else ():
        style = _style(root, name)
        if name not in given and style is not None:
            _put(style, "rPr", font, known.RUN, _RUN_ORDER)


def _set_table(root: etree._Element, template: Template, given: Mapping[str, StyleLook]) -> None:
    """The heads of narrow columns are smaller, and otherwise as those of others."""
    heading = given.get("TableHeading")
    for name in ("TableHeadingSmall", "TableHeadingTiny") if heading else ():
        style, colour = _style(root, name), tuple(one for one in heading.run if one.name == "color") if heading else ()
        if style is not None:
            _put(style, "rPr", colour, known.RUN, _RUN_ORDER)
    table = _style(root, "RemissTable")
    if table is None:
        return
    if template.borders:
        _put(table, "tblPr", template.borders, known.TABLE, " ".join(known.TABLE))
    cell = table.find(f"{w('tblStylePr')}/{w('tcPr')}")
    if template.head_row and cell is not None:
        _fill(cell, template.head_row, known.CELL, " ".join(known.CELL))


def _of_styles() -> Mapping[str, Allowed]:
    return {name: allowed for name, allowed in known.PARAGRAPH.items() if name not in OF_PLACES}


def _style(root: etree._Element, name: str) -> etree._Element | None:
    return next((one for one in root.iter(w("style")) if one.get(w("styleId")) == name), None)


def _replace(owner: etree._Element, tag: str, look: Look, allowed: Mapping[str, Allowed], order: str) -> None:
    """Take away all that a look may say, and put what this one says."""
    gone = {w(name) for name in (*allowed, "szCs", "bCs", "iCs")}
    existing = owner.find(w(tag))
    for old in () if existing is None else list(existing):
        if old.tag in gone:
            old.getparent().remove(old)  # type: ignore[union-attr]  # it stands in ``existing``
    _put(owner, tag, look, allowed, order)


def _put(owner: etree._Element, tag: str, look: Look, allowed: Mapping[str, Allowed], order: str) -> None:
    target = owner.find(w(tag))
    if target is None:
        target = etree.Element(w(tag))
        places = [
            one for one in owner if one.tag in (w("tblPr"), w("tblStylePr"), *([w("rPr")] if tag == "pPr" else []))
        ]
        places[0].addprevious(target) if places else owner.append(target)
    _fill(target, look, allowed, order)


def _fill(target: etree._Element, look: Look, allowed: Mapping[str, Allowed], order: str) -> None:
    for new in _elements(properties(look, allowed)):
        for old in [one for one in target if one.tag == new.tag]:
            target.remove(old)
        rank = _rank(new, order)
        after = next((one for one in target if _rank(one, order) > rank), None)
        after.addprevious(new) if after is not None else target.append(new)


def _rank(element: etree._Element, order: str) -> int:
    name, names = etree.QName(element).localname, order.split()
    return names.index(name) if name in names else len(names)


def _elements(pieces: Iterable[str]) -> Iterator[etree._Element]:
    """Return the written properties as elements."""
    return iter(list(etree.fromstring(f"<w:x {SPACES}>{''.join(pieces)}</w:x>")))
