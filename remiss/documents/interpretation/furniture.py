"""What is printed around the text and is no text: page numbers, running heads and feet, rules, contents lists."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from remiss.documents.interpretation.bodies import board_named, company_named, external_named, office_named
from remiss.documents.interpretation.dates import only_date
from remiss.documents.interpretation.diary import first_number
from remiss.documents.interpretation.labels import Field, mail_in, phone_in, read_label
from remiss.documents.interpretation.line import Line
from remiss.domain.document import BlockKind

_TOTAL = r"(?:\(\s?\d{1,4}\s?\)|(?:av|/)\s?\d{1,4})"
_PAGE_NUMBER = re.compile(
    rf"(?:Sida|Sid\.?)\s*:?\s*\d{{1,4}}(?:\s?{_TOTAL})?|\d{{1,3}}\s?\(\s?\d{{1,3}}\s?\)", re.IGNORECASE
)
# Inside a line only what no sentence holds: a capital letter and a total, or the end of the line.
_AT_END = re.compile(
    rf"^(?:Sida|Sid\.?)\s?:?\s?\d{{1,4}}\s?{_TOTAL}[\s,|·–-]+|[\s,|·–-]+(?:Sida|Sid\.?)\s?:?\s?\d{{1,4}}(?:\s?{_TOTAL})?$"
    r"|\s\d{1,3}\s?\(\s?\d{1,3}\s?\)$"
)
_BARE_PAGE_NUMBER = re.compile(r"[-–]?\s*\d{1,3}\s*(?:/\s*\d{1,3})?\s*[-–]?")
_RULE = re.compile(r"[\s_\-–—=*~·.•]{3,}")
_CONTENTS_LIST = re.compile(r".*(?:\.{4,}|…{2,}|(?:\s\.){4,})\s*\d{1,3}")
_PIECES = re.compile(r"\s*\t\s*|\s+[·•|–—]\s+|,\s+")
_HEAD_LINES = 5
# An address at the foot may end with a full stop, and stands on every page.
_FEW = 3
_MAX_HEAD = 100
_MAX_CONTENTS_ROW = 300
_HEADER_LINES = 12
# A line so long is text, and what comes after it no header block.
_LONG = 65
_NEAR = 3
_SHORTEST_RULE = 4
_MAX_WORDS = 9
_PLACE = re.compile(
    r"[A-ZÅÄÖ][\wåäö]+(?:gatan|vägen|plan|torget|gränd|backen|allén|kajen|stråket)\s\d{1,3}(?:\s?[A-Z])?|Box\s\d{1,5}"
    r"|\d{3} ?\d{2} [A-ZÅÄÖ][\wåäö]+(?: [\wåäö]+)?|(?:https?://)?(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:se|nu|com|org|example)"
    r"|(?:Org\.? ?nr|Bankgiro|Plusgiro|Postgiro|Växel|Telefonväxel|Fax)\b[.:]? ?[\d -]{5,20}"
)
_CITY = re.compile(r"[A-ZÅÄÖ][\wåäö-]+s? (?:stad|kommun)")
_NUMBERS = frozenset({Field.NUMBER, Field.REMISS_NUMBER})
_DAYS = frozenset({Field.DATE, Field.MEETING, Field.DUE})


def without_furniture(lines: list[Line], own: Callable[[str], bool]) -> list[Line]:
    """Return the lines of the text. What is ``own`` belongs to it, however many pages repeat it."""
    running = _running_heads(lines)
    edges = _page_edges(lines)
    past = _header_end(lines)
    first = {_key(line.text) for line in lines[:past]}
    near = _near_page_numbers(lines, past)
    kept: list[Line] = []
    heads: list[Line] = []
    seen: set[str] = set()
    lost_start = cut = False
    for index, line in enumerate(lines):
        text = _without_page_number(line, at_edge=id(line) in edges)
        key = _key(text)
        repeated = (key in running and key in seen) or (index in near and (key in first or is_furniture(text)))
        if not text or _is_rule(line, text) or (repeated and not own(text)):
            # What begins a paragraph may have been dropped with the head, so the mark must not travel on.
            lost_start = lost_start or bool(text and _is_rule(line, text))
            if kept and not line.starts and _underlines(text, kept[-1]):
                kept[-1] = replace(kept[-1], kind=BlockKind.HEADING, level=1 if text[0] == "=" else 2)
            cut = cut or not text or repeated
            heads.append(line)
            continue
        seen.add(key)
        starts = (line.starts or lost_start) and not (cut and _goes_on(text, kept))
        kept.append(replace(line, text=text, starts=starts))
        lost_start = cut = False
    return [*_numbers_only_in(heads, kept), *kept]


def _numbers_only_in(heads: list[Line], kept: list[Line]) -> list[Line]:
    """Return the diary numbers, days and offices that stand in running heads and nowhere else, each once."""
    parts = [piece for line in heads for piece in pieces_of(line.text)]
    pieces = [piece for piece in parts if _is_number(piece) or _is_day(piece)]
    if not any(office_named(piece) for line in kept[:_HEADER_LINES] for piece in pieces_of(line.text)):
        pieces += [piece for piece in parts if office_named(piece)][:1]
    text = "\n".join(line.text for line in kept)
    return [
        replace(heads[0], text=piece, cells=(), starts=True) for piece in dict.fromkeys(pieces) if piece not in text
    ]


def _is_day(piece: str) -> bool:
    label = read_label(piece)
    return label is not None and label.field in _DAYS and only_date(label.value) is not None


def _is_number(piece: str) -> bool:
    label = read_label(piece)
    return label is not None and label.field in _NUMBERS and first_number(label.value) == label.value


def pieces_of(text: str) -> list[str]:
    """Return the parts of a running head or foot: *Kulturkontoret · Storgatan 2 · 123 45 Storköping*."""
    return [piece.strip() for piece in _PIECES.split(text) if piece.strip()]


def is_furniture(text: str) -> bool:
    """Tell whether a line holds nothing but the sender, its address, numbers and the kind of document."""
    if len(text) > _MAX_HEAD or text.endswith((".", ":")):
        return False
    return is_sender_part(text) or all(is_sender_part(piece) for piece in pieces_of(text))


def is_sender_part(text: str) -> bool:
    """Tell whether ``text`` is one part of a running head: a body's name, an address, a number, a kind of document."""
    if text.lower() in ("sida", "sid", "sid.") or _PAGE_NUMBER.fullmatch(text):
        return True
    label = read_label(text)
    if label is not None and (label.field is Field.KIND or _is_number(text)):
        return True
    if only_date(text) is not None:
        return True
    named = board_named(text) or office_named(text) or company_named(text) or external_named(text)
    contact = len(text.split()) <= 4 and (mail_in(text) or phone_in(text))
    return bool(named or contact or _PLACE.fullmatch(text) or _CITY.fullmatch(text))


