"""Who signed: names over titles at the end of a section, in one column or two, or *name, title* on one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from remiss.documents.interpretation.bodies import board_named, company_named, office_named
from remiss.documents.interpretation.dates import only_date
from remiss.documents.interpretation.headings import OPEN_END
from remiss.documents.interpretation.labels import mail_in, phone_in
from remiss.documents.interpretation.line import Line
from remiss.documents.interpretation.people import is_name, is_title, name_and_title, split_names, split_titles
from remiss.domain.parsed import Signatory

_FORMULA = re.compile(
    r"(?:(?:Med |Bästa |Många )?(?:vänlig(?:a)? )?hälsning(?:ar)?\b(?! till).{0,50}|Enligt uppdrag|E\.?u\.?|"
    r"Underskrift(?:er)?|"
    r"På .{3,50} vägnar|[A-ZÅÄÖ][\wåäö]+ (?:som ovan|dag som ovan|den .{6,20})|(?:Ej )?[Gg]odkän[dt]s?\b.*|"
    r"Undertecknat? av.*|Vid förfall för.*|I tjänsten|[/_ ]+|Signerat? .*|(?-i:För) .{3,50}(?<!\.)|"
    r"Digitalt signerat.*)[,.:]?",
    re.IGNORECASE,
)  # fmt: skip
# *Hälsningar från styrelsen genom Anna Ek*.
_THROUGH = re.compile(r"^.{3,60}\sgenom\s(?=[A-ZÅÄÖ]\S+ [A-ZÅÄÖ][^\s,]+(?:,|$))")
_CONTACT = re.compile(
    r"(?<=\w)(?:,|\s[–-])?\s*(?:(?:tfn|tel(?:efon)?|mobil)\.?:?\s*)(?:\+46|"
    r"0)[\d \-–()/]{5,}$",
    re.IGNORECASE,
)
PARTY = re.compile(r"(?<=[a-zåäö])\s\([A-ZÅÄÖ][A-Za-zåäö]{0,2}\)$")
_MAX_LINES = 16
_MAX_PIECE = 160
_MAX_TITLE = 60
_MOST_WORDS, _MOST_NAMES = 8, 4
_SMALL_WORDS = frozenset({"OCH", "I", "FÖR", "MED", "AV", "PÅ", "TILL", "OM", "SOM"})
_REACH = re.compile(r"(?:tel|tfn|mobil|telefon|e-?post|mejl|mail|direkt|\+46|0\d|[\w.+-]+@)", re.IGNORECASE)
_CITY = re.compile(r"[A-ZÅÄÖ][\wåäö-]+(?: [A-ZÅÄÖ][\wåäö-]+)? (?:kommun|stad)")


@dataclass
class Signatures:
    """The signatories found, and whether one line could be read in more than one way."""

    people: list[Signatory] = field(default_factory=list)
    doubtful: bool = False
    organisation: str | None = None
    day: date | None = None


def split_signatures(lines: Sequence[Line], *, under_list: bool = False) -> tuple[list[Line], Signatures]:
    """Return a section's lines without the signature block at its end, and that block's signatories.

    ``under_list``: bodies above the names are those that get the decision, not those that sign.
    """
    first = len(lines)
    while first > 0 and len(lines) - first < _MAX_LINES and _belongs(lines[first - 1], lines[first - 2 : first - 1]):
        first -= 1
    while under_list and first < len(lines) and not _is_person(_cells(lines[first])):
        first += 1
    if (
        under_list
        and 0 < first < len(lines)
        and lines[first - 1].text.isupper()
        and office_named(lines[first - 1].text)
    ):
        # Capitals over the name are the sender's own office, whoever stands in the list.
        first -= 1
    for wanted in (_opens_with_title, _has_title):
        for start in range(first, len(lines)):
            found = _read([_cells(line) for line in lines[start:]])
            if wanted(found.people):
                return list(lines[:start]), found
    return list(lines), Signatures()


def _is_person(row: Sequence[str]) -> bool:
    return bool(row) and (is_name(row[0].split("\n")[0]) or name_and_title(row[0]) is not None or is_formula(row[0]))


def _opens_with_title(people: Sequence[Signatory]) -> bool:
    """A name without a title before those that sign is the end of a list above them."""
    return bool(people) and people[0].title is not None


def _has_title(people: Sequence[Signatory]) -> bool:
    return any(person.title for person in people)


def split_at_signatures(lines: Sequence[Line]) -> tuple[list[Line], Signatures, list[Line]]:
    """Return a section's lines before the first signature block with text after it, the block, and that text."""
    for end in range(1, len(lines)):
        if _belongs(lines[end], lines[end - 1 : end]) or not _belongs(lines[end - 1], lines[end - 2 : end - 1]):
            continue
        kept, found = split_signatures(lines[:end])
        if found.people:
            return kept, found, list(lines[end:])
    return list(lines), Signatures(), []


def _belongs(line: Line, before: Sequence[Line]) -> bool:
    if (line.marked and not before) or (before and not line.starts and OPEN_END.search(before[-1].text)):
        return False
    longest = max((len(piece) for cell in _cells(line) for piece in cell.split("\n")), default=0)
    return longest <= _MAX_PIECE and all(_is_part(cell) for cell in _cells(line))


