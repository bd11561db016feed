"""Diary numbers: more than twelve formats are in use (DOMAIN §6), so they are text, never computed with."""

from __future__ import annotations

import re

# Letters of the authority, then figures and letters joined by the separators in use: two groups or four figures.
_NUMBER = re.compile(
    r"(?:(?P<prefix>[A-ZÅÄÖ][A-Za-zÅÄÖåäö&]{0,9})[ :/_.-]{0,2})?"
    r"(?P<body>(?:[A-ZÅÄÖ]{1,3}\s)?\d{1,7}(?:\s?[-–/:.][-–/]?\s?(?:[A-Za-z]{0,4}|"
    r"[A-ZÅÄÖ]{1,5}[-/:.])\d{1,7}){1,5}(?:[-.][A-ZÅÄÖ]{1,4}(?![\w-]))?|\d{4,})"
    r"(?P<after>(?<=\d)\s(?!SID|TEL|TFN|DNR|DAT)[A-ZÅÄÖ]{2,4}(?!\s?\d)(?![\w-]))?"
)
_MARKED_OFF = re.compile(r"[,(]\s?(?=[A-ZÅÄÖ0-9])(?P<rest>[^,()]{4,40})(?=[,)]|$)")
_YEARS = re.compile(r"(?:19|20)\d\d\s?[-–/]\s?(?:19|20)?\d\d")
LABEL = r"(?:Dnr|D\.?nr|Diarienr|Diarienummer|Diarie-nr|Ärendenr|Ärendenummer|Ärende-?id|ÄrendeID|Beteckning)"
# Letters that diary numbers of the central board begin with.
CENTRAL_PREFIXES = frozenset({"KS", "KSN", "KSF", "KSK", "KF", "SLK", "SLF", "KLK", "KLF", "STK"})
_CENTRAL_NUMBER = re.compile(
    r"\b(?:KS[NFKT]?|KF|SL[KF]|KL[KF]|STK)[ /:.-]\s?(?!(?:19|20)\d\d-\d\d-\d\d\b)\d{1,6}(?:[/:.-]\d{1,7}){1,4}\b"
    r"|\b\d{2,4}[./]\d{2,6}[. ](?:KS[NT]?|SLK|KLK)\b|\b(?:19|20)\d\d-(?:KSN?|SLK|KLK|STK)-\d{2,7}\b"
)
_LETTERED = re.compile(r"[A-ZÅÄÖ]{2,6}[ /-]?(?:19|20)\d\d[/:-]\d{1,6}(?:-\d{1,3})?")
_MAX_NUMBER = 30
_LABELLED = re.compile(rf"(?:(?P<owner>\b[A-ZÅÄÖ]{{2,4}})[ -]?)?\b{LABEL}\b[.:]*\s*(?P<rest>.{{3,60}})", re.IGNORECASE)


def first_number(text: str) -> str | None:
    """Return the diary number at the beginning of ``text``, as written with single spaces; None when there is none."""
    match = _NUMBER.match(text.strip())
    if not match or re.fullmatch(r"(?:19|20)\d\d-\d\d-\d\d|(?:19|20)\d\d", match[0]):
        return None
    return " ".join(match[0].split())


def all_numbers(text: str) -> list[str]:
    """Return the number that ``text`` begins with, and those set beside it: *FAB 2031/4, HAB-31-09*."""
    first = first_number(text)
    if first is None:
        return []
    beside = [piece.strip() for piece in re.split(r",\s|\s(?:och|samt)\s", text)[1:]]
    return [first, *(piece for piece in beside if first_number(piece) == piece and prefix(piece))]


def labelled_numbers(text: str) -> list[tuple[str, int]]:
    """Return each number that follows the word dnr, and where the word stands. *KS dnr 2019/1* gives *KS 2019/1*."""
    found = []
    for match in _LABELLED.finditer(text):
        number = first_number(match["rest"])
        if number is None:
            continue
        owner = match["owner"]
        if owner and owner.isupper() and not number[0].isalpha():
            number = f"{owner} {number}"
        found.append((number, match.start()))
    return found


def marked_off(text: str) -> str | None:
    """Return the number that stands after a comma or in parentheses in a subtitle, without the word dnr."""
    for match in _MARKED_OFF.finditer(text):
        number = first_number(match["rest"])
        if number is not None and not _YEARS.fullmatch(number) and (prefix(number) or "/" in number):
            return number
    return None


def is_number(text: str) -> bool:
    """Tell whether ``text`` is a diary number with its authority's letters (*SÖD 2023/702*) and nothing else."""
    return len(text) <= _MAX_NUMBER and _LETTERED.fullmatch(text) is not None


def central_number(text: str) -> str | None:
    """Return the first number of the central board in ``text`` that has no word before it (*KS 2024/900*)."""
    match = _CENTRAL_NUMBER.search(text)
    return None if match is None else " ".join(match[0].split())


def prefix(number: str) -> str:
    """Return the letters a number begins with, upper case; empty when it begins with a figure."""
    letters = re.match(r"[A-Za-zÅÄÖåäö]*", number)
    return letters[0].upper() if letters else ""
