"""Høringsnotat: topic by topic what was said, KS's comment, and whether each viewpoint was met and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from remiss.documents.compilation.columns import with_chosen_columns
from remiss.documents.compilation.coverage import under_heading
from remiss.documents.compilation.frame import closing, first_page
from remiss.documents.compilation.prefill import about_theme
from remiss.documents.compilation.process import process_account
from remiss.documents.compilation.statistics import answers_table, bodies_table, stance_counts_table
from remiss.documents.compilation.themes import WHOSE
from remiss.documents.compilation.viewpoints import by_stance, quoted, stance_counts
from remiss.documents.compilation.words import (
    anchor,
    body,
    code,
    home_key,
    home_of,
    in_theme,
    note,
    passage_anchor,
    stance_words,
    theme_anchor,
    whose,
    without_theme,
)
from remiss.domain.compilation import AssessmentFacts, CompilationFacts, Found, ViewpointFacts
from remiss.domain.compilation_choices import Column
from remiss.domain.outline import Bullets, Cell, Emphasis, Heading, Node, Run, Table

UNANSWERED = "Ej bedömd ännu"


def hearing_note(facts: CompilationFacts) -> Iterator[Node]:
    """Yield the note on ``facts``."""
    yield from first_page(facts)
    yield from process_account(facts)
    yield answers_table(facts)
    yield stance_counts_table(facts)
    yield Heading(1, "Synpunkter och kommentarer", "synpunkter")
    yield note(WHOSE)
    for theme in facts.themes:
        yield Heading(2, theme.name, theme_anchor(theme.key))
        found = in_theme(facts, theme.key)
        if found:
            yield from stance_counts(found)
            yield Heading(3, "Kommentar", f"{theme_anchor(theme.key)}-kommentar")
            yield about_theme(facts, theme.key)
            here = [one for one in found if home_key(facts, one[1]) == theme.key]
            yield from _topic(facts, here, theme.name, theme_anchor(theme.key))
        else:
            yield body("Ingen instans har lämnat synpunkter på temat.")
    if loose := without_theme(facts):
        yield Heading(2, "Synpunkter utan tema", "tema-utan")
        yield from _topic(facts, loose, "utan tema", "tema-utan")
    yield Heading(1, "Instanserna", "instanser")
    yield from bodies_table(facts)
    yield from closing(facts, under_heading(lambda _, viewpoint: home_of(facts, viewpoint)))


def _topic(facts: CompilationFacts, found: Sequence[Found], name: str, place: str) -> Iterator[Node]:
    if not found:
        return
    yield Heading(3, "Hur synpunkterna har tagits om hand", f"{place}-bedomning")
    told = [one for one in by_stance(found) if _is_told(one[1])]
    if told:
        alike: dict[AssessmentFacts, list[Found]] = {}
        for one in told:
            if one[1].assessment:
                alike.setdefault(one[1].assessment, []).append(one)
        rows = tuple(_answer_row(facts, given, same) for given, same in alike.items())
        header = ("Svar från", "Bedömning", Column.ANSWER_REASON, Column.ANSWER_SECTION)
        caption = f"{Column.ANSWER_REASON.table}, {name} ({len(told)})"
        yield with_chosen_columns(facts, Table(caption, header, rows, (34, 14, 32, 20)))
    yield from _alike([one for one in by_stance(found) if not _is_told(one[1])])
    yield Heading(3, "Synpunkterna", f"{place}-synpunkter")
    for reply, viewpoint in by_stance(found):
        heading = f"{code(reply, viewpoint)} {reply.author}: {stance_words(viewpoint)}"
        yield Heading(4, heading, anchor(reply, viewpoint))
        yield from quoted(facts, reply, viewpoint)


def _is_told(viewpoint: ViewpointFacts) -> bool:
    given = viewpoint.assessment
    return given is not None and bool(given.reason or given.changed_section)


def _alike(found: Sequence[Found]) -> Iterator[Node]:
    """Yield those about which no more is said than what was decided, or that nothing is yet: by number."""
    groups: dict[str, list[Run]] = {}
    for reply, viewpoint in found:
        action = viewpoint.assessment.action if viewpoint.assessment else UNANSWERED
        runs = groups.setdefault(action, [])
        runs += [*([Run(", ")] if runs else []), Run(code(reply, viewpoint), link=anchor(reply, viewpoint))]
    items = ((Run(f"{action}: ", Emphasis.BOLD), *runs, Run(".")) for action, runs in groups.items())
    if groups:
        yield Bullets(tuple(items))


def _answer_row(facts: CompilationFacts, given: AssessmentFacts, found: Sequence[Found]) -> tuple[Cell, ...]:
    """Return one answer, with everybody whom it was given; it leads to the first of them."""
    return (
        Cell(whose(found), anchor(*found[0])),
        Cell(given.action),
        Cell(given.reason or "–"),
        Cell(given.changed_section or "–", passage_anchor(facts, given.section_key)),
    )
