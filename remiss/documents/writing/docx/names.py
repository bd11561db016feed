"""Bookmarks: Word allows 40 characters, a letter first, and no dash, so anchors need other names there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_LONGEST = 40
_FORBIDDEN = re.compile(r"[^A-Za-z0-9]+")


def bookmark_names(anchors: Iterable[str]) -> dict[str, str]:
    """Return anchor → bookmark name, unique also where two anchors differ only in what Word forbids."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for anchor in anchors:
        stem = _plain(anchor)
        name, number = stem[:_LONGEST], 1
        while name.lower() in taken:
            number += 1
            ending = f"_{number}"
            name = stem[: _LONGEST - len(ending)] + ending
        names[anchor] = name
        small = name.lower()
        taken.add(name if small == name else small)  # the same text once: there may be a hundred thousand
    return names


def _plain(anchor: str) -> str:
    if not anchor.isascii():
        anchor = unicodedata.normalize("NFKD", anchor).encode("ascii", "ignore").decode()
    plain = _FORBIDDEN.sub("_", anchor).strip("_")
    return plain if plain[:1].isalpha() else f"avsnitt_{plain}".rstrip("_")
