"""Body by body: what it decided, how its viewpoints stand, KS's paragraph on it, and the viewpoints with answers."""

from __future__ import annotations

from collections.abc import Iterator

from remiss.documents.compilation.coverage import under_heading
from remiss.documents.compilation.frame import closing, opening
from remiss.documents.compilation.prefill import about_reply
from remiss.documents.compilation.statistics import bodies_table, replies_table, stances_in_lines
from remiss.documents.compilation.themes import WHOSE
from remiss.documents.compilation.viewpoints import SECTION, THEME, whole
from remiss.documents.compilation.words import PLURAL, body, lead, note
from remiss.domain.compilation import BodyFacts, CompilationFacts, ReplyFacts
from remiss.domain.outline import Heading, Node
from remiss.text import counted, listed, long_date


def by_body(facts: CompilationFacts) -> Iterator[Node]:
    """Yield the compilation of ``facts``, body by body in the order of every list."""
    yield from opening(facts)
    yield Heading(1, "Instans för instans", "instanser")
    yield from bodies_table(facts)
    if facts.replies:
        yield from replies_table(facts)
        yield note(WHOSE)
    replies = {reply.id: reply for reply in facts.replies}
    for kind in dict.fromkeys(one.kind for one in facts.bodies):
        same = [(number, one) for number, one in enumerate(facts.bodies, start=1) if one.kind == kind]
        yield Heading(1, PLURAL.get(kind, kind), f"slag-{same[0][0]}")
        for number, one in same:
            yield Heading(2, one.name, f"instans-{number}")
            yield from _body(facts, one, replies.get(one.reply_id or 0))
    yield from closing(facts, under_heading(lambda reply, _: reply.bodies[0]))


def _body(facts: CompilationFacts, one: BodyFacts, reply: ReplyFacts | None) -> Iterator[Node]:
    if reply is None:
        reason = f" Skäl: ”{one.declined_reason}”" if one.declined_reason else ""
        yield body(f"{one.status}.{reason}")
        return
    decision = reply.newest_decision(one.name)
    if decision:
        day = long_date(decision.decided_on)
        yield body(f"Beslut den {day}, {decision.paragraph}: {decision.outcome.lower()}.")
    if one.name != reply.bodies[0]:
        yield body(f"Svaret är gemensamt och återges under {reply.bodies[0]}.")
        return
    if len(reply.bodies) > 1:
        yield body(f"Svaret är gemensamt för {listed(reply.bodies)}.")
    yield from _reply(facts, reply)


def _reply(facts: CompilationFacts, reply: ReplyFacts) -> Iterator[Node]:
    yield about_reply(facts, reply)
    for each in reply.decisions:
        for minority in each.minorities:
            yield lead(f"{minority.kind} i {each.body}, {minority.parties}:", minority.text)
    if not reply.viewpoints:
        return
    number = counted(len(reply.viewpoints), "synpunkt", "synpunkter")
    yield lead(f"{number}:", f"{', '.join(stances_in_lines(reply.viewpoints))}.")
    yield from whole(facts, ((reply, viewpoint) for viewpoint in reply.viewpoints), THEME, SECTION)
