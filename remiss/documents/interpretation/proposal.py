"""Förslag till beslut: its points, whether one is damaged, and whether the decision is adjusted at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from remiss.documents.interpretation.line import Line
from remiss.documents.interpretation.paragraphs import join, to_paragraphs
from remiss.domain.document import BlockKind

DAMAGED = "[…]"
_POINT = re.compile(r"^(?:(?P<number>\d{1,2})(?:\s?[.):]|(?=\s[A-ZÅÄÖ]))|[a-z]\)|[A-H][.)]|[•▪■●○◦\-–—*·])\s+")
_TO = re.compile(r"^att\s", re.IGNORECASE)
# A line that only leads in to the points: it ends with a colon, or with the verb or "att" that the points complete.
_LEAD = re.compile(
    r"(?::|\b(?:att|följande|beslutar?|besluta att|föreslås besluta|föreslår|beslut[ae] enligt följande)\.?)$"
)
_AT_ONCE = re.compile(
    r"\bjuster\w{0,8}(?:\s\w{1,20}){0,4}\s(?:omedelbart|omgående)|\bjuster\w{0,8}\si omedelbar"
    r"|\b(?:omedelbar|omedelbart|omgående)(?:\s\w{1,20}){0,2}\sjuster",
    re.IGNORECASE,
)
_NOT_AT_ONCE = re.compile(r"\b(?:inte|ej)\s(?:omedelbart|justeras)|justeras\s(?:inte|ej)", re.IGNORECASE)


@dataclass(frozen=True)
class Proposal:
    """The points without their numbers, the words that lead in to them, and whether text was lost."""

    points: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()
    damaged: bool = False

    @property
    def immediate_adjustment(self) -> bool | None:
        """Whether the decision is to be adjusted at once; None when there is no text, or a damaged one, to tell."""
        text = " ".join(self.points)
        if _NOT_AT_ONCE.search(text):
            return False
        if _AT_ONCE.search(text):
            return True
        return None if self.damaged or not self.points else False


def read_proposal(lines: Sequence[Line], width: int) -> Proposal:
    """Return the proposal that a section's lines make."""
    texts = _points(lines, width)
    if not texts:
        return Proposal()
    lead: list[str] = []
    while len(texts) > 1 and _LEAD.search(texts[0]) and not _POINT.match(texts[0]):
        lead.append(texts.pop(0))
    damaged = _starts_in_the_middle(texts[0], has_lead=bool(lead))
    points = [_POINT.sub("", text).strip() for text in texts]
    if damaged:
        missing = _POINT.match(texts[0]) is not None
        points = [DAMAGED, *points] if missing else [f"{DAMAGED} {points[0]}", *points[1:]]
    return Proposal(tuple(point for point in points if point), tuple(lead), damaged)


def _starts_in_the_middle(text: str, *, has_lead: bool) -> bool:
    """The first line is lost when the text begins with a small letter, or when the numbers begin after one."""
    number = _POINT.match(text)
    if number and number["number"]:
        return int(number["number"]) > 1
    return not has_lead and not number and text[:1].islower() and not _TO.match(text)


def _points(lines: Sequence[Line], width: int) -> list[str]:
    """Return one text per point. Numbers and *att* begin a point; without them each paragraph is one."""
    numbered = any(_POINT.match(line.text) or line.kind is BlockKind.LIST_ITEM for line in lines)
    clauses = {index for index in range(len(lines)) if _is_clause(lines, index)}
    if not numbered and not clauses:
        return list(to_paragraphs(lines, width))
    texts: list[str] = []
    after_point = False
    for index, line in enumerate(lines):
        item = _POINT.match(line.text) is not None or line.kind is BlockKind.LIST_ITEM
        begins = item or index in clauses or (after_point and _new_sentence(line, texts))
        if begins or not texts:
            texts.append(line.text.replace("\t", " "))
        else:
            texts[-1] = join(texts[-1], line.text.replace("\t", " "))
        after_point = after_point or item
    return texts


def _is_clause(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line is an *att*-sats of its own, and not the middle of a wrapped sentence."""
    if not _TO.match(lines[index].text):
        return False
    before = lines[index - 1].text if index else ""
    return (
        lines[index].starts
        or _LEAD.search(before) is not None
        or re.search(r"(?:[,;.]|\b(?:samt|och))$", before) is not None
        or _same_opening(lines, index)
    )


def _same_opening(lines: Sequence[Line], index: int) -> bool:
    """*att kulturnämnden …* over *att kulturnämnden …*: clauses that begin alike need no mark between them."""
    opening = lines[index].text.lower().split()[:2]
    return any(line.text.lower().split()[:2] == opening for line in lines[:index] if _TO.match(line.text))


def _new_sentence(line: Line, texts: Sequence[str]) -> bool:
    return line.starts and line.text[:1].isupper() and bool(texts) and texts[-1].endswith(".")
