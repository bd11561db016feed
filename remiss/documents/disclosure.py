"""The zip file that is handed out: each paper as Word and as a page, chosen originals, and a list of it all."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from remiss.clock import local_date
from remiss.documents.writing.docx import write_docx
from remiss.documents.writing.html import write_html
from remiss.domain.disclosure import Mask, Original, Paper, left_in, masked, masked_papers, places
from remiss.domain.outline import Bullets, Heading, Node, Outline, Paragraph, Run
from remiss.errors import InvalidInput
from remiss.text import counted, long_date

FIRST_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Bundle:
    """Everything that is handed out together. ``originals`` come with their content."""

    body: str
    title: str
    handed_out: datetime
    papers: tuple[Paper, ...]
    originals: tuple[tuple[Original, bytes], ...]
    masks: tuple[Mask, ...]


def write_bundle(bundle: Bundle) -> bytes:
    """Return the zip file. The same bundle gives the same bytes.

    Where a mask keeps some places, the proof is made on the same file with those masked too: so its words stand there
    and nowhere else.

    Raises InvalidInput when a file cannot be handed out masked, or masked words are found anywhere in the result.
    """
    if bundle.masks and bundle.originals:
        raise InvalidInput(
            "Originalfiler lämnas ut som de är och kan inte maskas. Välj bort dem eller ta bort maskeringarna."
        )
    content, strictest = _zip(bundle), strictest_masks(bundle)
    proof = content if strictest == bundle.masks else _zip(replace(bundle, masks=strictest))
    refuse_left(left_in(proof, strictest))
    return content


def strictest_masks(bundle: Bundle) -> tuple[Mask, ...]:
    """Return the masks without the places that they keep: then their words are to stand nowhere."""
    return tuple(replace(mask, kept=frozenset()) for mask in bundle.masks)


def refuse_left(part: str | None) -> None:
    """Raise InvalidInput when masked words were found in a ``part`` of what was made."""
    if part is not None:
        raise InvalidInput(
            f"Maskerade ord finns kvar i delen {part}. Inget har lämnats ut. Maska en längre passage i stället."
        )


def _zip(bundle: Bundle) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(bundle):
            archive.writestr(zipfile.ZipInfo(name, FIRST_DAY), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _files(bundle: Bundle) -> Iterator[tuple[str, bytes]]:
    yield "innehall.html", write_html(_index(bundle)).encode()
    for number, paper in enumerate(masked_papers(bundle.papers, bundle.masks), start=1):
        outline = _outline(bundle, paper)
        yield f"handling-{number}.docx", write_docx(outline)
        yield f"handling-{number}.html", write_html(outline).encode()
    for number, (original, content) in enumerate(bundle.originals, start=len(bundle.papers) + 1):
        yield f"handling-{number}-{original.filename}", content


def _outline(bundle: Bundle, paper: Paper) -> Outline:
    return outline_of(bundle, paper.title, line_nodes(paper, 1))


def line_nodes(paper: Paper, level: int, place: str = "") -> tuple[Node, ...]:
    """Return the lines of a paper, its headings on ``level``; ``place`` tells their anchors apart from others'."""
    return tuple(
        Heading(level, line.text, f"stycke{place}-{number}") if line.heading else Paragraph((Run(line.text),))
        for number, line in enumerate(paper.lines, start=1)
    )


def _index(bundle: Bundle) -> Outline:
    return outline_of(bundle, "Utlämnade handlingar", contents_nodes(bundle))


def contents_nodes(bundle: Bundle) -> tuple[Node, ...]:
    """Return what stands first: who handed out what, when, and on what ground something is masked."""
    papers = masked_papers(bundle.papers, bundle.masks)
    names = [paper.title for paper in papers] + [one.title for one, _ in bundle.originals]
    nodes: list[Node] = [
        Paragraph((Run(f"Utlämnat av {masked(bundle.body, bundle.masks)} den {_day(bundle)}."),)),
        Heading(1, "Handlingar", "handlingar"),
        Bullets(tuple((Run(name),) for name in names), ordered=True),
    ]
    if bundle.masks:
        nodes += [
            Heading(1, "Maskerade passager", "maskerade"),
            Bullets(tuple((Run(_mask_words(bundle.papers, mask)),) for mask in bundle.masks)),
        ]
    return tuple(nodes)


def _mask_words(papers: Sequence[Paper], mask: Mask) -> str:
    found = len(places(papers, mask))
    told = f"{mask.ground}: maskat på {counted(found - len(mask.kept), 'ställe', 'ställen')}"
    return f"{told}, lämnat på {len(mask.kept)}." if mask.kept else f"{told}."


def outline_of(bundle: Bundle, title: str, nodes: tuple[Node, ...]) -> Outline:
    """Return what is handed out as an outline, with the body as its author."""
    body = masked(bundle.body, bundle.masks)
    return Outline(
        title=title, subtitle=masked(bundle.title, bundle.masks), author=body, subject="Utlämnad handling",
        created=bundle.handed_out, header=body, footer="", nodes=nodes,
    )  # fmt: skip


def _day(bundle: Bundle) -> str:
    return long_date(local_date(bundle.handed_out))
