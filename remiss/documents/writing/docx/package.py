"""The file: parts, relations and properties, zipped with fixed dates so that the same outline gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC
from importlib.resources import files

from lxml import etree

from remiss.documents.writing.docx.body import Body
from remiss.documents.writing.docx.quotations import sources_part
from remiss.documents.writing.docx.running import foot_part, head_part
from remiss.documents.writing.docx.sections import PAGES
from remiss.documents.writing.docx.xml import el, to_bytes, w
from remiss.documents.writing.frame import check_outline, clean
from remiss.domain.outline import Outline

_PARTS = files("remiss.documents.writing.docx") / "parts"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_LONGEST_PROPERTY = 255
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_NAMES = {
    "cp": f"{_PACKAGE}metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}


def write_docx(outline: Outline) -> bytes:
    """Return a Word file of ``outline``: A4, its language throughout, real headings, contents, table heads.

    Calibri, because every municipal Word has it and Carlito, its twin in width, stands in for it in LibreOffice.
    Raises ValueError for an outline that does not hold together (frame.check_outline).
    """
    check_outline(outline)
    body = Body(outline)
    main = body.part()
    parts = {"word/document.xml": main, "word/styles.xml": _styles(outline), "word/fontTable.xml": _read("fontTable")}
    parts["word/settings.xml"] = _settings(outline)
    parts["word/numbering.xml"] = _numbering(body.numbered_lists)
    for page in PAGES:
        parts[f"word/header_{page.name}.xml"] = head_part(outline, page)
        parts[f"word/footer_{page.name}.xml"] = foot_part(outline, page)
    if body.quotes:
        parts["customXml/item1.xml"] = sources_part(body.quotes)
    parts["docProps/core.xml"] = _core_properties(outline)
    content = {name: to_bytes(root) for name, root in parts.items()}
    return _zip({**_package_parts(sorted(parts)), **content})


def _zip(parts: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content)
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


def _core_properties(outline: Outline) -> etree._Element:
    root = etree.Element(_name("cp:coreProperties"), None, _NAMES)
    values = {
        "dc:title": outline.title,
        "dc:subject": outline.subject,
        "dc:creator": outline.author,
        "dc:language": outline.language,
        "cp:lastModifiedBy": outline.author,
    }
    for name, value in values.items():
        etree.SubElement(root, _name(name)).text = " ".join(clean(value).split())[:_LONGEST_PROPERTY]
    stamp = outline.created.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    for name in ("dcterms:created", "dcterms:modified"):
        moment = etree.SubElement(root, _name(name))
        moment.set(_name("xsi:type"), "dcterms:W3CDTF")
        moment.text = stamp
    return root


def _name(prefixed: str) -> str:
    prefix, _, local = prefixed.partition(":")
    return f"{{{_NAMES[prefix]}}}{local}"


def _package_parts(names: list[str]) -> dict[str, bytes]:
    main = {name: name.removeprefix("word/") for name in names if name.startswith("word/")}
    links = [(_relation_id(name), _OFFICE + _kind(name), target) for name, target in main.items() if _kind(name)]
    if "customXml/item1.xml" in names:
        links.append(("custom", f"{_OFFICE}customXml", "../customXml/item1.xml"))
    return {
        "[Content_Types].xml": to_bytes(_content_types(names)),
        "_rels/.rels": to_bytes(
            _relations(
                [
                    ("main", f"{_OFFICE}officeDocument", "word/document.xml"),
                    ("core", f"{_PACKAGE}relationships/metadata/core-properties", "docProps/core.xml"),
                ]
            )
        ),
        "word/_rels/document.xml.rels": to_bytes(_relations(links)),
    }


def _relation_id(name: str) -> str:
    return name.removeprefix("word/").removesuffix(".xml")


def _kind(name: str) -> str:
    """Return the kind of a part of the main document, as its relation and content type name it; "" for the main."""
    kind = _relation_id(name).partition("_")[0]
    return "" if kind == "document" else kind


def _relations(links: list[tuple[str, str, str]]) -> etree._Element:
    root = etree.Element(f"{{{_PACKAGE}relationships}}Relationships", None, {None: f"{_PACKAGE}relationships"})
    for identity, kind, target in links:
        etree.SubElement(root, f"{{{_PACKAGE}relationships}}Relationship", Id=identity, Type=kind, Target=target)
    return root


def _content_types(names: list[str]) -> etree._Element:
    space = f"{_PACKAGE}content-types"
    root = etree.Element(f"{{{space}}}Types", None, {None: space})
    relations = "application/vnd.openxmlformats-package.relationships+xml"
    etree.SubElement(root, f"{{{space}}}Default", Extension="rels", ContentType=relations)
    etree.SubElement(root, f"{{{space}}}Default", Extension="xml", ContentType="application/xml")
    for name in names:
        if name.startswith("word/"):
            kind = f"{_MAIN}{_kind(name) or 'document.main'}+xml"
        elif name.startswith("docProps/"):
            kind = _CORE_TYPE
        else:
            continue
        etree.SubElement(root, f"{{{space}}}Override", PartName=f"/{name}", ContentType=kind)
    return root
