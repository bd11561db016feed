"""What stands in a statement before anybody has written: the wordings that are always there (DOMAIN §4, §6)."""

from __future__ import annotations

from collections.abc import Sequence

from remiss.domain.editing import TypedSection
from remiss.domain.statement import CanonicalText, SectionKey
from remiss.models.organisations import OrganisationKind
from remiss.queries.matter import Matter
from remiss.queries.matter_viewpoints import Material
from remiss.text import counted, listed, long_date
from remiss.web.office.page import sender_words

WRITTEN = (
    SectionKey.PROPOSAL,
    SectionKey.SUMMARY,
    SectionKey.BACKGROUND,
    SectionKey.MATTER,
    SectionKey.PREPARATION,
    SectionKey.CHILDREN_EQUALITY,
    SectionKey.GOALS,
    SectionKey.ECONOMY,
    SectionKey.VIEWPOINTS,
    SectionKey.ATTACHMENTS,
)
"""The sections offered, in the usual order."""


def first_sections(facts: Matter, papers: Material, prepared: Sequence[str]) -> tuple[TypedSection, ...]:
    """Return the sections of a text that nobody has written yet; what the office itself must say is left empty.

    ``prepared`` are the sentences about units and samverkan that have been noted.
    """
    bodies = {
        SectionKey.PROPOSAL: _proposal(facts),
        SectionKey.BACKGROUND: _background(facts),
        SectionKey.MATTER: _contents(facts, papers),
        SectionKey.PREPARATION: " ".join(prepared),
    }
    return tuple(TypedSection(key, usual_heading(key, facts), bodies.get(key, "")) for key in WRITTEN)


def usual_heading(key: SectionKey, facts: Matter) -> str:
    """Return the heading of a new section: offices called *kontor* and companies name themselves."""
    heading = key.usual_heading
    if facts.kind is OrganisationKind.COMPANY:
        return heading.replace("Förvaltningens", "Bolagets")
    if facts.kind is OrganisationKind.COUNCIL:
        return heading.replace("Förvaltningens", "Rådets")
    return heading.replace("Förvaltningens", "Kontorets") if facts.office.lower().endswith("kontoret") else heading


def section_order(text: CanonicalText | None, *, asks: bool = False) -> tuple[SectionKey, ...]:
    """Return the order of the sections in the form: that of the text, and what it lacks where it usually stands.

    Answers have a place where the sender ``asks``, after the viewpoints.
    """
    order = list(dict.fromkeys(block.section for block in text.blocks)) if text else []
    for place, key in enumerate(WRITTEN):
        if key not in order:
            later = [order.index(other) for other in WRITTEN[place + 1 :] if other in order]
            order.insert(min(later, default=len(order)), key)
    if asks and SectionKey.QUESTIONS not in order:
        order.insert(order.index(SectionKey.VIEWPOINTS) + 1, SectionKey.QUESTIONS)
    return tuple(order)


def _proposal(facts: Matter) -> str:
    word = facts.statement_word.lower()
    if facts.kind is OrganisationKind.COMPANY:
        return (
            f"Styrelsen godkänner bolagets {word} och överlämnar det till {sender_words(facts)} som svar på remissen."
        )
    owner = "kontorets" if facts.office.lower().endswith("kontoret") else "förvaltningens"
    approves = f"{listed(facts.bodies)} godkänner {owner} {word}"
    return f"{approves} och överlämnar det till {sender_words(facts)} som svar på remissen."


def _background(facts: Matter) -> str:
    number = f" ({facts.remiss_number})" if facts.remiss_number else ""
    sent = f"{facts.sender} har remitterat ”{facts.title}”{number} till {listed(facts.bodies)}."
    return f"{sent} Svar ska ha kommit in senast den {long_date(facts.due_on)}." if facts.due_on else sent


def _contents(facts: Matter, papers: Material) -> str:
    chapters = [section.heading for section in papers.sections if section.level == 1]
    if not chapters:
        return f"Remissen gäller ”{facts.title}”."
    count = counted(len(chapters), "avsnitt", "avsnitt")
    return f"Remissen gäller ”{facts.title}”. Underlaget har {count}: {listed([f'”{name}”' for name in chapters])}."
