"""The words of a company where a nämnd has its own: styrelse, VD, Yttrande (DOMAIN §3, §12); and a few of a råd."""

from __future__ import annotations

import re

_OF_A_COMPANY = {
    "nämnd eller styrelse": "styrelse",
    "nämndsekreteraren": "sekreteraren",
    "nämndsekreterare": "sekreterare",
    "nämndernas": "styrelsernas",
    "nämndens": "styrelsens",
    "nämnden": "styrelsen",
    "nämnd": "styrelse",
    "sammanträdesdagen": "dagen för styrelsemötet",
    "sammanträdesdag": "mötesdag",
    "sammanträdets": "styrelsemötets",
    "sammanträdena": "styrelsemötena",
    "sammanträdet": "styrelsemötet",
    "sammanträden": "styrelsemöten",
    "sammanträde": "styrelsemöte",
    "förvaltningschefens": "VD:s",
    "förvaltningschefen": "VD",
    "förvaltningschef": "VD",
    "förvaltningarnas": "bolagens",
    "förvaltningens": "bolagets",
    "förvaltningen": "bolaget",
}
_OF_A_COUNCIL = {
    "Skicka som kontorsyttrande": "Skicka rådets yttrande",
    "Kontorsyttrande": "Rådets yttrande",
    "Signerad, väntar på sammanträde": "Signerad, inte expedierad",
}
_QUOTES = re.compile("(”[^”]*”)")
_WORDS = re.compile(rf"\b({'|'.join(_OF_A_COMPANY)})\b", re.IGNORECASE)


def spoken(sentence: str, *, company: bool) -> str:
    """Return a sentence of ours as a company says it; a nämnd's stays. Never for what people have written."""
    return _WORDS.sub(_replaced, sentence) if company else sentence


def named(label: str, *, council: bool) -> str:
    """Return one of our labels as a råd says it, which has neither an office nor a nämnd; others' stays."""
    return _OF_A_COUNCIL.get(label, label) if council else label


def spoken_outside_quotes(sentence: str, *, company: bool) -> str:
    """Return the same of a sentence of ours that may quote somebody: what stands between ”…” is left as it is."""
    if not company:
        return sentence
    return "".join(part if part.startswith("”") else spoken(part, company=True) for part in _QUOTES.split(sentence))


def _replaced(found: re.Match[str]) -> str:
    word = _OF_A_COMPANY[found.group().lower()]
    return word[0].upper() + word[1:] if found.group()[0].isupper() else word
