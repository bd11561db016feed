"""What a reading can be held against: the words of the whole file, sorted by where they stand, beside what was read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from remiss.documents.interpretation.dates import FoundDate, find_dates
from remiss.documents.interpretation.diary import first_number, is_number, labelled_numbers
from remiss.documents.interpretation.header_fields import Header
from remiss.documents.interpretation.labels import Field, read_label
from remiss.documents.interpretation.line import Line
from remiss.documents.interpretation.people import is_name
from remiss.domain.document import BlockKind
from remiss.domain.parsed import ParsedReply

_SHORT = 8
_END_LINES = 14
_BEGINNING = 400
# Lines that no person wrote must not cost: the patterns look at each sign of a word several times.
_MAX_WORD, _MAX_LINE = 60, 6000
# Days and numbers that a head may name without their being a field of ours.
_OTHERS = re.compile(
    r"\b(?:ert datum|er skrivelse|inkom(?:men|met)?|ankom|version|reviderad|utskrift|org\.?\s?nr)", re.IGNORECASE
)
_NO_NUMBER = re.compile(
    r"\b(?:org\.?\s?nr|organisations|bankgiro|plusgiro|postgiro|tel|tfn|telefon|mobil|växel|fax)", re.IGNORECASE
)


@dataclass(frozen=True)
class Evidence:
    """The file's words and the reading of them. ``head`` are the lines of the header block, columns laid apart;
    ``spare`` those of them that became neither a field nor a title; ``lines`` the whole file.
    """

    reply: ParsedReply
    header: Header
    head: tuple[str, ...]
    spare: tuple[str, ...]
    lines: tuple[Line, ...]

    @cached_property
    def text(self) -> str:
        """The running text with its headings."""
        parts = (part for each in self.reply.sections for part in (each.heading, *each.paragraphs))
        return "\n".join(part for part in parts if _is_written(part))

    @cached_property
    def whole(self) -> str:
        """Every line of the file."""
        return "\n".join(line.text for line in self.lines if _is_written(line.text))

    @cached_property
    def beginning(self) -> str:
        """The header block and how the text begins."""
        return "\n".join((*self.head, self.text[:_BEGINNING]))

    @cached_property
    def end(self) -> tuple[str, ...]:
        """The last lines, columns taken apart: where people sign."""
        cells = (cell for line in self.lines[-_END_LINES:] for cell in (line.cells or line.text.split("\t")))
        return tuple(piece.strip() for cell in cells for piece in cell.split("\n") if piece.strip())

    @cached_property
    def title_stands_out(self) -> bool:
        """Tell whether the title is in the letters of a heading, or in bold ones, and no line left over is."""
        styled = [line.text for line in self.lines if line.kind is BlockKind.HEADING or line.bold]
        title = self.reply.title or ""
        alone = not any(line in styled for line in self.spare)
        return alone and any(line in title or title in line for line in styled if len(line) >= _SHORT)

    @cached_property
    def unread_days(self) -> list[FoundDate]:
        """Days in the header block that are the value of no field."""
        if self.header.joint or len(self.header.addressees) > 1:
            # Each body has a meeting of its own.
            return []
        dates = self.reply.dates
        read = {dates.statement, dates.meeting, dates.due}
        titles = _letters(f"{self.reply.title} {self.reply.subtitle}")
        lines = [line for line in self.head if not _OTHERS.search(line) and _letters(line) not in titles]
        return [found for line in lines for found in find_dates(line) if found.day not in read]

    @cached_property
    def unread_numbers(self) -> list[str]:
        """Diary numbers in the header block that are the value of no field."""
        values = [_letters(value) for value in (self.reply.diary_number, self.reply.remiss_diary_number) if value]
        read = " ".join(values)
        lines = [line for line in self.head if not _NO_NUMBER.search(line)]
        found = [number for line in lines for number, _ in labelled_numbers(line)]
        found += [value for line in lines if (value := line.partition(": ")[2]) and first_number(value) == value]
        found += [piece for line in lines for piece in re.split(r",\s|\s[|·–]\s|\t", line) if is_number(piece.strip())]
        return [
            n for n in found if _letters(n) not in read and not any(_letters(n).endswith(value) for value in values)
        ]

    @cached_property
    def unread_people(self) -> list[str]:
        """Names of persons in the header block that are no officer, and last in the file that are no signatory."""
        known = _people(self.reply)
        values = [re.sub(r"^[^:]{1,40}:\s*", "", line) for line in (*self.head, *self.end)]
        return [name for name in values if is_name(name) and name not in known and self._is_person(name)]

    def _is_person(self, name: str) -> bool:
        return name not in (self.reply.title, self.reply.subtitle, self.reply.consultee, self.reply.office)

    def labelled(self, field: Field) -> bool:
        """Tell whether the file names ``field`` with a label of its own."""
        return any((label := read_label(line)) is not None and label.field is field for line in self.head)


def _is_written(text: str) -> bool:
    return len(text) <= _MAX_LINE and all(len(word) <= _MAX_WORD for word in text.split())


def _people(reply: ParsedReply) -> set[str]:
    return {officer.name for officer in reply.officers} | {person.name for person in reply.signatories}


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def gather(
    reply: ParsedReply, header: Header, head: Iterable[Line], spare: Iterable[Line], lines: Sequence[Line]
) -> Evidence:
    """Return the evidence about one reading."""
    top, left = ([line.text for line in some if _is_written(line.text)] for some in (head, spare))
    return Evidence(reply, header, tuple(top), tuple(left), tuple(lines))
