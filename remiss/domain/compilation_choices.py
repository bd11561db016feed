"""What a compilation is made of and how it is ordered: the layouts, and the choices that leave something out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from remiss.domain.disclosure import Mask
from remiss.domain.stance import Stance

NO_THEME = "utan"
"""Stands among the chosen themes for the viewpoints that no theme fits."""


class Layout(StrEnum):
    """How a compilation is ordered. Every count is the same in all of them."""

    THEME = "tema"
    SECTION = "avsnitt"
    BODY = "instans"
    COUNCIL = "utlatande"
    HEARING = "horingsnotat"
    SHORT = "kort"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return _LABELS[self][0]

    @property
    def document(self) -> str:
        """What a document in this layout is called."""
        return self.label if self in (Layout.COUNCIL, Layout.HEARING) else "Remissammanställning"

    @property
    def sentence(self) -> str:
        """What the layout is good for."""
        return _LABELS[self][1]


_LABELS: dict[Layout, tuple[str, str]] = {
    Layout.THEME: ("Tema för tema", "Vem som säger vad om varje tema, med citat, bedömning och åtgärd."),
    Layout.SECTION: ("Avsnitt för avsnitt", "Förslagets avsnitt i ordning, och vilka som ingen har sagt något om."),
    Layout.BODY: ("Instans för instans", "Vad var och en har beslutat och framfört, med bedömning av varje synpunkt."),
    Layout.COUNCIL: ("Utlåtande", "Ärendet, beredningen och våra synpunkter, och sedan remissammanställningen."),
    Layout.HEARING: (
        "Redogörelse",
        "Tema för tema: vad som har sagts, en kommentar, och vad som tillgodoses och varför.",
    ),
    Layout.SHORT: (
        "Kort",
        "En sida: siffror, skarpast invändningar, vad som ändras, vilka som inte svarat.",
    ),
}


@dataclass(frozen=True)
class Choices:
    """What is taken with. An empty set takes all; a stance of None is *Ej bedömd*.

    ``bodies`` are names in the list of bodies, ``themes`` keys of themes and NO_THEME. Without ``quotes`` the
    viewpoints are told by their numbers alone, without ``replies`` the replies in full are left out. Without ``names``
    bodies are told by their kind alone, and the replies in full are left out too. ``masks`` hit wherever their words
    stand.
    """

    bodies: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    stances: frozenset[Stance | None] = frozenset()
    quotes: bool = True
    replies: bool = True
    names: bool = True
    masks: tuple[Mask, ...] = ()
