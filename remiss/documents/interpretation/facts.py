"""Facts that may stand anywhere in a reply: the sender's diary number and the day the reply was due."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from remiss.documents.interpretation.dates import FoundDate, find_days
from remiss.documents.interpretation.diary import CENTRAL_PREFIXES, central_number, labelled_numbers, marked_off, prefix
from remiss.documents.interpretation.header_fields import Header
from remiss.documents.interpretation.line import Line
from remiss.domain.parsed import Unsure

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ”])|\n")
DUE = re.compile(
    r"\b(?:remisstid|svarstid|svarsfrist|remissperiod|svarsdag|svarsdatum|sista (?:svars?)?(?:dag|datum))\w*"
    r"|\b(?:svar|yttrande|remiss|ärende|skrivelse|synpunkter|plan|program|strategi|policy|förslag)\w*\b"
    r"[^.]{0,80}?\b(?:ska|skall|bör|måste|önskas|väntas|begärs)\b[^.]{0,60}?\b(?:inläm|inkom|besvar|nått|nå|handa|"
    r"tillhanda|"
    r"lämna|avge|svar|inne|skicka|sända|översänd|komma|avlämna|redovisa|inges|ges in|avsänd)\w*"
    r"|\b(?:önska|begär|inhämta|vänta)\w*\b[^.]{0,80}?\b(?:senast|till|före|till och med)\b"
    r"|\b(?:svar|remissvar|yttrande|yttra|synpunkter|besvar|remiss|inbjud|anmoda|ombe)\w*\b.{0,160}?"
    r"\b(?:senast|till och med|t\.?\s?o\.?\s?m\b|före|innan)\b"
    r"|\bsenast\b.{0,60}\b(?:svar|yttra|inkom|besvara|synpunkter|tillhanda|till handa|inne)\w*",
    re.IGNORECASE,
)
# What stands right before the day by which something is to be answered.
_BY = re.compile(
    r"(?:\b(?:senast|sista|till och med|före|innan|fram till|går ut|löper ut|utgår|till|är|inne|önskas|besvara[sdt]|"
    r"inläm\w+|inkom\w*|handa|tillhanda|redovisa\w*|lämna\w*|avge\w*|skicka\w*|svarstid|remisstid|svarsdag|svarsdatum|"
    r"svara|yttra sig)|\bt\.?\s?o\.?\s?m\.?)"
    r"[\s:,(–-]*(?:klockan \d\d(?:[.:]\d\d)?,? |kl\.? ?\d\d(?:[.:]\d\d)?,? )?(?:\w{3,5}dag(?:en)?,?\s)?(?:den\s)?$",
    re.IGNORECASE,
)
# A day on which something came, was sent or decided is not the day by which it is to be answered.
_HAPPENED = re.compile(
    r"\b(?:inkom|kom in|mottogs?|mottagit|remitterade|remitterades|sändes?|skickades?|beslutade|antogs?|behandlade|"
    r"behandlats|daterad|skrivelse|sammanträder|sammanträde|möte)\b[^,;]{0,50}$",
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
    r"\b(?:förvaltningsgrupp|samverkan|rådet|utskott|beslutade|antog|informera|anmäl)\w*|\binte förrän\b|\bförst den\b",
    re.IGNORECASE,
)
# *Begäran om förlängd svarstid* tells of another day than the one that was asked for.
_PROLONGED = re.compile(r"\b(?:förläng|anstånd|förlängning)\w*", re.IGNORECASE)
_GUESSED = Unsure("dates.due", "Året står inte i texten; det är taget ur dokumentets datum.")
_REMITTED = re.compile(r"\bremi(?:ss|tter)|\brubricera", re.IGNORECASE)
# *har remitterat planen (KS 2031/2)*: the only number of its kind, in the sentence that tells of the remiss.
_ASKED = re.compile(
    r"\b(?:remi(?:ss|tter)|översän|sänt ut|skickat|yttra sig|för yttrande|synpunkter på|"
    r"svara på)\w*",
    re.I,
)
_READ_IN_TEXT = Unsure("remiss_diary_number", "Diarienumret är utläst ur den löpande texten.")
_OLDER = re.compile(
    r"\b(?:antog|antagits|antagen|antogs|beslutade|tidigare|föregående|gällande|nuvarande)\b", re.IGNORECASE
)


def sentences(text: str) -> Iterator[str]:
    """Yield rough sentences: enough to keep a date with the words about it."""
    yield from _SENTENCE_END.split(text)


def due_day(header: Header, text: str, near: date | None) -> tuple[date | None, Unsure | None]:
    """Return the day the reply was due, and a doubt when its year is taken from the document's own dates (``near``)."""
    if header.due is not None:
        return header.due, None
    weak: FoundDate | None = None
    for sentence in sentences(text):
        cue = DUE.search(sentence)
        if cue is None or _PROLONGED.search(sentence):
            continue
        days = [day for day in find_days(sentence, near) if not _HAPPENED.search(sentence[: day.start])]
        close = next((day for day in days if day.end > cue.start() and _BY.search(sentence[: day.start])), None)
        if close is not None:
            return close.day, _GUESSED if close.guessed else None
        weak = weak or next((day for day in reversed(days) if day.start > cue.start()), None)
    return (None, None) if weak is None else (weak.day, Unsure("dates.due", "Dagen är utläst ur den löpande texten."))


