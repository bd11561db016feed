"""The mail that reminds a person: every matter of the day in one, the most pressing first.

What is wanted depends on where the matter stands, so the sentences are made here and not in the templates.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from remiss.domain.board_words import spoken
from remiss.domain.planning import Step
from remiss.domain.workflow.states import ReplyState
from remiss.notifications.message import Contact
from remiss.text import NBSP, counted, listed, long_date

WANTED = {
    ReplyState.SENT: "Ta emot remissen till {}.",
    ReplyState.RECEIVED: "Fördela remissen till en handläggare hos {}.",
    ReplyState.ASSIGNED: "Börja skriva svaret från {}.",
    ReplyState.DRAFT: "Skriv klart svaret från {}.",
    ReplyState.HEAD_REVIEW: "Granska och signera svaret från {}.",
    ReplyState.DIRECTOR_REVIEW: "Signera svaret från {}.",
    ReplyState.SIGNED: "Anmäl svaret från {} till ett sammanträde.",
    ReplyState.TO_BOARD: "Registrera beslutet om svaret från {}.",
    ReplyState.DECIDED: "Notera när protokollet med beslutet om svaret från {} är justerat.",
    ReplyState.ADJUSTED: "Expediera svaret från {}.",
    ReplyState.OUTSIDE: "Lämna över svaret från {} och notera vilken dag det skedde.",
}
COMES_NEAR = {
    Step.WRITTEN: ("texten klar", "texten ska vara klar för granskning"),
    Step.STOP: ("stoppdag", "stoppdag är"),
    Step.UNION: ("förvaltningsgrupp", "förvaltningsgruppen möts"),
    Step.PREPARATION: ("beredning", "beredningen är"),
    Step.DISPATCH: ("utskick", "handlingarna skickas ut"),
}
"""A day before the planned meeting: as it is called in a subject, and how a sentence about it begins."""
STANDS_IN = "Se till att svaret från {} blir klart."


@dataclass(frozen=True)
class Entry:
    """One matter of the mail. ``step`` is where it stands, empty for who only stands in, None at the sender.

    ``asked`` says that the sender of the remiss asked for the reminder, ``outside`` that it sends nothing from here.
    ``internal_on`` is the body's own date for the text; ``planned_on`` the day on which it should have gone, when late;
    ``meeting_days`` are those days before the planned meeting that come near.
    ``company`` and ``council`` say that all the bodies are companies or råd.
    """

    title: str
    diary_number: str
    sender: str
    bodies: tuple[str, ...]
    due_on: date
    late: bool
    step: str | None
    asked: bool
    outside: bool
    url: str
    contact: Contact
    internal_on: date | None = None
    planned_on: date | None = None
    meeting_days: tuple[tuple[Step, date], ...] = ()
    company: bool = False
    council: bool = False

    @property
    def at_sender(self) -> bool:
        """True where the reader runs the remiss and its bodies are late."""
        return self.step is None

    @property
    def action(self) -> str:
        """What is wanted, and by when."""
        if self.step is None:
            who = f"{self.bodies[0]}," if len(self.bodies) == 1 else f"de {len(self.bodies)} instanser"
            return f"Påminn eller kontakta {who} som inte har svarat i tid."
        words = WANTED[ReplyState(self.step)] if self.step else STANDS_IN
        wanted = spoken(words, company=self.company, council=self.council).format(listed(self.bodies))
        day = long_date(self.due_on)
        if near := self._near:
            return f"{wanted} {near[0].upper()}{near[1:]}, sista svarsdag den {day}."
        if self.late:
            return f"{wanted} Svaret skulle ha kommit in senast den {day}."
        return f"{wanted} Svaret ska ha kommit in senast den {day} kl.{NBSP}23.59."

    @property
    def _near(self) -> str:
        """The body's own days that come near, or nothing."""
        internal = [f"internt datum är den {long_date(self.internal_on)}"] if self.internal_on else []
        days = [f"{COMES_NEAR[step][1]} den {long_date(day)}" for step, day in self.meeting_days]
        return ", ".join([*days, *internal])

    @property
    def delay(self) -> str:
        """That the reminder should have come earlier, or nothing."""
        return (
            f" Påminnelsen är försenad: den skulle ha kommit den {long_date(self.planned_on)}."
            if self.planned_on
            else ""
        )

    @property
    def details(self) -> str:
        """What else to know."""
        return self._standing + self.delay

    @property
    def _standing(self) -> str:
        if self.step is None:
            day, late = long_date(self.due_on), listed(self.bodies)
            return f"Inget svar hade kommit in när svarstiden gick ut den {day}: {late}."
        asked = f"{self.sender} påminner om remissen. " if self.asked else ""
        if self.step == ReplyState.OUTSIDE:
            return f"{asked}Svaret hanteras utanför systemet för sekretess. Lägg inte in någon text i Remiss."
        if self.late:
            return f"{asked}Svarstiden har gått ut, men svaret kan lämnas ändå: gör det så snart det är klart."
        missing = "Svaret är inte expedierat ännu." if self.outside else "Inget svar har kommit in ännu."
        return f"{asked}{missing} Är svaret redan beslutat kan ni lämna in de färdiga handlingarna direkt."

    @property
    def link(self) -> str:
        """What the link leads to."""
        return "Öppna remissen" if self.step is None else "Öppna ärendet"


