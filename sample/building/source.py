"""Our sample sources: TOML between two ``+++`` lines, then a small part of Markdown."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

MONTHS = (
    "januari februari mars april maj juni juli augusti september oktober november december".split()  # noqa: SIM905  # reads as the list it is
)


@dataclass(frozen=True)
class Part:
    """One block: ``kind`` is heading, paragraph, bullet, numbered or row; ``level`` counts headings from 1."""

    kind: str
    text: str
    level: int = 0
    cells: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """One source file: ``meta`` is its TOML, ``slug`` the name of the file without its ending."""

    slug: str
    meta: dict[str, Any]
    parts: tuple[Part, ...]

    def get(self, key: str) -> str:
        """Return the text of ``key``, or an empty string."""
        return str(self.meta.get(key, ""))


def read_source(path: Path) -> Source:
    """Read ``path``; raises ValueError when its head is missing."""
    pieces = path.read_text(encoding="utf-8").split("+++\n", 2)
    if len(pieces) != 3 or pieces[0]:
        raise ValueError(f"{path.name} does not begin with a +++ head")
    parts = [_part(line) for line in pieces[2].splitlines() if line.strip() and not set(line) <= set("|- ")]
    return Source(path.stem, tomllib.loads(pieces[1]), tuple(parts))


def revised(base: Source, changes: Source) -> Source:
    """Return a later version of ``base``: sections that ``changes`` holds are replaced, new ones follow the one before.

    ``removed`` of its head names the headings of the sections that are gone.
    """
    sections, given = _sections(base), _sections(changes)
    names = [name for name in sections if name not in changes.meta["removed"]]
    for name in (name for name in given if name not in sections):
        before = [one for one in names if one < name and _depth(one) == _depth(name)]
        names.insert(names.index(before[-1]) + 1, name)
    parts = tuple(part for name in names for part in {**sections, **given}[name])
    return Source(changes.slug, {**base.meta, **changes.meta}, parts)


def _sections(source: Source) -> dict[str, list[Part]]:
    found: dict[str, list[Part]] = {}
    for part in source.parts:
        if part.kind == "heading":
            found[part.text] = []
        found[list(found)[-1]].append(part)
    return found


def _depth(heading: str) -> int:
    return heading.split(" ")[0].count(".")


def long_date(iso: str) -> str:
    """Return ``2026-11-20`` as ``20 november 2026``."""
    day = date.fromisoformat(iso)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def shown_date(source: Source) -> str:
    """Return the date of the document in the form that its office writes."""
    return long_date(source.get("date")) if source.get("date_style") == "long" else source.get("date")


def _part(line: str) -> Part:
    if heading := re.match(r"(#{1,3}) (.+)", line):
        return Part("heading", heading[2].strip(), level=len(heading[1]))
    if line.startswith("|"):
        return Part("row", line, cells=tuple(cell.strip() for cell in line.strip("| ").split("|")))
    if line.startswith("- "):
        return Part("bullet", line[2:].strip())
    if numbered := re.match(r"\d+\. (.+)", line):
        return Part("numbered", numbered[1].strip())
    return Part("paragraph", line.strip())
