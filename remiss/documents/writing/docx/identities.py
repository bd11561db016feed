"""What each quotation, block of a reply and piece of own words is, as names in the file (domain/marks.py).

The name is the tag of a content control, so that Word shows what is what and keeps a whole piece together, and that of
a bookmark, which LibreOffice keeps too. The sources of quotations are properties of the file, which both keep.
"""

from __future__ import annotations

from collections.abc import Iterator

from remiss.documents.writing.docx.xml import DECLARATION, escaped
from remiss.documents.writing.frame import has_words
from remiss.domain.marks import QUOTES_PROPERTY, property_of, words_properties
from remiss.domain.outline import Outline, Paragraph, Quote

QUOTATION, OWN_WORDS, TITLE = "Citat", "Egna ord", "Titel"
_PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_PROPERTY = 2  # the format keeps 0 and 1 to itself
# Bookmarks count from 1, and there are never as many.
_FIRST_CONTROL = 1_000_000_000


def control(kind: str, name: str, number: int, content: str) -> str:
    """Return paragraphs in a content control; ``number`` is unique among the places of the file."""
    properties = f'<w:alias w:val="{kind}"/><w:tag w:val="{name}"/><w:id w:val="{_FIRST_CONTROL + number}"/>'
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def title_control(content: str) -> str:
    """Return the title in a control that LibreOffice does not know.

    Until it has met such a one it makes input fields of all controls, and takes the footnotes' marks out of their
    places. The title comes before them all.
    """
    kind = '<w:docPartObj><w:docPartGallery w:val="Cover Pages"/><w:docPartUnique/></w:docPartObj>'
    properties = f'<w:alias w:val="{TITLE}"/><w:id w:val="{_FIRST_CONTROL}"/>{kind}'
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def properties_part(outline: Outline) -> Iterator[str]:
    """Yield the part with our own properties: the number of quotations, every source, the pieces of own words."""
    quotes = sum(isinstance(node, Quote) for node in outline.nodes)
    keys = [node.key for node in outline.nodes if isinstance(node, Paragraph) and node.key and has_words(node.runs)]
    own = words_properties(list(dict.fromkeys(keys)))
    properties = [(QUOTES_PROPERTY, str(quotes)), *map(property_of, outline.sources), *own]
    yield f'{DECLARATION}<Properties xmlns="{_PROPERTIES}" xmlns:vt="{_TYPES}">'
    for number, (name, value) in enumerate(properties, start=_FIRST_PROPERTY):
        yield f'<property fmtid="{_FORMAT}" pid="{number}" name="{escaped(name)}">'
        yield f"<vt:lpwstr>{escaped(value)}</vt:lpwstr></property>"
    yield "</Properties>"
