"""The outline as JSON: what every other format renders, and what ``remiss verify`` can read again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime
from itertools import count
from typing import Any

from remiss.domain.marks import Source, quote_print
from remiss.domain.outline import (
    Bullets,
    Cell,
    Chart,
    ChartKind,
    Contents,
    Emphasis,
    FieldRows,
    Heading,
    Mark,
    Node,
    Outline,
    PageBreak,
    Paragraph,
    ParagraphStyle,
    Quote,
    Run,
    Series,
    SignatureBlock,
    Table,
)
from remiss.errors import UnreadableFile

FORMAT = "remiss-outline"
VERSION = 1
_NOT_OURS = "Filen är inte en sammanställning i json från Remiss. Hämta den på nytt och försök igen."


def write_json(outline: Outline) -> str:
    """Return ``outline`` as JSON: nothing left out, keys in the order of the types, ``node`` names each node's kind."""
    fields = asdict(outline)
    fields["created"] = outline.created.isoformat()
    numbers = count(1)
    fields["nodes"] = [_entry(node, numbers) for node in outline.nodes]
    return json.dumps({"format": FORMAT, "version": VERSION, **fields}, ensure_ascii=False, indent=1) + "\n"


def read_json(text: str) -> Outline:
    """Return the outline that ``write_json`` wrote. Raises UnreadableFile when ``text`` is anything else."""
    try:
        form = json.loads(text)
        if form["format"] != FORMAT or form["version"] != VERSION:
            raise UnreadableFile(_NOT_OURS)
        nodes = tuple(_node(entry) for entry in form["nodes"])
        created = datetime.fromisoformat(form["created"])
        return Outline(
            **{name: _text(form[name]) for name in _TEXT_FIELDS},
            created=created,
            nodes=nodes,
            watermark=_optional(form, "watermark"),
            sources=tuple(map(_source, form.get("sources", ()))),
        )
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise UnreadableFile(_NOT_OURS) from error


def _entry(node: Node, numbers: Iterator[int]) -> dict[str, Any]:
    entry = {"node": _NAMES[type(node)], **asdict(node)}
    if not isinstance(node, Quote):
        return entry
    return {**entry, "number": next(numbers), "print": quote_print(node.words, node.seal)}


def _source(entry: dict[str, Any]) -> Source:
    return Source(
        reply=_whole(entry["reply"]),
        version=_whole(entry["version"]),
        sha256=_text(entry["sha256"]),
        body=_text(entry["body"]),
        seal=_optional(entry, "seal") or "",
    )


_TEXT_FIELDS = ("title", "subtitle", "author", "subject", "header", "footer", "language")


def _node(entry: dict[str, Any]) -> Node:
    return _READERS[entry["node"]](entry)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"text expected, not {value!r}")
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"whole number expected, not {value!r}")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"true or false expected, not {value!r}")
    return value


def _runs(entries: list[dict[str, Any]]) -> tuple[Run, ...]:
    return tuple(
        Run(_text(entry["text"]), Emphasis(entry["emphasis"]), _optional(entry, "link"), _optional(entry, "note"))
        for entry in entries
    )


def _optional(entry: dict[str, Any], name: str) -> str | None:
    """Return a text that may be missing: files written before there was such a thing can still be checked."""
    value = entry.get(name)
    return None if value is None else _text(value)


def _quote(entry: dict[str, Any]) -> Quote:
    return Quote(
        text=_text(entry["text"]),
        reference=_text(entry["reference"]),
        source=_text(entry["source"]),
        viewpoint=_optional(entry, "viewpoint") or "",
        link=_optional(entry, "link"),
        seal=_optional(entry, "seal") or "",
    )


def _cell(entry: dict[str, Any]) -> Cell:
    return Cell(_text(entry["text"]), None if entry["link"] is None else _text(entry["link"]))


def _table(entry: dict[str, Any]) -> Table:
    return Table(
        caption=_text(entry["caption"]),
        header=tuple(map(_text, entry["header"])),
        rows=tuple(tuple(map(_cell, row)) for row in entry["rows"]),
        widths=tuple(map(_whole, entry["widths"])),
        row_headers=_flag(entry["row_headers"]),
        landscape=_flag(entry["landscape"]),
    )


def _chart(entry: dict[str, Any]) -> Chart:
    return Chart(
        kind=ChartKind(entry["kind"]),
        anchor=_text(entry["anchor"]),
        title=_text(entry["title"]),
        description=_text(entry["description"]),
        categories=tuple(map(_text, entry["categories"])),
        series=tuple(map(_series, entry["series"])),
        marks=tuple(Mark(_text(mark["category"]), _text(mark["label"])) for mark in entry["marks"]),
    )


def _series(entry: dict[str, Any]) -> Series:
    values = tuple(None if value is None else _whole(value) for value in entry["values"])
    return Series(_text(entry["name"]), values, _text(entry["tone"]), _text(entry["symbol"]))


def _pair(entry: list[Any]) -> tuple[str, str]:
    name, value = entry
    return _text(name), _text(value)


def _triple(entry: list[Any]) -> tuple[str, str, str]:
    name, title, approval = entry
    return _text(name), _text(title), _text(approval)


_NAMES: dict[type, str] = {
    Heading: "heading",
    Paragraph: "paragraph",
    Quote: "quote",
    Bullets: "bullets",
    Table: "table",
    Chart: "chart",
    Contents: "contents",
    PageBreak: "page_break",
    FieldRows: "field_rows",
    SignatureBlock: "signatures",
}
_READERS: dict[str, Callable[[dict[str, Any]], Node]] = {
    "heading": lambda e: Heading(_whole(e["level"]), _text(e["text"]), _text(e["anchor"]), _optional(e, "origin")),
    "paragraph": lambda e: Paragraph(
        _runs(e["runs"]), ParagraphStyle(e["style"]), _optional(e, "key"), _optional(e, "origin")
    ),
    "quote": _quote,
    "bullets": lambda e: Bullets(
        tuple(map(_runs, e["items"])), _flag(e["ordered"]), tuple(map(_text, e.get("origins", ())))
    ),
    "table": _table,
    "chart": _chart,
    "contents": lambda e: Contents(_whole(e["depth"])),
    "page_break": lambda _: PageBreak(),
    "field_rows": lambda e: FieldRows(tuple(map(_pair, e["rows"]))),
    "signatures": lambda e: SignatureBlock(tuple(map(_triple, e["signatures"]))),
}
