"""The file: parts and properties in a python-docx package, saved with fixed dates: same outline, same bytes.

The package starts empty: the library's own template is US Letter and en-US and carries 440 kB of styles.
"""

from __future__ import annotations

import io
import zipfile
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC
from importlib.resources import files
from typing import IO

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.package import Package
from lxml import etree

from remiss.documents.writing import frame
from remiss.documents.writing.docx.blocks import BULLET_LIST
from remiss.documents.writing.docx.body import Body
from remiss.documents.writing.docx.dressing import ACCENT, accent, dress, fonts
from remiss.documents.writing.docx.house_blocks import relation
from remiss.documents.writing.docx.identities import properties_part
from remiss.documents.writing.docx.stationery import Stationery
from remiss.documents.writing.docx.words import notes_part, separators
from remiss.documents.writing.docx.xml import el, w
from remiss.documents.writing.frame import check_outline, clean
from remiss.documents.writing.house import House
from remiss.domain.outline import Bullets, Chart, Node, Outline, Paragraph, Quote
from remiss.optional import load

_PARTS = files("remiss.documents.writing.docx") / "parts"
_LONGEST_PROPERTY = 255
_MOST_WAITING = 4
# Half of the time was packing: this takes a third of the library's usual level, for a file a fifth longer.
PACKING = 2
_RUNNING = {"header": (CT.WML_HEADER, RT.HEADER), "footer": (CT.WML_FOOTER, RT.FOOTER)}


def write_docx(outline: Outline, house: House | None = None) -> bytes:
    """Return a Word file of ``outline``: A4, its language throughout, real headings, contents, table heads; set as
    ``house`` wants it.

    Calibri otherwise, because every municipal Word has it and Carlito, its twin in width, stands in for it in
    LibreOffice.
    Raises ValueError for an outline that does not hold together (frame.check_outline).
    """
    check_outline(outline)
    stationery = Stationery(outline, house)
    return packed(outline, stationery, Body(outline, stationery).part())


def packed(outline: Outline, stationery: Stationery, text: Iterator[str]) -> bytes:
    """Return the file whose main part is ``text``, written while it is packed."""
    package = Package()
    main = _part(package, "word/document.xml", CT.WML_DOCUMENT_MAIN)
    package.relate_to(main, RT.OFFICE_DOCUMENT)
    streamed = {"word/document.xml": text}
    _add(main, "word/styles.xml", CT.WML_STYLES, RT.STYLES, _styles(outline, stationery))
    _add(main, "word/fontTable.xml", CT.WML_FONT_TABLE, RT.FONT_TABLE, _fonts(stationery))
    notes = frame.notes(outline)
    _add(main, "word/settings.xml", CT.WML_SETTINGS, RT.SETTINGS, _settings(outline, with_notes=bool(notes)))
    _add(main, "word/numbering.xml", CT.WML_NUMBERING, RT.NUMBERING, _numbering(outline, stationery))
    _add_running(main, stationery)
    if notes:
        _add(main, "word/footnotes.xml", CT.WML_FOOTNOTES, RT.FOOTNOTES, b"")
        streamed["word/footnotes.xml"] = notes_part(notes)
    if outline.sources or any(isinstance(node, Quote) or _is_own(node) for node in outline.nodes):
        package.relate_to(_part(package, "docProps/custom.xml", CT.OFC_CUSTOM_PROPERTIES), RT.CUSTOM_PROPERTIES)
        streamed["docProps/custom.xml"] = properties_part(outline)
    charts = [node for node in outline.nodes if isinstance(node, Chart)]
    if charts:
        load("remiss.documents.writing.docx.chart_parts").add_parts(main, charts, outline)
    _set_core_properties(package, outline)
    buffer = io.BytesIO()
    package.save(buffer)
    return _packed(buffer, streamed)


def _is_own(node: Node) -> bool:
    return isinstance(node, Paragraph) and node.key is not None


def _add(main: Part, name: str, content_type: str, relation: str, content: bytes) -> Part:
    """Add a part under the relation id that the body refers to it by: the stem of its file name."""
    part = _part(main.package, name, content_type, content)
    main.rels.add_relationship(relation, part, name.rpartition("/")[2].removesuffix(".xml"))
    return part