def is_formula(text: str) -> bool:
    """Tell whether ``text`` is what is written over or under a name: *Med vänlig hälsning*."""
    return _FORMULA.fullmatch(text) is not None


def _cells(line: Line) -> list[str]:
    if line.cells:
        return [" ".join(cell.split("\n")[0].split()) if "\n" not in cell else cell for cell in line.cells if cell]
    return [
        _CONTACT.sub("", PARTY.sub("", _THROUGH.sub("", cell.strip().removeprefix("/"))))
        for cell in line.text.split("\t")
        if cell.strip()
    ]


def _is_part(cell: str) -> bool:
    if "\n" in cell:
        pieces = _pieces(cell)
        return all(_is_part(piece) or _is_under_name(pieces, index) for index, piece in enumerate(pieces))
    if is_name(cell) or _is_capital_name(cell) or is_title(cell) or name_and_title(cell) or _FORMULA.fullmatch(cell):
        return True
    if split_titles(cell) or any(split_names(cell, count) for count in (2, 3)):
        return True
    organisation = office_named(cell) or company_named(cell) or board_named(cell)
    return bool(only_date(cell) or organisation or _CITY.fullmatch(cell) or _is_contact(cell))


def _is_capital_name(cell: str) -> bool:
    """*ANNA EK*: a name in capitals, as it stands over a title."""
    words = cell.split()
    capital = cell.isupper() and 1 < len(words) <= _MOST_NAMES and not set(words) & _SMALL_WORDS
    return capital and is_name(cell.title())


def _is_contact(cell: str) -> bool:
    """Tell whether a line under a name is nothing but how to reach the person: *Tel. 0581-602 19*."""
    short = len(cell) <= _MAX_TITLE and len(cell.split()) <= _MOST_WORDS and not cell.endswith((".", ":", ";"))
    return short and _REACH.match(cell) is not None and bool(phone_in(cell) or mail_in(cell))


def _pieces(cell: str) -> list[str]:
    return [piece.strip() for piece in cell.split("\n") if piece.strip()]


def _is_under_name(pieces: Sequence[str], index: int) -> bool:
    """In a cell of its own the line under a name is that person's title, whatever its words."""
    text = pieces[index]
    plain = len(text) <= _MAX_TITLE and not text.endswith((".", ":")) and not _FORMULA.fullmatch(text)
    return index == 1 and is_name(pieces[0]) and plain and not is_name(text) and only_date(text) is None


def _read(rows: Sequence[list[str]]) -> Signatures:
    found = Signatures()
    waiting: list[str] = []
    for row in rows:
        if any("\n" in cell for cell in row):
            for cell in row:
                waiting = _take_cell(_pieces(cell), waiting, found)
        else:
            waiting = _take(row, waiting, found)
    _without_title(waiting, found)
    if found.organisation:
        found.people = [Signatory(p.name, p.title, p.organisation or found.organisation) for p in found.people]
    return found


def _take_cell(pieces: Sequence[str], waiting: list[str], found: Signatures) -> list[str]:
    """A table cell with name over title inside is read downwards."""
    for index, piece in enumerate(pieces):
        if _is_under_name(pieces, index) and not office_named(piece) and not company_named(piece):
            found.people.append(Signatory(pieces[0], piece))
            waiting = []
        else:
            waiting = _take([piece], waiting, found)
    return waiting


def _take(row: list[str], waiting: list[str], found: Signatures) -> list[str]:
    """Read one row; return the names that still wait for their titles."""
    if pairs := [pair for cell in row if (pair := name_and_title(cell))]:
        _without_title(waiting, found)
        found.people += [Signatory(name, title) for name, title in pairs]
        return []
    if all(is_title(cell) for cell in row) or (len(row) == 1 and split_titles(row[0])):
        return _give_titles(row, waiting, found)
    organisation = office_named(row[0]) or company_named(row[0]) or board_named(row[0])
    if organisation is None and found.people and _CITY.fullmatch(row[0]):
        organisation = row[0]
    if organisation and len(row) == 1 and not is_name(row[0]):
        _give_organisation(organisation, row[0], found)
        return waiting
    found.day = found.day or only_date(row[0])
    names = [
        cell
        for cell in row
        if is_name(cell) or _is_capital_name(cell) or any(split_names(cell, count) for count in (2, 3))
    ]
    if not names:
        return waiting
    _without_title(waiting, found)
    return names


def _give_titles(row: list[str], waiting: list[str], found: Signatures) -> list[str]:
    titles = split_titles(row[0]) if len(row) == 1 and split_titles(row[0]) else row
    if len(titles) > 1 and len(waiting) == 1:
        names = split_names(waiting[0], len(titles))
        if not names:
            found.doubtful = True
            found.people.append(Signatory(waiting[0], " ".join(titles)))
            return []
        waiting = names
    found.people += [Signatory(name, title) for name, title in zip(waiting, titles, strict=False)]
    return waiting[len(titles) :]


def _give_organisation(organisation: str, written: str, found: Signatures) -> None:
    """An organisation over the names is that of those below, as it is written there."""
    if not found.people:
        found.organisation = written
    found.people = [Signatory(p.name, p.title, p.organisation or organisation) for p in found.people]


def _without_title(waiting: list[str], found: Signatures) -> None:
    found.people += [Signatory(name) for name in waiting]
