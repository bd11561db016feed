"""The letter to those who have answered: how each of their viewpoints was dealt with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from remiss.clock import local_date
from remiss.documents.compilation.redline import changed_passages
from remiss.documents.compilation.words import code, passage_anchor, sources
from remiss.documents.writing.frame import PAGE, PAGES
from remiss.domain.compilation import AssessmentFacts, CompilationFacts, ReplyFacts, ViewpointFacts
from remiss.domain.outline import Emphasis, FieldRows, Heading, Node, Outline, Paragraph, Quote, Run
from remiss.text import counted, listed, long_date

TITLE = "Så tog vi hand om era synpunkter"


def feedback_outline(facts: CompilationFacts, reply: ReplyFacts) -> Outline:
    """Return the letter about one reply, to every body that shares it. Until the compilation is fixed it is a draft."""
    return Outline(
        title=TITLE,
        subtitle=facts.title,
        author=facts.sender,
        subject=f"{TITLE}, dnr {facts.diary_number}",
        created=_moment(facts),
        header=f"{facts.sender}\tSida {PAGE} ({PAGES})",
        footer=facts.diary_number,
        nodes=tuple(_nodes(facts, reply)),
        watermark=None if facts.established else "Preliminär",
        sources=sources((reply,)),
    )


def _moment(facts: CompilationFacts) -> datetime:
    return facts.established.at if facts.established else facts.created


def _nodes(facts: CompilationFacts, reply: ReplyFacts) -> Iterator[Node]:
    rows = (
        ("Dnr", facts.diary_number), ("Datum", local_date(_moment(facts)).isoformat()),
        ("Till", listed(reply.bodies)), ("Ert dnr", reply.diary_number or ""),
    )  # fmt: skip
    yield FieldRows(tuple((name, value) for name, value in rows if value))
    yield _plain(
        f"Tack för svaret på remissen ”{facts.title}”, som kom in den {long_date(reply.submitted_on)}. "
        "Här står vad vi har gjort med var och en av synpunkterna."
    )
    if not reply.viewpoints:
        yield _plain("I svaret finns inga synpunkter som behöver ett eget svar från oss.")
        return
    yield _counts(reply)
    yield Heading(1, "Era synpunkter och våra svar", "synpunkterna")
    for viewpoint in reply.viewpoints:
        yield from _one(facts, reply, viewpoint)


def answers_outline(facts: CompilationFacts, reply: ReplyFacts) -> Outline:
    """Return what the body itself reads of one reply in its matter: every answer, and what it changes in the draft.

    Of the others it says nothing: neither which viewpoints they have nor that a change is due to them too.
    """
    wanted = {one.assessment.section_key for one in reply.viewpoints if one.assessment}
    changes = list(changed_passages(facts, wanted))
    nodes: list[Node] = [_counts(reply), Heading(1, "Era synpunkter", "synpunkter")]
    for viewpoint in reply.viewpoints:
        key = viewpoint.assessment.section_key if viewpoint.assessment else None
        nodes += _one(facts, reply, viewpoint, passage_anchor(facts, key))
    if changes:
        nodes += [Heading(1, "Det som ändras i förslaget", "andringar"), *changes]
    return replace(feedback_outline(facts, reply), nodes=tuple(nodes), subtitle="", watermark=None)


def _counts(reply: ReplyFacts) -> Paragraph:
    if not reply.viewpoints:
        return _plain("I svaret finns inga synpunkter som behöver ett eget svar.")
    counts = Counter(one.assessment.action for one in reply.viewpoints if one.assessment)
    unanswered = len(reply.viewpoints) - counts.total()
    every = [*counts.items(), *([("utan svar", unanswered)] if unanswered else [])]
    told = listed([f"{name.lower()} {number}" for name, number in every])
    return _plain(f"Svaret innehåller {counted(len(reply.viewpoints), 'synpunkt', 'synpunkter')}: {told}.")


def _one(
    facts: CompilationFacts, reply: ReplyFacts, viewpoint: ViewpointFacts, passage: str | None = None
) -> Iterator[Node]:
    number = code(reply, viewpoint)
    yield Heading(2, f"Synpunkt {number}", f"synpunkt-{viewpoint.number}")
    about = f", om avsnitt {viewpoint.programme_section}" if viewpoint.programme_section else ""
    yield Quote(viewpoint.text, f"Avsnittet ”{viewpoint.section}” i ert svar{about}", reply.source, number)
    answer = viewpoint.assessment
    if answer is None:
        yield _plain(_unanswered(facts, viewpoint))
        return
    reason = (Run(f"{answer.reason} "),) if answer.reason else ()
    yield Paragraph((Run(f"{answer.action}. ", Emphasis.BOLD), *reason, *_changed(answer, passage)))


def _changed(answer: AssessmentFacts, passage: str | None) -> Iterator[Run]:
    """Yield where the draft changes; ``passage`` is where its words stand in the same document."""
    if answer.changed_section:
        yield Run("Ändringen finns i avsnitt ")
        yield Run(answer.changed_section, link=passage)
        yield Run(".")


def _unanswered(facts: CompilationFacts, viewpoint: ViewpointFacts) -> str:
    points = facts.established.open_points if facts.established else ()
    reason = next((one.reason for one in points if one.viewpoint_id == viewpoint.id), None)
    return f"Synpunkten har inget svar ännu. Skäl: ”{reason}”" if reason else "Synpunkten har inget svar från oss."


def _plain(text: str) -> Paragraph:
    return Paragraph((Run(text),))