def _add_running(main: Part, stationery: Stationery) -> None:
    """Add heads, feet and the template's pictures, which any of them or the text itself may show."""
    pictures = [
        Part(PackURI(f"/word/media/mall{number}.{ending}"), f"image/{ending}", content, main.package)
        for number, (ending, content) in enumerate(stationery.pictures())
    ]
    owners = [main]
    for one in stationery.running_parts():
        content_type, kind = _RUNNING[one.kind]
        owners.append(_add(main, f"word/{one.kind}_{one.page}.xml", content_type, kind, one.content))
    for owner in owners:
        for number, picture in enumerate(pictures):
            owner.rels.add_relationship(RT.IMAGE, picture, relation(number))


def _part(package: Package, name: str, content_type: str, content: bytes = b"") -> Part:
    return Part(PackURI(f"/{name}"), content_type, content, package)


def _packed(saved: io.BytesIO, streamed: dict[str, Iterator[str]]) -> bytes:
    """Return the saved package with its entries in name order, without the moment of writing, and with the parts that
    are written while they are packed: a long one is never there as a whole.
    """
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(saved) as source,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=PACKING) as target,
    ):
        for name in sorted(source.namelist()):
            # What is opened by its name is dated 1980, the first day that a zip file knows.
            with target.open(name, "w") as file:
                if name in streamed:
                    _pack_while_written(file, streamed[name])
                else:
                    file.write(source.read(name))
            target.getinfo(name).create_system = 0
    return buffer.getvalue()


def _pack_while_written(file: IO[bytes], pieces: Iterator[str]) -> None:
    """Pack each piece in a thread beside the one that writes the next: packing is a third of the work."""
    waiting: deque[Future[int]] = deque()
    with ThreadPoolExecutor(max_workers=1) as packer:
        for piece in pieces:
            waiting.append(packer.submit(file.write, piece.encode()))
            if len(waiting) > _MOST_WAITING:
                waiting.popleft().result()
        for one in waiting:
            one.result()


def _tree(name: str) -> etree._Element:
    parser = etree.XMLParser(remove_blank_text=True, remove_comments=True)
    return etree.fromstring((_PARTS / f"{name}.xml").read_bytes(), parser)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _read(name: str) -> bytes:
    return _bytes(_tree(name))


def _styles(outline: Outline, stationery: Stationery) -> bytes:
    root = _tree("styles")
    _set_language(root, outline.language, "lang")
    if stationery.house:
        dress(root, stationery.house.template, stationery.pages.upright.text_width)
    return _bytes(root)


def _fonts(stationery: Stationery) -> bytes:
    root = _tree("fontTable")
    known = {font.get(w("name")) for font in root}
    for name in fonts(stationery.house.template) if stationery.house else ():
        if name not in known:
            etree.SubElement(root, w("font")).set(w("name"), name)
    return _bytes(root)


def _settings(outline: Outline, *, with_notes: bool) -> bytes:
    root = _tree("settings")
    _set_language(root, outline.language, "themeFontLang")
    if with_notes:
        place = root.find(w("compat"))
        assert place is not None  # noqa: S101 - it stands in our own file
        place.addprevious(separators())
    return _bytes(root)


def _set_language(root: etree._Element, language: str, tag: str) -> None:
    for element in root.iter(w(tag)):
        for key in element.attrib:
            element.set(key, language)


def _numbering(outline: Outline, stationery: Stationery) -> bytes:
    """Return the list definitions with one numbering per ordered list, each starting from 1."""
    lists = sum(isinstance(node, Bullets) and node.ordered for node in outline.nodes)
    colour = accent(stationery.house.template) if stationery.house else None
    own = _read("numbering").decode()
    before, end, _ = own.replace(ACCENT, colour or ACCENT).rpartition("</w:numbering>")
    restart = el("lvlOverride", el("startOverride", val=1), ilvl=0)
    numberings = [
        el("num", el("abstractNumId", val=1), restart, numId=number)
        for number in range(BULLET_LIST + 1, BULLET_LIST + 1 + lists)
    ]
    return "".join([before, *numberings, end]).encode()


def _set_core_properties(package: Package, outline: Outline) -> None:
    properties = package.core_properties
    properties.title = _property(outline.title)
    properties.subject = _property(outline.subject)
    properties.author = properties.last_modified_by = _property(outline.author)
    properties.language = outline.language
    properties.created = properties.modified = outline.created.astimezone(UTC).replace(tzinfo=None)
    properties.revision = 1


def _property(text: str) -> str:
    """Return ``text`` as a property can hold it: one line, at most 255 characters."""
    return " ".join(clean(text).split())[:_LONGEST_PROPERTY]
