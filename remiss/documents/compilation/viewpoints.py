"""One viewpoint and KS's answer to it, and the counts over a group of them: the same in every layout."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from remiss.documents.compilation.prefill import WANTED
from remiss.documents.compilation.words import (
    anchor,
    apart,
    body,
    code,
    lead,
    note,
    passage_anchor,
    quotation,
    some,
    stance_words,
)
from remiss.domain.compilation import AssessmentFacts, CompilationFacts, Found, ReplyFacts, ViewpointFacts
from remiss.domain.outline import Bullets, Emphasis, Heading, Node, Paragraph, Run
from remiss.domain.own_words import answer_key
from remiss.domain.stance import Stance, stance_label, stance_symbol
from remiss.text import counted, listed, long_date

OUR_OWN = "klassat av kommunstyrelsen"
THEME, SECTION = "tema", "avsnitt"
WANTED_FIRST: tuple[Stance | None, ...] = (
    Stance.OBJECTS,
    Stance.PROPOSES_CHANGE,
    Stance.ASKS_CLARIFICATION,
    Stance.SUPPORTS_WITH_REMARK,
    Stance.SUPPORTS,
    Stance.NEUTRAL,
    None,
)
"""Objections and requests are what the reader has to answer."""


def stance_counts(found: list[Found]) -> Iterator[Node]:
    """Yield counts and names, one line per stance: positions are told apart and nobody speaks for another.

    Whoever asks for something is always named; of those who do not some are, and the matrix names all.
    """
    replies = counted(len({reply.id for reply, _ in found}), "svar", "svar")
    yield body(f"{counted(len(found), 'synpunkt', 'synpunkter')} från {replies}:")
    lines = []
    for stance in WANTED_FIRST:
        same = [reply.author for reply, viewpoint in found if viewpoint.stance is stance]
        if same:
            words = f"{stance_symbol(stance)} {stance_label(stance)}: "
            names = list(dict.fromkeys(same))
            told = apart(names) if stance in WANTED else some(names)
            lines.append((Run(words, Emphasis.BOLD), Run(f"{len(same)} ({told})")))
    yield Bullets(tuple(lines))


def by_stance(found: Iterable[Found]) -> list[Found]:
    """Return the viewpoints with requests and objections first, and then in their order."""
    return sorted(found, key=lambda one: WANTED_FIRST.index(one[1].stance))


def whole(facts: CompilationFacts, found: Iterable[Found], *told: str) -> Iterator[Node]:
    """Yield the viewpoints in full, each under its heading; ``told`` says whether theme or section is told too."""
    for reply, viewpoint in by_stance(found):
        yield from _whole(facts, reply, viewpoint, told)


def _whole(
    facts: CompilationFacts, reply: ReplyFacts, viewpoint: ViewpointFacts, told: tuple[str, ...]
) -> Iterator[Node]:
    heading = f"{code(reply, viewpoint)} {reply.author}: {stance_words(viewpoint)}"
    yield Heading(3, heading, anchor(reply, viewpoint))
    yield from quoted(facts, reply, viewpoint)
    if viewpoint.classified_by and viewpoint.classified_by != OUR_OWN:
        yield note(f"Ställningstagande: {viewpoint.classified_by}.")
    yield from answer(facts, viewpoint, _about(facts, viewpoint, told))


def quoted(facts: CompilationFacts, reply: ReplyFacts, viewpoint: ViewpointFacts) -> Iterator[Node]:
    """Yield the words of a viewpoint, and what belongs to them: how often they come again, what was asked of them."""
    if facts.quotes:
        yield quotation(reply, viewpoint)
    if viewpoint.restated:
        yield note(f"Synpunkten upprepas {counted(viewpoint.restated, 'gång', 'gånger')} till i svaret.")
    for one in reply.completions:
        if one.viewpoint_id == viewpoint.id:
            yield lead("Fråga:", one.question)
            yield lead(f"Förtydligande den {long_date(one.answered_on)}:", one.answer)


def answer(facts: CompilationFacts, viewpoint: ViewpointFacts, about: str = "") -> Iterator[Node]:
    """Yield ``about`` and KS's answer: what is done, where the draft changes, and the reason as words of KS's own."""
    given = viewpoint.assessment
    runs = action_runs(facts, given) if given else [Run("ej bedömd ännu.")]
    before = [Run(f"{about} ")] if about else []
    yield Paragraph((*before, Run("Bedömning: ", Emphasis.BOLD), *runs))
    if given is None:
        return
    if given.reason:
        yield Paragraph((Run(given.reason),), key=answer_key(viewpoint.id))


def action_runs(facts: CompilationFacts, given: AssessmentFacts) -> Iterator[Run]:
    """Yield what is done with a viewpoint, and which section of the draft changes, leading to its words."""
    yield Run(f"{given.action}.")
    if given.changed_section:
        yield Run(" Ändrat avsnitt: ")
        yield Run(given.changed_section, link=passage_anchor(facts, given.section_key))
        yield Run(".")


def _about(facts: CompilationFacts, viewpoint: ViewpointFacts, told: tuple[str, ...]) -> str:
    said = []
    changed = viewpoint.assessment.section_key if viewpoint.assessment else None
    if SECTION in told and viewpoint.programme_section and changed != viewpoint.programme_key:
        said.append(f"Gäller avsnitt {viewpoint.programme_section}.")
    names = [facts.theme_names[key] for key in viewpoint.themes if key in facts.theme_names]
    if THEME in told and names:
        said.append(f"Tema: {listed(names)}.")
    return " ".join(said)
