"""The attachments that a text names under *Bilagor*, against the files that go with it."""

from __future__ import annotations

import re
from collections.abc import Collection

from remiss.domain.statement import BlockShape, CanonicalText, SectionKey

_NUMBER = re.compile(r"^(?:bilaga\s*)?(?:nr\s*)?\d{0,2}\s*[.):–-]?\s*", re.IGNORECASE)
_NONE = re.compile(r"^(?:inga|ingen|saknas|[–-])\b[\w\s]*\.?$", re.IGNORECASE)
_REMITTED = re.compile(r"remiss|missiv", re.IGNORECASE)
_WORD = re.compile(r"\w{3,}")


def named_attachments(text: CanonicalText) -> list[str]:
    """Return what the section *Bilagor* lists, one name a line, without numbers."""
    blocks = (b for b in text.blocks if b.section is SectionKey.ATTACHMENTS and b.shape is not BlockShape.HEADING)
    names = (_NUMBER.sub("", block.text).strip() for block in blocks)
    return [name for name in names if name and not _NONE.match(name)]


def missing_attachments(text: CanonicalText, files: Collection[str], remitted: Collection[str]) -> tuple[str, ...]:
    """Return the named attachments that no file stands for.

    ``files`` are the names of those that go with the text. What was ``remitted`` goes without saying: the sender has
    it. As many files as names are enough: they may be called otherwise.
    """
    names = [name for name in named_attachments(text) if not _is_remitted(name, remitted)]
    if len(files) >= len(names):
        return ()
    return tuple(name for name in names if not any(_alike(name, file) for file in files))


def _is_remitted(name: str, remitted: Collection[str]) -> bool:
    return bool(_REMITTED.search(name)) or any(_alike(name, other) for other in remitted)


def _alike(one: str, other: str) -> bool:
    """Tell whether at least half of the words of the shorter name stand in the longer."""
    words = [set(_WORD.findall(name.casefold())) for name in (one, other)]
    shared = words[0] & words[1]
    return bool(shared) and 2 * len(shared) >= min(len(found) for found in words)
