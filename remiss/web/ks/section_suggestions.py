"""Which section of the draft the replies themselves say that their viewpoints are about, offered to who classifies."""

from __future__ import annotations

from collections.abc import Iterable

from remiss.analysis.draft_sections import Draft, SuggestedSection
from remiss.domain.compilation import CompilationFacts, Found
from remiss.queries.compiled_programme import draft_sections


def suggested_sections(remiss_id: int, found: Iterable[Found]) -> dict[int, SuggestedSection]:
    """Return the suggestions by viewpoint: none for those that have a section or whose labels somebody stands for."""
    waiting = [one for one in found if not one[1].confirmed and one[1].programme_key is None]
    if not waiting:
        return {}
    draft = Draft(draft_sections(remiss_id))
    looked = ((viewpoint.id, draft.suggest_in(reply.text, viewpoint.text)) for reply, viewpoint in waiting)
    return {number: section for number, section in looked if section}


def section_choices(facts: CompilationFacts) -> list[tuple[str, str]]:
    """Return the sections that were sent out, for a form; the first choice is none in particular."""
    return [("", "Inget särskilt avsnitt"), *((section.key, section.name) for section in facts.programme)]
