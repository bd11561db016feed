"""The same papers as one pdf, which most who ask for them read: what is masked is proven absent from it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from threading import Lock

from remiss.documents.disclosure import Bundle, contents_nodes, line_nodes, outline_of, refuse_left, strictest_masks
from remiss.documents.writing.html import write_html
from remiss.documents.writing.pdf.writer import write_pdf
from remiss.domain.disclosure import Mask, left_in_texts, masked_papers
from remiss.domain.outline import Heading, Node, Outline, PageBreak
from remiss.errors import InvalidInput
from remiss.optional import load

ORIGINALS = "Originalfiler lämnas ut som de är och ryms inte i en pdf. Välj zip, eller välj bort dem."
_one_at_a_time = Lock()
"""The library that reads the pdf knows no threads."""


def write_pdf_bundle(bundle: Bundle) -> bytes:
    """Return one pdf with a list of the papers and each paper on pages of its own. The same bundle, the same bytes.

    The proof is that of ``write_bundle``, made on what a reader can take out of the pdf and on the page it is made
    from. Raises InvalidInput as that does, and PdfNotWritten.
    """
    if bundle.originals:
        raise InvalidInput(ORIGINALS, "kind")
    content, strictest = write_pdf(_outline(bundle)), strictest_masks(bundle)
    proof = content if strictest == bundle.masks else write_pdf(_outline(replace(bundle, masks=strictest)))
    _prove(replace(bundle, masks=strictest), proof, strictest)
    return content


def _prove(bundle: Bundle, content: bytes, masks: tuple[Mask, ...]) -> None:
    texts = [("sidorna", "\n".join(_texts(content))), ("underlaget", write_html(_outline(bundle)))]
    for part, text in texts if masks else ():
        refuse_left(left_in_texts(part, text, masks))


def _texts(content: bytes) -> Iterator[str]:
    """Yield what can be taken out of a pdf: its pages, its bookmarks, and what it says of itself."""
    pdfium = load("pypdfium2")
    with _one_at_a_time:
        document = pdfium.PdfDocument(content)
        yield from (page.get_textpage().get_text_range() for page in document)
        yield from (entry.get_title() for entry in document.get_toc())
        yield from document.get_metadata_dict().values()
        document.close()
    yield content.decode("utf-8", "replace")


def _outline(bundle: Bundle) -> Outline:
    nodes: list[Node] = list(contents_nodes(bundle))
    for number, paper in enumerate(masked_papers(bundle.papers, bundle.masks), start=1):
        nodes += [PageBreak(), Heading(1, paper.title, f"handling-{number}"), *line_nodes(paper, 2, f"-{number}")]
    return outline_of(bundle, "Utlämnade handlingar", tuple(nodes))
