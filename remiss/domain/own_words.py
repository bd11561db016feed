"""The sender's own words in a compilation: the key of each piece in the database, the outline and Word."""

from __future__ import annotations

SUMMARY = "sammanfattning"
OFFICE_VIEW = "slk"
"""The assessment of the sender's own office (in Stockholm stadsledningskontoret)."""
POLITICAL_VIEW = "borgarrad"
"""The view of the politician who presents the matter: never mixed with that of the office."""
DOCUMENT_NAMES = {SUMMARY: "Sammanfattning", OFFICE_VIEW: "Kontorets bedömning", POLITICAL_VIEW: "Våra synpunkter"}
"""What the pieces about the whole remiss are called where the office is not named."""
_REPLY, _THEME, _ANSWER = "instans:", "tema:", "bedomning:"
_DIGITS = 10


def reply_key(reply_id: int) -> str:
    """Return the key of the paragraph about one reply."""
    return f"{_REPLY}{reply_id}"


def theme_key(theme: str) -> str:
    """Return the key of the paragraph about one theme."""
    return f"{_THEME}{theme}"


def answer_key(viewpoint_id: int) -> str:
    """Return the key of the reason that the sender gives for its answer to one viewpoint."""
    return f"{_ANSWER}{viewpoint_id}"


def is_document_key(key: str) -> bool:
    """Tell whether ``key`` is that of a piece about the whole remiss."""
    return key in DOCUMENT_NAMES


def reply_of(key: str) -> int | None:
    """Return the id of the reply that the piece ``key`` is about, or None when it is about something else."""
    return _number_after(_REPLY, key)


def answer_of(key: str) -> int | None:
    """Return the id of the viewpoint whose answer the piece ``key`` gives the reason of, or None."""
    return _number_after(_ANSWER, key)


def theme_of(key: str) -> str | None:
    """Return the key of the theme that the piece ``key`` is about, or None when it is about something else."""
    return key.removeprefix(_THEME) if key.startswith(_THEME) else None


def _number_after(start: str, key: str) -> int | None:
    number = key.removeprefix(start)
    plain = key.startswith(start) and number.isascii() and number.isdigit() and len(number) < _DIGITS
    return int(number) if plain else None
