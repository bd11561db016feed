"""Paragraphs, tables and pictures of a house template as Word's XML, built anew from what we know of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from remiss.documents.writing.docx.charts import WP, A
from remiss.documents.writing.docx.tables import END_OF_TABLE, TABLE
from remiss.documents.writing.docx.xml import el, escaped, field, paragraph, run
from remiss.domain import house_template as known
from remiss.domain.house_template import Allowed, Block, Field, Look, Piece, PieceKind, Placed, Property

_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_PAGE_FIELDS = {Field.PAGE: "PAGE", Field.PAGES: "NUMPAGES"}
_WRAPS = frozenset({"wrapNone", "wrapSquare", "wrapTopAndBottom"})
_NEAR_THE_EDGE = 400
_FIRST_ID = 3000


@dataclass(frozen=True)
class Filling:
    """What the placeholders stand for, and how much wider than the template's the page is."""

    words: Mapping[str, str]
    from_width: int
    to_width: int


def written(blocks: Iterable[Block], filling: Filling) -> Iterator[str]:
    """Yield the blocks: a paragraph whole, a table with its end by itself."""
    for block in blocks:
        if block.rows:
            yield from _table(block, filling)
        else:
            yield _paragraph(block, filling)


def properties(look: Look, allowed: Mapping[str, Allowed]) -> list[str]:
    """Return the properties of a look in the order of the schema; one that is not allowed falls away."""
    by_name = {one.name: one for one in look}
    return [_property(by_name[name], allowed[name]) for name in allowed if name in by_name]


def has_page_number(blocks: Iterable[Block]) -> bool:
    """Tell whether the number of the page stands anywhere in ``blocks``."""
    return any(
        any(piece.kind is PieceKind.FIELD and piece.text == Field.PAGE for piece in block.pieces)
        or any(has_page_number(cell.blocks) for row in block.rows for cell in row.cells)
        for block in blocks
    )


def _property(one: Property, allowed: Allowed) -> str:
    settings = {each.name: each.value for each in one.attributes if each.name in allowed.attributes}
    children = allowed.children or {}
    inside = [_property(child, children[name]) for name in children for child in one.children if child.name == name]
    if one.name == "rFonts" and "ascii" in settings:
        settings["cs"] = settings["ascii"]
    size = el("szCs", **settings) if one.name == "sz" else ""
    return el(one.name, *inside, **settings) + size


def _paragraph(block: Block, filling: Filling) -> str:
    look = tuple(_widened(one, filling) if one.name == "tabs" else one for one in block.look)
    return paragraph(
        "Normal", *(_piece(piece, filling.words) for piece in block.pieces), extra=properties(look, known.PARAGRAPH)
    )


def _piece(piece: Piece, words: Mapping[str, str]) -> str:
    look = properties(piece.look, known.RUN)
    if piece.kind is PieceKind.TAB:
        return run("\t", *look)
    if piece.kind is PieceKind.BREAK:
        return run("\n", *look)
    if piece.kind is PieceKind.PICTURE:
        return _picture(piece.picture) if piece.picture else ""
    if piece.kind is PieceKind.TEXT:
        return run(piece.text, *look)
    if piece.text in _PAGE_FIELDS:
        return "".join(field(_PAGE_FIELDS[Field(piece.text)], run("1", *look), *look))
    return run(words.get(piece.text, ""), *look)


def _widened(tabs: Property, filling: Filling) -> Property:
    """Move the tab stops at the right edge of the template's page to that of this one."""
    moved = []
    for stop in tabs.children:
        at = int(stop.get("pos") or 0)
        if stop.get("val") == "right" and abs(at - filling.from_width) < _NEAR_THE_EDGE:
            at += filling.to_width - filling.from_width
        settings = tuple(replace(one, value=str(at)) if one.name == "pos" else one for one in stop.attributes)
        moved.append(replace(stop, attributes=settings))
    return replace(tabs, children=tuple(sorted(moved, key=lambda stop: int(stop.get("pos") or 0))))


