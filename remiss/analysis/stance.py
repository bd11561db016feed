"""Which stance a viewpoint takes, from its cue words and the structure of its clauses (rules of DOMAIN §8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from remiss.analysis.cues import CueKind, FoundCue, find_cues
from remiss.analysis.patterns import read_cue_sets
from remiss.analysis.subjects import holds, names_document
from remiss.domain.stance import Confidence, Stance
from remiss.domain.viewpoints import Cue, StanceSuggestion
from remiss.language.sentences import split_sentences

_CONTRAST = re.compile(
    r"(?:,\s+|\s+|^)(?:men|fast|låt vara|även om|trots att|samtidigt som|samtidigt|å andra sidan|medan|om än|så länge|"
    r"under förutsättning|förutsatt att|med reservation|dock (?:med|att|inte|utan)|med (?:viss |stor |någon )?tvekan|"
    r"med (?:den|det|följande) (?:reservation|förbehåll|invändning|kommentar|tillägg)\w*)\b|;|,\s+dock\b"
)
_CONCESSION = re.compile(r"(?:även om|trots att|visserligen|i och för sig|om än)\b")
_MEANWHILE = re.compile(r"\bsamtidigt (?:som|med|kan)\b|\bmedan\b|\blikaså\b")
_CLASS = {
    CueKind.SUPPORT: Stance.SUPPORTS,
    CueKind.OBJECT: Stance.OBJECTS,
    CueKind.CHANGE: Stance.PROPOSES_CHANGE,
    CueKind.CLARIFY: Stance.ASKS_CLARIFICATION,
    CueKind.STRESS: Stance.SUPPORTS_WITH_REMARK,
    CueKind.NEUTRAL: Stance.NEUTRAL,
}
_SIDES = (CueKind.SUPPORT, CueKind.OBJECT)
_WISHES = (CueKind.CHANGE, CueKind.CLARIFY, CueKind.STRESS)
_REQUESTS = (CueKind.CHANGE, CueKind.CLARIFY)
# "Instämmer i målet och föreslår att …": the request stands beside the support, not in its object.
_ASKS_TOO = re.compile(
    r"\b(?:och|samt|men)\s+(?:därför\s+|dessutom\s+|också\s+|vidare\s+)?(?:föreslår|förordar|begär|yrkar|efterlyser)\b"
)
_JUDGES_CONTENT = re.compile(
    r"(?:att|(?:krav|regel|mål|tank|princip|inriktning|förslag|idé|bestämmels)\w* (?:om )?att)\b"
)
_JUDGING = (*_SIDES, CueKind.STRESS)
_IS = re.compile(r"\b(?:är|vore|känns|framstår som)\s+(?:[\w-]+\s+){0,2}$")
_DUTY = re.compile(r"(?:ska|skall|får)\b")
# "Är bra, eftersom det hindrar att …": what is prevented is the reason of the praise.
_REASON = re.compile(r"\b(?:eftersom|därför att)\b")
_SOFT = (CueKind.STRESS, CueKind.NEUTRAL)
_AGREES = re.compile(r"i likhet med|precis som|liksom|delas |av samma skäl|med (?:samma|liknande) argument")
# "Utredningen redovisar inte …" reports nothing: it is the body that misses something.
_DENIES = re.compile(r"\s+(?:dock |däremot |därför |alltså )?(?:inte|ej|ingen|inget|inga|varken)\b")
_THAT = re.compile(r"\b(?:att|till|hur|om)\b")
_COMPLEMENT = re.compile(r"\s+(?:att|hur|om|vad|vilka|vilken|varför|huruvida)\b")
_SAYS_THAT = re.compile(r"\batt\b")
# A cue over more words has a gap in which anything may stand.
_MAX_WORDS = 8
_CONFIDENCE = {3: Confidence.SURE, 2: Confidence.PROBABLE, 1: Confidence.UNSURE}


@dataclass(frozen=True)
class ClauseReading:
    """What one clause, sentence or viewpoint says; ``cues`` are the words that decided, as (text, stance).

    ``of_proposal`` tells that the clause names the remitted document or a part of it.
    """

    stance: Stance | None
    level: int
    cues: tuple[tuple[str, Stance], ...] = ()
    of_proposal: bool = False


NOTHING = ClauseReading(None, 0)
# No Swedish sentence is longer (characters); what is, came from a broken file and must not cost minutes.
LONGEST_SENTENCE = 3000


def suggest_stance(text: str) -> StanceSuggestion:
    """Return the stance of one viewpoint toward the remitted proposal, with the words that caused it.

    Without a cue the stance is None ("ta ställning"): silence is never read as neutral.
    """
    reading = _join_sentences([read_sentence(sentence) for sentence in split_sentences(text)])
    if reading.stance is None:
        return StanceSuggestion(None, Confidence.UNSURE)
    cues = tuple(Cue(words, stance) for words, stance in dict.fromkeys(reading.cues))
    return StanceSuggestion(reading.stance, _confidence(reading), cues)


def _confidence(reading: ClauseReading) -> Confidence:
    """A strong cue makes sure, but not when only words that often say something else decided."""
    confidence = _CONFIDENCE[reading.level]
    deciding = [cue for cue in reading.cues if cue[1] is not Stance.SUPPORTS] or reading.cues
    if confidence is Confidence.SURE and all(_is_shaky(*cue) for cue in deciding):
        return Confidence.PROBABLE
    return confidence


def _is_shaky(words: str, stance: Stance) -> bool:
    if stance is Stance.PROPOSES_CHANGE and len(words.split()) > _MAX_WORDS:
        return True
    folded = words.casefold()
    return any(
        (cues.plain.fullmatch(folded) if cues.level == 3 else cues.plain.match(folded)) is not None
        for cues in read_cue_sets("shaky")
        if cues.plain
    )


def read_sentence(sentence: str) -> ClauseReading:
    """Return what one sentence says, clause by clause."""
    folded = _lower(sentence[:LONGEST_SENTENCE])
    cues = _without_content(_unreported(find_cues(folded), folded), folded)
    borders = [0, *(m.start() for m in _CONTRAST.finditer(folded) if m.start()), len(folded)]
    readings = [
        _read_clause([c for c in cues if left <= c.start < right], sentence, folded, folded[left:right])
        for left, right in pairwise(borders)
    ]
    reading = _with_reservation(_join_clauses([r for r in readings if r.stance]), readings, folded)
    asks = sentence.rstrip('”" ').endswith("?") and (reading.level < 3 or reading.stance is Stance.PROPOSES_CHANGE)
    return _question(sentence) if asks else reading


def _without_content(cues: list[FoundCue], folded: str) -> list[FoundCue]:
    """Leave out what is judged: in "att träden ska stå nära är bra" the duty is the proposal's and no wish."""
    if not _JUDGES_CONTENT.match(folded):
        return cues
    judging = [c.start for c in cues if c.kind in _JUDGING and c.level >= 2]
    said = next((start for start in judging if _IS.search(folded[:start])), None)
    judged = said if said is not None else min(judging, default=0)
    return [c for c in cues if c.end > judged or not _is_content(c, folded, said is not None)]


