"""The lists that follow: minority statements by party, who did not answer, and what the log can be checked by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from remiss.documents.compilation.columns import with_chosen_columns
from remiss.documents.compilation.words import body, note, reply_anchor
from remiss.domain.compilation import CompilationFacts, DecisionFacts, MinorityFacts, ReplyFacts
from remiss.domain.compilation_choices import Column
from remiss.domain.outline import Cell, FieldRows, Heading, Node, Table

NO_PARTY = "Utan angivet parti"


def absent_table(facts: CompilationFacts) -> Iterator[Node]:
    """Yield T5: who declined, and who has not answered, told apart."""
    absent = [one for one in facts.bodies if not (one.answered or one.left_out)]
    if not absent:
        return
    yield Heading(1, "Instanser utan svar", "utan-svar")
    rows = tuple((Cell(one.name), Cell(one.status), Cell(one.declined_reason or "–")) for one in absent)
    header = ("Instans", "Läge", Column.ABSENT_REASON)
    caption = f"{Column.ABSENT_REASON.table} ({len(rows)})"
    yield with_chosen_columns(facts, Table(caption, header, rows, (30, 25, 45)))


def minority_table(facts: CompilationFacts) -> Iterator[Node]:
    """Yield T7: reservations and the like, by who made them; politicians look for their own party first."""
    found = [(minority, d, reply) for reply in facts.replies for d in reply.decisions for minority in d.minorities]
    if not found:
        return
    yield Heading(1, "Reservationer och särskilda uttalanden", "minoritet")
    rows = tuple(
        (Cell(minority.parties), Cell(f"{minority.kind}, {d.body}", reply_anchor(reply)), Cell(minority.text))
        for minority, d, reply in sorted(found, key=lambda item: (item[0].parties, item[1].body))
    )
    yield note("Ordnade efter vem som lämnat dem. De hör till instansen men är inte en del av dess ställningstagande.")
    parties = sorted({party for minority, _, _ in found for party in parties_of(minority.parties)})
    per_party = tuple((Cell(party), Cell(_statements_of(party, found))) for party in parties)
    yield Table(f"Per parti ({len(per_party)})", ("Parti", "Reservationer och uttalanden"), per_party, (20, 80))
    header = ("Vem", "Slag och instans", Column.MINORITY_TEXT)
    caption = f"{Column.MINORITY_TEXT.table} ({len(rows)})"
    yield with_chosen_columns(facts, Table(caption, header, rows, (20, 22, 58)))


def parties_of(words: str) -> list[str]:
    """Return the parties that stand in brackets after the names: *Åsa Ek (M) och Bo Alm (båda L)*."""
    found = [re.sub(r"^(båda|alla|samtliga) ", "", one.strip()) for one in re.findall(r"\(([^()]+)\)", words)]
    return list(dict.fromkeys(found)) or [NO_PARTY]


def _statements_of(party: str, found: Iterable[tuple[MinorityFacts, DecisionFacts, ReplyFacts]]) -> str:
    return "\n".join(f"{one.kind}, {d.body}" for one, d, _ in found if party in parties_of(one.parties))


def technical(facts: CompilationFacts) -> Iterator[Node]:
    """Yield the values by which the log and the fixed facts can be checked against this document, kept outside."""
    fixed = facts.established if not facts.selection else None  # beside masked words a hash would prove a guess right
    if facts.log_head is None and fixed is None:
        return
    yield Heading(1, "Teknisk information", "teknisk-information")
    if facts.log_head is not None:
        yield body(
            "Allt som görs i Remiss skrivs i en logg. Med kontrollvärdet går det att visa att loggen till och med den "
            "senaste ändringen i den här sammanställningen inte har ändrats i efterhand."
        )
        yield FieldRows((("Händelse nummer", str(facts.log_head.number)), ("Kontrollvärde", str(facts.log_head))))
    if fixed is not None:
        yield body(
            "Uppgifterna som sammanställningen är gjord av är frysta. Kontrollsumman (sha256) är beräknad på dem."
        )
        yield FieldRows((("Fastställd version", str(fixed.number)), ("Kontrollsumma", fixed.sha256)))
