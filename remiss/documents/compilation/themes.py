"""Per theme: who says what, in their own words, grouped by stance; and KS's answer to each (T3).

Positions are never mixed, no sentence speaks for several bodies, and a theme that one body raised is listed too.
"""

from __future__ import annotations

from collections.abc import Iterator

from remiss.documents.compilation.prefill import about_theme
from remiss.documents.compilation.viewpoints import SECTION, stance_counts, whole
from remiss.documents.compilation.words import (
    body,
    code,
    home_key,
    home_of,
    in_theme,
    lead,
    note,
    theme_anchor,
    without_theme,
)
from remiss.domain.compilation import CompilationFacts
from remiss.domain.outline import Heading, Node
from remiss.domain.viewpoints import ThemeDefinition
from remiss.text import listed

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
        places = [f"{code(*one)} (under ”{home_of(facts, one[1])}”)" for one in others]
        yield lead("Se även", f"synpunkt {listed(places)}.")