def _is_content(cue: FoundCue, folded: str, is_judged: bool) -> bool:
    """Tell whether a cue before the judgement is a part of what is judged."""
    if cue.kind in _REQUESTS:
        return _DUTY.match(folded, cue.start) is not None
    return is_judged and cue.kind is CueKind.OBJECT and cue.level < 3


def _lower(sentence: str) -> str:
    """Return the sentence in lower case, letter by letter, so that places in it stay what they were."""
    return "".join(lowered if len(lowered := letter.lower()) == 1 else letter for letter in sentence)


def _with_reservation(joined: ClauseReading, readings: list[ClauseReading], folded: str) -> ClauseReading:
    """Read support with a "men …" whose words we do not know as support with a remark: something holds it back."""
    first = readings[0]
    holds_back = (
        len(readings) > 1 and first.stance is Stance.SUPPORTS and first.level >= 2 and not _MEANWHILE.search(folded)
    )
    if joined.stance is Stance.SUPPORTS and (holds_back or _CONCESSION.match(folded)):
        return ClauseReading(Stance.SUPPORTS_WITH_REMARK, 2, joined.cues)
    return joined


def _question(sentence: str) -> ClauseReading:
    return ClauseReading(Stance.ASKS_CLARIFICATION, 2, ((sentence.split()[-1], Stance.ASKS_CLARIFICATION),))