@dataclass(frozen=True)
class Digest:
    """The entries of one mail, in the order of their due dates."""

    entries: tuple[Entry, ...]

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, Any]], base_url: str) -> Digest:
        """Return the digest of entries as they were queued; links begin with ``base_url``."""
        entries = [_entry(row, base_url.rstrip("/")) for row in rows]
        return cls(tuple(sorted(entries, key=lambda entry: (entry.due_on, entry.diary_number))))

    @property
    def subject(self) -> str:
        """How many matters and by when; of a single one also which."""
        late = sum(entry.late for entry in self.entries)
        if len(self.entries) == 1:
            return _subject_of(self.entries[0])
        if late == len(self.entries):
            return f"Påminnelse om {len(self.entries)} försenade ärenden"
        some_late = f", {late} {'försenat' if late == 1 else 'försenade'}" if late else ""
        return f"Påminnelse om {len(self.entries)} ärenden{some_late}, närmast {long_date(self._nearest)}"

    @property
    def action(self) -> str:
        """The first line."""
        if len(self.entries) == 1:
            return self.entries[0].action
        many = counted(len(self.entries), "ärende", "ärenden")
        if all(entry.late for entry in self.entries):
            return f"Ta hand om {many} där svarstiden har gått ut."
        return f"Ta hand om {many}. Nästa svar ska ha kommit in senast den {long_date(self._nearest)} kl.{NBSP}23.59."

    @property
    def _nearest(self) -> date:
        return min(entry.due_on for entry in self.entries if not entry.late)


def _subject_of(entry: Entry) -> str:
    matter = f"{entry.title} ({entry.diary_number})"
    if entry.at_sender:
        return f"{counted(len(entry.bodies), 'instans', 'instanser')} har inte svarat i tid: {matter}"
    if entry.meeting_days:
        step, day = entry.meeting_days[0]
        return f"Påminnelse, {COMES_NEAR[step][0]} {long_date(day)}: {matter}"
    if entry.internal_on:
        return f"Påminnelse, internt datum {long_date(entry.internal_on)}: {matter}"
    if entry.late:
        return f"Försenat svar, sista svarsdag var {long_date(entry.due_on)}: {matter}"
    return f"Påminnelse, svara senast {long_date(entry.due_on)}: {matter}"


def _entry(row: Mapping[str, Any], base_url: str) -> Entry:
    return Entry(
        title=row["title"],
        diary_number=row["diary_number"],
        sender=row["sender"],
        bodies=tuple(row["bodies"]),
        due_on=date.fromisoformat(row["due_on"]),
        late=row["late"],
        outside=row.get("outside", False),
        step=row["step"],
        asked=row.get("asked", False),
        url=f"{base_url}{row['path']}",
        contact=Contact(*row["contact"]),
        internal_on=date.fromisoformat(row["internal_on"]) if "internal_on" in row else None,
        planned_on=date.fromisoformat(row["planned_on"]) if "planned_on" in row else None,
        meeting_days=tuple((Step(step), date.fromisoformat(day)) for step, day in row.get("meeting_days", ())),
        company=row.get("company", False),
        council=row.get("council", False),
    )