def meeting_day(text: str, near: date | None) -> tuple[date | None, Unsure | None]:
    """Return the day on which the text says that the nämnd will take up the matter; a derived value."""
    for sentence in sentences(text):
        cue = _WILL_MEET.search(sentence)
        if cue is None or _OTHER_MEETING.search(sentence):
            continue
        found = next((each.day for each in find_days(sentence, near) if each.start > cue.start()), None)
        if found is not None:
            return found, Unsure("dates.meeting", "Dagen för sammanträdet är utläst ur den löpande texten.")
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
        remitted = remitted or _other(central_number(line.text), mine) or _other(_lettered(line.text), mine)
        if remitted is not None:
            return remitted, None
    if header.more_numbers:
        attachments = ()
    central = next((found for each in sentences(text) if (found := _other(central_number(each), mine))), None)
    attached = None if central else _attached(attachments, mine)
    if attached is not None:
        return attached, Unsure("remiss_diary_number", "Diarienumret står bara i bilageförteckningen.")
    remitted, doubt = _in_text(text, mine)
    if remitted is None and (beside := [number for number in header.more_numbers if number not in mine]):
        return beside[0], Unsure("remiss_diary_number", "Två diarienummer står i sidhuvudet.")
    return remitted, doubt


def _attached(attachments: Iterable[str], mine: Sequence[str]) -> str | None:
    """Return the sender's number where the list of attachments names it."""
    for attachment in attachments:
        numbers = [number for number, _ in labelled_numbers(attachment)]
        found = next(
            (number for number in (*numbers, central_number(attachment)) if number and number not in mine), None
        )
        if found is not None:
            return found
    return None


def _lettered(title: str) -> str | None:
    """Return the number with its authority's letters that a title ends with: *Synpunkter på X, SBF 2022-611*."""
    number = marked_off(title)
    return number if number is not None and prefix(number) else None


def _other(number: str | None, mine: Sequence[str]) -> str | None:
    return None if number in mine else number


def _only_central(text: str, number: str, mine: Sequence[str]) -> bool:
    found = {each for sentence in sentences(text) if (each := central_number(sentence)) and each not in mine}
    return found == {number}


def _in_text(text: str, mine: Sequence[str]) -> tuple[str | None, Unsure | None]:
    for sentence in sentences(text):
        if _OLDER.search(sentence):
            continue
        for number, _ in labelled_numbers(sentence) if _REMITTED.search(sentence) else ():
            if number not in mine:
                return number, _READ_IN_TEXT
        if (central := _other(central_number(sentence), mine)) is not None:
            sure = _ASKED.search(sentence) is not None and _only_central(text, central, mine)
            return central, None if sure else _READ_IN_TEXT
    return None, None
