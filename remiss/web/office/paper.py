"""From what the queries know of a matter to what the writer of its paper wants."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from remiss.documents.writing.statement import StatementFacts, StatementOfficer, StatementSignature
from remiss.domain.editing import TypedSection, apply_edit
from remiss.models.replies import Reply
from remiss.queries.board_text import awaits_own_text
from remiss.queries.matter import Matter, matter
from remiss.queries.matter_text import board_text, saved_text, statement_paper
from remiss.queries.matter_viewpoints import material
from remiss.queries.preparation import noted_sentences
from remiss.queries.statement_files import statement_files
from remiss.text import listed
from remiss.web.office.page import sender_words
from remiss.web.office.prefill import first_sections

SHORT_HASH = 12


def _first(reply: Reply, facts: Matter, today: date) -> tuple[TypedSection, ...]:
    return first_sections(facts, material(reply.remiss), noted_sentences(reply, today))


def paper_facts(reply: Reply, today: date) -> StatementFacts:
    """Return the facts of the statement's paper; before the first saving it is the prefilled text."""
    facts = matter(reply, today)
    saved = saved_text(reply.id)
    paper = statement_paper(reply, facts, saved, today)
    officer = (StatementOfficer(paper.officer.name, paper.phone, paper.email),) if paper.officer else ()
    return StatementFacts(
        kind=facts.statement_word,
        office=facts.office,
        department="",
        diary_number=facts.own_number or "",
        remiss_diary_number=facts.remiss_number,
        dated=paper.dated,
        officers=officer,
        addressee=listed(facts.bodies),
        meeting=facts.meeting_on,
        title=saved.title if saved else facts.title,
        subtitle=f"Svar på remiss från {sender_words(facts)}",
        text=saved.text if saved else apply_edit(None, _first(reply, facts, today)),
        signatures=tuple(
            StatementSignature(s.name, s.title, s.signed, s.sha256[:SHORT_HASH]) for s in paper.signatories
        ),
        created=saved.saved_at if saved else reply.state_since,
        draft=paper.draft,
        attachments=tuple(file.name for file in statement_files(reply.id)),
    )


def board_paper_facts(reply: Reply, today: date) -> StatementFacts | None:
    """Return the facts of the nämnd's own text as a paper without signatures, of the day of its decision."""
    own, decision, facts = board_text(reply.id), awaits_own_text(reply.id), paper_facts(reply, today)
    if own is None or decision is None:
        return None
    return replace(
        facts, kind="Yttrande", office=facts.addressee, dated=decision.decided_on, meeting=None, officers=(),
        addressee=matter(reply, today).sender, title=own.title, text=own.text, signatures=(), created=own.saved_at,
        draft=False,
    )  # fmt: skip
