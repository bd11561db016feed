"""Per theme: who says what, in their own words, grouped by stance; and KS's answer to each (T3).

Positions are never mixed, no sentence speaks for several bodies, and a theme that one body raised is listed too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from remiss.documents.compilation.prefill import about_theme
from remiss.documents.compilation.viewpoints import SECTION, stance_counts, whole
from remiss.documents.compilation.words import (
    anchor,
    body,
    code,
    home_key,
    home_of,
    in_theme,
    note,
    theme_anchor,
    without_theme,
)
from remiss.domain.compilation import CompilationFacts, Found
from remiss.domain.outline import Emphasis, Heading, Node, Paragraph, Run
from remiss.domain.viewpoints import ThemeDefinition

WHOSE = "Ställningstagandena är klassade av kommunstyrelsen där inget annat sägs. De är inte instansernas beslut."


def theme_sections(facts: CompilationFacts) -> Iterator[Node]:
    """Yield every theme in the order KS gave them, then what no theme fits."""
    yield Heading(1, "Synpunkter per tema", "synpunkter")
    yield note(WHOSE)
    for theme in facts.themes:
        yield from _theme(facts, theme)
    loose = without_theme(facts)
    if loose:
        yield Heading(2, "Synpunkter utan tema", "tema-utan")
        yield from whole(facts, loose, SECTION)


def _theme(facts: CompilationFacts, theme: ThemeDefinition) -> Iterator[Node]:
    found = in_theme(facts, theme.key)
    yield Heading(2, theme.name, theme_anchor(theme.key))
    if theme.description:
        yield note(theme.description)
    if not found:
        yield body("Ingen instans har lämnat synpunkter på temat.")
        return
    yield from stance_counts(found)
    yield about_theme(facts, theme.key)
    yield from whole(facts, (one for one in found if home_key(facts, one[1]) == theme.key), SECTION)
    others = [one for one in found if home_key(facts, one[1]) != theme.key]
    if others:
        yield _see_also(facts, others)


def _see_also(facts: CompilationFacts, others: Iterable[Found]) -> Paragraph:
    """Return where the viewpoints stand that are about the theme and stand in full under another."""
    places: dict[str, list[Found]] = {}
    for one in others:
        places.setdefault(home_of(facts, one[1]), []).append(one)
    runs = [Run("Se även ", Emphasis.BOLD)]
    for number, (name, same) in enumerate(places.items()):
        runs.append(Run(f"{'; ' if number else ''}under ”{name}”: "))
        links = [Run(code(*one), link=anchor(*one)) for one in same]
        runs += [part for link in links for part in (Run(", "), link)][1:]
    return Paragraph((*runs, Run(".")))
