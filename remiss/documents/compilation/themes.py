"""Per theme: who says what, in their own words, grouped by stance; and KS's answer to each (T3).

Positions are never mixed, no sentence speaks for several bodies, and a theme that one body raised is listed too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from remiss.documents.compilation.words import (
    STANCES,
    anchor,
    body,
    code,
    home_key,
    home_of,
    in_theme,
    lead,
    note,
    quotation,
    stance_words,
    theme_anchor,
    without_theme,
)
from remiss.domain.compilation import CompilationFacts, ReplyFacts, ViewpointFacts
from remiss.domain.outline import Bullets, Emphasis, Heading, Node, Run
from remiss.domain.stance import stance_label, stance_symbol
from remiss.domain.viewpoints import ThemeDefinition
from remiss.text import counted, listed, long_date

OUR_OWN = "klassat av kommunstyrelsen"
Found = tuple[ReplyFacts, ViewpointFacts]


def theme_sections(facts: CompilationFacts) -> Iterator[Node]:
    """Yield every theme in the order KS gave them, then what no theme fits."""
    yield Heading(1, "Synpunkter per tema", "synpunkter")
    yield note(
        "Ställningstagandena är klassade av kommunstyrelsen där inget annat sägs. De är inte instansernas beslut."
    )
    for theme in facts.themes:
        yield from _theme(facts, theme)
    loose = without_theme(facts)
    if loose:
        yield Heading(2, "Synpunkter utan tema", "tema-utan")
        yield from _viewpoints(loose)


def _theme(facts: CompilationFacts, theme: ThemeDefinition) -> Iterator[Node]:
    found = in_theme(facts, theme.key)
    yield Heading(2, theme.name, theme_anchor(theme.key))
    if theme.description:
        yield note(theme.description)
    if not found:
        yield body("Ingen instans har lämnat synpunkter på temat.")
        return
    yield from _summary(found)
    yield from _viewpoints([one for one in found if home_key(facts, one[1]) == theme.key])
    others = [one for one in found if home_key(facts, one[1]) != theme.key]
    if others:
        places = [f"{code(*one)} (under ”{home_of(facts, one[1])}”)" for one in others]
        yield lead("Se även", f"synpunkt {listed(places)}.")


def _summary(found: list[Found]) -> Iterator[Node]:
    """Yield counts and names, one line per stance: positions are told apart and nobody speaks for another."""
    replies = counted(len({reply.id for reply, _ in found}), "svar", "svar")
    yield body(f"{counted(len(found), 'synpunkt', 'synpunkter')} från {replies}:")
    lines = []
    for stance in STANCES:
        same = [reply.author for reply, viewpoint in found if viewpoint.stance is stance]
        if same:
            words = f"{stance_symbol(stance)} {stance_label(stance)}: "
            lines.append((Run(words, Emphasis.BOLD), Run(f"{len(same)} ({listed(list(dict.fromkeys(same)))})")))
    yield Bullets(tuple(lines))


def _viewpoints(found: Iterable[Found]) -> Iterator[Node]:
    listed_found = list(found)
    for stance in STANCES:
        for reply, viewpoint in listed_found:
            if viewpoint.stance is stance:
                yield from _viewpoint(reply, viewpoint)


def _viewpoint(reply: ReplyFacts, viewpoint: ViewpointFacts) -> Iterator[Node]:
    heading = f"{code(reply, viewpoint)} {reply.author}: {stance_words(viewpoint)}"
    yield Heading(3, heading, anchor(reply, viewpoint))
    if viewpoint.programme_section:
        yield note(f"Gäller avsnitt {viewpoint.programme_section}.")
    if viewpoint.text:
        yield quotation(reply, viewpoint)
    if viewpoint.restated:
        yield note(f"Synpunkten upprepas {counted(viewpoint.restated, 'gång', 'gånger')} till i svaret.")
    for one in reply.completions:
        if one.viewpoint_id == viewpoint.id:
            yield lead("Fråga:", one.question)
            yield lead(f"Förtydligande den {long_date(one.answered_on)}:", one.answer)
    if viewpoint.classified_by and viewpoint.classified_by != OUR_OWN:
        yield note(f"Ställningstagande: {viewpoint.classified_by}.")
    answer = viewpoint.assessment
    if answer is None:
        yield lead("Bedömning:", "ej bedömd av kommunstyrelsen ännu.")
        return
    changed = f" Ändrat avsnitt: {answer.changed_section}." if answer.changed_section else ""
    yield lead("Bedömning:", f"{answer.action}. {answer.reason}{changed}".strip())
