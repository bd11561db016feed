"""An organisation's own sentences in mail about its remisser: a few known words are filled in, nothing else is read."""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACEHOLDERS = {
    "{remiss}": "remissens rubrik",
    "{diarienummer}": "remissens diarienummer",
    "{svarsdag}": "instansens sista svarsdag",
    "{instans}": "instansens namn",
}
_BRACES = re.compile(r"\{[^{}]*\}|[{}]")


def unknown_placeholders(text: str) -> list[str]:
    """Return what stands in braces and is no placeholder, in order: it would be mailed as it is."""
    return [found for found in _BRACES.findall(text) if found not in PLACEHOLDERS]


def filled(text: str, words: Mapping[str, str]) -> str:
    """Return ``text`` with its placeholders replaced by ``words``, once: what is filled in is not read again."""
    return _BRACES.sub(lambda found: words.get(found[0], found[0]), text)
