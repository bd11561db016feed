"""Reply × theme and reply × section of the draft as one table: filters in the address, cells that lead to the words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, render_template, request

from remiss.documents.compilation.charts import stance_chart
from remiss.documents.compilation.gaps import (
    CONTRADICTING,
    PASSED_OVER,
    UNTOUCHED,
    contradictions,
    passed_over,
    untouched,
)
from remiss.documents.compilation.statistics import stance_counts_table
from remiss.domain.compilation import CompilationFacts, ReplyFacts, ViewpointFacts
from remiss.domain.permissions import Permission
from remiss.domain.stance import Stance
from remiss.models.viewpoints import AssessmentAction
from remiss.web.ks.results_facts import NO_SECTION, NO_THEME, Chosen, facts_of, sections_named
from remiss.web.ks.results_replies import distribution
from remiss.web.routing import route

blueprint = Blueprint("ks_matrix", __name__)
SECTIONS = "avsnitt"
Counts = list[tuple[Stance | None, bool, int]]


@dataclass(frozen=True)
class Cell:
    """How many viewpoints stand how, and the filters that show their words."""

    counts: Counts
    query: str


@dataclass(frozen=True)
class Column:
    """A theme or section: its name, how many viewpoints there are on it, and the filters that show their words."""

    name: str
    query: str
    count: int


@dataclass(frozen=True)
class Row:
    """One reply across the columns."""

    reply: ReplyFacts
    cells: tuple[Cell, ...]
    count: int


@dataclass(frozen=True)
class Matrix:
    """The table. ``count``: a viewpoint with several themes stands in several columns and is counted once."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    count: int


@route(blueprint, "/remisser/<int:remiss_id>/matris", Permission.REMISS_VIEW)
def matrix(remiss_id: int) -> str:
    """Show who says what about which theme or section."""
    remiss, facts = facts_of(remiss_id)
    chosen, kind = Chosen.of(request.args), request.args.get("slag", "")
    against = SECTIONS if request.args.get("mot") == SECTIONS and facts.programme else ""
    return render_template(
        "ks/matrix.html", remiss=remiss, facts=facts, matrix=matrix_of(facts, chosen, kind, by_section=bool(against)),
        against=against, chosen=chosen, kind=kind, kinds=list(dict.fromkeys(one.kind for one in facts.bodies)),
        sections=sections_named(facts), stances=list(Stance), actions=list(AssessmentAction),
        picture=None if against else stance_chart(facts), picture_table=stance_counts_table(facts),
    )  # fmt: skip


@route(blueprint, "/remisser/<int:remiss_id>/matris/luckor", Permission.REMISS_VIEW)
def gaps(remiss_id: int) -> str:
    """Show what is easily overlooked: where replies pull apart, what nobody has touched, who passed over what."""
    remiss, facts = facts_of(remiss_id)
    return render_template(
        "ks/gaps.html", remiss=remiss, facts=facts, contradictions=contradictions(facts), untouched=untouched(facts),
        passed_over=passed_over(facts),
        words={"contradicting": CONTRADICTING, "untouched": UNTOUCHED, "passed_over": PASSED_OVER},
    )  # fmt: skip


def matrix_of(facts: CompilationFacts, chosen: Chosen, kind: str, *, by_section: bool) -> Matrix:
    """Return the table of what the filters let through, of the replies of one kind of body or of all."""
    of_kind = {one.reply_id for one in facts.bodies if kind in ("", one.kind)}
    replies = [reply for reply in facts.replies if reply.id in of_kind]
    found = [[one for one in reply.viewpoints if chosen.lets_through(reply, one)] for reply in replies]
    side = "section" if by_section else "theme"
    held = [_by_key(viewpoints, side) for viewpoints in found]
    names = _names(facts, chosen, set().union(*held), side)
    columns = tuple(
        Column(name, _at(chosen, side, key).query(), sum(len(one[key]) for one in held)) for key, name in names.items()
    )
    rows = tuple(
        Row(reply, tuple(_cell(reply, one[key], _at(chosen, side, key)) for key in names), len(viewpoints))
        for reply, viewpoints, one in zip(replies, found, held, strict=True)
    )
    return Matrix(columns, rows, sum(map(len, found)))


def _by_key(viewpoints: Sequence[ViewpointFacts], side: str) -> defaultdict[str, list[ViewpointFacts]]:
    held: defaultdict[str, list[ViewpointFacts]] = defaultdict(list)
    for one in viewpoints:
        keys = one.themes or (NO_THEME,) if side == "theme" else (one.programme_section or NO_SECTION,)
        for key in keys:
            held[key].append(one)
    return held


def _names(facts: CompilationFacts, chosen: Chosen, held: set[str], side: str) -> dict[str, str]:
    """Return the columns: every theme, but only those sections that something is said on; a filter leaves one."""
    if side == "theme":
        names = facts.theme_names | ({NO_THEME: "Utan tema"} if NO_THEME in held else {})
        return {key: name for key, name in names.items() if chosen.theme in ("", key)}
    sections = {one.name: one.name for one in facts.programme} | {NO_SECTION: "Inget särskilt avsnitt"}
    return {key: name for key, name in sections.items() if key in held and chosen.section in ("", key)}


def _at(chosen: Chosen, side: str, key: str) -> Chosen:
    return replace(chosen, theme=key) if side == "theme" else replace(chosen, section=key)


def _cell(reply: ReplyFacts, viewpoints: Sequence[ViewpointFacts], chosen: Chosen) -> Cell:
    return Cell(distribution(viewpoints), replace(chosen, reply=reply.id, beside=0).query())
