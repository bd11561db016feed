"""Cutting running Swedish text into sentences, without losing a character that is not white space."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

_CANDIDATE = re.compile(r"(?<=[.!?…])[”\"’»)\]]*\s+|\s+(?=[•▪●◦‣·–-]\s)|\s+(?=\d{1,2}\)\s)|(?<=:)\s+(?=[•▪●◦‣-]\s)")
_NUMBERED_ITEM = re.compile(r"\d{1,2}[.)]$|[a-zA-Z]\)$")
_ITEM_END = re.compile(r"(?<=[a-zåäö]{2})\s(?=[A-ZÅÄÖ][a-zåäö]+\s[a-zåäö])|(?<=[a-zåäö]{2})\s(?=I\s[a-zåäö])")
SHORTEST_SENTENCE = 5
_OPENING = '”"’»(['
_BULLETS = "•▪●◦‣·–-"
_LAST_WORD = re.compile(r"(\S+)$")


def split_sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of ``text`` in order, white space normalised.

    List items that begin with a bullet, a dash or ``1)`` are sentences of their own. Joined by single spaces the
    result equals the white-space-normalised text: nothing is lost or added.
    """
    flat = " ".join(text.split())
    sentences: list[str] = []
    start = 0
    for candidate in _CANDIDATE.finditer(flat):
        gap = candidate.start() + len(candidate.group().rstrip())
        head, tail = flat[start:gap].strip(), flat[candidate.end() :]
        if head and tail and _is_boundary(head, tail):
            sentences.append(head)
            start = candidate.end()
    rest = flat[start:].strip()
    return tuple(part for sentence in [*sentences, rest] if sentence for part in _free_last_item(sentence))


def _free_last_item(sentence: str) -> tuple[str, ...]:
    """Part a list item without full stop from the sentence that follows it: lost line breaks glue them together."""
    if sentence[0] not in _BULLETS or sentence[-1] not in ".!?":
        return (sentence,)
    for found in _ITEM_END.finditer(sentence):
        tail = sentence[found.end() :]
        if len(tail.split()) >= SHORTEST_SENTENCE:
            return (sentence[: found.start()], tail)
    return (sentence,)


def _is_boundary(head: str, tail: str) -> bool:
    if tail[0] in _BULLETS and tail[1:2] == " ":
        return _begins_item(head, tail)
    if re.match(r"\d{1,2}\)\s", tail):
        return head[-1] not in _BULLETS
    if _is_lone_mark(head):
        return False
    if head[-1] == ".":
        return _full_stop_ends(head, tail)
    return _can_start(tail)


def _begins_item(head: str, tail: str) -> bool:
    if tail[0] in "–-":
        return head[-1] in ".:;,!?" or _in_dash_list(head)
    return True


def _in_dash_list(head: str) -> bool:
    return head[0] in "–-" and head[1:2] == " " and len(head.split()) <= 12


def _is_lone_mark(head: str) -> bool:
    return len(head.split()) == 1 and (bool(_NUMBERED_ITEM.match(head)) or head in _BULLETS)


def _full_stop_ends(head: str, tail: str) -> bool:
    found = _LAST_WORD.search(head)
    written = (found.group() if found else "").lstrip(_OPENING)
    last = written.casefold()
    if last in _abbreviations():
        return last in _may_end() and _can_start(tail)
    if re.fullmatch(r"[^\W\d_]\.", last) and written[0].isupper():
        return False
    if re.fullmatch(r"\d{1,2}\.", last) and tail[0].islower():
        return False
    return _can_start(tail)


def _can_start(tail: str) -> bool:
    first = tail.lstrip(_OPENING)[:1]
    return first.isupper() or first.isdigit() or first in "§•"


@lru_cache(maxsize=1)
def _abbreviations() -> frozenset[str]:
    return frozenset(word.rstrip("!") for word in _entries())


@lru_cache(maxsize=1)
def _may_end() -> frozenset[str]:
    return frozenset(word.rstrip("!") for word in _entries() if word.endswith("!"))


@lru_cache(maxsize=1)
def _entries() -> tuple[str, ...]:
    return tuple(files("remiss.language").joinpath("data", "abbreviations.txt").read_text("utf-8").split())
