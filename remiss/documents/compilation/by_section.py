"""The draft section by section: what is said about each, and which sections nobody has said anything about."""

from __future__ import annotations

from collections.abc import Iterator

from remiss.documents.compilation.coverage import under_heading
from remiss.documents.compilation.frame import closing, opening
from remiss.documents.compilation.themes import WHOSE
from remiss.documents.compilation.viewpoints import THEME, stance_counts, whole
from remiss.documents.compilation.words import note, section_anchor
from remiss.domain.compilation import CompilationFacts
from remiss.domain.outline import Heading, Node

NO_SECTION = "Synpunkter som inte gäller ett visst avsnitt"


def by_section(facts: CompilationFacts) -> Iterator[Node]:
    """Yield the compilation of ``facts``, section by section in the order of the draft."""
    yield from opening(facts)
    yield Heading(1, "Synpunkter avsnitt för avsnitt", "synpunkter")
    yield note(WHOSE)
    for number, section in enumerate(facts.programme, start=1):
        if found := facts.by_section.get(section.key):
            yield Heading(2, section.name, section_anchor(number))
            yield from stance_counts(found)
            yield from whole(facts, found, THEME)
    if loose := facts.by_section.get(None):
        yield Heading(2, NO_SECTION, "avsnitt-utan")
        yield from stance_counts(loose)
        yield from whole(facts, loose, THEME)
    names = {section.key: section.name for section in facts.programme}
    yield from closing(facts, under_heading(lambda _, viewpoint: names.get(viewpoint.programme_key or "", NO_SECTION)))
