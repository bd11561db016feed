"""``remiss remind --dry-run``: which reminders would go out at a moment, to whom and why, and which would not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time

import click
from flask import Flask

from remiss.cli.refusal import Refusal
from remiss.clock import STOCKHOLM, now
from remiss.jobs.rehearsal import Rehearsal, Rehearsed, rehearse
from remiss.text import counted, short_moment

MORNING = time(8)
ONLY_DRY = "Ange --dry-run. Påminnelser skickas av schemaläggaren: remiss scheduler."
NOT_A_MOMENT = "Skriv tidpunkten som 2026-12-10 eller 2026-12-10T08:00, svensk tid."


@click.command("remind")
@click.option("--at", "written", metavar="TIDPUNKT", help="Svensk tid, 2026-12-10 (kl. 8) eller 2026-12-10T08:00; nu.")
@click.option("--dry-run", "dry", is_flag=True, help="Visa bara. Ingenting skickas och ingenting ändras.")
@click.pass_obj
def command(make_app: Callable[[], Flask], written: str | None, *, dry: bool) -> None:
    """Visa vilka påminnelser som skulle skickas vid en tidpunkt, till vem och varför, och varför inte."""
    if not dry:
        raise Refusal(ONLY_DRY)
    at = _moment(written) if written else now()
    with make_app().app_context():
        found = rehearse(at)
    for line in _lines(found, at):
        click.echo(line)


def _moment(written: str) -> datetime:
    try:
        if len(written) == len("2026-12-10"):
            return datetime.combine(date.fromisoformat(written), MORNING, STOCKHOLM)
        at = datetime.fromisoformat(written)
    except ValueError:
        raise Refusal(NOT_A_MOMENT) from None
    return at if at.tzinfo else at.replace(tzinfo=STOCKHOLM)


def _lines(found: Rehearsal, at: datetime) -> Iterator[str]:
    sent = [one for one in found.due if one.to]
    waiting = [one for one in found.due if one.waits_until]
    skipped = [one for one in found.due if not one.to and not one.waits_until]
    yield f"Skulle skickas {short_moment(at)}: {counted(len(sent), 'påminnelse', 'påminnelser')}."
    yield from (f"  {_about(one)}. Till {', '.join(one.to)}: ärendet är i läget ”{one.standing}”." for one in sent)
    told = sorted({email for one in found.due for email in one.told})
    if told:
        yield f"Besked om försenade instanser: {', '.join(told)}."
    yield f"Skulle hoppas över: {len(skipped)}."
    yield from (f"  {_about(one)}. {one.reason}" for one in skipped)
    if waiting:
        yield f"Skulle vänta: {len(waiting)}. Mottagarens mejl för dagen har redan gått."
        yield from (f"  {_about(one)}, till {short_moment(one.waits_until)}" for one in waiting if one.waits_until)
    later = f", den första {short_moment(found.next_at)}" if found.next_at else ""
    yield f"Planerade till senare: {found.later}{later}."


def _about(one: Rehearsed) -> str:
    return f"{one.diary_number}, {one.body}: {one.step[0].lower()}{one.step[1:]} ({one.due_on.isoformat()})"
