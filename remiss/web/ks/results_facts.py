"""What the result pages start from: the facts of the compilation, of an own remiss that has been sent."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict

from remiss.domain.compilation import CompilationFacts, ReplyFacts, ViewpointFacts
from remiss.errors import NotVisible
from remiss.language.folding import fold, swedish_sort_key
from remiss.language.words import compound_share, content_stems
from remiss.models.remisser import Remiss
from remiss.queries.compilation import compilation_facts
from remiss.queries.established import compiled_facts
from remiss.queries.wall import own_remiss
from remiss.services.assessments import CHANGES
from remiss.web.fields import whole_number
from remiss.web.request import current_actor

NO_THEME = "utan"
NO_SECTION = "utan"
NOT_ASSESSED = "ej_bedomd"
UNCHANGED = "utan_andring"
CONFIRMED = "bekraftade"


@dataclass(frozen=True)
class Chosen:
    """The filters in the address; an empty one lets everything through. ``reply`` is an id, which never changes.

    ``beside`` is a second reply to read beside the first. ``words`` are looked for in any form and inside compounds.
    """

    theme: str = ""
    stance: str = ""
    reply: int = 0
    status: str = ""
    answer: str = ""
    beside: int = 0
    words: str = ""
    section: str = ""

    @classmethod
    def of(cls, given: MultiDict[str, str]) -> Chosen:
        """Return the filters that an address names."""
        theme, stance, status, answer, words, section = (
            given.get(name, "").strip() for name in ("tema", "stallning", "lage", "bedomning", "ord", "avsnitt")
        )
        reply, beside = (whole_number(given.get(name, "")) for name in ("svar", "jamfor"))
        return cls(theme, stance, reply, status, answer, beside, words, section)

    def query(self) -> str:
        """Return the filters as the end of an address, so that they follow from page to page."""
        named = {
            "tema": self.theme, "stallning": self.stance, "svar": self.reply, "lage": self.status,
            "bedomning": self.answer, "jamfor": self.beside, "ord": self.words, "avsnitt": self.section,
        }  # fmt: skip
        given = {name: value for name, value in named.items() if value}
        return f"?{urlencode(given)}" if given else ""

    def lets_through(self, reply: ReplyFacts, viewpoint: ViewpointFacts) -> bool:
        """Tell whether a viewpoint is shown."""
        return all(
            (
                not self.theme or self.theme in (viewpoint.themes or (NO_THEME,)),
                not self.stance or self.stance == (viewpoint.stance or NOT_ASSESSED),
                not self._replies() or reply.id in self._replies(),
                not self.status or (self.status == CONFIRMED) is viewpoint.confirmed,
                not self.answer or self.answer == answer_key(viewpoint) or self._is_unchanged(viewpoint),
                not self.section or self.section == (viewpoint.programme_section or NO_SECTION),
                holds_words(viewpoint.text, self.words),
            )
        )

    def _is_unchanged(self, viewpoint: ViewpointFacts) -> bool:
        return self.answer == UNCHANGED and names_no_change(viewpoint)

    def _replies(self) -> frozenset[int]:
        return frozenset({self.reply, self.beside}) - {0}


def holds_words(text: str, words: str) -> bool:
    """Tell whether every word asked for stands in ``text``, in any form and also as a part of a compound.

    Words that say nothing by themselves (om, i, det) are looked for only when nothing else is asked for.
    """
    asked = content_stems(words)
    if not asked:
        return fold(words) in fold(text)
    held = content_stems(text)
    return all(any(compound_share(one, part) for one in held) for part in asked)


def first_theme(viewpoint: ViewpointFacts, chosen: Chosen) -> str:
    """Return the theme that a viewpoint is read under: the one that is chosen, or the first of its own."""
    themes = viewpoint.themes or (NO_THEME,)
    return chosen.theme if chosen.theme in themes else themes[0]


def answer_key(viewpoint: ViewpointFacts) -> str:
    """Return the stored value of KS's answer, or that there is none yet."""
    return viewpoint.assessment.action_key if viewpoint.assessment else NOT_ASSESSED


def names_no_change(viewpoint: ViewpointFacts) -> bool:
    """Tell whether the sender says that the viewpoint is taken into account, and not where."""
    answer = viewpoint.assessment
    return answer is not None and answer.section_key is None and answer.action_key in CHANGES


def passage_of(facts: CompilationFacts, viewpoint: ViewpointFacts) -> str | None:
    """Return where the page of the draft shows the newest change that the answer names, None when there is none."""
    section = viewpoint.assessment.section_key if viewpoint.assessment else None
    numbers = [
        version.number for version in facts.draft_changes if section in {one.stable_id for one in version.sections}
    ]
    return f"andrat-{numbers[-1]}-{section}" if numbers else None


def sections_named(facts: CompilationFacts) -> list[str]:
    """Return the sections of the draft that some viewpoint is about."""
    return sorted(
        {one.programme_section for _, one in facts.viewpoints() if one.programme_section}, key=swedish_sort_key
    )


def sent_remiss(remiss_id: int) -> Remiss:
    """Return the actor's own remiss once it is sent. Raises NotVisible before: there is nothing to read yet."""
    remiss = own_remiss(current_actor(), remiss_id)
    if remiss.sent_at is None:
        raise NotVisible("Remissen är inte skickad ännu. Svaren visas här när de kommer in.")
    return remiss


def facts_of(remiss_id: int) -> tuple[Remiss, CompilationFacts]:
    """Return the remiss and its facts."""
    remiss = sent_remiss(remiss_id)
    return remiss, compilation_facts(remiss)


def compiled(remiss_id: int) -> tuple[Remiss, CompilationFacts]:
    """Return the remiss and what its compilation is made of: the facts that were fixed, while they are."""
    remiss = sent_remiss(remiss_id)
    return remiss, compiled_facts(remiss)


def found(facts: CompilationFacts, viewpoint_id: int) -> tuple[ReplyFacts, ViewpointFacts]:
    """Return a counted viewpoint with its reply. Raises NotVisible."""
    for reply, viewpoint in facts.viewpoints():
        if viewpoint.id == viewpoint_id:
            return reply, viewpoint
    raise NotVisible
