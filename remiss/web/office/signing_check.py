"""Kontroll före signering: what a reader would stumble on, with the words. Most of it warns, a little blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from remiss.analysis.contradictions import contradiction
from remiss.domain.demands import gaps
from remiss.domain.stance import Stance, stance_label
from remiss.domain.statement import SectionKey, missing_sections
from remiss.domain.workflow.checks import ReplyFacts
from remiss.language.sentences import split_sentences
from remiss.models.replies import Reply
from remiss.queries.former_names import former_names
from remiss.queries.matter import last_reasons
from remiss.queries.matter_text import SavedText
from remiss.queries.matter_viewpoints import MarkedViewpoint, marked_viewpoints
from remiss.queries.questions import demands_on
from remiss.text import counted, listed

_NO_OBJECTIONS = re.compile(
    r"\b(?:inga invändningar|inget att invända|inget att erinra|ingen erinran|inga synpunkter|tillstyrker (?:remissen|"
    r"programmet|förslaget) i (?:sin|dess) helhet)\b"
)
_NUMBER = re.compile(r"\b[A-ZÅÄÖ]{2,5} \d{4}/\d{1,6}\b")


@dataclass(frozen=True)
class Finding:
    """One thing to look at: what it is, the sentence it is about, the words that caused it, and whether it blocks."""

    words: str
    quote: str = ""
    cues: tuple[str, ...] = ()
    blocks: bool = False


def findings(reply: Reply, saved: SavedText | None, facts: ReplyFacts, today: date) -> list[Finding]:
    """Return what to look at before ``saved`` is handed over or signed, what blocks first."""
    if saved is None:
        return []
    viewpoints = [v for v in marked_viewpoints(reply) if not v.removed]
    found = [
        *_missing(saved, facts), *_against(viewpoints), *_whole(saved, viewpoints), *_numbers(reply, saved),
        *_names(saved, today), *_points(reply, saved),
    ]  # fmt: skip
    return sorted(found, key=lambda finding: not finding.blocks)


def before_handing_over(reply: Reply, saved: SavedText | None, facts: ReplyFacts, today: date) -> list[Finding]:
    """Return the same and what the sender has asked for that the text lacks: whoever signs sees that for itself."""
    asked = gaps(demands_on(reply), saved.text) if saved else []
    return [*findings(reply, saved, facts, today), *(Finding(words) for words in asked)]


def _missing(saved: SavedText, facts: ReplyFacts) -> Iterator[Finding]:
    for key in missing_sections(saved.text):
        what = "Förslag till beslut" if key is SectionKey.PROPOSAL else f"”{key.usual_heading}”"
        yield Finding(f"{what} saknas i texten.", blocks=True)
    for name in facts.missing_attachments:
        yield Finding("Bilagan nämns i texten men ingen fil är bifogad.", quote=name, blocks=True)


def _against(viewpoints: Sequence[MarkedViewpoint]) -> Iterator[Finding]:
    for viewpoint in viewpoints:
        found = contradiction(viewpoint.text, viewpoint.stance) if viewpoint.classified else None
        if found:
            chosen = stance_label(viewpoint.stance)
            words = f"Synpunkten är klassad som ”{chosen}”, men texten läses som ”{stance_label(found.stance)}”."
            yield Finding(words, found.sentence, found.cues)


def _whole(saved: SavedText, viewpoints: Sequence[MarkedViewpoint]) -> Iterator[Finding]:
    """A summary without objections above viewpoints that object."""
    objections = sum(viewpoint.stance is Stance.OBJECTS for viewpoint in viewpoints)
    summary = split_sentences(saved.text.section_text(SectionKey.SUMMARY).replace("\n", " "))
    for sentence in summary if objections else ():
        if cue := _NO_OBJECTIONS.search(sentence.casefold()):
            marked = counted(objections, "synpunkt invänder", "synpunkter invänder")
            yield Finding(f"Sammanfattningen stöder förslaget, men {marked}.", sentence, (cue.group(),))


def _numbers(reply: Reply, saved: SavedText) -> Iterator[Finding]:
    """Which matter is answered: the header carries the numbers, and the text must not name another matter as this."""
    if not reply.remiss.diary_number:
        yield Finding("Avsändarens diarienummer saknas, så svaret säger inte vilket ärende det hör till.")
    if not reply.diary_number:
        yield Finding("Ert eget diarienummer saknas i sidhuvudet.")
    told = " ".join([saved.title, *(saved.text.section_text(key) for key in (SectionKey.PROPOSAL, SectionKey.SUMMARY))])
    own = {reply.remiss.diary_number, reply.diary_number}
    others = [number for number in dict.fromkeys(_NUMBER.findall(told)) if number not in own]
    if reply.remiss.diary_number and others:
        yield Finding(f"Texten nämner {listed(others)}, men remissen har diarienummer {reply.remiss.diary_number}.")


def _points(reply: Reply, saved: SavedText) -> Iterator[Finding]:
    """What was asked for the last time the text came back, and is not ticked off."""
    reasons = last_reasons(reply.id)
    for point in reasons.points if reasons and saved.number > reasons.number else ():
        if not point.done:
            yield Finding("En punkt från förra omgången är inte avbockad.", point.text)


def _names(saved: SavedText, today: date) -> Iterator[Finding]:
    for found in former_names(saved.text.plain_text(), today):
        now = f" Den heter nu {found.now}." if found.now else ""
        yield Finding(f"{found.name} finns inte längre under det namnet.{now}", found.sentence, (found.name,))
