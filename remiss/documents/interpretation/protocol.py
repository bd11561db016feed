"""A whole protokoll, split into its §§: what each says about outcome, adjustment and minority, and in which words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from remiss.documents.interpretation.blocks import lay_columns
from remiss.documents.interpretation.diary import labelled_numbers
from remiss.documents.interpretation.header import read_header
from remiss.documents.interpretation.line import Line
from remiss.documents.interpretation.lines import to_lines
from remiss.documents.interpretation.minorities import minorities_in
from remiss.documents.interpretation.minutes import AT_ONCE, is_minutes, is_usual_heading, parse_minutes
from remiss.documents.interpretation.minutes_facts import decision_of, outcome_of, words_of
from remiss.documents.interpretation.paragraphs import usual_width
from remiss.domain.document import Document
from remiss.domain.parsed import Protocol, ProtocolItem

# A § that a sentence mentions goes on with a small letter (*§ 5 kommunallagen*), and a span of §§ begins no item.
_ITEM = re.compile(r"§\s?(?P<number>\d{1,4}(?::\d{1,3})?)\b(?!\s?[-–,]\s?\d)[.:]?\s*(?:$|[A-ZÅÄÖ”\"\d])")
_TOP_LINES = 6
_SENTENCES = re.compile(r"(?<=[.!?])\s+")


def read_protocol(document: Document) -> Protocol | None:
    """Return the §§ of ``document`` when it is a protokoll or an extract of one, otherwise None."""
    lines = to_lines(document, _own)
    numbered = [(index, match["number"]) for index, line in enumerate(lines) if (match := _ITEM.match(line.text))]
    if not numbered or not is_minutes(lines):
        return None
    width = usual_width(lines, exact=document.exact_paragraphs)
    starts = _starts(numbered, len(lines))
    ends = [start for start, _ in starts[1:]] + [len(lines)]
    items = [_item(number, lines[start:end], width) for (start, number), end in zip(starts, ends, strict=True)]
    return Protocol(read_header(lay_columns(lines[: numbered[0][0]])).meeting, tuple(items))


def _own(text: str) -> bool:
    """Tell whether a line belongs to a §: on pages that each begin with one, these look like running heads."""
    return _ITEM.match(text) is not None or is_usual_heading(text) or bool(labelled_numbers(text))


def _starts(numbered: Sequence[tuple[int, str]], end: int) -> list[tuple[int, str]]:
    """Return where each § begins: a list of contents names it too, so the place with most text under it counts.

    A § that goes on at the next page under its number is one.
    """
    first = [pair for index, pair in enumerate(numbered) if index == 0 or numbered[index - 1][1] != pair[1]]
    longest: dict[str, tuple[int, int]] = {}
    for (start, number), (after, _) in zip(first, [*first[1:], (end, "")], strict=True):
        longest[number] = max(longest.get(number, (0, 0)), (after - start, start))
    return sorted((start, number) for number, (_, start) in longest.items())


def _item(number: str, lines: Sequence[Line], width: int) -> ProtocolItem:
    reply = parse_minutes(lines, width)
    decision = decision_of(reply)
    outcome, doubt = outcome_of(decision)
    paragraphs = [paragraph for section in reply.sections for paragraph in section.paragraphs]
    at_once = next((sentence for sentence in _sentences(paragraphs) if AT_ONCE.search(sentence)), None)
    words = {"paragraph": lines[0].text.replace("\t", " ")}
    if outcome:
        words["outcome"] = words_of(decision, outcome)
    if at_once:
        words["immediate_adjustment"] = at_once
    return ProtocolItem(
        paragraph=f"§ {number}",
        top=" ".join(line.text for line in lines[:_TOP_LINES]),
        text=" ".join(line.text for line in lines),
        outcome=outcome,
        decision=decision,
        immediate_adjustment=at_once is not None,
        minorities=minorities_in(reply.sections),
        words=words,
        doubts={"outcome": doubt} if outcome and doubt else {},
    )


def _sentences(paragraphs: Sequence[str]) -> list[str]:
    return [sentence for paragraph in paragraphs for sentence in _SENTENCES.split(paragraph)]
