"""What KS changes in the draft: the answers that name a section (T4), and its words before and after."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from remiss.documents.compilation.columns import with_chosen_columns
from remiss.documents.compilation.words import anchor, body, code, note, passage_anchor, passages, whose
from remiss.domain.compilation import AssessmentFacts, CompilationFacts, Found
from remiss.domain.compilation_choices import Column
from remiss.domain.differences import Change, ChangeKind
from remiss.domain.outline import Cell, Emphasis, Heading, Node, Paragraph, ParagraphStyle, Run, Table
from remiss.text import listed, long_date

Because = Callable[[CompilationFacts, str], Paragraph]
EMPHASIS = {ChangeKind.SAME: Emphasis.PLAIN, ChangeKind.ADDED: Emphasis.ADDED, ChangeKind.REMOVED: Emphasis.REMOVED}


def changes_table(facts: CompilationFacts) -> Iterator[Node]:
    """Yield T4: the changes KS makes, each with the viewpoint behind it; then the changed text."""
    anchors = {one.stable_id: place for place, _, one in passages(facts)}
    rows = tuple(
        (
            Cell(given.changed_section or "", anchors.get(given.section_key or "")),
            Cell(given.action),
            Cell(given.reason or "–"),
            Cell(whose(found), anchor(*found[0])),
        )
        for given, found in _changing(facts)
    )
    if rows or anchors:
        yield Heading(1, "Ändringar i förslaget", "andringar")
    if rows:
        header = ("Avsnitt", Column.CHANGE_ACTION, Column.CHANGE_REASON, "Med anledning av")
        caption = f"{Column.CHANGE_ACTION.table} ({len(rows)})"
        yield with_chosen_columns(facts, Table(caption, header, rows, (18, 11, 34, 37)))
    yield from _redlines(facts)


def _changing(facts: CompilationFacts) -> list[tuple[AssessmentFacts, list[Found]]]:
    """Return the answers that change a section, in the order of the draft, each once with all that were given it."""
    groups: dict[AssessmentFacts, list[Found]] = {}
    for reply, viewpoint in facts.viewpoints():
        if viewpoint.assessment and viewpoint.assessment.changed_section:
            groups.setdefault(viewpoint.assessment, []).append((reply, viewpoint))
    order = {section.key: place for place, section in enumerate(facts.programme)}
    return sorted(groups.items(), key=lambda one: order.get(one[0].section_key or "", len(order)))


def _redlines(facts: CompilationFacts) -> Iterator[Node]:
    """Yield the changed words of the sections that an answer names; the other changed sections are named."""
    named = {one.assessment.section_key for _, one in facts.viewpoints() if one.assessment}
    yield from changed_passages(facts, named, because=_because_of)
    others = [section.name for _, _, section in passages(facts) if section.stable_id not in named]
    if others:
        yield body(f"Också ändrade, utan att någon bedömning anger det: {listed([f'”{name}”' for name in others])}.")


def changed_passages(
    facts: CompilationFacts, keys: Collection[str | None], *, because: Because | None = None
) -> Iterator[Node]:
    """Yield the words of the sections ``keys``, before and after; ``because`` says of the newest why it is so."""
    for place, version, section in passages(facts):
        if section.stable_id in keys:
            yield Heading(2, f"{section.name}, {section.kind.label.lower()} i version {version.number}", place)
            yield note(f"Utsänt den {long_date(version.on)}. Tillagt är understruket och borttaget är överstruket.")
            if because and passage_anchor(facts, section.stable_id) == place:
                yield because(facts, section.stable_id)
            yield from (_block(block) for block in section.blocks)


def _because_of(facts: CompilationFacts, section_key: str) -> Paragraph:
    """Return the way back from a changed passage to the viewpoints whose answers name it."""
    runs = [Run("Med anledning av: ", Emphasis.BOLD)]
    for reply, viewpoint in facts.viewpoints():
        if viewpoint.assessment and viewpoint.assessment.section_key == section_key:
            separator = [Run(", ")] if len(runs) > 1 else []
            runs += [*separator, Run(f"{code(reply, viewpoint)} {reply.author}", link=anchor(reply, viewpoint))]
    return Paragraph((*runs, Run(".")), ParagraphStyle.NOTE)


def _block(changes: tuple[Change, ...]) -> Paragraph:
    runs = [Run(change.text, EMPHASIS[change.kind]) for change in changes]
    spaced = [part for run in runs for part in (Run(" "), run)][1:]
    return Paragraph(tuple(spaced))
