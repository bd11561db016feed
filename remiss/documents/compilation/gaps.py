"""What is easily overlooked: where one praises what another rejects, what nobody has touched, who passed over what
names it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from remiss.documents.compilation.prefill import FRIENDLY
from remiss.documents.compilation.words import body, note, section_anchor, theme_anchor, whose
from remiss.domain.compilation import CompilationFacts, Found, ProgrammeSection, QuestionFacts
from remiss.domain.demands import answers_in
from remiss.domain.outline import Cell, Heading, Node, Table
from remiss.domain.stance import Stance
from remiss.domain.statement import normalise

# It begins with a digit, so that what is none is passed over quickly; what stands before is looked at afterwards.
_NUMBER = re.compile(r"\d[\d.]*")
_PARTED = re.compile(r"\d+(?:\.\d+)+")
_SECTION_WORDS = ("avsnitt ", "kapitel ", "kap. ", "punkt ")
_LONGEST_WORD = max(map(len, _SECTION_WORDS))
CONTRADICTING = "Minst ett svar stöder det som ett annat invänder mot. Bara bekräftade ställningstaganden räknas."
UNTOUCHED = "Ingen synpunkt är knuten till avsnitten, och inget svar nämner dem med nummer."
PASSED_OVER = "Avsnitt där en instans nämns, eller frågor som ställdes till den, och som dess svar inte tar upp."
Place = tuple[str, str, Sequence[Found]]
"""A section or theme: its name, its anchor and the viewpoints on it."""


@dataclass(frozen=True)
class Contradiction:
    """A section or theme that some praise and others reject: its name, its anchor in a document, and who."""

    name: str
    anchor: str
    praise: tuple[Found, ...]
    rejection: tuple[Found, ...]


def gaps(facts: CompilationFacts) -> Iterator[Node]:
    """Yield the three lists, those that hold something."""
    yield from _contradictions(facts)
    yield from _untouched(facts)
    yield from _passed_over(facts)


def contradictions(facts: CompilationFacts) -> tuple[Contradiction, ...]:
    """Return where one reply supports what another objects to.

    Where the draft has sections they tell; a theme is so wide that nearly every one has both.
    """
    return tuple(one for place in _places(facts) if (one := _contradiction(*place)))


def untouched(facts: CompilationFacts) -> tuple[str, ...]:
    """Return the sections that no viewpoint is about and no reply mentions by its number; none before a reply.

    A section is touched where a viewpoint is about a part of it.
    """
    known = set().union(*_mentioned(facts).values())
    touched = [f"{_number(section)}." for section in facts.programme if section.key in facts.by_section]
    return tuple(
        section.name
        for section in facts.programme
        if facts.replies
        and _number(section) not in known
        and not any(number.startswith(f"{_number(section)}.") for number in touched)
    )


def passed_over(facts: CompilationFacts) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return sections that name a body and questions put to it, with those bodies that answered and did not touch them.

    One row for each section or question: a question that nobody answers would else stand once for every body.
    """
    answered, mentioned = _answered(facts), _mentioned(facts)
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
    return tuple((name, tuple(silent[name])) for name in order if name in silent)


def _mentioned(facts: CompilationFacts) -> dict[int, set[str]]:
    """Return by reply the numbers of sections that its text mentions."""
    return {reply.id: _numbers(reply.places.words) for reply in facts.replies}


def _numbers(words: str) -> set[str]:
    """Return the numbers of sections that a text mentions: *4.2.1* anywhere, *4* after a word for a section."""
    found = set()
    for one in _NUMBER.finditer(words):
        before = words[max(0, one.start() - _LONGEST_WORD) : one.start()].lower()
        number = one[0].rstrip(".")
        if "." not in number and before.endswith(_SECTION_WORDS):
            found.add(number)
        elif not before.endswith(".") and (parted := _PARTED.match(number)):
            found.add(parted[0])
    return found


def _untouched(facts: CompilationFacts) -> Iterator[Node]:
    if names := untouched(facts):
        yield Heading(1, "Avsnitt utan synpunkter", "avsnitt-utan-synpunkter")
        yield note(UNTOUCHED)
        yield body(f"{'; '.join(names)}.")


def _number(section: ProgrammeSection) -> str:
    return section.name.partition(" ")[0]


def _contradictions(facts: CompilationFacts) -> Iterator[Node]:
    found = contradictions(facts)
    rows = tuple((Cell(one.name, one.anchor), Cell(whose(one.praise)), Cell(whose(one.rejection))) for one in found)
    if rows:
        yield Heading(1, "Motstridiga synpunkter", "motstridiga")
        yield note(CONTRADICTING)
        header = ("Avsnitt" if facts.programme else "Tema", "Stöder", "Invänder")
        yield Table(f"Motstridiga synpunkter ({len(rows)})", header, rows, (30, 35, 35))


def _places(facts: CompilationFacts) -> Iterator[Place]:
    if facts.programme:
        for number, section in enumerate(facts.programme, start=1):
            yield section.name, section_anchor(number), facts.by_section.get(section.key, [])
    else:
        for theme in facts.themes:
            yield theme.name, theme_anchor(theme.key), facts.by_theme.get(theme.key, [])


def _contradiction(name: str, anchor: str, found: Sequence[Found]) -> Contradiction | None:
    confirmed = [one for one in found if one[1].stance_confirmed]
    praise = tuple(one for one in confirmed if one[1].stance in FRIENDLY)
    rejection = tuple(one for one in confirmed if one[1].stance is Stance.OBJECTS)
    if len({reply.id for reply, _ in praise} | {reply.id for reply, _ in rejection}) < 2 or not (praise and rejection):
        return None
    return Contradiction(name, anchor, praise, rejection)


def _passed_over(facts: CompilationFacts) -> Iterator[Node]:
    rows = tuple((Cell(name), Cell(", ".join(bodies))) for name, bodies in passed_over(facts))
    if rows:
        yield Heading(1, "Vad instanser inte har tagit upp", "ej-upptaget")
        yield note(PASSED_OVER)
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
