"""How right ``remiss parse`` is on labelled replies written anew in many layouts, per layout and per reply."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from remiss.cli.measure.fields import ALL, doubted_fields, right_value, wrong_fields
from remiss.cli.measure.goldset import LabelledFile
from remiss.cli.measure.interval import Figure
from remiss.cli.measure.layouts.content import Content, Labels, content_of, expected, unjudged
from remiss.cli.measure.layouts.layout import LAYOUTS, Layout
from remiss.cli.measure.layouts.write import write
from remiss.cli.measure.scores import Score, f1, score
from remiss.documents.interpretation.reply import parse_reply
from remiss.documents.reading.reader import read
from remiss.domain.parsed import ParsedReply
from remiss.domain.statement import normalise
from remiss.errors import UnreadableFile
from remiss.language.sentences import split_sentences

SECTIONS, FIELDS, LISTS = "Avsnitt, F1", "Enkla fält", "Listor, F1"
SILENT, NEEDLESS, SENTENCES = "Fel och ej osäkra", "Rätt men osäkra", "Meningar kvar"
HELD_OUT = " (undanhållen)"
_SINGLE = ("title", "subtitle", "consultee", "office", "diary_number", "remiss_diary_number", "immediate_adjustment",
           "dates.statement", "dates.meeting", "dates.due")  # fmt: skip
_COUNTED = (*_SINGLE, "proposal", "attachments", "officers", "signatories")
_MARKS = re.compile(r"[•▪–*-]")

Trio = tuple[int, int, int]


@dataclass(frozen=True)
class Outcome:
    """One reply as read, in the layout called ``layout``. The threes are hits, wrong, missed; the pairs hits, total."""

    reply: str
    group: str
    layout: str
    held_out: bool
    sections: Trio
    lists: Trio
    fields: tuple[int, int]
    silent: tuple[int, int]
    needless: tuple[int, int]
    sentences: tuple[int, int]
    wrong: tuple[str, ...]


def outcomes(replies: Iterable[LabelledFile], layouts: Sequence[Layout] = LAYOUTS) -> list[Outcome]:
    """Return every reply read in every layout that can hold its letters."""
    with ProcessPoolExecutor() as pool:
        return [outcome for found in pool.map(partial(_in_every, layouts), replies) for outcome in found]


def _in_every(layouts: Sequence[Layout], reply: LabelledFile) -> list[Outcome]:
    content = content_of(reply.name, reply.labels)
    if content is None:
        return []
    files = ((layout, write(content, layout)) for layout in layouts)
    return [replace(judge(content, layout, file), group=reply.group) for layout, file in files if file is not None]


def judge(content: Content, layout: Layout, file: bytes) -> Outcome:
    """Return how ``file``, which is ``content`` in ``layout``, is read; a file of ours that is refused is all wrong."""
    gold = expected(content, layout)
    # Other values that a careful reader may give hang on the source's layout, so that here only one is right.
    try:
        found = parse_reply(read(file, f"svar.{layout.format}")).to_json()
    except UnreadableFile:
        found = ParsedReply().to_json()
    judged = [name for name in _COUNTED if name.split(".")[0] not in unjudged(layout)]
    wrong = [name for name in wrong_fields(gold, found, {}) if name in judged]
    doubted = doubted_fields(found)
    silent = [name for name in wrong if name not in doubted]
    single = [name for name in _SINGLE if name in judged]
    lists = (_trio(_items(gold, name), _items(found, name)) for name in ("proposal", "signatories", "attachments"))
    return Outcome(
        reply=content.name,
        group="",
        layout=layout.name,
        held_out=layout.held_out,
        sections=_trio(_section_items(gold), _section_items(found)),
        lists=_sum(lists),
        fields=(sum(1 for name in single if name not in wrong), len(single)),
        silent=(len(silent), len(judged)),
        needless=(sum(1 for name in judged if name in doubted and name not in wrong), len(judged) - len(wrong)),
        sentences=_kept(gold, found),
        wrong=tuple(wrong),
    )


def rows(found: Sequence[Outcome]) -> Iterator[list[Figure | Score]]:
    """Yield the figures of each layout, each reply and each folder, then of the layouts tried while mending or not."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in found:
        groups.setdefault(f"{outcome.layout}{HELD_OUT if outcome.held_out else ''}", []).append(outcome)
    for outcome in found:
        groups.setdefault(f"svaret {outcome.reply}", []).append(outcome)
    for outcome in found:
        groups.setdefault(f"mappen {outcome.group}", []).append(outcome)
        groups.setdefault(f"layouter{HELD_OUT}" if outcome.held_out else "layouter att rätta efter", []).append(outcome)
        groups.setdefault(ALL, []).append(outcome)
    yield from (figures(name, some) for name, some in groups.items())


def figures(name: str, found: Sequence[Outcome]) -> list[Figure | Score]:
    """Return the figures of some outcomes under one name."""

    def micro(cases: Sequence[Trio]) -> float:
        return f1(*_sum(cases))

    def share(title: str, pairs: Iterable[tuple[int, int]]) -> Figure:
        hits, total = zip(*pairs, strict=True)
        return Figure(title, name, sum(hits), sum(total))

    return [
        score(SECTIONS, name, [each.sections for each in found], micro),
        share(FIELDS, (each.fields for each in found)),
        score(LISTS, name, [each.lists for each in found], micro),
        share(SILENT, (each.silent for each in found)),
        share(NEEDLESS, (each.needless for each in found)),
        share(SENTENCES, (each.sentences for each in found)),
    ]


def _section_items(reply: Labels) -> list[str]:
    """A section is right when its key and all its words are: heading, then text without list marks and white space."""
    return [f"{s['key']}\n{_bare(' '.join(s['paragraphs']))}" for s in reply["sections"]]


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", _MARKS.sub("", normalise(text)))


def _items(reply: Labels, name: str) -> list[str]:
    values: list[Any] = right_value(reply, name)
    return [f"{v['name']}, {v['title']}" if isinstance(v, dict) else v for v in values]


def _trio(gold: list[str], found: list[str]) -> Trio:
    hits = sum((Counter(gold) & Counter(found)).values())
    return hits, len(found) - hits, len(gold) - hits


def _sum(trios: Iterable[Trio]) -> Trio:
    hits, wrong, missed = 0, 0, 0
    for a, b, c in trios:
        hits, wrong, missed = hits + a, wrong + b, missed + c
    return hits, wrong, missed


def _kept(gold: Labels, found: Labels) -> tuple[int, int]:
    """Count the sentences of the body that stand somewhere in what was read, as text or as a value of a field."""
    values = [found["title"], found["subtitle"], *found["proposal"], *found["attachments"]]
    values += [f"{p['name']}, {p['title']}" for p in found["signatories"]]
    texts = [part for s in found["sections"] for part in (s["heading"], *s["paragraphs"])]
    whole = _bare(" ".join([*texts, *filter(None, values)]))
    sentences = [s for section in gold["sections"] for p in section["paragraphs"] for s in split_sentences(p)]
    return sum(1 for sentence in sentences if _bare(sentence) in whole), len(sentences)
