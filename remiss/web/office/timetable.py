"""*Hinner nämnden?* on a matter: the meeting that it is answered at, its days backwards, what collides, what helps.

Reckoned anew each time from the calendar, the due date and how far the text has come. Internal to the body.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, render_template

from remiss.clock import today
from remiss.domain.permissions import Permission
from remiss.domain.planning import (
    NEXT_STEP,
    DatedMeeting,
    Help,
    Office,
    Plan,
    Remedy,
    Step,
    Verdict,
    days_of,
    plan,
    remedies,
)
from remiss.domain.workflow.states import ReplyAction, ReplyState
from remiss.models.organisations import OrganisationKind
from remiss.queries.own_planning import OwnCalendar, own_calendars
from remiss.queries.wall import own_matter
from remiss.services.working_days import closed_because, is_working_day, thin_because
from remiss.text import long_date
from remiss.web.office.page import MatterPage, matter_page, own_parties
from remiss.web.request import current_actor
from remiss.web.routing import route

blueprint = Blueprint("office_timetable", __name__)
UNWRITTEN = (ReplyState.SENT, ReplyState.RECEIVED, ReplyState.ASSIGNED)
TONES = {Verdict.MISSES: "late", Verdict.AT_ONCE: "waiting", Verdict.UNKNOWN: "quiet", Verdict.FITS: "done"}
WAYS: dict[Remedy, tuple[ReplyAction, str, str]] = {
    Remedy.PRELIMINARY: (ReplyAction.SEND_PRELIMINARY, "forhandssvar", "Skicka förhandssvar"),
    Remedy.OFFICE: (ReplyAction.SUBMIT_AS_OFFICE, "kontorsyttrande", "Skicka som kontorsyttrande"),
    Remedy.DELEGATION: (ReplyAction.SUBMIT_BY_DELEGATION, "delegationsbeslut", "Låt en delegat besluta"),
    Remedy.MANAGER: (ReplyAction.SUBMIT_BY_MANAGER, "vd-beslut", "Låt VD besluta"),
    Remedy.CHAIR: (ReplyAction.SUBMIT_BY_CHAIR, "ordforandebeslut", "Låt ordföranden besluta i brådskande ärende"),
    Remedy.EXTENSION: (ReplyAction.ASK_EXTENSION, "anstand", "Begär anstånd"),
}
"""Where each remedy is done: the action of the table, the page of the matter, what it is called."""


@dataclass(frozen=True)
class Day:
    """A day of the plan. ``own``: set for this meeting; ``note`` says what is odd about it."""

    label: str
    on: date
    own: bool
    passed: bool
    note: str


@dataclass(frozen=True)
class Way:
    """What helps; ``url`` when it can be done now, otherwise ``when`` says what is missing."""

    words: str
    url: str | None
    when: str


@dataclass(frozen=True)
class Timetable:
    """The plan of one body. ``chosen``: the body has said at which meeting it answers."""

    body: str
    organisation_id: int
    verdict: Verdict
    tone: str
    sentence: str
    chosen: bool
    days: tuple[Day, ...]
    conflicts: tuple[str, ...]
    ways: tuple[Way, ...]
    extension: date | None


@route(blueprint, "/arenden/<int:reply_id>/tidplan", Permission.MATTER_VIEW)
def timetable(reply_id: int) -> str:
    """Show the plan of each of the own bodies among those that share the reply."""
    page = matter_page(own_matter(current_actor(), reply_id), "office_timetable.timetable")
    return render_template("office/timetable.html", page=page, plans=timetables(page))


def timetables(page: MatterPage) -> list[Timetable]:
    """Return the plans of a matter; none without a due date or once no meeting is awaited. Three queries."""
    matter = page.matter
    if matter.due_on is None or matter.state not in NEXT_STEP:
        return []
    day = chosen_meeting(page)
    calendars = own_calendars(own_parties(matter.owners), min(today(), day or today()))
    return [_timetable(page, one, matter.due_on, day) for one in calendars]


def extension_for(page: MatterPage) -> date | None:
    """Return until when the bodies of a matter that miss its last day need anstånd, or None."""
    return max((one.extension for one in timetables(page) if one.extension), default=None)


def chosen_meeting(page: MatterPage) -> date | None:
    """Return the meeting that the body has chosen: of the agenda, or the one that it plans to answer at."""
    matter = page.matter
    return matter.meeting_on if matter.state is ReplyState.TO_BOARD else matter.planned_on


def _timetable(page: MatterPage, own: OwnCalendar, due_on: date, chosen: date | None) -> Timetable:
    first, begun = NEXT_STEP[page.matter.state], page.matter.state not in UNWRITTEN
    company = own.kind is OrganisationKind.COMPANY
    office = Office(today(), first, begun, chair=own.chair_authorised, company=company)
    found = plan(own.meetings, due_on, office, own.rhythm, is_working_day)
    if chosen:
        found = _of_chosen(found, own, chosen, due_on, office)
    return Timetable(
        own.body,
        own.organisation_id,
        found.verdict,
        TONES[found.verdict],
        _sentence(found, due_on, chosen),
        chosen is not None,
        tuple(_day(step, on, found.meeting) for step, on in found.days.items()),
        tuple(_conflicts(page, found, first, chosen)),
        tuple(_way(page, one) for one in found.remedies),
        next((one.day for one in found.remedies if one.remedy is Remedy.EXTENSION), None),
    )


def _of_chosen(free: Plan, own: OwnCalendar, chosen: date, due_on: date, office: Office) -> Plan:
    """Return the plan for the meeting that the body has chosen, whether or not all its days can be reached."""
    known = {one.held_on: one for one in own.meetings}
    meeting = known.get(chosen, DatedMeeting(chosen))
    days = days_of(meeting, own.rhythm, is_working_day)
    if chosen > due_on:
        return Plan(Verdict.MISSES, meeting, days, remedies(office, days), free.known_until)
    late = days[Step.ADJUSTMENT] > due_on
    helps = (Help(Remedy.AT_ONCE, chosen),) if late else ()
    return Plan(Verdict.AT_ONCE if late else Verdict.FITS, meeting, days, helps, free.known_until)


def _sentence(found: Plan, due_on: date, chosen: date | None) -> str:
    due = f"sista svarsdag den {long_date(due_on)}"
    if found.verdict is Verdict.UNKNOWN:
        if found.known_until is None:
            return "Inga kommande sammanträden är inlagda, så det går inte att säga om svaret hinner beslutas i tid."
        return (
            f"Det sista inlagda sammanträdet är den {long_date(found.known_until)} och hinns inte med. "
            f"Lägg in fler för att se om svaret hinner beslutas före {due}."
        )
    if found.meeting is None:
        return f"Inget inlagt sammanträde hinns med före {due}."
    day = long_date(found.meeting.held_on)
    if found.verdict is Verdict.MISSES:
        planned = f"Det planerade sammanträdet den {day} är" if chosen else f"Nästa möjliga sammanträde är den {day},"
        return f"{planned} efter {due}."
    return f"{'Planerat' if chosen else 'Sista möjliga'} sammanträde är den {day}, i tid till {due}."


def _conflicts(page: MatterPage, found: Plan, first: Step, chosen: date | None) -> list[str]:
    """Return what collides beside the meeting itself being too late."""
    said, days, internal = [], found.days, page.matter.internal_due_on
    steps = list(Step)
    ahead = [step for step in steps[steps.index(first) :] if step in days]
    if chosen:
        passed = [step for step in ahead if days[step] < today()]
        said += [f"{step.label.split(',')[0]}: den {long_date(days[step])} har passerat." for step in passed]
    if found.verdict is Verdict.AT_ONCE:
        adjusted = long_date(days[Step.ADJUSTMENT])
        said.append(f"Protokollet räknas som justerat den {adjusted}, efter sista svarsdag.")
    if internal and Step.WRITTEN in ahead and internal > days[Step.WRITTEN]:
        said.append(
            f"Handläggarens interna datum, den {long_date(internal)}, är efter den dag då texten ska vara klar "
            f"för granskning, den {long_date(days[Step.WRITTEN])}."
        )
    return said


def _day(step: Step, on: date, meeting: DatedMeeting | None) -> Day:
    own = step is Step.MEETING or (meeting is not None and step in meeting.own)
    return Day(step.label, on, own, on < today(), closed_because(on) or thin_because(on) or "")


def _way(page: MatterPage, one: Help) -> Way:
    if one.remedy is Remedy.AT_ONCE and one.day:
        return Way(f"Be nämnden justera beslutet omedelbart den {long_date(one.day)}", None, "")
    action, path, words = WAYS[one.remedy]
    about = "till" if one.remedy is Remedy.EXTENSION else "med beslut"
    follows = f" {about} den {long_date(one.day)}" if one.day else ""
    if action in page.actions:
        return Way(words + follows, f"/arenden/{page.matter.reply_id}/{path}", "")
    ready = one.remedy is Remedy.EXTENSION or page.matter.state in {ReplyState.SIGNED, ReplyState.TO_BOARD}
    return Way(words + follows, None, "görs av den som har rollen för det" if ready else "när texten är signerad")