def _unreported(cues: Sequence[FoundCue], folded: str) -> list[FoundCue]:
    """Leave out what somebody else is said to think: people's words altogether, documents' demands."""
    kept = list(cues)
    for reporters in read_cue_sets("reporters"):
        for match in reporters.plain.finditer(folded) if reporters.plain else ():
            if _DENIES.match(folded, match.end()):
                continue
            end = _next_contrast(folded, match.end())
            kept = [c for c in kept if not _is_reported(c, reporters.level, match.start(), end)]
            kept.append(FoundCue(CueKind.NEUTRAL, 2 if reporters.level == 3 else 1, match.start(), match.end()))
    return sorted(kept, key=lambda c: (c.start, -c.level, -c.end, c.kind))


def _is_reported(cue: FoundCue, level: int, start: int, end: int) -> bool:
    if not start <= cue.start < end or cue.kind is CueKind.NEUTRAL:
        return False
    return level == 3 or cue.kind in (CueKind.CHANGE, CueKind.STRESS)


def _next_contrast(folded: str, start: int) -> int:
    found = _CONTRAST.search(folded, start)
    return found.start() if found else len(folded)


def _read_clause(cues: list[FoundCue], sentence: str, folded: str, clause: str) -> ClauseReading:
    visible = _in_scope(cues, folded)
    deciding = _deciding_kind(visible, folded)
    if deciding is None:
        return NOTHING
    kind, stance = deciding
    mine = [c for c in visible if c.kind is kind]
    level = max(c.level for c in mine)
    words = tuple(
        (sentence[c.start : c.end], _CLASS[c.kind])
        for c in visible
        if c.kind in (kind, CueKind.SUPPORT) and (c.kind is kind or stance is Stance.SUPPORTS_WITH_REMARK)
    )
    return ClauseReading(stance, level, words, names_document(clause) or holds("document_parts", clause))


def _in_scope(cues: list[FoundCue], folded: str) -> list[FoundCue]:
    """Drop the cues that stand in the object of another: in "instämmer i att det är viktigt" we agree, no more.

    A position taken governs all that follows in its clause; what is only noted governs demands; a risk or a gap
    governs what would follow from it; a stressed matter governs the wishes that spell it out. "Vill betona att" is
    transparent: the clause after it speaks for itself.
    """
    kept: list[FoundCue] = []
    for cue in cues:
        if not any(_governs(ruler, cue, folded) for ruler in kept):
            kept.append(cue)
    if any(c.level >= 2 and c.kind not in _SOFT for c in kept):
        kept = [c for c in kept if not _is_transparent(c, kept, folded)]
    return kept


def _governs(ruler: FoundCue, cue: FoundCue, folded: str) -> bool:
    if cue.kind is ruler.kind or cue.start < ruler.end:
        return False
    if ruler.kind in _SIDES and ruler.level == 3:
        return not (cue.kind in _REQUESTS and _ASKS_TOO.search(folded[ruler.end : cue.end]))
    if ruler.kind is CueKind.SUPPORT and ruler.level == 2 and cue.kind is CueKind.OBJECT:
        return _REASON.search(folded[ruler.end : cue.start]) is not None
    if ruler.kind is CueKind.NEUTRAL and ruler.level == 2:
        return cue.kind in _WISHES and bool(_THAT.search(folded[ruler.start : cue.start]))
    if ruler.kind is CueKind.OBJECT and ruler.level == 2:
        return bool(_COMPLEMENT.match(folded, ruler.end)) or folded[ruler.start : ruler.end].endswith(" att")
    return ruler.kind is CueKind.STRESS and ruler.level == 2 and cue.kind in _WISHES


def _is_transparent(cue: FoundCue, cues: list[FoundCue], folded: str) -> bool:
    if cue.kind is not CueKind.STRESS or cue.level < 3 or not _SAYS_THAT.search(folded[cue.start : cue.end + 4]):
        return False
    return any(c.start >= cue.end and c.kind not in _SOFT and c.level >= 2 for c in cues)


def _deciding_kind(cues: list[FoundCue], folded: str) -> tuple[CueKind, Stance] | None:
    top = {kind: max((c.level for c in cues if c.kind is kind), default=0) for kind in CueKind}
    agreed = any(c.kind is CueKind.SUPPORT and c.level == 3 and _AGREES.match(folded, c.start) for c in cues)
    for kind, stance in _by_precedence(top, agreed):
        return kind, stance
    return None


