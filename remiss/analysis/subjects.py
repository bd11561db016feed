"""Who speaks in a sentence: the body itself, the remitted document, or nobody in particular."""

from __future__ import annotations

import re
from functools import lru_cache

from remiss.analysis.patterns import CueSet, read_cue_sets

_BODY = (
    r"\b(?:vi|vår|vårt|våra|(?!stadslednings)[\wåäö-]*(?:förvaltningen|förvaltningens|kontoret|kontorets|nämnden|nämndens|"
    r"förvaltningarna|förvaltningarnas|kontoren|kontorens|bolagen|bolagens|förbunden|förbundens|"
    r"bolaget|bolagets|styrelsen|styrelsens|föreningen|föreningens|förbundet|förbundets|rådet|rådets|enheten|stiftelsen))\b"
)
_NOT_BODY = re.compile(
    r"\b(?:kommunstyrelsen|kommunstyrelsens|stadsledningskontoret|stadsledningskontorets|bolagsstyrelsen)\b"
)
_BODY_WORD = re.compile(_BODY)
_DOCUMENT = re.compile(
    r"\b[\wåäö-]*(?:programmet|planen|strategin|policyn|förslaget|utkastet|reglementet|riktlinjen|riktlinjerna|dokumentet|"
    r"remissen|handlingsprogrammet|rapporten|utredningen|promemorian)s?\b|\b[\wåäö-]{4,}(?:program|strategi|policy|plan)s?\b|\b(?:programmets|planens|strategins|förslagets|policyns)\b"
)
FIRST_WORDS = 6


def body_opens(folded: str, names: tuple[str, ...] = ()) -> bool:
    """Tell whether the body is named among the first words of ``folded`` (one sentence in lower case)."""
    opening = " ".join(folded.split()[:FIRST_WORDS])
    return _names_body(opening, names)


def names_body(folded: str, names: tuple[str, ...] = ()) -> bool:
    """Tell whether the sentence speaks of the body anywhere; ``names`` are its own names in lower case."""
    return _names_body(folded, names)


def names_document(folded: str) -> bool:
    """Tell whether the sentence speaks of the remitted document."""
    return bool(_DOCUMENT.search(folded))


def holds(kind: str, folded: str, level: int = 1) -> bool:
    """Tell whether a pattern of ``data/<kind>.txt`` at ``level`` or higher occurs in ``folded``."""
    return any(_holds(cues, folded) for cues in read_cue_sets(kind) if cues.level >= level)


def speaks_its_mind(folded: str, names: tuple[str, ...] = ()) -> bool:
    """Tell whether the body is the subject of an opinion: "förvaltningen anser", "enligt nämndens mening"."""
    return names_body(folded, names) and (holds("opinion", folded) or bool(_ACCORDING.search(folded)))


@lru_cache(maxsize=64)
def own_names(*names: str | None) -> tuple[str, ...]:
    """Return the body's names in lower case, without the genitive problem, and what it calls itself: longest first."""
    written = {n.casefold() for n in names if n}
    short = {_COMPANY_FORM.sub("", n).strip() for n in written}
    itself = {word for start, word in _CALLS_ITSELF.items() for n in written if n.startswith(start)}
    return tuple(sorted(written | short | itself, key=lambda n: (-len(n), n)))


_COMPANY_FORM = re.compile(r"^ab\s+|\s+(?:i\s+[\wåäö]+\s+)?ab$|\s+\([\wåäö]+\)$")
_CALLS_ITSELF = {"region ": "regionen", "länsstyrelsen ": "länsstyrelsen", "myndigheten ": "myndigheten"}
_ACCORDING = re.compile(
    rf"\benligt\s+{_BODY[2:]}|\b(?:förvaltningens|kontorets|nämndens|bolagets|vår)\s+(?:bedömning|mening|uppfattning|åsikt)"
)


def _names_body(folded: str, names: tuple[str, ...]) -> bool:
    cleaned = _NOT_BODY.sub(" ", folded)
    return bool(_BODY_WORD.search(cleaned)) or any(name in folded for name in names)


def _holds(cues: CueSet, folded: str) -> bool:
    return any(pattern is not None and pattern.search(folded) for pattern in (cues.plain, cues.negating))
