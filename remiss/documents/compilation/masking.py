"""Takes masked words out of the facts: out of every text, and out of the replies wherever a mask begins or ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from remiss.documents.compilation.rewriting import rewritten
from remiss.domain.compilation import CompilationFacts, ReplyFacts, ViewpointFacts
from remiss.domain.disclosure import Mask, blot, mask_pattern, masked
from remiss.domain.own_words import theme_key
from remiss.domain.statement import CanonicalText, normalise

Span = tuple[int, int, str]
"""Where masked words begin and end, and what stands there instead."""


def without_masked(facts: CompilationFacts, masks: Sequence[Mask]) -> CompilationFacts:
    """Return the facts without the words of ``masks``, not even in the keys of themes."""
    hidden = replace(
        facts,
        replies=tuple(_hidden(reply, masks) for reply in facts.replies),
        left_out=tuple(_hidden(reply, masks) for reply in facts.left_out),
    )
    return rewritten(_with_neutral_keys(hidden, masks), lambda text: masked(text, masks))


def _hidden(reply: ReplyFacts, masks: Sequence[Mask]) -> ReplyFacts:
    """Mask the text as a whole, then the viewpoints as they stand in it: each is still a part of it word for word.

    The hash goes too: with all but a name of a text in hand, it would say which name is the right guess. It would also
    say whose the text is, where that is masked.
    """
    words = normalise(reply.text.plain_text())
    spans = _spans(words, masks)
    if not spans:
        named = any(masked(name, masks) != name for name in (reply.author, *reply.bodies))
        return replace(reply, sha256="") if named else reply
    places = _places(reply.text)
    blocks = tuple(
        replace(block, text=_shown(words, place, spans)) if _touched(place, spans) else block
        for block, place in zip(reply.text.blocks, places, strict=True)
    )
    viewpoints = tuple(_masked_viewpoint(one, words, places, spans) for one in reply.viewpoints)
    return replace(reply, text=CanonicalText(blocks), viewpoints=viewpoints, sha256="")


def _masked_viewpoint(
    viewpoint: ViewpointFacts, words: str, places: Sequence[tuple[int, int]], spans: Sequence[Span]
) -> ViewpointFacts:
    text = normalise(viewpoint.text)
    start = words.find(text)
    end = start + len(text)
    if not text or not _touched((start, end), spans):
        return viewpoint
    parts = [(max(start, first), min(end, last)) for first, last in places]
    return replace(viewpoint, text=" ".join(_shown(words, part, spans) for part in parts if part[0] < part[1]))


def _spans(words: str, masks: Sequence[Mask]) -> list[Span]:
    ordered = sorted(masks, key=lambda mask: -len(mask.words))
    pattern = re.compile("|".join(f"({mask_pattern(mask.words)})" for mask in ordered), re.IGNORECASE)
    return [
        (found.start(), found.end(), blot(ordered[(found.lastindex or 1) - 1])) for found in pattern.finditer(words)
    ]


def _places(text: CanonicalText) -> list[tuple[int, int]]:
    """Return where each block stands in the normalised words of the whole."""
    places, start = [], 0
    for block in text.blocks:
        length = len(normalise(block.text))
        places.append((start, start + length))
        start += length + 1 if length else 0
    return places


def _touched(place: tuple[int, int], spans: Sequence[Span]) -> bool:
    return any(start < place[1] and place[0] < end for start, end, _ in spans)


def _shown(words: str, place: tuple[int, int], spans: Sequence[Span]) -> str:
    pieces, at = [], place[0]
    for start, end, mark in spans:
        if start < place[1] and at < end:
            pieces += [words[at : max(at, start)], mark]
            at = min(end, place[1])
    return "".join([*pieces, words[at : place[1]]])


def _with_neutral_keys(facts: CompilationFacts, masks: Sequence[Mask]) -> CompilationFacts:
    """A key was once made of a theme's name."""
    keys = {
        theme.key: f"tema{number}" if masked(theme.key, masks) != theme.key else theme.key
        for number, theme in enumerate(facts.themes, start=1)
    }
    return facts if all(key == new for key, new in keys.items()) else _rekeyed(facts, keys)


def _rekeyed(facts: CompilationFacts, keys: dict[str, str]) -> CompilationFacts:
    def reply_of(reply: ReplyFacts) -> ReplyFacts:
        return replace(reply, viewpoints=tuple(viewpoint_of(viewpoint) for viewpoint in reply.viewpoints))

    def viewpoint_of(viewpoint: ViewpointFacts) -> ViewpointFacts:
        return replace(viewpoint, themes=tuple(keys.get(key, key) for key in viewpoint.themes))

    own = {theme_key(key): theme_key(new) for key, new in keys.items()}
    return replace(
        facts,
        themes=tuple(replace(theme, key=keys[theme.key]) for theme in facts.themes),
        replies=tuple(map(reply_of, facts.replies)),
        left_out=tuple(map(reply_of, facts.left_out)),
        own_words=tuple(replace(one, key=own.get(one.key, one.key)) for one in facts.own_words),
    )
