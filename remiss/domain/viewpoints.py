"""What the analysis suggests about a reply: viewpoints, and the role of every sentence (``remiss analyse``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from remiss.domain.stance import Confidence, SentenceRole, Stance
from remiss.domain.statement import SectionKey


@dataclass(frozen=True)
class ThemeDefinition:
    """A theme of a remiss as KS wrote it; the description steers the suggestions."""

    key: str
    name: str
    description: str


@dataclass(frozen=True)
class Cue:
    """Words of the text that caused a label; ``reason`` is the stance value or theme key they speak for."""

    text: str
    reason: str


@dataclass(frozen=True)
class StanceSuggestion:
    """A stance with the words that caused it; stance None means: let a person decide."""

    stance: Stance | None
    confidence: Confidence
    cues: tuple[Cue, ...] = ()


@dataclass(frozen=True)
class SuggestedViewpoint:
    """One viewpoint: ``text`` is verbatim (white space normalised); ``repeats`` is the index of the one it restates."""

    section: SectionKey
    text: str
    stance: Stance | None
    confidence: Confidence
    themes: tuple[str, ...]
    cues: tuple[Cue, ...]
    repeats: int | None = None


@dataclass(frozen=True)
class ReadSentence:
    """One sentence of the reply and what it does there."""

    section: SectionKey
    text: str
    role: SentenceRole


@dataclass(frozen=True)
class Analysis:
    """All suggestions for one reply. Every sentence of every section is in ``sentences``: nothing is lost."""

    viewpoints: tuple[SuggestedViewpoint, ...]
    sentences: tuple[ReadSentence, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the object that ``remiss analyse`` prints."""
        return {
            "viewpoints": [_viewpoint(v) for v in self.viewpoints],
            "sentences": [{"section": s.section, "text": s.text, "role": s.role} for s in self.sentences],
        }


def suggestions_from_json(analysis: dict[str, Any]) -> tuple[SuggestedViewpoint, ...]:
    """Return the viewpoints of what ``Analysis.to_json`` wrote."""
    return tuple(
        SuggestedViewpoint(
            section=SectionKey(row["section"]),
            text=row["text"],
            stance=Stance(row["stance"]) if row["stance"] else None,
            confidence=Confidence(row["confidence"]),
            themes=tuple(row["themes"]),
            cues=tuple(Cue(cue["text"], cue["for"]) for cue in row["cues"]),
            repeats=row["repeats"],
        )
        for row in analysis["viewpoints"]
    )


def _viewpoint(viewpoint: SuggestedViewpoint) -> dict[str, Any]:
    return {
        "section": viewpoint.section,
        "text": viewpoint.text,
        "stance": viewpoint.stance,
        "confidence": viewpoint.confidence,
        "themes": list(viewpoint.themes),
        "cues": [{"text": cue.text, "for": cue.reason} for cue in viewpoint.cues],
        "repeats": viewpoint.repeats,
    }
