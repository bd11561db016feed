"""Labelled replies and sentences on disk: a directory with ``gold/*.json`` and ``themes.json``, or several such."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from remiss.domain.parsed import ParsedReply, ParsedSection
from remiss.domain.statement import SectionKey
from remiss.domain.viewpoints import ThemeDefinition

SINGLE = "enstaka"


@dataclass(frozen=True)
class GoldReply:
    """One labelled reply: ``parsed`` as a person read it, and the labels as the file has them."""

    name: str
    parsed: ParsedReply
    themes: tuple[ThemeDefinition, ...]
    sentences: tuple[dict[str, Any], ...]
    viewpoints: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class LabelledFile:
    """A source and what ``remiss parse`` should say of it (``labels``); ``group`` is the folder it is measured with."""

    name: str
    group: str
    source: Path
    labels: dict[str, Any]
    accepted: dict[str, list[Any]]


@dataclass(frozen=True)
class GoldSentence:
    """One labelled viewpoint: the stance, and other stances that are defensible."""

    text: str
    stance: str
    alternatives: tuple[str, ...]


def find_replies(directory: Path) -> tuple[GoldReply, ...]:
    """Return the labelled replies of ``directory`` and of its subdirectories, sorted by name."""
    return tuple(
        _read_reply(file, folder)
        for folder in [directory, *sorted(p for p in directory.iterdir() if p.is_dir())]
        if (folder / "themes.json").is_file()
        for file in sorted((folder / "gold").glob("*.json"))
    )


def find_labelled(directory: Path) -> tuple[LabelledFile, ...]:
    """Return every source under ``directory`` with a label that has ``parse``; folders of one file are one group."""
    found = []
    for label in sorted(directory.rglob("gold/*.json")):
        row = json.loads(label.read_text("utf-8"))
        if "parse" in row:
            folder = label.parent.parent
            source = folder / str(row.get("file", f"{label.stem}.txt"))
            found.append(LabelledFile(label.stem, folder.name, source, row["parse"], row.get("accepted", {})))
    sizes = Counter(file.group for file in found)
    return tuple(file if sizes[file.group] > 1 else replace(file, group=SINGLE) for file in found)


def find_stance_files(directory: Path) -> tuple[Path, ...]:
    """Return the files of labelled sentences (``*stance*.jsonl``) in ``directory``, sorted."""
    return tuple(sorted(directory.glob("*stance*.jsonl")))


def read_stance_file(file: Path) -> tuple[GoldSentence, ...]:
    """Return the labelled sentences of one file."""
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    return tuple(GoldSentence(r["text"], r["stance"], tuple(r.get("stance_alt", ()))) for r in rows)


def _read_reply(file: Path, folder: Path) -> GoldReply:
    labels = json.loads(file.read_text("utf-8"))
    themes = json.loads((folder / "themes.json").read_text("utf-8"))
    parse = labels["parse"]
    sections = tuple(
        ParsedSection(SectionKey(s["key"]), s["heading"], tuple(s["paragraphs"])) for s in parse["sections"]
    )
    parsed = ParsedReply(title=parse["title"], consultee=parse["consultee"], office=parse["office"], sections=sections)
    return GoldReply(
        name=file.stem,
        parsed=parsed,
        themes=tuple(ThemeDefinition(t["key"], t["name"], t.get("description", "")) for t in themes),
        sentences=tuple(labels["sentences"]),
        viewpoints=tuple(labels["viewpoints"]),
    )
