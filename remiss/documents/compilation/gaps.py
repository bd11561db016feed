"""What is easily overlooked: where one praises what another rejects, what nobody has touched, who passed over what
names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from remiss.documents.compilation.prefill import FRIENDLY
from remiss.documents.compilation.words import body, code, note, section_anchor, theme_anchor
from remiss.domain.compilation import CompilationFacts, Found, ProgrammeSection, QuestionFacts
from remiss.domain.demands import answers_in
from remiss.domain.outline import Cell, Heading, Node, Table
from remiss.domain.stance import Stance
from remiss.domain.statement import normalise

_DOTTED = re.compile(r"(?<![\d.])\d+(?:\.\d+)+(?!\.?\d)")
_AFTER_WORD = re.compile(r"(?:avsnitt|kapitel|kap\.|punkt) (\d+)(?![\d.]*\d)", re.IGNORECASE)
Place = tuple[str, str, Sequence[Found]]
"""A section or theme: its name, its anchor and the viewpoints on it."""


def gaps(facts: CompilationFacts) -> Iterator[Node]:
    """Yield the three lists, those that hold something."""
    yield from _contradictions(facts)
    mentioned = {reply.id: _numbers(reply.places.words) for reply in facts.replies}
    yield from _untouched(facts, mentioned)
    yield from _passed_over(facts, mentioned)


def _numbers(words: str) -> set[str]:
    """Return the numbers of sections that a text mentions: *4.2.1* anywhere, *4* after a word for a section."""
    return {*_DOTTED.findall(words), *_AFTER_WORD.findall(words)}


def _untouched(facts: CompilationFacts, mentioned: dict[int, set[str]]) -> Iterator[Node]:
    known = set().union(*mentioned.values())
    names = [
        section.name
        for section in facts.programme
        if section.key not in facts.by_section and _number(section) not in known
    ]
    if names and facts.replies:
        yield Heading(1, "Avsnitt utan synpunkter", "avsnitt-utan-synpunkter")
        yield note("Ingen synpunkt är knuten till avsnitten, och inget svar nämner dem med nummer.")
        yield body(f"{'; '.join(names)}.")


def _number(section: ProgrammeSection) -> str:
    return section.name.partition(" ")[0]


def _contradictions(facts: CompilationFacts) -> Iterator[Node]:
    """Where the draft has sections they tell; a theme is so wide that nearly every one has both."""
    rows = [row for place in _places(facts) if (row := _contradiction(*place))]
    if rows:
        yield Heading(1, "Motstridiga synpunkter", "motstridiga")
        yield note("Minst ett svar stöder det som ett annat invänder mot. Bara bekräftade ställningstaganden räknas.")
        header = ("Avsnitt" if facts.programme else "Tema", "Stöder", "Invänder")
        yield Table(f"Motstridiga synpunkter ({len(rows)})", header, tuple(rows), (30, 35, 35))


def _places(facts: CompilationFacts) -> Iterator[Place]:
    if facts.programme:
        for number, section in enumerate(facts.programme, start=1):
            yield section.name, section_anchor(number), facts.by_section.get(section.key, [])
    else:
        for theme in facts.themes:
            yield theme.name, theme_anchor(theme.key), facts.by_theme.get(theme.key, [])


def _contradiction(name: str, link: str, found: Sequence[Found]) -> tuple[Cell, ...] | None:
    confirmed = [one for one in found if one[1].stance_confirmed]
    praise = [one for one in confirmed if one[1].stance in FRIENDLY]
    rejection = [one for one in confirmed if one[1].stance is Stance.OBJECTS]
    if len({reply.id for reply, _ in praise} | {reply.id for reply, _ in rejection}) < 2 or not (praise and rejection):
        return None
    return Cell(name, link), Cell(_who(praise)), Cell(_who(rejection))


def _who(found: Sequence[Found]) -> str:
    """Name each body once, with the numbers of what it says."""
    codes: dict[str, list[str]] = {}
    for reply, viewpoint in found:
        codes.setdefault(reply.author, []).append(code(reply, viewpoint))
    return "\n".join(f"{author} ({', '.join(numbers)})" for author, numbers in codes.items())


def _passed_over(facts: CompilationFacts, mentioned: dict[int, set[str]]) -> Iterator[Node]:
    """Sections that name a body and questions put to it, with those bodies that have answered and say nothing of them.

    One row for each section or question: a question that nobody answers would else stand once for every body.
    """
    answered = _answered(facts)
    silent: dict[str, list[str]] = {}
    for reply in facts.replies:
        touched = {viewpoint.programme_key for viewpoint in reply.viewpoints}
        for one in reply.bodies:
            for section in facts.programme:
                passed = section.key not in touched and _number(section) not in mentioned[reply.id]
                if one in section.named and passed:
                    silent.setdefault(section.name, []).append(one)
            for question in facts.questions:
                if _was_asked(question, one) - answered[question.text]:
                    silent.setdefault(question.text, []).append(one)
    order = [*(section.name for section in facts.programme), *(question.text for question in facts.questions)]
    rows = tuple((Cell(name), Cell(", ".join(silent[name]))) for name in order if name in silent)
    if rows:
        yield Heading(1, "Vad instanser inte har tagit upp", "ej-upptaget")
        yield note("Avsnitt där en instans nämns, eller frågor som ställdes till den, och som dess svar inte tar upp.")
        yield Table(f"Inte upptaget ({len(rows)})", ("Avsnitt eller fråga", "Instanser"), rows, (40, 60))


def _was_asked(question: QuestionFacts, one: str) -> set[str]:
    return {one} if not question.asked_bodies or one in question.asked_bodies else set()


def _answered(facts: CompilationFacts) -> dict[str, set[str]]:
    """Return by question the bodies whose replies answer it."""
    given = [(reply, answers_in(reply.text)) for reply in facts.replies] if facts.questions else []
    return {
        question.text: {
            one for reply, answers in given if answers.get(normalise(question.text), "").strip() for one in reply.bodies
        }
        for question in facts.questions
    }
