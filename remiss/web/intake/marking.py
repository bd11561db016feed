"""Shows in a viewpoint's words which of them caused its suggestions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Piece:
    """A run of words, ``cue`` when they caused a suggestion."""

    text: str
    cue: bool


def marked(text: str, cues: Iterable[str]) -> tuple[Piece, ...]:
    """Return ``text`` in pieces with every occurrence of a cue apart; the pieces joined are ``text`` again."""
    spans = _merged(sorted(span for cue in set(cues) if cue.strip() for span in _spans(text, cue)))
    pieces: list[Piece] = []
    at = 0
    for start, end in spans:
        pieces += [Piece(text[at:start], cue=False), Piece(text[start:end], cue=True)]
        at = end
    pieces.append(Piece(text[at:], cue=False))
    return tuple(piece for piece in pieces if piece.text)


def _spans(text: str, cue: str) -> Iterable[tuple[int, int]]:
    # lower() may change a text's length, and then no position could be trusted
    whole, part = (text.lower(), cue.lower()) if len(text.lower()) == len(text) else (text, cue)
    start = whole.find(part)
    while start >= 0:
        yield start, start + len(part)
        start = whole.find(part, start + len(part))


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
