"""The small notation of the cue files in ``data/``, compiled to regular expressions.

One pattern a line; ``[3]`` begins a level; a line that begins with a hash and a space is a comment. Words are separated
by spaces. ``*`` stands for any rest of a word, ``(a|b_c)`` for alternatives (``_`` is a space), ``#`` for a number,
``^`` for the beginning of the sentence; a trailing ``?`` makes a word optional. ``..`` is a gap of up to four words
without punctuation, ``...`` one of up to twelve, commas allowed,
but not into a reason (*eftersom*).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

NEGATIONS = ("inte", "ej", "icke", "inga", "ingen", "inget", "ingenting", "aldrig", "knappast", "varken", "utan")
_GAPS = {"..": r"(?:\s+[^\s,;:.!?]+){0,4}?\s+", "...": r",?(?:\s+(?!eftersom\b)[^\s;:.!?]+){0,12}?\s+"}
_SPACE = r"\s+"
_NUMBER = r"\d[\d.,]*"
_WORD_START = r"(?<![\w-])"
_SENTENCE_START = r"(?:(?<=^)|(?<=^[-•–]\s))"


@dataclass(frozen=True)
class CueSet:
    """All patterns of one file at one level. ``negating`` are those that hold their negation themselves."""

    kind: str
    level: int
    plain: re.Pattern[str] | None
    negating: re.Pattern[str] | None


@lru_cache(maxsize=32)
def read_cue_sets(kind: str) -> tuple[CueSet, ...]:
    """Return the cue sets of ``data/<kind>.txt``, highest level first."""
    levels: dict[int, list[str]] = {}
    level = 3
    for line in files("remiss.analysis").joinpath("data", f"{kind}.txt").read_text("utf-8").splitlines():
        entry = line.strip()
        if re.fullmatch(r"\[\d\]", entry):
            level = int(entry[1])
        elif entry and not entry.startswith("# "):
            levels.setdefault(level, []).append(entry)
    return tuple(_cue_set(kind, number, levels[number]) for number in sorted(levels, reverse=True))


def to_expression(pattern: str) -> str:
    """Return the regular expression (for folded text) of one pattern in the notation of this module.

    It is to be tried at the beginning of a word.
    """
    pieces: list[str] = []
    separator = ""
    for token in pattern.removeprefix("^ ").split():
        if token in _GAPS:
            separator = _GAPS[token]
        elif token.endswith("?") and pieces:
            pieces.append(f"(?:{separator}{_word(token[:-1])})?")
            separator = _SPACE
        elif token.endswith("?"):
            pieces.append(f"(?:{_word(token[:-1])}{_SPACE})?")
        else:
            pieces.append(separator + _word(token))
            separator = _SPACE
    start = _SENTENCE_START if pattern.startswith("^ ") else ""
    return rf"{start}{''.join(pieces)}(?!\w)"


def _cue_set(kind: str, level: int, patterns: list[str]) -> CueSet:
    negating = [p for p in patterns if _holds_negation(p)]
    plain = [p for p in patterns if not _holds_negation(p)]
    return CueSet(kind, level, _any_of(plain), _any_of(negating))


def _any_of(patterns: list[str]) -> re.Pattern[str] | None:
    if not patterns:
        return None
    longest_first = sorted(patterns, key=lambda p: (-len(p), p))
    # the word's beginning stands once in front: the engine then leaves all other places at once, which is most of them
    return re.compile(f"{_WORD_START}(?:{'|'.join(to_expression(p) for p in longest_first)})")


def _holds_negation(pattern: str) -> bool:
    return any(word in NEGATIONS for word in re.split(r"[\s()|_?]+", pattern))


def _word(token: str) -> str:
    escaped = re.escape(token).replace(r"\(", "(?:").replace(r"\)", ")").replace(r"\|", "|")
    return escaped.replace("_", _SPACE).replace(r"\*", r"[\w-]*").replace(r"\#", _NUMBER)