def _goes_on(text: str, kept: list[Line]) -> bool:
    """Tell whether a line goes on with the sentence that a page's head or foot cut in two."""
    return bool(kept) and text[:1].islower() and not re.search(r"[.!?:][”\"’)\]]*$", kept[-1].text)


def _is_rule(line: Line, text: str) -> bool:
    return not line.cells and (_RULE.fullmatch(text) is not None or _is_contents_row(text))


def _underlines(text: str, line: Line) -> bool:
    """Tell whether ``text`` is a rule as long as the short line above it: that line is a heading."""
    ruled = len(text) >= _SHORTEST_RULE and set(text) <= {text[0]} and text[0] in "=-~"
    plain = line.kind is BlockKind.PARAGRAPH and not line.cells and "\t" not in line.text and not line.marked
    return ruled and plain and abs(len(text) - len(line.text)) <= _NEAR and line.text[-1] not in ".,;"


def _is_contents_row(text: str) -> bool:
    # The pattern's cost grows faster than the line, and no row of a contents list is long.
    return len(text) <= _MAX_CONTENTS_ROW and _CONTENTS_LIST.fullmatch(text) is not None


def _without_page_number(line: Line, *, at_edge: bool) -> str:
    text = line.text
    if line.cells or len(text) > 120:
        return text
    if (at_edge and _BARE_PAGE_NUMBER.fullmatch(text)) or _PAGE_NUMBER.fullmatch(text):
        return ""
    if not _AT_END.search(text) and "\t" not in text:
        return text
    columns = text.split("\t")
    rest = "\t".join(column for column in columns if not _PAGE_NUMBER.fullmatch(column))
    rest = _AT_END.sub("", rest).strip("\t ,|")
    # A sentence that mentions a page is text; a head is a few words.
    return text if rest.endswith(".") or len(rest.split()) > _MAX_WORDS else rest


def _header_end(lines: list[Line]) -> int:
    """Return where the header block is over at the latest."""
    top = ((i, line) for i, line in enumerate(lines[:_HEADER_LINES]) if not line.cells)
    long = (i for i, line in top if len(line.text) > _LONG and not is_furniture(line.text) and is_prose(line.text))
    return next(long, _HEADER_LINES)


def is_prose(text: str) -> bool:
    """Tell whether most words are in small letters: an address or a row of labels has capitals and figures."""
    words = [word for word in text.split() if word[:1].isalpha()]
    return sum(1 for word in words if word[:1].islower()) * 2 > len(words)


def _near_page_numbers(lines: list[Line], past: int) -> set[int]:
    """Return the indexes of short lines close to a printed page number, from ``past`` on.

    Lines that are repeated there, or that name the sender, are running heads. The number may stand on the line itself.
    """
    numbers = [index for index, line in enumerate(lines) if _has_page_number(line)]
    close = {near for index in numbers for near in range(index - _NEAR, index + _NEAR + 1)}
    return {index for index in close if past <= index < len(lines) and len(lines[index].text) <= _MAX_HEAD}


def _has_page_number(line: Line) -> bool:
    return len(line.text) <= _MAX_HEAD and not line.cells and _without_page_number(line, at_edge=False) != line.text


def _page_edges(lines: list[Line]) -> set[int]:
    """Return the identities of the two first and two last lines of every page."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        if line.page is not None:
            pages.setdefault(line.page, []).append(line)
    return {id(line) for page in pages.values() for line in (*page[:2], *page[-2:])}


def _key(text: str) -> str:
    return re.sub(r"\d+", "#", text.casefold())


def _running_heads(lines: list[Line]) -> set[str]:
    """Return the lines that stand at the top or foot of several pages, figures made equal."""
    pages: dict[int, list[str]] = {}
    for line in lines:
        if line.page is not None:
            pages.setdefault(line.page, []).append(_key(_without_page_number(line, at_edge=False)))
    if len(pages) < 2:
        return set()
    edges = ({*page[:_HEAD_LINES], *page[-_HEAD_LINES:]} for page in pages.values())
    # A head is a few words; a sentence that happens to be repeated is text and must not be lost.
    counted = Counter(key for page in edges for key in page if key and len(key) <= _MAX_HEAD and not key.endswith("."))
    ends = Counter(key for page in pages.values() for key in {*page[:_FEW], *page[-_FEW:]} if key.endswith("."))
    always = {key for key, count in ends.items() if count >= max(2, len(pages)) and ("#" in key or "@" in key)}
    return always | {key for key, count in counted.items() if count >= max(2, (len(pages) + 1) // 2)}
