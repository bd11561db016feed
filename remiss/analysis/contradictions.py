"""Where a classification says one thing and the text another, with the sentence and the words that say so."""

from __future__ import annotations

from dataclasses import dataclass

from remiss.analysis.stance import suggest_stance
from remiss.domain.stance import Confidence, Stance
from remiss.domain.viewpoints import StanceSuggestion
from remiss.language.sentences import split_sentences

FRIENDLY = (Stance.SUPPORTS, Stance.NEUTRAL)
TRUSTED = (Confidence.SURE, Confidence.PROBABLE)


@dataclass(frozen=True)
class Contradiction:
    """A sentence that says ``stance`` where a person chose another, and the words that caused it."""

    sentence: str
    stance: Stance
    cues: tuple[str, ...]


def contradiction(text: str, chosen: Stance | None) -> Contradiction | None:
    """Return where ``text`` speaks against ``chosen``, or None.

    Only what is opposite counts: support where the text objects, and the other way. A reservation, a request or a
    remark beside support is ordinary, and so is praise beside an objection.
    """
    if chosen in FRIENDLY:
        return _first(text, Stance.OBJECTS, TRUSTED)
    if chosen is Stance.SUPPORTS_WITH_REMARK and _reads(suggest_stance(text), Stance.OBJECTS, TRUSTED):
        return _first(text, Stance.OBJECTS, TRUSTED)
    if chosen is Stance.OBJECTS and _reads(suggest_stance(text), Stance.SUPPORTS, (Confidence.SURE,)):
        return _first(text, Stance.SUPPORTS, (Confidence.SURE,))
    return None


def _first(text: str, stance: Stance, confidences: tuple[Confidence, ...]) -> Contradiction | None:
    for sentence in split_sentences(text):
        read = suggest_stance(sentence)
        if _reads(read, stance, confidences):
            return Contradiction(sentence, stance, tuple(cue.text for cue in read.cues if cue.reason == stance))
    return None


def _reads(read: StanceSuggestion, stance: Stance, confidences: tuple[Confidence, ...]) -> bool:
    return read.stance is stance and read.confidence in confidences
