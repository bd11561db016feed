"""The closed vocabulary of a viewpoint: stance toward the remitted proposal, confidence, role of a sentence."""

from __future__ import annotations

from enum import StrEnum


class Stance(StrEnum):
    """Six classes toward the remitted proposal (DOMAIN §8). No stance at all is None, shown as *Ej bedömd*."""

    SUPPORTS = "stoder"
    SUPPORTS_WITH_REMARK = "stoder_med_synpunkt"
    ASKS_CLARIFICATION = "begar_fortydligande"
    PROPOSES_CHANGE = "foreslar_andring"
    OBJECTS = "invander"
    NEUTRAL = "neutral"

    @property
    def label(self) -> str:
        """The Swedish words shown to people."""
        return _LABELS[self][0]

    @property
    def symbol(self) -> str:
        """The sign shown beside the words, never alone."""
        return _LABELS[self][1]


_LABELS: dict[Stance, tuple[str, str]] = {
    Stance.SUPPORTS: ("Stöder", "+"),
    Stance.SUPPORTS_WITH_REMARK: ("Stöder med synpunkt", "+•"),
    Stance.ASKS_CLARIFICATION: ("Begär förtydligande", "?"),
    Stance.PROPOSES_CHANGE: ("Föreslår ändring", "△"),
    Stance.OBJECTS: ("Invänder", "−"),
    Stance.NEUTRAL: ("Neutral", "○"),
}
NOT_ASSESSED_LABEL = "Ej bedömd"
NOT_ASSESSED_SYMBOL = "…"


def stance_label(stance: Stance | None) -> str:
    """Return the words for ``stance``; None reads *Ej bedömd*."""
    return stance.label if stance else NOT_ASSESSED_LABEL


def stance_symbol(stance: Stance | None) -> str:
    """Return the sign for ``stance``; None is an ellipsis."""
    return stance.symbol if stance else NOT_ASSESSED_SYMBOL


class Confidence(StrEnum):
    """How far a suggestion can be trusted; shown in words, never as a naked percentage."""

    SURE = "saker"
    PROBABLE = "trolig"
    UNSURE = "osaker"


class SentenceRole(StrEnum):
    """What a sentence of a reply does; every sentence has exactly one (CONTRACTS, ``remiss analyse``)."""

    VIEWPOINT_CORE = "synpunkt_karna"
    VIEWPOINT_SUPPORT = "synpunkt_stod"
    RETELLING = "referat"
    BACKGROUND = "bakgrund"
    OWN_WORK = "egen_verksamhet"
    FORMALITY = "formalia"
    SIGNATURE = "underskrift"
