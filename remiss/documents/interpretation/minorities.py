"""Reservations, särskilda uttalanden and ersättaryttranden in a § of a protokoll: who, and in which words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from remiss.domain.parsed import ParsedMinority, ParsedSection

_NOUN = r"(?:reservation(?:er)?|särskil(?:t|da) (?:uttalande|yttrande)n?|ersättaryttranden?)"
_HEADING = re.compile(rf"{_NOUN}\b[\s:]*(?:(?:av|från)\s)?(?P<by>.{{0,150}})", re.IGNORECASE)
_KINDS = (
    ("ersattaryttrande", re.compile(r"ersättaryttrande", re.IGNORECASE)),
    ("sarskilt_uttalande", re.compile(r"särskil(?:t|da) (?:uttalande|yttrande)", re.IGNORECASE)),
    ("reservation", re.compile(r"reservation|reserver(?:ar|ade) sig", re.IGNORECASE)),
)
_PARTY = re.compile(r"\([A-ZÅÄÖ]")
_OPENINGS = (
    re.compile(r"\breserver(?:ar|ade) sig (?P<by>[A-ZÅÄÖ][^.:]{1,200}?\([A-ZÅÄÖ][^)]{0,12}\))"),
    re.compile(rf"^{_NOUN} \w+s (?:\w+ )?av (?P<by>[^.:]{{2,200}}?)(?=[.:]|\s(?:med|enligt|mot)\b|$)", re.IGNORECASE),
    re.compile(
        r"^(?P<by>[A-ZÅÄÖ(].{1,200}?)\s(?:reserver(?:ar|ade) sig|"
        rf"(?:lämna[rt]|lämnade|anmäl(?:er|de)|anför(?:de)?|av(?:ger|gav)|gör|gjorde|inkom(?:mer)?)\b.{{0,40}}?{_NOUN})"
    ),
)
_NEXT = re.compile(r"[.:]\s+(?=[A-ZÅÄÖ”])")
_NONE = re.compile(r"(?:inga?\b|–|-).{0,60}", re.IGNORECASE)


def minorities_in(sections: Iterable[ParsedSection]) -> tuple[ParsedMinority, ...]:
    """Return the minorities of one §. Under a heading of theirs what follows is their text; elsewhere a sentence that
    names a party is enough.
    """
    found: dict[tuple[str, str], ParsedMinority] = {}
    for section in sections:
        heading = _HEADING.fullmatch(section.heading.strip())
        rows = _under(section, heading["by"].strip()) if heading else _mentioned(section.paragraphs)
        for row in rows:
            found.setdefault((row.kind, row.parties), row)
    return tuple(found.values())


def _under(section: ParsedSection, by: str) -> list[ParsedMinority]:
    kind = _kind(section.heading) or "reservation"
    groups: list[tuple[str, list[str]]] = []
    for paragraph in section.paragraphs:
        who = _who(paragraph)
        if who or not groups:
            groups.append((who or by, []))
        groups[-1][1].append(paragraph)
    if not groups and by:
        groups.append((by, [section.heading]))
    return [
        ParsedMinority(_kind(words[0]) or kind, who, _own_text(words, opened=_who(words[0]) is not None), words[0])
        for who, words in groups
        if who or not _NONE.fullmatch(words[0])
    ]


def _mentioned(paragraphs: Sequence[str]) -> list[ParsedMinority]:
    rows = []
    for paragraph in paragraphs:
        who, kind = _who(paragraph), _kind(paragraph)
        if who and kind and _PARTY.search(who):
            rows.append(ParsedMinority(kind, who, paragraph, paragraph))
    return rows


def _own_text(words: Sequence[str], *, opened: bool) -> str:
    """Return what the minority says: after the sentence that names it, or that sentence when there is nothing more."""
    if not opened:
        return "\n\n".join(words)
    opening = _opening(words[0])
    same = _NEXT.split(words[0][opening.end() :], maxsplit=1)[1:] if opening else []
    return "\n\n".join([*same, *words[1:]]) or words[0]


def _who(paragraph: str) -> str | None:
    opening = _opening(paragraph)
    return opening["by"].strip(" ,") if opening else None


def _opening(paragraph: str) -> re.Match[str] | None:
    return next((match for pattern in _OPENINGS if (match := pattern.search(paragraph))), None)


def _kind(words: str) -> str | None:
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), None)
