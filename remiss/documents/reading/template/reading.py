"""A Word file as a house template: opened within limits, refused when it could do something, and then chosen from."""

from __future__ import annotations

from lxml import etree

from remiss.documents.reading import sentences
from remiss.documents.reading.docx_parts import Package, W
from remiss.documents.reading.kinds import FileKind, detect
from remiss.documents.reading.template.blocks import read_blocks
from remiss.documents.reading.template.dangers import refuse_dangers
from remiss.documents.reading.template.drawings import R
from remiss.documents.reading.template.looks import Looks, picked, read_looks, without
from remiss.documents.reading.template.pieces import entered
from remiss.documents.reading.template.promises import MANY_SECTIONS, OFF, margins_of, readable
from remiss.documents.reading.template.source import Place, Source
from remiss.domain.house_template import (
    CELL,
    OF_PLACES,
    SPACED,
    STYLES,
    TABLE_STYLE,
    Block,
    Blocks,
    Field,
    Look,
    PieceKind,
    ReadTemplate,
    StyleLook,
    Template,
)
from remiss.domain.serial import encode
from remiss.errors import UnreadableFile

BODY = "mallens text"
_RUNNING = {
    ("header", "default"): "sidhuvudet", ("footer", "default"): "sidfoten",
    ("header", "first"): "första sidans sidhuvud", ("footer", "first"): "första sidans sidfot",
}  # fmt: skip
NO_CONTENT = (
    f"Mallen har text men ingen plats för handlingen. Skriv {Field.CONTENT.written} i ett eget stycke där den ska stå."
)
NOT_ALONE = f"{Field.CONTENT.written} ska stå ensamt i ett eget stycke, en enda gång och inte i en tabell."
NOT_IN_RUNNING = f"{Field.CONTENT.written} kan bara stå i mallens text, inte i"
EVEN_PAGES = "Mallen har ett eget sidhuvud för jämna sidor. Det tas inte med: alla sidor får samma."


def read_template(content: bytes) -> ReadTemplate:
    """Return the template in the docx ``content``, or what to mend in it.

    Raises UnreadableFile when it is broken, or could fetch or run something.
    """
    if detect(content) is not FileKind.DOCX:
        raise UnreadableFile(sentences.NO_TEMPLATE)
    package = Package(content)
    refuse_dangers(package)
    main = package.main_part()
    root = package.part(main)
    body = None if root is None else root.find(f"{W}body")
    if body is None:
        raise UnreadableFile(sentences.BROKEN_DOCX)
    source = Source(package, read_looks(_related(package, main, "styles"), _related(package, main, "theme")))
    template = readable(_template(body, main, source), source.tell, source.note)
    faults, notices = tuple(source.faults), tuple(source.notices)
    return ReadTemplate(None if faults else template, faults, notices)


def read_to_json(content: bytes) -> str:
    """Return what ``read_template`` returns, as it crosses from the reading process."""
    return encode(read_template(content))


def _template(body: etree._Element, main: str, source: Source) -> Template:
    sections = list(body.iter(f"{W}sectPr"))
    if len(sections) > 1:
        source.tell(MANY_SECTIONS)
    section = sections[-1] if sections else None
    faults: list[str] = []
    margins = margins_of(section, faults)
    for fault in faults:
        source.tell(fault)
    above, below = _around(body, Place(main, BODY, source.package.links(main)), source)
    running = {key: _running(section, key, main, source) for key in _RUNNING}
    looks = source.looks
    borders, head_row = _table_looks(looks)
    return Template(
        margins=margins,
        base=StyleLook("Normal", looks.run_of(looks.default), looks.paragraph_of(looks.default)),
        styles=tuple(_styles(looks)),
        borders=borders, head_row=head_row,
        head=running["header", "default"], foot=running["footer", "default"],
        different=_switch(section, "titlePg"),
        first_head=running["header", "first"], first_foot=running["footer", "first"],
        above=above, below=below, pictures=tuple(source.pictures),
    )  # fmt: skip


def _related(package: Package, main: str, kind: str) -> etree._Element | None:
    names = package.related(main, kind)
    return package.part(names[0]) if names else None


def _styles(looks: Looks) -> list[StyleLook]:
    """Return how our styles are set, as far as the template has them: what each does otherwise than the base."""
    found = []
    run, paragraph = looks.run_of(looks.default), looks.paragraph_of(looks.default)
    for name, style in STYLES.items():
        key = looks.called(name)
        if key is None:
            continue
        own = without(looks.paragraph_of(key), paragraph) if style in SPACED else ()
        kept = tuple(one for one in own if one.name not in OF_PLACES)
        found.append(StyleLook(style, without(looks.run_of(key), run), kept))
    return found


def _table_looks(looks: Looks) -> tuple[Look, Look]:
    key = looks.called(TABLE_STYLE)
    if key is None:
        return (), ()
    borders = tuple(one for one in looks.table_of(key) if one.name == "tblBorders")
    allowed = {name: CELL[name] for name in ("shd", "tcBorders")}
    return borders, picked(looks.by_id[key].head_row, allowed)


def _running(section: etree._Element | None, key: tuple[str, str], main: str, source: Source) -> Blocks:
    kind, page = key
    references = () if section is None else section.iterfind(f"{W}{kind}Reference")
    links = source.package.links(main)
    for reference in references:
        if reference.get(f"{W}type", "default") == "even":
            source.note(EVEN_PAGES)
        if reference.get(f"{W}type", "default") == page:
            name = links.get(reference.get(f"{R}id", ""), "")
            return _part(Place(name, _RUNNING[key], source.package.links(name)), source)
    return ()


def _part(place: Place, source: Source) -> Blocks:
    root = source.package.part(place.part)
    if root is None:
        return ()
    blocks = read_blocks(entered(root), place, source)
    if any(_holds_content(block) for block in blocks):
        source.tell(f"{NOT_IN_RUNNING} {place.name}.")
    return blocks if any(_shows(block) for block in blocks) else ()


def _around(body: etree._Element, place: Place, source: Source) -> tuple[Blocks, Blocks]:
    """Return what stands above the document and below it."""
    blocks = read_blocks(entered(body), place, source)
    holding = [number for number, block in enumerate(blocks) if _holds_content(block)]
    if not holding:
        if any(_shows(block) for block in blocks):
            source.tell(NO_CONTENT)
        return (), ()
    at = holding[0]
    words = [piece for piece in blocks[at].pieces if piece.text.strip() or piece.picture]
    if len(holding) > 1 or blocks[at].rows or len(words) > 1:
        source.tell(NOT_ALONE)
    return blocks[:at], _without_empty_end(blocks[at + 1 :])


def _without_empty_end(blocks: Blocks) -> Blocks:
    """Drop the empty paragraphs that Word keeps at the end."""
    last = max((number for number, block in enumerate(blocks, start=1) if _shows(block)), default=0)
    return blocks[:last]


def _inner(block: Block) -> list[Block]:
    return [one for row in block.rows for cell in row.cells for one in cell.blocks]


def _holds_content(block: Block) -> bool:
    here = any(piece.kind is PieceKind.FIELD and piece.text == Field.CONTENT for piece in block.pieces)
    return here or any(_holds_content(one) for one in _inner(block))


def _shows(block: Block) -> bool:
    here = any(piece.text.strip() or piece.picture for piece in block.pieces)
    return here or any(_shows(one) for one in _inner(block))


def _switch(section: etree._Element | None, name: str) -> bool:
    found = None if section is None else section.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "true").lower() not in OFF
