"""How many fields of labelled replies ``remiss parse`` reads right, and how well it finds their sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from remiss.cli.measure.goldset import LabelledFile
from remiss.cli.measure.interval import Figure
from remiss.documents.interpretation.reply import parse_reply
from remiss.documents.reading.isolated import read_document
from remiss.domain.statement import normalise

ALL = "alla"
RIGHT = "Fält rätt"
SILENTLY_WRONG = "Fält fel utan att vara märkta osäkra"
NEEDLESS = "Rätta fält märkta osäkra"
KEYS = "Avsnitt funna (rätt slag)"
HEADINGS = "Rubriker exakta"
TEXT = "Avsnittstext täckt (ord)"
SAME_TEXT = "Avsnittstext exakt"
_SIMPLE = ("title", "subtitle", "consultee", "office", "diary_number", "remiss_diary_number", "immediate_adjustment")
_LISTS = ("proposal", "attachments")
_PEOPLE = ("officers", "signatories")
_DATES = ("statement", "meeting", "due")
_FIELDS = (*_SIMPLE, *_LISTS, *_PEOPLE, *(f"dates.{name}" for name in _DATES))


def measure_fields(replies: Sequence[LabelledFile]) -> list[Figure]:
    """Return the figures of every labelled reply as it is, of each folder, and of all together.

    Raises UnreadableFile when a source cannot be read and OSError when it is missing.
    """
    per_group: dict[str, list[Figure]] = {}
    for reply in replies:
        parsed = parse_reply(read_document(reply.source.read_bytes(), reply.source.name)).to_json()
        per_group.setdefault(reply.group, []).extend(compare(reply.source.name, reply.labels, parsed, reply.accepted))
    figures = [figure for found in per_group.values() for figure in found]
    totals = [total for group, found in per_group.items() for total in _totals(found, group)]
    return figures + (totals if len(per_group) > 1 else []) + _totals(figures, ALL)


def compare(
    document: str, gold: dict[str, Any], parsed: dict[str, Any], accepted: dict[str, list[Any]] | None = None
) -> list[Figure]:
    """Return the figures of one document: its fields, then its sections. ``accepted`` as for ``wrong_fields``."""
    doubted = doubted_fields(parsed)
    wrong = wrong_fields(gold, parsed, accepted or {})
    right = [name for name in _FIELDS if name not in wrong]
    return [
        Figure(RIGHT, document, len(right), len(_FIELDS)),
        Figure(SILENTLY_WRONG, document, sum(1 for name in wrong if name not in doubted), len(_FIELDS)),
        Figure(NEEDLESS, document, sum(1 for name in right if name in doubted), len(right)),
        *_section_figures(document, gold["sections"], parsed["sections"]),
    ]


def doubted_fields(parsed: dict[str, Any]) -> set[str]:
    """Return the fields named in ``unsure``; *dates* names all three days, *dates.due* that one alone."""
    named = {row["field"] for row in parsed["unsure"]}
    return {name for name in _FIELDS if name in named or name.split(".")[0] in named}


def wrong_fields(gold: dict[str, Any], parsed: dict[str, Any], accepted: dict[str, list[Any]]) -> list[str]:
    """Return the names of the fields whose value differs, white space apart.

    ``accepted`` holds, by the name of a field, other values that a careful reader may give.
    """
    return [
        name
        for name in _FIELDS
        if right_value(parsed, name) not in [right_value(gold, name), *map(_even, accepted.get(name, []))]
    ]


def right_value(reply: dict[str, Any], name: str) -> Any:
    """Return the value of field ``name`` (``dates.due``) with even white space."""
    value: Any = reply
    for part in name.split("."):
        value = value.get(part)
    return _even(value)


def _even(value: Any) -> Any:
    if isinstance(value, str):
        return normalise(value)
    if isinstance(value, list):
        return [_even(item) for item in value]
    if isinstance(value, dict):
        return {key: _even(item) for key, item in value.items()}
    return value


def _section_figures(document: str, gold: list[dict[str, Any]], parsed: list[dict[str, Any]]) -> Iterator[Figure]:
    pairs = [(section, _counterpart(section, gold, parsed)) for section in gold]
    found = [(section, other) for section, other in pairs if other is not None]
    words = [(_words(section), _words(other)) for section, other in found if _words(section)]
    yield Figure(KEYS, document, len(found), len(gold))
    yield Figure(HEADINGS, document, sum(1 for a, b in found if a["heading"] == b["heading"]), len(gold))
    yield Figure(SAME_TEXT, document, sum(1 for a, b in words if a == b), sum(1 for section in gold if _words(section)))
    total = sum(len(_words(section)) for section in gold)
    yield Figure(TEXT, document, sum(_covered(a, b) for a, b in words), total)


def _counterpart(
    section: dict[str, Any], gold: list[dict[str, Any]], parsed: list[dict[str, Any]]
) -> dict[str, Any] | None:
    """Return the parsed section of the same kind and the same place among those of that kind."""
    place = [id(other) for other in gold if other["key"] == section["key"]].index(id(section))
    same = [other for other in parsed if other["key"] == section["key"]]
    return same[place] if place < len(same) else None


def _words(section: dict[str, Any]) -> list[str]:
    return normalise(" ".join(section["paragraphs"])).split()


def _covered(wanted: list[str], found: list[str]) -> int:
    left: dict[str, int] = {}
    for word in found:
        left[word] = left.get(word, 0) + 1
    covered = 0
    for word in wanted:
        if left.get(word, 0) > 0:
            left[word] -= 1
            covered += 1
    return covered


def _totals(figures: list[Figure], group: str) -> list[Figure]:
    names = dict.fromkeys(figure.name for figure in figures)
    return [
        Figure(
            name,
            group,
            sum(figure.hits for figure in figures if figure.name == name),
            sum(figure.total for figure in figures if figure.name == name),
        )
        for name in names
    ]
