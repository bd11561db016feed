"""*Hinner nämnden?* for every body at once, while the remiss is prepared: who misses the due date, and what would help.

Every body is counted with the same standard days before its public meeting days. Its own stoppdag and other internal
days are not read here, so that the page cannot tell them (DOMAIN §7).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Response, flash, render_template, url_for

from remiss.clock import local_date, now, today
from remiss.domain.permissions import Permission
from remiss.domain.planning import (
    STANDARD,
    DatedMeeting,
    Help,
    Office,
    OtherDate,
    Plan,
    Remedy,
    Verdict,
    best_date,
    other_dates,
    plan,
)
from remiss.models.organisations import OrganisationKind
from remiss.models.remisser import Remiss
from remiss.queries.planning import BodyCalendar, calendars_of
from remiss.queries.remiss_facts import remiss_view
from remiss.queries.wall import own_remiss
from remiss.services.remisser import move_due_date
from remiss.services.working_days import is_working_day
from remiss.text import counted, long_date
from remiss.web.fields import Form, day
from remiss.web.ks.page import demand, due_warning, editable, setup_steps
from remiss.web.request import current_actor, submit
from remiss.web.routing import route

blueprint = Blueprint("ks_planning", __name__)
TONES = {Verdict.MISSES: "late", Verdict.AT_ONCE: "waiting", Verdict.UNKNOWN: "quiet", Verdict.FITS: "done"}
HERE = "Hinner nämnden?"


class DueDateForm(Form):
    """Another due date, chosen among those that let more bodies in."""

    due_on = day("Sista svarsdag", "Ange vilken dag svaren ska ha kommit in.")


@dataclass(frozen=True)
class Row:
    """A body on the page. ``meeting`` is when it answers, ``helps`` what can be done when that is too late."""

    body: str
    verdict: Verdict
    tone: str
    meeting: str
    helps: str


@dataclass(frozen=True)
class Outlook:
    """The whole remiss. ``best`` is the date worth moving to, ``others`` every date that lets more in."""

    rows: tuple[Row, ...]
    counts: dict[Verdict, int]
    sentence: str
    best: OtherDate | None
    others: tuple[OtherDate, ...]

    @property
    def groups(self) -> tuple[tuple[Verdict, tuple[Row, ...]], ...]:
        """The rows by what is said of them, the worst first."""
        return tuple((v, tuple(row for row in self.rows if row.verdict is v)) for v in Verdict if self.counts[v])


@route(blueprint, "/remisser/<int:remiss_id>/tidplan", Permission.REMISS_VIEW, ("GET", "POST"))
def planning(remiss_id: int) -> Response:
    """Show who can answer in time; move the due date while the remiss is a draft."""
    demand(remiss_id, Permission.REMISS_EDIT)
    form = DueDateForm()

    def act() -> str:
        remiss = own_remiss(current_actor(), remiss_id)
        before = remiss.due_on
        move_due_date(current_actor(), remiss, form.due_on.data, form.version.data, now())
        _tell(remiss, before)
        return url_for("ks_planning.planning", remiss_id=remiss_id)

    return submit(form, act, lambda: _show(remiss_id, form))


def _show(remiss_id: int, form: DueDateForm) -> str:
    remiss = own_remiss(current_actor(), remiss_id)
    form.version.data = remiss.version
    return render_template(
        "ks/planning.html",
        remiss=remiss_view(remiss),
        form=form,
        outlook=outlook_of(remiss),
        start=start_of(remiss),
        editable=editable(remiss),
        warning=due_warning(remiss.due_on),
        standard=STANDARD,
        setup=setup_steps(remiss, ""),
    )


def outlook_of(remiss: Remiss) -> Outlook | None:
    """Return how the bodies of a remiss manage its due date; None without a date or without bodies. Three queries."""
    due_on, start = remiss.due_on, start_of(remiss)
    bodies = calendars_of(remiss.id, start) if due_on else []
    if due_on is None or not bodies:
        return None
    plans = [plan_of(body, due_on, start) for body in bodies]
    counts = Counter(one.verdict for one in plans)
    others = other_dates(plans, due_on, is_working_day)
    best = best_date(others, counts[Verdict.MISSES], due_on)
    rows = sorted(zip(bodies, plans, strict=True), key=lambda pair: list(Verdict).index(pair[1].verdict))
    return Outlook(
        tuple(_row(body, one) for body, one in rows),
        {verdict: counts[verdict] for verdict in Verdict},
        sentence(counts, best if remiss.sent_at is None else None),
        best,
        tuple(others),
    )


def sentence(counts: Counter[Verdict], best: OtherDate | None) -> str:
    """Return what the page says first: how many miss the date, how many are unknown, and what moving it would give."""
    misses, unknown, total = counts[Verdict.MISSES], counts[Verdict.UNKNOWN], sum(counts.values())
    if unknown == total:
        return "Inga sammanträden är kända så långt fram, så det går inte att säga vilka som hinner."
    said = f"{misses} av {total} hinner inte." if misses else "Alla med känd kalender hinner."
    if misses and best:
        left = f"alla utom {best.missing}" if best.missing else "alla"
        among = " med känd kalender" if unknown else ""
        said += f" Flytta sista svarsdag till {long_date(best.due_on)}, så hinner {left}{among}."
    if unknown:
        said += f" Om {counted(unknown, 'instans', 'instanser')} går det inte att säga: kalendern är inte känd."
    return said


def plan_of(body: BodyCalendar, due_on: date, start: date) -> Plan:
    """Return whether a body that gets the remiss on ``start`` answers by ``due_on``, from its public days alone."""
    company = body.kind is OrganisationKind.COMPANY
    office = Office(start, chair=body.chair_authorised, company=company)
    return plan([DatedMeeting(held_on) for held_on in body.meetings], due_on, office, STANDARD, is_working_day)


def start_of(remiss: Remiss) -> date:
    """Return when the bodies begin: when the remiss is sent, today while it is a draft."""
    return local_date(remiss.sent_at) if remiss.sent_at else today()


def _row(body: BodyCalendar, one: Plan) -> Row:
    helps = help_words(one.remedies) if one.verdict is Verdict.MISSES else ""
    return Row(body.body, one.verdict, TONES[one.verdict], _meeting(one), helps)


def _meeting(one: Plan) -> str:
    if one.meeting:
        late = "Tidigast " if one.verdict is Verdict.MISSES else ""
        return f"{late}{one.meeting.held_on.isoformat()}"
    if one.verdict is Verdict.MISSES:
        return "Inget känt som hinns med"
    return f"Inga kända efter {one.known_until.isoformat()}" if one.known_until else "Inga kända"


def help_words(remedies: Sequence[Help]) -> str:
    """Return the remedies in one sentence, in the order in which they are tried."""
    words = [_help(one) for one in remedies]
    joined = " eller ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
    return joined[:1].upper() + joined[1:]


def _help(one: Help) -> str:
    if one.day is None:
        return one.remedy.label
    said = {
        Remedy.PRELIMINARY: f" med beslut {long_date(one.day)}",
        Remedy.EXTENSION: f" till {long_date(one.day)}",
    }
    return one.remedy.label + said.get(one.remedy, "")


def _tell(remiss: Remiss, before: date | None) -> None:
    if remiss.due_on is None:
        return
    flash(f"Sista svarsdag är nu den {long_date(remiss.due_on)}.", "success")
    if warning := due_warning(remiss.due_on):
        flash(warning, "warning")
    if before and (long_date(before) in remiss.letter or before.isoformat() in remiss.letter):
        flash(f"I missivet står fortfarande {long_date(before)}. Ändra det under Uppgifter.", "warning")
