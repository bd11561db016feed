"""What holds in every layout: same counts, every viewpoint once, every quotation true, nothing of what is masked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remiss.documents.compilation.layouts import outline_of
from remiss.documents.writing.frame import check_outline
from remiss.documents.writing.json_form import write_json
from remiss.domain.compilation import CompilationFacts
from remiss.domain.compilation_choices import Choices, Column, Layout
from remiss.domain.disclosure import Mask
from remiss.domain.outline import Heading, Outline, Paragraph, Quote, Table
from remiss.domain.stance import Stance
from remiss.domain.statement import normalise
from tests.documents.compilation.examples import THEMES, body, facts, random_replies

LAYOUTS = list(Layout)
FULL = [layout for layout in Layout if layout not in (Layout.COUNCIL, Layout.SHORT)]
PROVED = [layout for layout in Layout if layout is not Layout.SHORT]


def of_seed(seed: int, absent: int) -> CompilationFacts:
    """Return random replies, and ``absent`` bodies that did not answer in one of four ways."""
    found = facts(random_replies(seed))
    ways = ({"declined": True}, {"silent": True}, {"outside": True}, {})
    others = tuple(body(f"Tyst nämnd {n}", kind="Bolag", **ways[n % 4]) for n in range(absent))
    return replace(found, bodies=(*found.bodies, *others))


some_facts = st.builds(of_seed, st.integers(0, 10_000), st.integers(0, 9))
some_choices = st.builds(
    Choices,
    themes=st.frozensets(st.sampled_from([theme.key for theme in THEMES] + ["utan"])),
    stances=st.frozensets(st.sampled_from([*Stance, None])),
    quotes=st.booleans(),
    replies=st.booleans(),
    names=st.booleans(),
    without=st.frozensets(st.sampled_from(Column)),
)
few = settings(max_examples=12, deadline=None)


def numbers(given_facts: CompilationFacts) -> list[str]:
    return [f"{reply.number}.{viewpoint.number}" for reply, viewpoint in given_facts.viewpoints()]


def proof(outline: Outline) -> Table:
    [table] = [node for node in outline.nodes if isinstance(node, Table) and node.caption.startswith("Alla ")]
    return table


def anchors(outline: Outline) -> set[str]:
    return {node.anchor for node in outline.nodes if isinstance(node, Heading)}


@pytest.mark.parametrize("layout", FULL)
@given(some_facts)
@few
def test_every_viewpoint_stands_once_in_full_and_the_proof_leads_to_it(layout: Layout, found: CompilationFacts) -> None:
    outline = outline_of(found, layout)
    check_outline(outline)
    rows = proof(outline).rows
    assert [row[0].text for row in rows] == numbers(found)
    assert all(row[0].link in anchors(outline) for row in rows)
    quoted = [node for node in outline.nodes if isinstance(node, Quote) and node.viewpoint]
    assert sorted(node.viewpoint for node in quoted) == sorted(numbers(found))
    assert {node.link for node in quoted} <= anchors(outline)


@given(some_facts)
@few
def test_every_viewpoint_stands_once_under_its_reply_in_the_utlatande(found: CompilationFacts) -> None:
    outline = outline_of(found, Layout.COUNCIL)
    check_outline(outline)
    rows = proof(outline).rows
    assert [row[0].text for row in rows] == numbers(found)
    quoted: dict[str, list[str]] = {}
    place = ""
    for node in outline.nodes:
        if isinstance(node, Heading) and node.level < 3:
            place = node.anchor
        elif isinstance(node, Quote):
            quoted.setdefault(place, []).append(normalise(node.text))
    for (_, viewpoint), row in zip(found.viewpoints(), rows, strict=True):
        assert sum(normalise(viewpoint.text) in text for text in quoted[row[0].link or ""]) == 1


def test_the_short_layout_tells_how_many_there_are_and_where_they_stand() -> None:
    words = "".join(
        run.text for node in outline_of(facts(), Layout.SHORT).nodes if isinstance(node, Paragraph) for run in node.runs
    )
    assert "Alla 7\u00a0synpunkter återges med bedömning i sammanställningen tema för tema" in words
    assert "Idrottsnämnden" in words


@pytest.mark.parametrize("layout", LAYOUTS)
@given(some_facts)
@few
def test_every_quotation_stands_in_the_text_it_names(layout: Layout, found: CompilationFacts) -> None:
    texts = {reply.source: normalise(reply.text.plain_text()) for reply in found.replies}
    for node in outline_of(found, layout).nodes:
        if isinstance(node, Quote):
            assert normalise(node.text) in texts[node.source]


@given(some_facts)
@few
def test_the_counts_are_the_same_in_all_layouts(found: CompilationFacts) -> None:
    tables: dict[str, set[Table]] = {}
    for layout in LAYOUTS:
        for node in outline_of(found, layout).nodes:
            if isinstance(node, Table) and node.caption.startswith(("Remissinstanser", "Antal synpunkter")):
                bare = replace(node, rows=tuple(tuple(replace(c, link=None) for c in row) for row in node.rows))
                tables.setdefault(node.caption, set()).add(bare)
    assert all(len(same) == 1 for same in tables.values())
    [answers] = tables["Remissinstanser och svar"]
    asked, *parts = (int(cell.text) for cell in next(r for r in answers.rows if r[0].text == "Alla tillfrågade")[1:])
    assert asked == sum(parts) == sum(one.invited for one in found.bodies)


@pytest.mark.parametrize("layout", LAYOUTS)
@given(some_facts, some_choices)
@few
def test_any_choice_makes_a_sound_document_that_counts_what_is_left(
    layout: Layout, found: CompilationFacts, choices: Choices
) -> None:
    outline = outline_of(found, layout, choices)
    check_outline(outline)
    wanted = [
        f"{reply.number}.{viewpoint.number}"
        for reply, viewpoint in found.viewpoints()
        if (not choices.themes or choices.themes & (set(viewpoint.themes) & set(found.theme_names) or {"utan"}))
        and (not choices.stances or viewpoint.stance in choices.stances)
    ]
    if layout in PROVED:
        assert [row[0].text for row in proof(outline).rows] == wanted
    if not choices.quotes:
        assert not any(isinstance(node, Quote) and node.viewpoint for node in outline.nodes)


@pytest.mark.parametrize("layout", LAYOUTS)
@given(some_facts, st.sampled_from(["gångvägarna", "Nämnd 1", "Mening 2 i svar 1 säger", "ljus", "DNR 2"]))
@few
def test_masked_words_are_nowhere_in_the_outline(layout: Layout, found: CompilationFacts, words: str) -> None:
    text = write_json(outline_of(found, layout, Choices(masks=(Mask(words, "18 kap. 13 § OSL"),))))
    assert words.casefold() not in text.casefold()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_keys_of_own_words_stand_once_each(layout: Layout) -> None:
    keys = [node.key for node in outline_of(facts(), layout).nodes if isinstance(node, Paragraph) and node.key]
    assert len(keys) == len(set(keys))


def test_a_layout_can_be_told_and_chosen_by_its_words() -> None:
    for layout in Layout:
        assert layout.label
        assert layout.sentence.endswith(".")
