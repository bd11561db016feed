"""From facts to an outline in the layout that was asked for. Every layout counts the same facts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from remiss.clock import local_date
from remiss.documents.compilation.by_body import by_body
from remiss.documents.compilation.by_section import by_section
from remiss.documents.compilation.choices import chosen
from remiss.documents.compilation.council_report import council_report
from remiss.documents.compilation.hearing_note import hearing_note
from remiss.documents.compilation.links import with_links_that_lead
from remiss.documents.compilation.one_page import one_page
from remiss.documents.compilation.thematic import thematic
from remiss.documents.compilation.words import sources
from remiss.domain.compilation import CompilationFacts
from remiss.domain.compilation_choices import Choices, Layout
from remiss.domain.outline import Node, Outline, Paragraph
from remiss.errors import RemissError
from remiss.text import long_date

ALL = Choices()
Maker = Callable[[CompilationFacts], Iterator[Node]]
MAKERS: dict[Layout, Maker] = {
    Layout.THEME: thematic,
    Layout.SECTION: by_section,
    Layout.BODY: by_body,
    Layout.COUNCIL: council_report,
    Layout.HEARING: hearing_note,
    Layout.SHORT: one_page,
}
COMMON_NAME = "Sammanställning av remissvar"
NAMES: dict[Layout, str] = {
    Layout.COUNCIL: "Utlåtande",
    Layout.HEARING: "Remissredogörelse",
    Layout.SHORT: "Remissvaren i korthet",
}
"""What a document calls itself, above the title of the remiss, where it is not the common name."""


class FalseQuotation(RemissError):
    """A quotation does not stand word for word in the released text: the document is not made."""

    status = 500


def outline_of(facts: CompilationFacts, layout: Layout, choices: Choices = ALL) -> Outline:
    """Return ``facts`` in ``layout``, less what ``choices`` leave out.

    Raises FalseQuotation when a viewpoint is not in its reply's text. Preliminary is what the whole is: a part in which
    everything happens to be settled is not.
    """
    _check_quotations(facts)
    shown = chosen(facts, choices.within(layout))
    name = NAMES.get(layout, COMMON_NAME)
    nodes = with_links_that_lead(MAKERS[layout](shown))
    upto = f"Svar till och med den {long_date(local_date(shown.created))}"
    return Outline(
        title=f"{name}: {shown.title}",
        subtitle=". ".join((shown.diary_number, upto, *(("Ett urval.",) if shown.selection else ()))),
        author=shown.sender,
        subject=f"{name} {shown.diary_number}",
        created=shown.created,
        header=f"{shown.sender}\t{shown.diary_number}",
        footer="Remissammanställning\tSida {sida} av {sidor}",
        nodes=nodes if choices.names else tuple(map(_nameless, nodes)),
        watermark="Återkallad" if facts.withdrawn else "Preliminär" if facts.preliminary() else None,
        sources=sources(shown.replies),
    )


def _nameless(node: Node) -> Node:
    """Take away the key of own words: the number in it leads whoever has another document to the body."""
    return replace(node, key=None) if isinstance(node, Paragraph) and node.key else node


def _check_quotations(facts: CompilationFacts) -> None:
    for reply in facts.replies:
        for viewpoint in reply.viewpoints:
            if not viewpoint.words or viewpoint.words not in reply.places.words:
                raise FalseQuotation(
                    f"Synpunkt {viewpoint.number} i svaret från {reply.author} står inte ordagrant i svaret. "
                    "Rätta eller ta bort synpunkten innan sammanställningen skapas."
                )
