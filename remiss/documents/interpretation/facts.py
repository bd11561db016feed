"""Facts that may stand anywhere in a reply: the sender's diary number and the day the reply was due."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from remiss.documents.interpretation.dates import find_dates, yearless
from remiss.documents.interpretation.diary import CENTRAL_PREFIXES, central_number, labelled_numbers, marked_off, prefix
from remiss.documents.interpretation.header import Header
from remiss.documents.interpretation.line import Line
from remiss.domain.parsed import Unsure

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ”])|\n")
DUE = re.compile(
    r"\b(?:remisstid|svarstid|(?:sista|senaste) svarsdag|sista dag(?:en)? för (?:svar|yttrande|remissvar))\w*"
    r"|\b(?:svar|yttrande|synpunkter)\w* (?:ska|skall|bör) (?:ha )?(?:nått|nå|vara|lämnas|komma|inkomma|skickas)\b"
    r"|\b(?:svar|remissvar|yttrande|synpunkter|besvar)\w*\b.{0,120}?\bsenast\b|\bsenast\b.{0,60}\b(?:svar|yttra|"
    r"inkom|besvara|synpunkter|tillhanda)\w*",
    re.IGNORECASE,
)
# A matter that is coming up, and not a decision of before or somebody else's meeting.
_WILL_MEET = re.compile(
    r"(?:nämnden|styrelsen|ärendet|frågan|yttrandet)\s(?:\w+\s){0,3}?(?:behandla[rs]?|tas? upp|avgörs|besluta[rs]?|"
    r"sammanträder|"
    r"ta ställning|tar ställning|prövas)\b|\btill (?:nämndens|styrelsens) (?:sammanträde|möte)",
    re.IGNORECASE,
)
_OTHER_MEETING = re.compile(
    r"\b(?:förvaltningsgrupp|samverkan|rådet|utskott|beslutade|antog|informera|anmäl)\w*", re.IGNORECASE
)
_REMITTED = re.compile(r"\bremi(?:ss|tter)|\brubricera", re.IGNORECASE)
_OLDER = re.compile(
    r"\b(?:antog|antagits|antagen|antogs|beslutade|tidigare|föregående|gällande|nuvarande)\b", re.IGNORECASE
)


def sentences(text: str) -> Iterator[str]:
    """Yield rough sentences: enough to keep a date with the words about it."""
    yield from _SENTENCE_END.split(text)


def due_day(header: Header, text: str, year: int | None) -> tuple[date | None, Unsure | None]:
    """Return the day the reply was due, and a doubt when its year is taken from the document's own dates."""
    if header.due is not None:
        return header.due, None
    for sentence in sentences(text):
        cue = DUE.search(sentence)
        if cue is None:
            continue
        dates = find_dates(sentence)
        if dates:
            later = [found for found in dates if found.end > cue.start()]
            if later or cue[0].lower().startswith("sista"):
                return (later or dates)[-1].day, None
        day = yearless(sentence[cue.start() :], year) if year is not None else None
        if day is not None:
            return day, Unsure("dates.due", "Året står inte i texten; det är taget ur dokumentets datum.")
    return None, None


def meeting_day(text: str, year: int | None) -> tuple[date | None, Unsure | None]:
    """Return the day on which the text says that the nämnd will take up the matter; a derived value."""
    for sentence in sentences(text):
        cue = _WILL_MEET.search(sentence)
        if cue is None or _OTHER_MEETING.search(sentence):
            continue
        found = [each.day for each in find_dates(sentence) if each.start > cue.start()]
        day = found[0] if found else yearless(sentence[cue.start() :], year) if year is not None else None
        if day is not None:
            return day, Unsure("dates.meeting", "Dagen för sammanträdet är utläst ur den löpande texten.")
    return None, None


def diary_numbers(
    header: Header, subtitle: str | None, attachments: Iterable[str], text: str, *, central: bool, joint: bool
) -> tuple[str | None, str | None, Unsure | None]:
    """Return the body's own number, the sender's, and a doubt about the sender's.

    ``central`` says that the reply comes from the central board's own office, whose number is the sender's too;
    ``joint`` that several bodies give it together: then the numbers side by side are theirs, and all are given.
    """
    own, remitted = header.number or header.bare_number, header.remiss_number
    if own is not None and prefix(own) in CENTRAL_PREFIXES and not central:
        own, remitted = None, remitted or own
    mine = [] if own is None else [own, *(header.more_numbers if joint else ())]
    written = ", ".join(mine) or None
    if remitted is None and subtitle:
        remitted = next((number for number, _ in labelled_numbers(subtitle) if number not in mine), None)
        remitted = remitted or _other(marked_off(subtitle), mine)
    if remitted is not None:
        return written, remitted, None
    return written, *_remitted_elsewhere(attachments, text, mine, header)


def _remitted_elsewhere(
    attachments: Iterable[str], text: str, mine: Sequence[str], header: Header
) -> tuple[str | None, Unsure | None]:
    """Return the sender's number from places that make it doubtful."""
    for line in (*header.rest, *([Line(header.title)] if header.title else [])):
        remitted = _other(next((number for number, _ in labelled_numbers(line.text)), None), mine)
        if (remitted := remitted or _other(central_number(line.text), mine)) is not None:
            return remitted, None
    if header.more_numbers:
        attachments = ()
    central = next((found for each in sentences(text) if (found := _other(central_number(each), mine))), None)
    for attachment in () if central else attachments:
        for number, _ in labelled_numbers(attachment):
            if number not in mine:
                return number, Unsure("remiss_diary_number", "Diarienumret står bara i bilageförteckningen.")
    remitted, doubt = _in_text(text, mine)
    if remitted is None and (beside := [number for number in header.more_numbers if number not in mine]):
        return beside[0], Unsure("remiss_diary_number", "Två diarienummer står i sidhuvudet.")
    return remitted, doubt


def _other(number: str | None, mine: Sequence[str]) -> str | None:
    return None if number in mine else number


def _in_text(text: str, mine: Sequence[str]) -> tuple[str | None, Unsure | None]:
    for sentence in sentences(text):
        if _OLDER.search(sentence):
            continue
        for number, _ in labelled_numbers(sentence) if _REMITTED.search(sentence) else ():
            if number not in mine:
                return number, Unsure("remiss_diary_number", "Diarienumret är utläst ur den löpande texten.")
        if (central := _other(central_number(sentence), mine)) is not None:
            return central, Unsure("remiss_diary_number", "Diarienumret är utläst ur den löpande texten.")
    return None, None
