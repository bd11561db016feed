"""Where each quotation comes from, kept in the file: a content control per quotation, their sources in a custom part.

Word's own tag holds 64 characters, which a hash fills alone. The part survives editing in Word, so that a later check
can compare what the file says now with the signed text.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence

from lxml import etree

from remiss.documents.writing.docx.blocks import QUOTE_TAG
from remiss.documents.writing.docx.xml import DECLARATION, escaped, w
from remiss.domain.outline import Quote
from remiss.errors import UnreadableFile

NAMESPACE = "urn:remiss:citat"
_LARGEST_PART = 200_000_000  # bytes unpacked: far above any compilation, far below what harms the machine


def sources_part(quotes: Sequence[Quote]) -> Iterator[str]:
    """Yield the custom part: tag → source, in document order."""
    yield f'{DECLARATION}<citat xmlns="{NAMESPACE}">'
    for number, quote in enumerate(quotes, start=1):
        yield f'<kalla tag="{QUOTE_TAG}{number}" id="{escaped(quote.source)}"/>'
    yield "</citat>"


def read_quotations(content: bytes) -> tuple[Quote, ...]:
    """Return the quotations of a docx that ``write_docx`` wrote, as they read now, with the source they claim.

    A quotation that has been deleted is not there; one whose source is lost has an empty ``source``. Raises
    UnreadableFile when ``content`` is no docx.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            body = _parse(archive, "word/document.xml")
            sources = _sources(archive)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, NotImplementedError, RuntimeError) as error:
        raise UnreadableFile from error
    found = []
    for control in body.iter(w("sdt")):
        tag = control.find(f"{w('sdtPr')}/{w('tag')}")
        name = tag.get(w("val"), "") if tag is not None else ""
        if name.startswith(QUOTE_TAG):
            found.append(_quote(control, sources.get(name, "")))
    return tuple(found)


def _quote(control: etree._Element, source: str) -> Quote:
    text: list[str] = []
    reference: list[str] = []
    for paragraph in control.iter(w("p")):
        style = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
        is_reference = style is not None and style.get(w("val")) == "QuoteReference"
        (reference if is_reference else text).append(_text(paragraph))
    return Quote("\n".join(text), "\n".join(reference), source)


def _text(paragraph: etree._Element) -> str:
    signs = {w("tab"): "\t", w("br"): "\n"}
    return "".join(node.text or "" if node.tag == w("t") else signs.get(str(node.tag), "") for node in paragraph.iter())


def _sources(archive: zipfile.ZipFile) -> dict[str, str]:
    """Find our part by its namespace: Word renumbers custom parts when it saves."""
    for name in sorted(archive.namelist()):
        if name.startswith("customXml/item") and name.endswith(".xml"):
            root = _parse(archive, name)
            if root.tag == f"{{{NAMESPACE}}}citat":
                return {entry.get("tag", ""): entry.get("id", "") for entry in root}
    return {}


def _parse(archive: zipfile.ZipFile, name: str) -> etree._Element:
    if archive.getinfo(name).file_size > _LARGEST_PART:
        raise UnreadableFile
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return etree.fromstring(archive.read(name), parser)
