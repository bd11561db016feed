"""Stockholm's *Utlåtande* (DOMAIN §6 a): the matter, how it was prepared, our view; then the Remissammanställning, put
together from confirmed fields alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from remiss.documents.compilation.coverage import proof_table
from remiss.documents.compilation.frame import sharpest
from remiss.documents.compilation.prefill import about_reply, own_or
from remiss.documents.compilation.process import as_list, exceptions
from remiss.documents.compilation.redline import changes_table
from remiss.documents.compilation.reply_assembly import ANNEX, annexes, assembled, assembly_anchor
from remiss.documents.compilation.statistics import answers_table
from remiss.documents.compilation.summary import summary
from remiss.documents.compilation.tables import technical
from remiss.documents.compilation.words import PLURAL, body, note
from remiss.domain.compilation import CompilationFacts, MinorityFacts, ReplyFacts, ViewpointFacts
from remiss.domain.outline import Bullets, Contents, Heading, Node, PageBreak, Run
from remiss.domain.own_words import OFFICE_VIEW, POLITICAL_VIEW
from remiss.text import counted, listed, long_date

ASSEMBLY = "Remissammanställning"


def council_report(facts: CompilationFacts) -> Iterator[Node]:
    """Yield the utlåtande on ``facts``."""
    numbered = annexes(facts)
    yield from _matter(facts)
    yield Contents(depth=2)
    yield from _preparation(facts)
    yield Heading(1, "Våra synpunkter", "vara-synpunkter")
    yield own_or(facts, POLITICAL_VIEW, [Run("Föredragandens synpunkter är inte skrivna ännu.")])
    yield from changes_table(facts)
    yield from _list_of_annexes(numbered)
    yield PageBreak()
    yield Heading(1, ASSEMBLY, "remissammanstallning")
    for reply in facts.replies:
        yield Heading(2, listed(reply.bodies), assembly_anchor(reply))
        yield from assembled(facts, reply, numbered)
    for number, (_, where, minority) in enumerate(numbered, start=1):
        yield Heading(1, f"{ANNEX} {number}. {minority.kind}, {where}", f"bilaga-{number}")
        yield note(f"Av {minority.parties}.")
        yield body(minority.text)
    yield from proof_table(facts, _place)
    yield from technical(facts)


def _place(reply: ReplyFacts, _: ViewpointFacts) -> tuple[str, str]:
    return ASSEMBLY, assembly_anchor(reply)


def _matter(facts: CompilationFacts) -> Iterator[Node]:
    yield Heading(1, "Ärendet", "arendet")
    asked = sum(one.invited for one in facts.bodies) if facts.asked is None else facts.asked
    yield body(
        f"{facts.sender} remitterade {facts.title} den {long_date(facts.sent_on)} till "
        f"{counted(asked, 'remissinstans', 'remissinstanser')}."
    )
    if facts.selection:
        yield note(f"Det här är ett urval. {' '.join(facts.selection)}")
    yield summary(facts)
    yield from sharpest(facts)


def _preparation(facts: CompilationFacts) -> Iterator[Node]:
    yield Heading(1, "Beredning", "beredning")
    yield body(f"Ärendet har remitterats till {listed([one.name for one in facts.bodies if one.invited])}.")
    yield from as_list(exceptions(facts))
    yield answers_table(facts)
    yield Heading(2, facts.sender_office, "bedomning")
    yield own_or(facts, OFFICE_VIEW, [Run(f"Bedömningen av {facts.sender_office} är inte skriven ännu.")])
    kinds = {one.name: one.kind for one in facts.bodies}
    for kind in dict.fromkeys(kinds.values()):
        same = [reply for reply in facts.replies if kinds.get(reply.bodies[0]) == kind]
        if same:
            yield Heading(2, PLURAL.get(kind, kind), f"beredning-{list(kinds.values()).index(kind) + 1}")
            yield from (about_reply(facts, reply) for reply in same)


def _list_of_annexes(numbered: list[tuple[ReplyFacts, str, MinorityFacts]]) -> Iterator[Node]:
    yield Heading(1, "Bilagor", "bilagor")
    items = [ASSEMBLY] + [
        f"{ANNEX} {number}. {minority.kind} i {where} av {minority.parties}"
        for number, (_, where, minority) in enumerate(numbered, start=1)
    ]
    yield Bullets(tuple((Run(item),) for item in items))