def _table(block: Block, filling: Filling) -> Iterator[str]:
    """A table as wide as the text keeps its shares on a wider page."""
    total = sum(block.columns)
    share = filling.to_width / filling.from_width if abs(total - filling.from_width) < 2 * _NEAR_THE_EDGE else 1.0
    columns = [round(width * share) for width in block.columns]
    grid = el("tblGrid", *(el("gridCol", w=width) for width in columns))
    look = el("tblLook", val="0600", firstRow=0, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1)
    rows = [
        el("tr", *_some("trPr", properties(row.look, known.ROW)), *(_cell(cell, filling, share) for cell in row.cells))
        for row in block.rows
    ]
    yield TABLE + el("tblPr", *properties(_scaled(block.look, "tblW", share), known.TABLE), look) + grid + "".join(rows)
    yield END_OF_TABLE


def _cell(cell: known.Cell, filling: Filling, share: float) -> str:
    pieces = list(written(cell.blocks, filling))
    if not pieces or pieces[-1] == END_OF_TABLE:
        pieces.append(paragraph("Normal"))
    return el("tc", el("tcPr", *properties(_scaled(cell.look, "tcW", share), known.CELL)), *pieces)


def _scaled(look: Look, name: str, share: float) -> Look:
    """Return the look with a width in twentieths of a point made ``share`` times as wide."""
    return tuple(
        replace(one, attributes=tuple(_times(each, share) for each in one.attributes))
        if one.name == name and one.get("type") == "dxa"
        else one
        for one in look
    )


def _times(setting: known.Attribute, share: float) -> known.Attribute:
    return replace(setting, value=str(round(int(setting.value) * share))) if setting.value.isdigit() else setting


def _some(name: str, inside: list[str]) -> list[str]:
    return [el(name, *inside)] if inside else []


def _picture(placed: Placed) -> str:
    number, words = _FIRST_ID + placed.number, escaped(placed.description)
    size = f'cx="{placed.width}" cy="{placed.height}"'
    names = f'<wp:docPr id="{number}" name="Bild {placed.number + 1}" descr="{words}"/><wp:cNvGraphicFramePr/>'
    sides = "".join(f' {side}="{cut}"' for side, cut in zip("ltrb", placed.crop, strict=False))
    crop = f"<a:srcRect{sides}/>" if placed.crop else ""
    graphic = (
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{_PIC}"><pic:pic xmlns:pic="{_PIC}"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="Bild {placed.number + 1}" descr="{words}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{relation(placed.number)}"/>{crop}<a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
    )
    if placed.anchor is None:
        inline = f'<wp:inline xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0"><wp:extent {size}/>{names}'
        return el("r", el("drawing", f"{inline}{graphic}</wp:inline>"))
    return el("r", el("drawing", _anchored(placed.anchor, f"<wp:extent {size}/>", names + graphic, placed.number)))


def _anchored(anchor: known.Anchor, extent: str, rest: str, number: int) -> str:
    wrap = anchor.wrap if anchor.wrap in _WRAPS else "wrapNone"
    around = f'<wp:{wrap} wrapText="bothSides"/>' if wrap == "wrapSquare" else f"<wp:{wrap}/>"
    return (
        f'<wp:anchor xmlns:wp="{WP}" distT="0" distB="0" distL="114300" distR="114300" simplePos="0" '
        f'relativeHeight="{number + 1}" behindDoc="{int(anchor.behind)}" locked="0" layoutInCell="1" allowOverlap="1">'
        f'<wp:simplePos x="0" y="0"/>{_position("H", anchor.across, anchor.x, anchor.x_word)}'
        f"{_position('V', anchor.down, anchor.y, anchor.y_word)}{extent}{around}{rest}</wp:anchor>"
    )


def _position(way: str, origin: str, distance: int, word: str) -> str:
    place = f"<wp:align>{escaped(word)}</wp:align>" if word else f"<wp:posOffset>{distance}</wp:posOffset>"
    return f'<wp:position{way} relativeFrom="{escaped(origin)}">{place}</wp:position{way}>'


def relation(number: int) -> str:
    """Return the relation of a part that leads to a picture of the template."""
    return f"bild{number}"
