"""The sentences of *Ärendets beredning* that follow from what the office has noted: who took part, and samverkan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from remiss.domain.editing import TypedSection, apply_edit, typed
from remiss.domain.statement import CanonicalText, SectionKey, normalise
from remiss.text import listed, long_date


@dataclass(frozen=True)
class NotedConsultation:
    """Facklig samverkan: in which forum, and when."""

    forum: str
    held_on: date


def preparation_sentences(
    office: str, units: Sequence[str], consultations: Sequence[NotedConsultation], today: date
) -> list[str]:
    """Return who prepared the matter and where it was dealt with, one sentence each; days to come in the present."""
    prepared = f"Ärendet har beretts av {listed(units) if units else office_words(office)}."
    return [prepared, *(_consulted(one, today) for one in consultations)]


def office_words(office: str) -> str:
    """Return the office as written inside a sentence: *socialförvaltningen*, but *Stockholm Vatten och Avfall*."""
    return office.lower() if office.endswith(("förvaltningen", "kontoret")) and " " not in office else office


def with_preparation(text: CanonicalText, heading: str, before: Sequence[str], now: Sequence[str]) -> CanonicalText:
    """Return ``text`` with what is noted ``now`` in *Ärendets beredning*.

    A sentence from ``before`` that still stands word for word gives way; what a person has written or changed stays.
    """
    sections = list(typed(text, ()))
    place = next((n for n, section in enumerate(sections) if section.key is SectionKey.PREPARATION), None)
    if place is None:
        place = _usual_place(sections)
        sections.insert(place, TypedSection(SectionKey.PREPARATION, heading, ""))
    sections[place] = replace(sections[place], body=_renewed(sections[place].body, before, now))
    return apply_edit(text, sections)


def _consulted(one: NotedConsultation, today: date) -> str:
    verb = "har behandlats" if one.held_on <= today else "behandlas"
    return f"Ärendet {verb} i {one.forum} den {long_date(one.held_on)}."


def _renewed(body: str, before: Sequence[str], now: Sequence[str]) -> str:
    gone = [sentence for sentence in before if sentence not in now and normalise(sentence) in normalise(body)]
    new = [sentence for sentence in now if normalise(sentence) not in normalise(body)]
    kept = [new.pop(0) if gone and new else "" for _ in gone]
    for old, fresh in zip(gone, kept, strict=True):
        body = body.replace(old, fresh)
    paragraphs = [part for part in (*body.split("\n\n"), " ".join(new)) if part.strip()]
    return "\n\n".join(paragraphs)


def _usual_place(sections: Sequence[TypedSection]) -> int:
    order = list(SectionKey)
    later = order[order.index(SectionKey.PREPARATION) + 1 :]
    return next((n for n, section in enumerate(sections) if section.key in later), len(sections))
