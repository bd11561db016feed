"""Placeholders in the pieces of a paragraph, also where Word has split one over several runs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import get_close_matches

from remiss.domain.house_template import Field, Piece, PieceKind

_MARK = re.compile(r"\{\{([^{}]*)\}\}")
_BROKEN = re.compile(r"\{\{[^{}]{0,30}|[^{}]{0,30}\}\}")
_BY_OTHER_WORDS = {
    "dnr": Field.DIARY_NUMBER, "diarienr": Field.DIARY_NUMBER, "ärendenummer": Field.DIARY_NUMBER,
    "nämnd": Field.ORGANISATION, "avsändare": Field.ORGANISATION, "kommun": Field.ORGANISATION,
    "kontor": Field.OFFICE, "enhet": Field.OFFICE, "avdelning": Field.OFFICE, "date": Field.DATE, "dag": Field.DATE,
    "titel": Field.TITLE, "ärende": Field.TITLE, "ärendemening": Field.TITLE, "sida": Field.PAGE, "sidnr": Field.PAGE,
    "sidor": Field.PAGES, "antalsidor": Field.PAGES, "sidantal": Field.PAGES, "text": Field.CONTENT,
    "brödtext": Field.CONTENT, "dokument": Field.CONTENT, "handling": Field.KIND, "typ": Field.KIND,
}  # fmt: skip
Told = Callable[[str], None]


def marked(pieces: Sequence[Piece], place: str, tell: Told) -> Iterator[Piece]:
    """Yield ``pieces`` with the placeholders of their texts as fields; ``tell`` hears what is wrong with one.

    A field looks as its first sign does.
    """
    texts: list[Piece] = []
    for piece in pieces:
        if piece.kind is PieceKind.TEXT:
            texts.append(piece)
            continue
        yield from _in_texts(texts, place, tell)
        yield piece
        texts = []
    yield from _in_texts(texts, place, tell)


def _in_texts(pieces: list[Piece], place: str, tell: Told) -> Iterator[Piece]:
    text = "".join(piece.text for piece in pieces)
    at = 0
    for mark in _MARK.finditer(text):
        yield from _between(pieces, at, mark.start(), place, tell)
        at = mark.end()
        field = _field(mark[1], place, tell)
        if field:
            yield Piece(PieceKind.FIELD, field.value, next(_between(pieces, mark.start(), at, "", _nobody)).look)
    yield from _between(pieces, at, len(text), place, tell)


def _between(pieces: list[Piece], start: int, end: int, place: str, tell: Told) -> Iterator[Piece]:
    """Yield what stands between two places of the joined text, in the looks that it has."""
    before, whole = 0, ""
    for piece in pieces:
        words = piece.text[max(0, start - before) : max(0, end - before)]
        before += len(piece.text)
        whole += words
        if words:
            yield replace(piece, text=words)
    if (broken := _BROKEN.search(whole)) and tell is not _nobody:
        tell(f"I {place} står {broken[0].strip()} utan parentes i båda ändar. Skriv som i {Field.TITLE.written}.")


def _field(words: str, place: str, tell: Told) -> Field | None:
    name = " ".join(unicodedata.normalize("NFC", words).casefold().split())
    if name in set(Field):
        return Field(name)
    known = _BY_OTHER_WORDS | {field.value: field for field in Field}
    near = get_close_matches(name, known, 1, 0.6)
    advice = f"Menade du {known[near[0]].written}?" if near else "Remiss fyller inte i det. Ta bort det."
    tell(f"I {place} står {{{{{words.strip()[:40]}}}}}. {advice}")
    return None


def _nobody(_sentence: str) -> None:
    """Hear nothing."""
