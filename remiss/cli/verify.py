"""``remiss verify FILE``: are the quotations of a compiled document still what was signed? Exit 1 when any is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import click
from flask import Flask
from sqlalchemy.exc import DBAPIError

from remiss.cli.audit import kept_heads
from remiss.cli.files import read_bytes
from remiss.cli.refusal import Refusal
from remiss.documents.evidence import evidence_in
from remiss.domain.audit import Head
from remiss.domain.verification import Check, Evidence, Finding, Known, Verdict, check
from remiss.errors import UnreadableFile
from remiss.queries.audit_chain import examination
from remiss.queries.verification import logged_until, opened, released_texts
from remiss.text import counted, listed

NOTHING_TO_CHECK = (
    "Filen har inga citat från Remiss. Ange en sammanställning i docx, html eller json som Remiss har skrivit."
)
INTERNAL = (
    "Det här är en intern kontroll: citaten är jämförda med de svar och kontrollsummor som står i filen själv. "
    "Den visar inte att filen är äkta. Jämför med databasen genom att lägga till --database."
)
AUTHENTIC = "Det här är en kontroll av äktheten: citaten är jämförda med de inkomna svaren i databasen."
UNCOMPARED = "Databasen själv är inte jämförd med ett kontrollvärde utifrån. Ange ett med --head eller --heads."
HIDDEN = "med dolda ord eller namn"
MANY_HIDDEN = (
    "Svaren bakom {} har dolda ord eller namn. De citaten är jämförda med vad som skrevs ut, utan att det dolda visas."
)
WEAK = (
    "{} kunde bara jämföras med filens egna kontrollsummor, eftersom svaret inte står oförändrat i sin helhet i filen."
)


@click.command("verify")
@click.argument("file", metavar="FIL", type=click.Path(path_type=Path))
@click.option("--database", is_flag=True, help="Jämför med de inkomna svaren i databasen.")
@click.option("--head", "written", multiple=True, metavar="NUMMER:HASH", help="Ett sparat kontrollvärde för loggen.")
@click.option("--heads", type=click.Path(path_type=Path, dir_okay=False), help="Fil med sparade kontrollvärden.")
@click.pass_obj
def command(
    make_app: Callable[[], Flask], file: Path, database: bool, written: tuple[str, ...], heads: Path | None
) -> int:
    """Kontrollera citaten i en sammanställning (docx, html eller json) mot svaren: ok, changed eller unknown.

    Med ett kontrollvärde jämförs också loggen, och svaren med den.
    """
    outside = kept_heads(written, heads)
    evidence = _evidence(file)
    if not (database or outside):
        found, said = check(evidence), [INTERNAL]
        trusted = True
    else:
        with make_app().app_context():
            try:
                found, said, trusted = _against_database(evidence, outside)
            except DBAPIError as problem:
                raise Refusal("Databasen kan inte läsas. Kontrollera den och kör remiss migrate.") from problem
    for line in [*_rows(found), "", *_summary(found), *said]:
        click.echo(line)
    return 1 if found.differs or not trusted else 0


def _evidence(file: Path) -> Evidence:
    try:
        evidence = evidence_in(read_bytes(file))
    except UnreadableFile as problem:
        raise Refusal(problem.sentence) from problem
    if not (evidence.quotes or evidence.sources):
        raise Refusal(NOTHING_TO_CHECK)
    return evidence


def _against_database(evidence: Evidence, outside: list[Head]) -> tuple[Check, list[str], bool]:
    """Return what was found, what is said of the log, and whether the log speaks against the database."""
    known = Known(released_texts(list(evidence.sources)), opened(evidence.sources.values()))
    found = check(evidence, known)
    if not outside:
        return found, [AUTHENTIC, UNCOMPARED], True
    log = examination(outside)
    if not log.intact or log.agreed is None:
        return found, [AUTHENTIC, "Loggen stämmer inte med kontrollvärdet. Kör remiss audit verify."], False
    named = [(known.identity_of(source), source.body) for source in evidence.sources.values()]
    told = logged_until([one for one, _ in named if one], log.agreed.number)
    until = f"loggen, som stämmer med kontrollvärdet för händelse nummer {log.agreed.number}"
    untold = [body for one, body in named if one and one not in told]
    if not untold:
        return found, [AUTHENTIC, f"Svarens kontrollsummor står i {until}."], True
    return found, [AUTHENTIC, f"Kontrollsumman för svar från {listed(untold)} står inte i {until}."], False


def _rows(found: Check) -> Iterator[str]:
    """Yield one line per quotation, and one per reply in full that is not what was signed."""
    for one in found.quotes:
        yield _row(one, f"citat {one.number}")
    for one in found.replies:
        if one.verdict is not Verdict.OK:
            yield _row(one, "svaret i sin helhet")


def _row(found: Finding, what: str) -> str:
    """Where something is hidden neither the version nor its hash is told, only that it is so."""
    source = found.source
    whose = (source.body, f"version {source.version}", source.sha256) if source else ("–", "–", "–")
    if source and source.hidden:
        whose = (source.body, "–", "–")
    said = [found.reason, HIDDEN if found.hidden else ""]
    return "\t".join([found.verdict.value, what, *whose, *filter(None, said)])


def _summary(found: Check) -> Iterator[str]:
    counts = {verdict: sum(one.verdict is verdict for one in found.quotes) for verdict in Verdict}
    wrong = [
        f"{counts[verdict]} {words}"
        for verdict, words in ((Verdict.CHANGED, "ändrade"), (Verdict.UNKNOWN, "okända"))
        if counts[verdict]
    ]
    told = listed([f"{counts[Verdict.OK]} oförändrade", *wrong])
    yield f"{counted(len(found.quotes), 'citat', 'citat')}: {told}." if found.quotes else "Filen har inga citat."
    if found.moved:
        elsewhere = listed([str(number) for number in found.moved])
        yield f"Flyttade sedan filen skrevs: citat {elsewhere}."
    if found.missing:
        gone = listed([str(number) for number in found.missing])
        yield f"Borttagna sedan filen skrevs: citat {gone}."
    if found.replies:
        same = sum(one.verdict is Verdict.OK for one in found.replies)
        yield f"{counted(len(found.replies), 'svar', 'svar')} i sin helhet: {same} oförändrade."
    hidden = sum(one.hidden for one in found.quotes)
    if hidden:
        yield MANY_HIDDEN.format(counted(hidden, "citat", "citat"))
    weak = sum(one.weak for one in found.quotes)
    if weak:
        yield WEAK.format(counted(weak, "citat", "citat").capitalize())
