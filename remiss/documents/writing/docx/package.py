"""The file: parts and properties in a python-docx package, saved with fixed dates: same outline, same bytes.

The package starts empty: the library's own template is US Letter and en-US and carries 440 kB of styles.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC
from importlib.resources import files

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.package import Package
from docx.parts.document import DocumentPart
from lxml import etree

from remiss.documents.writing.docx.body import Body
from remiss.documents.writing.docx.quotations import sources_part
from remiss.documents.writing.docx.running import foot_part, head_part
from remiss.documents.writing.docx.sections import PAGES
from remiss.documents.writing.docx.xml import el, to_bytes, w
from remiss.documents.writing.frame import check_outline, clean
from remiss.domain.outline import Outline
from remiss.optional import load

_PARTS = files("remiss.documents.writing.docx") / "parts"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_LONGEST_PROPERTY = 255


def write_docx(outline: Outline) -> bytes:
    """Return a Word file of ``outline``: A4, its language throughout, real headings, contents, table heads.

    Calibri, because every municipal Word has it and Carlito, its twin in width, stands in for it in LibreOffice.
    Raises ValueError for an outline that does not hold together (frame.check_outline).
    """
    check_outline(outline)
    body = Body(outline)
    package = Package()
    main = DocumentPart(PackURI("/word/document.xml"), CT.WML_DOCUMENT_MAIN, _element(body.part()), package)
    package.relate_to(main, RT.OFFICE_DOCUMENT)
    _add(main, "word/styles.xml", CT.WML_STYLES, RT.STYLES, _styles(outline))
    _add(main, "word/fontTable.xml", CT.WML_FONT_TABLE, RT.FONT_TABLE, _read("fontTable"))
    _add(main, "word/settings.xml", CT.WML_SETTINGS, RT.SETTINGS, _settings(outline))
    _add(main, "word/numbering.xml", CT.WML_NUMBERING, RT.NUMBERING, _numbering(body.numbered_lists))
    for page in PAGES:
        _add(main, f"word/header_{page.name}.xml", CT.WML_HEADER, RT.HEADER, head_part(outline, page))
        _add(main, f"word/footer_{page.name}.xml", CT.WML_FOOTER, RT.FOOTER, foot_part(outline, page))
    if body.quotes:
        _add(main, "customXml/item1.xml", CT.XML, RT.CUSTOM_XML, sources_part(body.quotes))
    if body.charts:
        load("remiss.documents.writing.docx.chart_parts").add_parts(main, body.charts, outline)
    _set_core_properties(package, outline)
    buffer = io.BytesIO()
    package.save(buffer)
    return _with_fixed_dates(buffer.getvalue())


def _add(main: DocumentPart, name: str, content_type: str, relation: str, root: etree._Element) -> None:
    """Add a part under the relation id that the body refers to it by: the stem of its file name."""
    part = XmlPart(PackURI(f"/{name}"), content_type, _element(root), main.package)
    main.rels.add_relationship(relation, part, name.rpartition("/")[2].removesuffix(".xml"))


def _element(root: etree._Element) -> BaseOxmlElement:
    """Return ``root`` as the library's own element classes, with only the namespaces it uses."""
    return parse_xml(to_bytes(root))


def _with_fixed_dates(content: bytes) -> bytes:
    """Return the same archive with its entries in name order and without the moment of writing."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            target.writestr(entry, source.read(name))
    return buffer.getvalue()


def _read(name: str) -> etree._Element:
    parser = etree.XMLParser(remove_blank_text=True, remove_comments=True)
    return etree.fromstring((_PARTS / f"{name}.xml").read_bytes(), parser)


def _styles(outline: Outline) -> etree._Element:
    root = _read("styles")
    _set_language(root, outline.language, "lang")
    return root


def _settings(outline: Outline) -> etree._Element:
    root = _read("settings")
    _set_language(root, outline.language, "themeFontLang")
    return root


def _set_language(root: etree._Element, language: str, tag: str) -> None:
    for element in root.iter(w(tag)):
        for key in element.attrib:
            element.set(key, language)


def _numbering(numbered_lists: int) -> etree._Element:
    """Return the list definitions with one numbering per ordered list, each starting from 1."""
    root = _read("numbering")
    for number in range(2, numbered_lists + 2):
        restart = el("lvlOverride", el("startOverride", val=1), ilvl=0)
        root.append(el("num", el("abstractNumId", val=1), restart, numId=number))
    return root


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
