"""Reading across the replies: one theme, a few bodies side by side, and what is said about a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask import Blueprint, render_template, request

from remiss.domain.compilation import CompilationFacts, MinorityFacts, ReplyFacts, ViewpointFacts
from remiss.domain.establishing import DEMANDING
from remiss.domain.own_words import theme_key
from remiss.domain.permissions import Permission
from remiss.domain.stance import Stance
from remiss.domain.statement import BlockShape, normalise
from remiss.errors import NotVisible
from remiss.language.folding import fold
from remiss.language.words import content_stems
from remiss.web.fields import whole_number
from remiss.web.ks.own_words import may_write, piece_of
from remiss.web.ks.results_facts import NO_THEME, Chosen, facts_of, first_theme, holds_words, sections_named
from remiss.web.routing import route

blueprint = Blueprint("ks_reading", __name__)
FEWEST, MOST = 2, 6
"""So many replies are read side by side."""
PASSAGES = 3
"""Of a reply that says a word outside its viewpoints, so many passages are shown."""
BEGINNING = 4
"""A form of a word shares at least so many of its first signs: what does not is not looked at closer."""
DEMANDING_FIRST = [*(one for one in Stance if one in DEMANDING), *(one for one in Stance if one not in DEMANDING), None]
Counts = list[tuple[Stance | None, int]]
Band = tuple[str, list[tuple[ViewpointFacts, ...]]]
"""A theme, and what each column says on it."""


@dataclass(frozen=True)
class Column:
    """One reply beside others: what it says on the theme or section that is read, and what its minorities said."""

    reply: ReplyFacts
    viewpoints: tuple[ViewpointFacts, ...]
    counts: Counts
    minorities: tuple[tuple[str, MinorityFacts], ...]


@dataclass(frozen=True)
class Answer:
    """What one reply says about a word: its viewpoints, and passages of its text beside them."""

    reply: ReplyFacts
    viewpoints: tuple[ViewpointFacts, ...]
    passages: tuple[str, ...]


@route(blueprint, "/remisser/<int:remiss_id>/synpunkter/teman/<int:theme_id>", Permission.REMISS_VIEW)
def theme(remiss_id: int, theme_id: int) -> str:
    """Show everything that is said on one theme: requests and objections first, then support."""
    remiss, facts = facts_of(remiss_id)
    row = next((one for one in remiss.themes if one.id == theme_id), None)
    if row is None:
        raise NotVisible
    found = [(reply, one) for reply, one in facts.viewpoints() if row.key in one.themes]
    groups = [(stance, [one for one in found if one[1].stance is stance]) for stance in DEMANDING_FIRST]
    return render_template(
        "ks/theme.html", remiss=remiss, facts=facts, theme=row, count=len(found),
        bodies=len({reply.id for reply, _ in found}), groups=[group for group in groups if group[1]],
        own=piece_of(remiss, facts, theme_key(row.key)), may_write=may_write(remiss), themes=remiss.themes,
    )  # fmt: skip


@route(blueprint, "/remisser/<int:remiss_id>/matris/jamforelse", Permission.REMISS_VIEW)
def side_by_side(remiss_id: int) -> str:
    """Show two to six replies beside each other, on one theme, one section or everything."""
    remiss, facts = facts_of(remiss_id)
    asked = {whole_number(one) for one in request.args.getlist("instans")}
    picked = [reply for reply in facts.replies if reply.id in asked]
    filters = Chosen(theme=request.args.get("tema", ""), section=request.args.get("avsnitt", ""))
    columns = [_column(reply, filters) for reply in picked[:MOST]] if len(picked) >= FEWEST else []
    return render_template(
        "ks/side_by_side.html", remiss=remiss, facts=facts, columns=columns, picked={one.id for one in picked},
        bands=_bands(facts, columns, filters), chosen=filters, sections=sections_named(facts), fewest=FEWEST, most=MOST,
        no_theme=NO_THEME, theme_names=facts.theme_names | {NO_THEME: "synpunkter utan tema"},
    )  # fmt: skip


@route(blueprint, "/remisser/<int:remiss_id>/synpunkter/sokning", Permission.REMISS_VIEW)
def search(remiss_id: int) -> str:
    """Answer what the bodies say about something: in their viewpoints, themes and texts, and who says nothing."""
    remiss, facts = facts_of(remiss_id)
    words = request.args.get("ord", "").strip()[:100]
    answers = _answers(facts, words) if words else []
    heard = {one.reply.id for one in answers}
    return render_template(
        "ks/search.html", remiss=remiss, facts=facts, words=words, answers=answers,
        counts=_counts(viewpoint for answer in answers for viewpoint in answer.viewpoints),
        silent=[reply for reply in facts.replies if reply.id not in heard],
    )  # fmt: skip


def _column(reply: ReplyFacts, filters: Chosen) -> Column:
    found = tuple(one for one in reply.viewpoints if filters.lets_through(reply, one))
    minorities = tuple((one.body, minority) for one in reply.decisions for minority in one.minorities)
    return Column(reply, found, _counts(found), minorities)


def _bands(facts: CompilationFacts, columns: Sequence[Column], filters: Chosen) -> list[Band]:
    """Return the themes that any column says something on, each with what every column says: none stands twice."""
    names = facts.theme_names | {NO_THEME: "Utan tema"}
    bands = [
        (name, [tuple(one for one in column.viewpoints if first_theme(one, filters) == key) for column in columns])
        for key, name in names.items()
    ]
    return [band for band in bands if any(band[1])]


def _counts(viewpoints: Iterable[ViewpointFacts]) -> Counts:
    counts = Counter(one.stance for one in viewpoints)
    return [(stance, counts[stance]) for stance in DEMANDING_FIRST if counts[stance]]


def _answers(facts: CompilationFacts, words: str) -> list[Answer]:
    """Return what each reply says; a reply whose body is named, or a theme that is called so, counts whole."""
    named = {theme.key for theme in facts.themes if holds_words(f"{theme.name} {theme.description}", words)}
    beginnings = [stem[:BEGINNING] for stem in content_stems(words)] or [fold(words)]
    found = (_answer(reply, words, named, beginnings) for reply in facts.replies)
    return [one for one in found if one.viewpoints or one.passages]


def _answer(reply: ReplyFacts, words: str, named: set[str], beginnings: Sequence[str]) -> Answer:
    whole = holds_words(" ".join(reply.bodies), words)
    viewpoints = tuple(
        one for one in reply.viewpoints if whole or named.intersection(one.themes) or _says(one.text, words, beginnings)
    )
    told = " ".join(normalise(one.text) for one in viewpoints)
    beside = (
        normalise(block.text)
        for block in reply.text.blocks
        if block.shape is not BlockShape.HEADING and _says(block.text, words, beginnings)
    )
    passages = [text for text in beside if text not in told and not any(normalise(v.text) in text for v in viewpoints)]
    return Answer(reply, viewpoints, tuple(passages[:PASSAGES]))


def _says(text: str, words: str, beginnings: Sequence[str]) -> bool:
    folded = fold(text)
    return all(one in folded for one in beginnings) and holds_words(text, words)