def _by_precedence(top: dict[CueKind, int], agreed: bool) -> list[tuple[CueKind, Stance]]:
    order: list[tuple[bool, CueKind, Stance]] = [
        (top[CueKind.NEUTRAL] == 3 and top[CueKind.SUPPORT] < 3, CueKind.NEUTRAL, Stance.NEUTRAL),
        (top[CueKind.CLARIFY] == 3, CueKind.CLARIFY, Stance.ASKS_CLARIFICATION),
        (top[CueKind.OBJECT] == 3, CueKind.OBJECT, Stance.OBJECTS),
        (agreed, CueKind.SUPPORT, Stance.SUPPORTS),
        (top[CueKind.CHANGE] == 3 and top[CueKind.SUPPORT] == 3, CueKind.CHANGE, Stance.SUPPORTS_WITH_REMARK),
        (top[CueKind.CHANGE] == 3, CueKind.CHANGE, Stance.PROPOSES_CHANGE),
        (top[CueKind.SUPPORT] == 3 == top[CueKind.STRESS], CueKind.STRESS, Stance.SUPPORTS_WITH_REMARK),
        (top[CueKind.SUPPORT] == 3, CueKind.SUPPORT, Stance.SUPPORTS),
        (top[CueKind.OBJECT] == 2, CueKind.OBJECT, Stance.OBJECTS),
        (top[CueKind.STRESS] >= 2, CueKind.STRESS, Stance.SUPPORTS_WITH_REMARK),
        (top[CueKind.CHANGE] == 2, CueKind.CHANGE, Stance.PROPOSES_CHANGE),
        (top[CueKind.SUPPORT] == 2, CueKind.SUPPORT, Stance.SUPPORTS),
        (top[CueKind.CLARIFY] == 2, CueKind.CLARIFY, Stance.ASKS_CLARIFICATION),
        (top[CueKind.NEUTRAL] >= 2, CueKind.NEUTRAL, Stance.NEUTRAL),
        (top[CueKind.CHANGE] == 1, CueKind.CHANGE, Stance.PROPOSES_CHANGE),
        (top[CueKind.OBJECT] == 1, CueKind.OBJECT, Stance.OBJECTS),
        (top[CueKind.SUPPORT] == 1, CueKind.SUPPORT, Stance.SUPPORTS),
        (top[CueKind.STRESS] == 1, CueKind.STRESS, Stance.SUPPORTS_WITH_REMARK),
        (top[CueKind.NEUTRAL] == 1, CueKind.NEUTRAL, Stance.NEUTRAL),
    ]
    return [(kind, stance) for holds, kind, stance in order if holds]


def _join_clauses(readings: list[ClauseReading]) -> ClauseReading:
    if not readings:
        return NOTHING
    spoken = [r for r in readings if r.stance is not Stance.NEUTRAL] or readings
    first, last = spoken[0], spoken[-1]
    if len(spoken) == 1 or first.stance is last.stance:
        return max(spoken, key=lambda r: r.level)
    if Stance.SUPPORTS in (first.stance, last.stance):
        return _support_and(first, last)
    return last if last.level >= first.level else first


def _support_and(first: ClauseReading, last: ClauseReading) -> ClauseReading:
    support, other = (first, last) if first.stance is Stance.SUPPORTS else (last, first)
    weak_praise = (
        support.level < 3
        and not support.of_proposal
        and other.stance in (Stance.PROPOSES_CHANGE, Stance.ASKS_CLARIFICATION)
    )
    if weak_praise:
        return other
    return ClauseReading(Stance.SUPPORTS_WITH_REMARK, min(support.level, other.level), support.cues + other.cues)


def _join_sentences(readings: list[ClauseReading]) -> ClauseReading:
    spoken = [r for r in readings if r.stance and r.stance is not Stance.NEUTRAL]
    if not spoken:
        return max(readings, key=lambda r: r.level, default=NOTHING)
    requests = [r for r in spoken if r.stance in (Stance.PROPOSES_CHANGE, Stance.ASKS_CLARIFICATION) and r.level >= 2]
    if requests:
        return requests[0]
    return max(spoken, key=lambda r: r.level)
