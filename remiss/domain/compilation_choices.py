"""What a compilation is made of and how it is ordered: the layouts, and the choices that leave something out."""

from __future__ import annotations

from dataclasses import dataclass, replace
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


class Column(StrEnum):
    """A column that a table can do without. What tells its rows apart, and who has answered, always stands there."""

    BODY_KIND = "instans_slag"
    BODY_ASKED = "instans_tillfragad"
    BODY_DUE = "instans_svar_senast"
    BODY_DECISION = "instans_beslut"
    BODY_STANCES = "instans_synpunkter"
    BODY_NUMBER = "instans_diarienummer"
    BODY_MINORITY = "instans_minoritet"
    REPLY_COUNT = "svar_synpunkter"
    REPLY_THEME = "svar_flest_galler"
    REPLY_ANSWERS = "svar_bedomning"
    CHANGE_ACTION = "andring_bedomning"
    CHANGE_REASON = "andring_motivering"
    ANSWER_REASON = "redogorelse_skal"
    ANSWER_SECTION = "redogorelse_andrat_avsnitt"
    ABSENT_REASON = "utan_svar_skal"
    MINORITY_TEXT = "minoritet_text"

    @property
    def label(self) -> str:
        """The words at its head."""
        return _COLUMNS[self][1]

    @property
    def table(self) -> str:
        """What the caption of its table begins with."""
        return _COLUMNS[self][0]

    @property
    def layouts(self) -> frozenset[Layout]:
        """The layouts that have its table."""
        return _LAYOUTS_WITH[self.table]


_BODIES, _REPLIES, _CHANGES = "Remissinstanser", "Svaren i korthet", "Ändringar"
_ANSWERS, _ABSENT, _MINORITIES = (
    "Bedömning med skäl eller ändring", "Instanser utan svar", "Reservationer och uttalanden",
)  # fmt: skip
_COLUMNS: dict[Column, tuple[str, str]] = {
    Column.BODY_KIND: (_BODIES, "Slag"),
    Column.BODY_ASKED: (_BODIES, "Tillfrågad"),
    Column.BODY_DUE: (_BODIES, "Svar senast"),
    Column.BODY_DECISION: (_BODIES, "Beslut"),
    Column.BODY_STANCES: (_BODIES, "Synpunkter"),
    Column.BODY_NUMBER: (_BODIES, "Diarienummer"),
    Column.BODY_MINORITY: (_BODIES, "Minoritet"),
    Column.REPLY_COUNT: (_REPLIES, "Synpunkter"),
    Column.REPLY_THEME: (_REPLIES, "Flest gäller"),
    Column.REPLY_ANSWERS: (_REPLIES, "Kommunstyrelsens bedömning"),
    Column.CHANGE_ACTION: (_CHANGES, "Bedömning"),
    Column.CHANGE_REASON: (_CHANGES, "Motivering"),
    Column.ANSWER_REASON: (_ANSWERS, "Skäl"),
    Column.ANSWER_SECTION: (_ANSWERS, "Ändrat avsnitt"),
    Column.ABSENT_REASON: (_ABSENT, "Skäl"),
    Column.MINORITY_TEXT: (_MINORITIES, "Text"),
}
_LONG = frozenset({Layout.THEME, Layout.SECTION, Layout.BODY, Layout.HEARING})
_LAYOUTS_WITH: dict[str, frozenset[Layout]] = {
    _BODIES: frozenset({Layout.THEME, Layout.BODY, Layout.HEARING}),
    _REPLIES: frozenset({Layout.THEME, Layout.BODY}),
    _CHANGES: _LONG | {Layout.COUNCIL},
    _ANSWERS: frozenset({Layout.HEARING}),
    _ABSENT: _LONG,
    _MINORITIES: _LONG,
}


@dataclass(frozen=True)
class Choices:
    """What is taken with. An empty set takes all; a stance of None is *Ej bedömd*.

    ``bodies`` are names in the list of bodies, ``themes`` keys of themes and NO_THEME. Without ``quotes`` the
    viewpoints are told by their numbers alone, without ``replies`` the replies in full are left out. Without ``names``
    bodies are told by their kind alone, and the replies in full are left out too. ``masks`` hit wherever their words
    stand. ``without`` are the columns that tables do without.
    """

    bodies: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    stances: frozenset[Stance | None] = frozenset()
    quotes: bool = True
    replies: bool = True
    names: bool = True
    masks: tuple[Mask, ...] = ()
    without: frozenset[Column] = frozenset()

    def within(self, layout: Layout) -> Choices:
        """Return them without columns of tables that ``layout`` does not have: a document leaves out none of those."""
        return replace(self, without=frozenset(one for one in self.without if layout in one.layouts))
