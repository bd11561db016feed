"""*Hinner nämnden?* From a due date backwards: which meeting answers in time, on which days, and what helps if none.

Pure: meetings and ``is_working_day`` are handed in (DOMAIN §5). What is not known is said to be unknown, never assumed:
a body is only said to miss the date when its known calendar reaches beyond it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from remiss.domain.deadlines import IsWorkingDay, working_days_after, working_days_before, working_days_between
from remiss.domain.workflow.states import ReplyState

A_WEEK = 7
A_YEAR = timedelta(weeks=52)
JULY = 7


class Step(StrEnum):
    """The days of one meeting in the order of the work."""

    WRITTEN = "text_klar"
    STOP = "stoppdag"
    UNION = "forvaltningsgrupp"
    PREPARATION = "beredning"
    DISPATCH = "utskick"
    MEETING = "sammantrade"
    ADJUSTMENT = "justering"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            "text_klar": "Texten klar för granskning",
            "stoppdag": "Stoppdag, tjänsteutlåtandet signerat",
            "forvaltningsgrupp": "Förvaltningsgrupp",
            "beredning": "Beredning",
            "utskick": "Utskick av handlingarna",
            "sammantrade": "Sammanträde",
            "justering": "Protokollet justerat",
        }[self.value]


NEXT_STEP: dict[ReplyState, Step] = {
    ReplyState.SENT: Step.WRITTEN,
    ReplyState.RECEIVED: Step.WRITTEN,
    ReplyState.ASSIGNED: Step.WRITTEN,
    ReplyState.DRAFT: Step.WRITTEN,
    ReplyState.HEAD_REVIEW: Step.STOP,
    ReplyState.DIRECTOR_REVIEW: Step.STOP,
    ReplyState.SIGNED: Step.DISPATCH,
    ReplyState.TO_BOARD: Step.MEETING,
}
"""The next day to reach in each state that is on its way to a meeting."""
_ORDER = list(Step)


def is_ahead(step: Step, state: ReplyState) -> bool:
    """Tell whether a matter in ``state`` has ``step`` of its meeting before it."""
    return state in NEXT_STEP and _ORDER.index(step) >= _ORDER.index(NEXT_STEP[state])


@dataclass(frozen=True)
class Rhythm:
    """How many working days before a meeting each step lies; adjustment after it, writing before the stoppdag.

    The stoppdag of two real replies was 30 and 34 days before the meeting: 20 working days. ``writing`` is what the
    office takes at least to read the draft and write, from the day it gets the remiss.
    """

    writing: int = 10
    signing: int = 5
    stop: int = 20
    forum: int = 15
    preparation: int = 10
    dispatch: int = 6
    adjustment: int = 5


STANDARD = Rhythm()
"""What is counted with for bodies whose own days are theirs alone, and where a body has set nothing."""


@dataclass(frozen=True)
class DatedMeeting:
    """A meeting in the calendar; ``own`` are the days set for it, which override the rhythm, ``number`` its id."""

    held_on: date
    own: Mapping[Step, date] = field(default_factory=dict)
    number: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Office:
    """Who plans, from when: ``first`` is the next step to reach, ``begun`` says that the writing has begun; ``chair``:
    the chair may decide alone; ``company``: a board, whose VD may.
    """

    start: date
    first: Step = Step.WRITTEN
    begun: bool = False
    chair: bool = False
    company: bool = False


class Verdict(StrEnum):
    """Whether a body answers in time."""

    MISSES = "hinner_inte"
    AT_ONCE = "omedelbar_justering"
    UNKNOWN = "okant"
    FITS = "hinner"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            "hinner_inte": "Hinner inte",
            "omedelbar_justering": "Hinner med omedelbar justering",
            "okant": "Vet inte",
            "hinner": "Hinner",
        }[self.value]

    @property
    def in_time(self) -> bool:
        """True when a meeting decides before the date is out."""
        return self in {Verdict.FITS, Verdict.AT_ONCE}


class Remedy(StrEnum):
    """What helps when no meeting fits, in the order in which it is tried (DOMAIN §5)."""

    PRELIMINARY = "forhandssvar"
    AT_ONCE = "omedelbar_justering"
    OFFICE = "kontorsyttrande"
    DELEGATION = "delegationsbeslut"
    MANAGER = "vd_beslut"
    CHAIR = "ordforandebeslut"
    EXTENSION = "anstand"

    @property
    def label(self) -> str:
        """The words shown to people, as they stand in a sentence."""
        return {
            "forhandssvar": "förhandssvar",
            "omedelbar_justering": "omedelbar justering",
            "kontorsyttrande": "kontorsyttrande",
            "delegationsbeslut": "delegationsbeslut",
            "vd_beslut": "beslut av VD",
            "ordforandebeslut": "ordförandebeslut",
            "anstand": "anstånd",
        }[self.value]


@dataclass(frozen=True)
class Help:
    """A remedy, with the day it is about: when the decision follows, until when time is asked for."""

    remedy: Remedy
    day: date | None = None


@dataclass(frozen=True)
class Plan:
    """The answer for one body. ``meeting`` is the one that it answers at, or the next that it could; ``days`` are that
    meeting's. ``known_until`` is the last meeting in its calendar.
    """

    verdict: Verdict
    meeting: DatedMeeting | None
    days: Mapping[Step, date]
    remedies: tuple[Help, ...] = ()
    known_until: date | None = None


def a_year_on(meeting: DatedMeeting, taken: Collection[date], is_working_day: IsWorkingDay) -> DatedMeeting:
    """Return a meeting on the same weekday of the same week of the year after, its own days the same way before it.

    One that would fall on a closed day, in July or on a day that is ``taken`` waits a week, or several.
    """
    held_on = meeting.held_on + A_YEAR
    while held_on.month == JULY or held_on in taken or not is_working_day(held_on):
        held_on += timedelta(days=A_WEEK)
    moved = held_on - meeting.held_on
    own = {step: _open(day + moved, step, is_working_day) for step, day in meeting.own.items()}
    return DatedMeeting(held_on, own)


def _open(day: date, step: Step, is_working_day: IsWorkingDay) -> date:
    """Return ``day``, or the nearest open day on the side away from the meeting."""
    if is_working_day(day):
        return day
    count = working_days_after if step is Step.ADJUSTMENT else working_days_before
    return count(day, 1, is_working_day)


def wrong_day(meeting: DatedMeeting) -> Step | None:
    """Return the first own day that lies on the wrong side of the meeting, or None."""
    held_on = meeting.held_on
    late = [step for step, day in meeting.own.items() if step is not Step.ADJUSTMENT and day > held_on]
    early = [step for step, day in meeting.own.items() if step is Step.ADJUSTMENT and day < held_on]
    return next(iter([*late, *early]), None)


def days_of(meeting: DatedMeeting, rhythm: Rhythm, is_working_day: IsWorkingDay) -> dict[Step, date]:
    """Return every day of a meeting: its own where they are set, otherwise counted from the rhythm."""
    before = {
        Step.STOP: rhythm.stop,
        Step.UNION: rhythm.forum,
        Step.PREPARATION: rhythm.preparation,
        Step.DISPATCH: rhythm.dispatch,
    }
    held_on, own = meeting.held_on, meeting.own
    days = {s: own.get(s) or working_days_before(held_on, count, is_working_day) for s, count in before.items()}
    for earlier, later in pairwise(before):  # a late stoppdag of its own pushes what is counted, never what is set
        days[later] = own.get(later) or max(days[later], days[earlier])
    days[Step.WRITTEN] = own.get(Step.WRITTEN) or working_days_before(days[Step.STOP], rhythm.signing, is_working_day)
    days[Step.MEETING] = held_on
    days[Step.ADJUSTMENT] = own.get(Step.ADJUSTMENT) or working_days_after(held_on, rhythm.adjustment, is_working_day)
    return {step: days[step] for step in Step}


def reachable(
    meetings: Sequence[DatedMeeting], office: Office, rhythm: Rhythm, is_working_day: IsWorkingDay
) -> list[tuple[DatedMeeting, dict[Step, date]]]:
    """Return the meetings that the office can still be ready for, the nearest first, with their days."""
    found, needed = [], 0 if office.begun else rhythm.writing
    for meeting in sorted(meetings, key=lambda one: one.held_on):
        days = days_of(meeting, rhythm, is_working_day)
        first = days[office.first]
        enough = first >= office.start and working_days_between(office.start, first, is_working_day) >= needed
        if enough:
            found.append((meeting, days))
    return found


def plan(
    meetings: Sequence[DatedMeeting], due_on: date, office: Office, rhythm: Rhythm, is_working_day: IsWorkingDay
) -> Plan:
    """Return whether a body that has ``meetings`` answers by ``due_on``, at which meeting, and what helps if not."""
    possible = reachable(meetings, office, rhythm, is_working_day)
    until = max((one.held_on for one in meetings), default=None)
    in_time = [pair for pair in possible if pair[0].held_on <= due_on]
    if in_time:
        meeting, days = in_time[-1]
        fits = days[Step.ADJUSTMENT] <= due_on
        helps = () if fits else (Help(Remedy.AT_ONCE, meeting.held_on),)
        return Plan(Verdict.FITS if fits else Verdict.AT_ONCE, meeting, days, helps, until)
    if until is None or until <= due_on:
        return Plan(Verdict.UNKNOWN, None, {}, (), until)
    if not possible:
        return Plan(Verdict.MISSES, None, {}, remedies(office, {}), until)
    meeting, days = possible[0]
    return Plan(Verdict.MISSES, meeting, days, remedies(office, days), until)


def remedies(office: Office, days: Mapping[Step, date]) -> tuple[Help, ...]:
    """Return what helps when the meeting of ``days`` comes too late, in the order in which it is tried."""
    alone = [Remedy.MANAGER] if office.company else [Remedy.OFFICE, Remedy.DELEGATION]
    chair = [Remedy.CHAIR] if office.chair and not office.company else []
    return (
        Help(Remedy.PRELIMINARY, days.get(Step.MEETING)),
        *(Help(remedy) for remedy in (*alone, *chair)),
        Help(Remedy.EXTENSION, days.get(Step.ADJUSTMENT)),
    )


@dataclass(frozen=True)
class OtherDate:
    """Another due date, and how many of the bodies with a known calendar would then miss it."""

    due_on: date
    missing: int


def other_dates(plans: Sequence[Plan], due_on: date, is_working_day: IsWorkingDay) -> list[OtherDate]:
    """Return later due dates that let more bodies in, the nearest first. Each leaves a working day to send in."""
    missed = [one for one in plans if one.verdict is Verdict.MISSES]
    first = sorted(working_days_after(one.meeting.held_on, 1, is_working_day) for one in missed if one.meeting)
    found = [OtherDate(day, len(missed) - sum(other <= day for other in first)) for day in sorted(set(first))]
    return [one for one in found if one.due_on > due_on]


def best_date(others: Sequence[OtherDate], missing: int, due_on: date) -> OtherDate | None:
    """Return the date worth moving to: each week that everybody waits longer must let at least one more body in."""

    def worth(one: OtherDate) -> float:
        return missing - one.missing - (one.due_on - due_on).days / A_WEEK

    return max((one for one in others if worth(one) >= 0), key=worth, default=None)
