"""What we promise of every document, asked of a template: A4 upright, text that can be read, colours that are seen."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from lxml import etree

from remiss.documents.reading.docx_parts import W
from remiss.documents.reading.template.looks import merged, value
from remiss.domain.house_template import STYLES, SWEDISH, Look, Margins, Template

_WIDTH, _HEIGHT, _NEAR = 11906, 16838, 170
_SMALLEST_WIDTH, _SMALLEST_HEIGHT, _SMALLEST_EDGE, _LARGEST = 6800, 8500, 280, 8000
_TWENTIETHS_OF_MM = 56.7
_LEAST_CONTRAST, _LEAST_OF_LARGE = 4.5, 3.0
_LARGE, _LARGE_BOLD, _SMALLEST_BASE, _SMALLEST = 36, 28, 18, 13
_HEX = re.compile(r"[0-9A-Fa-f]{6}")
_WHITE, _BLACK = "FFFFFF", "000000"
_TABLE_HEAD = "TableHeading"
_CHOSEN = frozenset({"Title", "Heading1", "Heading2", "Heading3", "BodyText", _TABLE_HEAD})
_NAMES = {style: f"formatmallen {SWEDISH.get(name, name.capitalize())}" for name, style in STYLES.items()}
Told = Callable[[str], None]
OFF = frozenset({"0", "false", "off", "none"})
MANY_SECTIONS = "Mallen har flera avsnitt (sektioner). Ta bort avsnittsbrytningarna, så att hela mallen är ett avsnitt."
TURNED = (
    "Mallens sida ligger på bredden. Välj stående A4 under Layout, Orientering. Breda tabeller vänder Remiss själv."
)


def margins_of(section: etree._Element | None, faults: list[str]) -> Margins:
    """Return the margins of the template's page; what is wrong with the page is added to ``faults``."""
    size = None if section is None else section.find(f"{W}pgSz")
    if size is not None:
        faults += _page_faults(_whole(size, "w", _WIDTH), _whole(size, "h", _HEIGHT))
    around = None if section is None else section.find(f"{W}pgMar")
    if around is None:
        return Margins()
    own = Margins()
    found = Margins(
        top=abs(_whole(around, "top", own.top)), right=_whole(around, "right", own.right),
        bottom=abs(_whole(around, "bottom", own.bottom)),
        left=_whole(around, "left", own.left) + _whole(around, "gutter", 0),
        head=_whole(around, "header", own.head), foot=_whole(around, "footer", own.foot),
    )  # fmt: skip
    faults += _margin_faults(found)
    return found


def readable(template: Template, tell: Told, note: Told) -> Template:
    """Return the template with colours that can be seen. A fault of text, headings or size is told; a pale colour of a
    style that few choose themselves, as Word's own captions are, is noted and left out.
    """
    base = template.base.run if template.base else ()
    _tell_all(_look_faults(base, "löptexten (Normal)", _SMALLEST_BASE), tell)
    styles = []
    for one in template.styles:
        look, name = merged(base, one.run), _NAMES[one.style]
        ground = (_filled(template) if one.style == _TABLE_HEAD else None) or "auto"
        _tell_all(_size_faults(look, name, _SMALLEST), tell)
        pale = list(_contrast_faults(look, ground, name))
        if pale and one.style not in _CHOSEN:
            note(f"{pale[0]} Tills vidare får den löptextens färg.")
            one = replace(one, run=tuple(each for each in one.run if each.name != "color"))
        else:
            _tell_all(pale, tell)
        styles.append(one)
    return replace(template, styles=tuple(styles))


def _filled(template: Template) -> str | None:
    """Return the colour behind the head of a table."""
    return value(template.head_row, "shd", "fill")


def _tell_all(faults: Iterable[str], tell: Told) -> None:
    for fault in faults:
        tell(fault)


def contrast(colour: str, ground: str) -> float:
    """Return how much two colours differ, 1 to 21, as WCAG reckons it."""
    light, dark = sorted((_luminance(colour), _luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _page_faults(width: int, height: int) -> Iterator[str]:
    if abs(width - _HEIGHT) < _NEAR and abs(height - _WIDTH) < _NEAR:
        yield TURNED
    elif abs(width - _WIDTH) >= _NEAR or abs(height - _HEIGHT) >= _NEAR:
        yield f"Mallens sida är {_mm(width)} × {_mm(height)} mm. Välj A4 (210 × 297 mm) under Layout, Storlek."


def _margin_faults(found: Margins) -> Iterator[str]:
    sides = (found.left, found.right, found.head, found.foot)
    if any(not _SMALLEST_EDGE <= side < _LARGEST for side in sides) or max(found.top, found.bottom) >= _LARGEST:
        yield "Mallens marginaler är för små eller för stora. Lämna minst 5 mm till papprets kant på alla sidor."
    elif _WIDTH - found.left - found.right < _SMALLEST_WIDTH:
        yield "Mallens sidmarginaler är för breda. Lämna minst 120 mm till texten, så att tabellerna får plats."
    elif _HEIGHT - found.top - found.bottom < _SMALLEST_HEIGHT:
        yield "Mallens marginaler upptill och nedtill är för höga. Lämna minst 150 mm till texten."


def _look_faults(look: Look, name: str, smallest: int) -> Iterator[str]:
    yield from _size_faults(look, name, smallest)
    yield from _contrast_faults(look, "auto", name)


def _size_faults(look: Look, name: str, smallest: int) -> Iterator[str]:
    size = _size(look)
    if size < smallest:
        yield f"Storleken {_points(size)} punkter i {name} är för liten att läsa. Välj minst {_points(smallest)}."


def _contrast_faults(look: Look, ground: str, name: str) -> Iterator[str]:
    seen = contrast(_hex(value(look, "color") or "auto", _BLACK), _hex(ground, _WHITE))
    bold = next((one.get("val") not in OFF for one in look if one.name == "b"), False)
    large = _size(look) >= _LARGE or (bold and _size(look) >= _LARGE_BOLD)
    least = _LEAST_OF_LARGE if large else _LEAST_CONTRAST
    if seen < least:
        sizes = f"{seen:.1f}:1 och måste vara minst {least:.1f}:1".replace(".", ",")
        yield f"Färgen i {name} syns för dåligt: kontrasten mot bakgrunden är {sizes}. Välj en mörkare färg."


def _size(look: Look) -> int:
    text = value(look, "sz") or ""
    return int(text) if text.isascii() and text.isdigit() else 22


def _hex(colour: str, automatic: str) -> str:
    return colour if _HEX.fullmatch(colour) else automatic


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _whole(element: etree._Element, name: str, usual: int) -> int:
    text = element.get(f"{W}{name}", "")
    return int(text) if re.fullmatch(r"-?\d{1,5}", text) else usual


def _mm(length: int) -> int:
    return round(length / _TWENTIETHS_OF_MM)


def _points(size: int) -> str:
    return f"{size / 2:g}".replace(".", ",")
