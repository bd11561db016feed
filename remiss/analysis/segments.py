"""Cutting the sentences of a section into viewpoints: one evaluated object or one request each.

Explanation, example and motivation belong to the viewpoint before them, a sentence that leads in to the one after.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from remiss.analysis.roles import RoleSentence
from remiss.analysis.subjects import names_document
from remiss.domain.stance import SentenceRole, Stance
from remiss.domain.statement import SectionKey
from remiss.language.words import best_share, content_stems

_ADDS = re.compile(
    r"\b(?:även|också|vidare|dessutom|därutöver|därtill|slutligen|likaså|ytterligare|däremot|dock|därjämte|utöver)\b"
)
_LEANS_BACK = re.compile(
    r"\b(?:därför|således|därmed|mot bakgrund av|mot den bakgrunden|av det skälet|av den anledningen|följaktligen|"
    r"utifrån detta|till följd av detta)\b"
)
_WHOLE_AS_SUBJECT = re.compile(r"[\wåäö]*(?:programmet|planen|strategin|policyn|förslaget|dokumentet|utkastet)\b")
_REQUESTS = (Stance.PROPOSES_CHANGE, Stance.ASKS_CLARIFICATION)
_APPROVALS = (Stance.SUPPORTS, Stance.SUPPORTS_WITH_REMARK)
_LOOSE = (SentenceRole.BACKGROUND, SentenceRole.RETELLING, SentenceRole.OWN_WORK)
_RETOLD = (SectionKey.SUMMARY, SectionKey.BACKGROUND, SectionKey.MATTER)
FIRST_WORDS = 9


@dataclass(frozen=True)
class Segment:
    """Sentences ``first``–``last`` (inclusive places in the section) that make one viewpoint."""

    first: int
    last: int


def cut_segments(sentences: Sequence[RoleSentence]) -> tuple[Segment, ...]:
    """Return the viewpoints of one section in order, and give every sentence in them its final role."""
    owners = _owners(sentences)
    _attach_loose(sentences, owners)
    if _promote_soft(sentences, owners):
        owners = _owners(sentences)
        _attach_loose(sentences, owners)
    segments = []
    for number in sorted({o for o in owners if o is not None}):
        places = [place for place, owner in enumerate(owners) if owner == number]
        segments.append(Segment(places[0], places[-1]))
    for place, owner in enumerate(owners):
        if owner is not None and sentences[place].role is not SentenceRole.VIEWPOINT_CORE:
            sentences[place].role = SentenceRole.VIEWPOINT_SUPPORT
    return tuple(segments)


def _promote_soft(sentences: Sequence[RoleSentence], owners: Sequence[int | None]) -> bool:
    """Make viewpoints of praise and blame that no viewpoint took in: better one too many than one lost."""
    left = [s for s, owner in zip(sentences, owners, strict=True) if s.soft and owner is None]
    for sentence in left:
        sentence.role = SentenceRole.VIEWPOINT_CORE
    return bool(left)


def _owners(sentences: Sequence[RoleSentence]) -> list[int | None]:
    owners: list[int | None] = [None] * len(sentences)
    number, previous = -1, None
    for place, sentence in enumerate(sentences):
        if sentence.role is not SentenceRole.VIEWPOINT_CORE:
            continue
        if previous is None or not _same_viewpoint(sentences, previous, place):
            number += 1
        elif previous is not None:
            for between in range(previous + 1, place):
                owners[between] = number
        owners[place] = number
        previous = place
    return owners


def _same_viewpoint(sentences: Sequence[RoleSentence], previous: int, place: int) -> bool:
    before, now = sentences[previous], sentences[place]
    if now.paragraph != before.paragraph or place - previous > 2 or _breaks(sentences[previous + 1 : place]):
        return False
    if _adds_something(now):
        return False
    if now.is_anaphoric and not now.opinion:
        return _goes_with(before, now)
    if _praises_whole(before) and _WHOLE_AS_SUBJECT.match(now.folded) and _praises_whole(now) and place == previous + 1:
        return True
    wishes_again = now.reading.stance in _REQUESTS and _same_kind(before, now) and not now.opinion
    return wishes_again and place == previous + 1 and _shared(before.text, now.text) > 0


def _breaks(between: Sequence[RoleSentence]) -> bool:
    return any(s.role not in (SentenceRole.BACKGROUND, SentenceRole.VIEWPOINT_SUPPORT) for s in between)


def _adds_something(sentence: RoleSentence) -> bool:
    return bool(_ADDS.search(" ".join(sentence.folded.split()[:FIRST_WORDS])))


def _goes_with(before: RoleSentence, now: RoleSentence) -> bool:
    return _same_kind(before, now) or (now.reading.stance in _REQUESTS and before.reading.stance is Stance.OBJECTS)


def _same_kind(before: RoleSentence, now: RoleSentence) -> bool:
    first, second = before.reading.stance, now.reading.stance
    return (
        first is second or all(s in _REQUESTS for s in (first, second)) or all(s in _APPROVALS for s in (first, second))
    )


def _praises_whole(sentence: RoleSentence) -> bool:
    opening = " ".join(sentence.folded.split()[:FIRST_WORDS])
    if sentence.reading.stance is not Stance.SUPPORTS or opening.startswith("att "):
        return False
    return bool(_WHOLE_AS_SUBJECT.match(opening)) or (sentence.opinion and names_document(opening))


def _attach_loose(sentences: Sequence[RoleSentence], owners: list[int | None]) -> None:
    place = 0
    while place < len(sentences):
        if owners[place] is not None or sentences[place].role not in _LOOSE:
            place += 1
            continue
        end = place
        while end < len(sentences) and owners[end] is None and sentences[end].role in _LOOSE:
            end += 1
        _attach_run(sentences, owners, place, end)
        place = end


def _attach_run(sentences: Sequence[RoleSentence], owners: list[int | None], start: int, end: int) -> None:
    """Give a run of loose sentences to the viewpoint before it, from its end to the one after, or to nobody."""
    before = start - 1 if start and owners[start - 1] is not None else None
    after = end if end < len(sentences) and owners[end] is not None else None
    lead_in = _lead_in_start(sentences, end, before, after) if after is not None else end
    for place in range(lead_in, end):
        owners[place] = owners[end]
    if before is None:
        return
    for place in range(start, lead_in):
        if not _belongs_back(sentences, before, place):
            return
        owners[place] = owners[before]


def _lead_in_start(sentences: Sequence[RoleSentence], end: int, before: int | None, after: int) -> int:
    last = sentences[end - 1]
    core = sentences[after]
    if last.paragraph != core.paragraph:
        return end
    leans = bool(_LEANS_BACK.search(core.folded)) or core.is_anaphoric
    forward = _shared(last.text, core.text)
    backward = _shared(last.text, sentences[before].text) if before is not None else 0.0
    if leans and (before is None or forward >= backward):
        return end - 1
    if core.reading.stance in (*_REQUESTS, Stance.SUPPORTS_WITH_REMARK) and forward > max(backward, 0.0):
        return end - 1
    return end


def _belongs_back(sentences: Sequence[RoleSentence], before: int, place: int) -> bool:
    sentence = sentences[place]
    if sentence.section in _RETOLD and sentence.role is SentenceRole.RETELLING:
        return False
    new_paragraph = sentence.paragraph != sentences[before].paragraph
    if sentence.role is SentenceRole.OWN_WORK:
        return not new_paragraph
    if sentence.role is SentenceRole.RETELLING:
        return False
    return not new_paragraph or sentence.is_anaphoric


def _shared(first: str, second: str) -> float:
    """Return how much of the shorter text's content words the other holds, compounds in part (0–1)."""
    one, two = set(content_stems(first)), set(content_stems(second))
    if not one or not two:
        return 0.0
    small, large = sorted((one, two), key=lambda stems: (len(stems), sorted(stems)))
    return sum(best_share(s, sorted(large)) for s in sorted(small)) / len(small)
