"""Finding the cue words of one sentence: where they stand, how strongly they speak, and what turns them round."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from remiss.analysis.patterns import NEGATIONS, CueSet, read_cue_sets


class CueKind(StrEnum):
    """What a cue speaks for; the value is the name of its file in ``data/``."""

    SUPPORT = "support"
    OBJECT = "object"
    CHANGE = "change"
    CLARIFY = "clarify"
    STRESS = "stress"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class FoundCue:
    """A cue at ``start``–``end`` (characters of the sentence); ``level`` 3 is a position taken, 1 a bare hint."""

    kind: CueKind
    level: int
    start: int
    end: int


_NEGATION = "|".join(NEGATIONS)
_NEGATED_BEFORE = re.compile(
    rf"\b(?:{_NEGATION}|sällan|föga|vare sig)\s+(?:(?!bara|enbart|minst|endast)[\w-]+\s+){{0,2}}$"
)
_NEGATED_AFTER = re.compile(
    r"^\s+(?:därför\s+|dock\s+|alltså\s+|heller\s+|således\s+|oss\s+|sig\s+)?(?:inte|ej)\b(?!\s+(?:bara|minst|enbart))"
)
_NEGATED_WITHIN = re.compile(rf"\s(?:{_NEGATION}|minskad[et]?|minskat|färre|lägre)\s(?!bara|minst|enbart)")
_CONDITIONAL = re.compile(r"\b(?:skulle|vore|hade)\s+(?:[\w-]+\s+){0,3}$")
# "Det krävs inte" and "där stöd behövs" ask for nothing, while "bör inte" does.
_NEED = re.compile(r"(?:(?:krävs|behövs|kräver|behöver)|(?:det )?saknas)\b")
_RELATIVE = re.compile(r"\b(?:(?:som|där|vilka)\s+(?:[\w-]+\s+){0,1}|(?:om|när)\s+(?:det|så)\s+)$")
_OF_FORMER = re.compile(r"\s+(?:i|med|hos) (?:den|det|de) (?:tidigare|förra|gamla|föregående)\b")
_NO_NOUN = re.compile(r"\s*(?:[.,;:!?]|$)|\s+(?:som|är|att|och)\b")
_PRESCRIBED = re.compile(r"\b(?:ska|skall|måste|kan|får)\s+$")
_ACCEPTED = re.compile(r"(?:godtas|accepteras|godkännas|delas)\b")
_WELCOME = re.compile(r"uppskatta|välkomna")
# "Uppskattas till", "uppskattar att drygt 400 berörs": an estimate, no praise.
_AMOUNT = (
    r"(?:\d|(?:omkring|cirka|ca|drygt|knappt|ungefär|mellan|uppemot|hälften|procent|hundra\w*|tusen\w*|miljon\w*|"
    r"två|tre|fyra|fem|sex|sju|åtta|nio|tio|tolv)\b)"
)
_RECKONED = (
    r"(?:tar|kostar|krävs|kräver|behövs|behöver|berörs?|motsvarar|uppgår|omfattar|blir|kommer att|finns|rör sig)"
)
_ESTIMATES = re.compile(
    rf"uppskatta\w*\s+(?:att\b.*\b{_RECKONED}\b.*\b{_AMOUNT}|att\b.*\b{_AMOUNT}.*\b{_RECKONED}\b|.*\btill\s+{_AMOUNT})"
)
_ESTIMATED = re.compile(
    r"uppskatta(?!r\b)\w*\s+(?:[\w-]+\s+){0,2}?(?:till(?! fullo)|vara|uppgå|kosta|omfatta|motsvara|beröra|"
    r"översiktligt|grovt|preliminärt|överslagsvis)\b"
)
_AMOUNT_BEFORE = re.compile(
    r"\b(?:kostnad|antal|behov|storlek|omfattning|volym|belopp|summa|tidsåtgång|utgift|resursbehov)\w*\b(?:\s+[\w-]+){0,5}\s+$"
)
_PARTICIPLE = re.compile(r"uppskatta(?!r\b)\w*(?!\s+(?:av|att|mycket|särskilt)\b)")
# "Har länge efterfrågat" what has now come is praise; what is still missing is asked for.
_LONG_ASKED = re.compile(r".*\blänge\b")
_STILL = re.compile(r"\b(?:fortfarande|ännu|alltjämt|utan (?:att|resultat))\b|\bsaknar\b")
_UNCLEAR = re.compile(r"o(?:klar|tydlig|viss|precis)|svår|diffus|tvetyd|dubbeltyd|mångtyd|flertyd|öppnar|lämnar")
_TURNED = {CueKind.SUPPORT: CueKind.OBJECT, CueKind.OBJECT: CueKind.SUPPORT, CueKind.CLARIFY: CueKind.SUPPORT}


def find_cues(folded: str) -> tuple[FoundCue, ...]:
    """Return the cues of ``folded`` (one sentence in lower case), in order of place, longest first."""
    found = (cue for kind in CueKind for cues in read_cue_sets(kind) for cue in _find(cues, folded))
    return tuple(sorted(_without_covered(found), key=lambda c: (c.start, -c.level, -c.end, c.kind)))


def _find(cues: CueSet, folded: str) -> Iterable[FoundCue]:
    kind = CueKind(cues.kind)
    for match in cues.negating.finditer(folded) if cues.negating else ():
        yield FoundCue(kind, cues.level, match.start(), match.end())
    for match in cues.plain.finditer(folded) if cues.plain else ():
        yield _turn(FoundCue(kind, cues.level, match.start(), match.end()), folded)


def _turn(cue: FoundCue, folded: str) -> FoundCue:
    before, after = folded[: cue.start], folded[cue.end :]
    if other := _as_fact_or_wish(cue, folded, after) or _as_no_blame(cue, folded, after):
        return other
    wished_for = cue.level < 3 or _WELCOME.match(folded, cue.start)
    if cue.kind is CueKind.SUPPORT and wished_for and _CONDITIONAL.search(before):
        return replace(cue, kind=CueKind.CHANGE, level=2)
    if cue.kind is CueKind.CHANGE and _NEED.match(folded, cue.start) and _asks_for_nothing(before, after):
        return replace(cue, level=1)
    if cue.kind in (CueKind.SUPPORT, CueKind.OBJECT) and cue.level > 1 and _in_passing(cue, folded, before):
        return replace(cue, level=cue.level - 1)
    if cue.kind not in _TURNED or not _is_negated(cue, folded, before, after):
        return cue
    if cue.kind is CueKind.CLARIFY and not _UNCLEAR.match(folded, cue.start):
        return cue
    if cue.kind is CueKind.CLARIFY:
        return replace(cue, kind=CueKind.SUPPORT, level=1)
    return replace(cue, kind=_TURNED[cue.kind], level=min(cue.level, 2) if cue.kind is CueKind.OBJECT else cue.level)


def _as_fact_or_wish(cue: FoundCue, folded: str, after: str) -> FoundCue | None:
    """Return what a word of praise is instead where it praises nothing."""
    if cue.kind is not CueKind.SUPPORT:
        return None
    if _LONG_ASKED.match(folded[cue.start : cue.end]) and _STILL.search(after):
        return replace(cue, kind=CueKind.CHANGE, level=2)
    return _as_estimate(cue, folded)


def _as_no_blame(cue: FoundCue, folded: str, after: str) -> FoundCue | None:
    """Return what a word of blame is instead where it blames the older document, or means *for many people*."""
    if cue.kind is not CueKind.OBJECT:
        return None
    if _OF_FORMER.match(after):
        return replace(cue, kind=CueKind.SUPPORT, level=1)
    people = folded[cue.start : cue.end].endswith(("för många", "för alla")) and _NO_NOUN.match(after)
    return replace(cue, kind=CueKind.NEUTRAL, level=1) if people else None


def _in_passing(cue: FoundCue, folded: str, before: str) -> bool:
    """Tell whether blame or praise describes a thing by the way: *som är mest kritiska*, *försök ska godtas*."""
    if cue.kind is CueKind.OBJECT and before.endswith(" som ") and folded.startswith("är ", cue.start):
        return True
    return _PRESCRIBED.search(before) is not None and _ACCEPTED.match(folded, cue.start) is not None


def _as_estimate(cue: FoundCue, folded: str) -> FoundCue | None:
    """Return *uppskatta* as a fact, with the word for what is reckoned, when it reckons an amount."""
    before = _AMOUNT_BEFORE.search(folded[: cue.start])
    found = _ESTIMATES.match(folded, cue.start) or _ESTIMATED.match(folded, cue.start)
    found = found or (_PARTICIPLE.match(folded, cue.start) if before else None)
    if found is None:
        return None
    return FoundCue(CueKind.NEUTRAL, 1, before.start() if before else cue.start, found.end())


def _is_negated(cue: FoundCue, folded: str, before: str, after: str) -> bool:
    if _NEGATED_WITHIN.search(folded[cue.start : cue.end]):
        return True
    if _NEGATED_BEFORE.search(before):
        return True
    return cue.kind is CueKind.SUPPORT and cue.level == 3 and bool(_NEGATED_AFTER.search(after))


def _asks_for_nothing(before: str, after: str) -> bool:
    return bool(_NEGATED_BEFORE.search(before) or _NEGATED_AFTER.search(after) or _RELATIVE.search(before))


def _without_covered(cues: Iterable[FoundCue]) -> Iterable[FoundCue]:
    """Leave out a cue that lies within a stronger one: ``bra`` in ``inte lika bra``."""
    everything = sorted(set(cues), key=lambda c: (c.start, -c.end, -c.level, c.kind))
    for cue in everything:
        if not any(_covers(other, cue) for other in everything):
            yield cue


def _covers(outer: FoundCue, inner: FoundCue) -> bool:
    if outer.start < inner.start < outer.end < inner.end:
        if outer.kind is CueKind.CHANGE and inner.kind is CueKind.CLARIFY:
            return False
        return outer.kind not in (inner.kind, CueKind.NEUTRAL) and outer.level >= inner.level
    wider = outer.start <= inner.start and inner.end <= outer.end and outer.end - outer.start > inner.end - inner.start
    return wider and outer.level >= inner.level
