"""A picture in a paragraph: where it lies and how large it is. Shapes and text boxes are left out, and said so."""

from __future__ import annotations

import re

from lxml import etree

from remiss.documents.reading.characters import clean
from remiss.documents.reading.template.looks import A
from remiss.documents.reading.template.source import Place, Source
from remiss.domain.house_template import Anchor, Placed

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LARGEST = 20_000_000
_ALT = 200
_WORD = re.compile(r"[a-zA-Z]{2,20}")
_WRAPS = {"wrapTopAndBottom": "wrapTopAndBottom", "wrapNone": "wrapNone"}
LEFT_OUT = (
    "En textruta, form eller ett diagram i {place} tas inte med. Skriv text direkt i {place} eller i en tabell där, "
    "och infoga bilder som png eller jpg."
)
NO_WORDS = "Bilden i {place} saknar alternativtext. Remiss skriver ”Logotyp”, så att den som lyssnar vet vad det är."


def placed(drawing: etree._Element, place: Place, source: Source) -> Placed | None:
    """Return the picture of a ``w:drawing``, None when it is something else or cannot be used."""
    frame = next(iter(drawing), None)
    blip = next(drawing.iter(f"{A}blip"), None)
    if frame is None or blip is None:
        source.note(LEFT_OUT.format(place=place.name))
        return None
    number = source.picture(place.links.get(blip.get(f"{R}embed", ""), ""), place.name)
    extent = frame.find(f"{WP}extent")
    if number is None or extent is None:
        return None
    width, height = (min(max(_whole(extent, side), 1), _LARGEST) for side in ("cx", "cy"))
    anchor = _anchor(frame) if frame.tag == f"{WP}anchor" else None
    return Placed(number, width, height, _description(frame, place, source), _crop(drawing), anchor)


def _description(frame: etree._Element, place: Place, source: Source) -> str:
    properties = frame.find(f"{WP}docPr")
    words = "" if properties is None else properties.get("descr", "") or properties.get("title", "")
    plain = " ".join(clean(words).split())[:_ALT]
    if not plain:
        source.note(NO_WORDS.format(place=place.name))
    return plain or "Logotyp"


def _crop(drawing: etree._Element) -> tuple[int, ...]:
    cut = next(drawing.iter(f"{A}srcRect"), None)
    sides = () if cut is None else tuple(_whole(cut, side) for side in "ltrb")
    return sides if any(sides) and all(0 <= side < 100_000 for side in sides) else ()


def _anchor(frame: etree._Element) -> Anchor:
    across, x, x_word = _place(frame.find(f"{WP}positionH"))
    down, y, y_word = _place(frame.find(f"{WP}positionV"))
    wraps = [str(one.tag).removeprefix(WP) for one in frame if str(one.tag).startswith(f"{WP}wrap")]
    wrap = _WRAPS.get(wraps[0], "wrapSquare") if wraps else "wrapNone"
    return Anchor(across, down, x, y, x_word, y_word, wrap, frame.get("behindDoc") in ("1", "true"))


def _place(position: etree._Element | None) -> tuple[str, int, str]:
    """Return what a place counts from, the distance, and the word that stands instead of one."""
    if position is None:
        return "page", 0, ""
    origin = position.get("relativeFrom", "")
    word = (position.findtext(f"{WP}align") or "").strip()
    away = (position.findtext(f"{WP}posOffset") or "").strip()
    distance = int(away) if re.fullmatch(r"-?\d{1,8}", away) else 0
    return origin if _WORD.fullmatch(origin) else "page", distance, word if _WORD.fullmatch(word) else ""


def _whole(element: etree._Element, name: str) -> int:
    text = element.get(name, "")
    return int(text) if re.fullmatch(r"-?\d{1,9}", text) else 0
