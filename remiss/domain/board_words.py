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
    "nämnd eller styrelse": "råd",
    "nämndsekreteraren": "sekreteraren",
    "nämndsekreterare": "sekreterare",
    "nämndernas": "rådens",
    "nämndens": "rådets",
    "nämnden": "rådet",
    "nämnd": "råd",
    "förvaltningschefens": "ordförandens",
    "förvaltningschefen": "ordföranden",
    "förvaltningschef": "ordförande",
    "förvaltningarnas": "rådens",
    "förvaltningens": "rådets",
    "förvaltningen": "rådet",
}
"""A råd has neither a nämnd nor an office behind it: its chair signs what it says."""
_LABELS_OF_A_COUNCIL = {
    "Skicka som kontorsyttrande": "Skicka rådets yttrande",
    "Kontorsyttrande": "Rådets yttrande",
    "Signerad, väntar på sammanträde": "Signerad, inte expedierad",
    "Anmäl till sammanträde": "Skicka rådets yttrande",
    "Anmäl svar till sammanträde": "Skicka rådets yttrande",
    "Anmäl det signerade svaret till ett sammanträde.": "Skicka det signerade yttrandet.",
    "Anmäl svaret från {} till ett sammanträde.": "Skicka det signerade yttrandet från {}.",
    "Skälet står i ärendet. Hinner nämnden inte besluta i tid kan ni skicka ett förhandssvar.": (
        "Skälet står i ärendet."
    ),
    "Påminnelserna följer det nya datumet. Se över interna datum och sammanträde i ärendet.": (
        "Påminnelserna följer det nya datumet. Se över interna datum i ärendet."
    ),
}
_QUOTES = re.compile("(”[^”]*”)")
_COMPANY, _COUNCIL = (
    re.compile(rf"\b({'|'.join(words)})\b", re.IGNORECASE) for words in (_OF_A_COMPANY, _OF_A_COUNCIL)
)


def spoken(sentence: str, *, company: bool, council: bool = False) -> str:
    """Return a sentence of ours as a company or a råd says it; a nämnd's stays. Never for what people have written."""
    if not company and not council:
        return sentence
    if council and sentence in _LABELS_OF_A_COUNCIL:
        return _LABELS_OF_A_COUNCIL[sentence]
    pattern, words = (_COMPANY, _OF_A_COMPANY) if company else (_COUNCIL, _OF_A_COUNCIL)
    return pattern.sub(lambda found: _replaced(found, words), sentence)


def named(label: str, *, council: bool) -> str:
    """Return one of our labels as a råd says it, which has neither an office nor a nämnd; others' stays."""
    return spoken(label, company=False, council=council)


def spoken_outside_quotes(sentence: str, *, company: bool, council: bool = False) -> str:
    """Return the same of a sentence of ours that may quote somebody: what stands between ”…” is left as it is."""
    parts = _QUOTES.split(sentence)
    return "".join(part if part.startswith("”") else spoken(part, company=company, council=council) for part in parts)


def _replaced(found: re.Match[str], words: dict[str, str]) -> str:
    word = words[found.group().lower()]
    return word[0].upper() + word[1:] if found.group()[0].isupper() else word
