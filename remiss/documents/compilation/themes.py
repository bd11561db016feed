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
    in_theme,
    lead,
    note,
    quotation,
    stance_words,
    theme_anchor,
    without_theme,
)
from remiss.domain.compilation import CompilationFacts, ReplyFacts, ViewpointFacts
from remiss.domain.outline import Heading, Node
from remiss.domain.stance import stance_label
from remiss.domain.viewpoints import ThemeDefinition
from remiss.text import counted, listed

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
    yield body(_summary(found))
    own = [one for one in found if _home(facts, one[1]) == theme.key]
    yield from _viewpoints(own)
    others = [one for one in found if one not in own]
    if others:
        names = {t.key: t.name for t in facts.themes}
        places = [f"{code(*one)} (under ”{names[_home(facts, one[1])]}”)" for one in others]
        yield lead("Se även", f"synpunkt {listed(places)}.")


def _home(facts: CompilationFacts, viewpoint: ViewpointFacts) -> str:
    known = {theme.key for theme in facts.themes}
    return next(key for key in viewpoint.themes if key in known)


def _summary(found: list[Found]) -> str:
    authors = list(dict.fromkeys(reply.author for reply, _ in found))
    parts = [
        f"{sum(viewpoint.stance is stance for _, viewpoint in found)} {stance_label(stance).lower()}"
        for stance in STANCES
        if any(viewpoint.stance is stance for _, viewpoint in found)
    ]
    number = counted(len(found), "synpunkt", "synpunkter")
    return f"{number} från {counted(len(authors), 'svar', 'svar')}: {listed(parts)}."


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
    yield quotation(reply, viewpoint)
    if viewpoint.restated:
        yield note(f"Synpunkten upprepas {counted(viewpoint.restated, 'gång', 'gånger')} till i svaret.")
    if viewpoint.classified_by and viewpoint.classified_by != OUR_OWN:
        yield note(f"Ställningstagande: {viewpoint.classified_by}.")
    answer = viewpoint.assessment
    if answer is None:
        yield lead("Bedömning:", "inte bedömd ännu.")
        return
    changed = f" Ändrat avsnitt: {answer.changed_section}." if answer.changed_section else ""
    yield lead("Bedömning:", f"{answer.action}. {answer.reason}{changed}".strip())
