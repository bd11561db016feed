"""What was chosen away is gone from every corner of the outline, and the document says that it is a part."""

from __future__ import annotations

from dataclasses import replace

import pytest

from remiss.documents.compilation.choices import chosen
from remiss.documents.compilation.layouts import outline_of
from remiss.documents.writing.frame import check_outline
from remiss.documents.writing.json_form import write_json
from remiss.domain.compilation import CompilationFacts, OwnWords
from remiss.domain.compilation_choices import NO_THEME, Choices, Column, Layout
from remiss.domain.disclosure import BLOT, Mask
from remiss.domain.outline import Outline, Table
from remiss.domain.own_words import answer_key, reply_key
from remiss.domain.statement import SectionKey, digest, from_sections
from tests.documents.compilation.examples import all_replies, facts, viewpoint, words
from tests.documents.compilation.rich import rich

GROUND = "18 kap. 13 § OSL"


def numbers(found: CompilationFacts) -> list[str]:
    return [f"{reply.number}.{one.number}" for reply, one in found.viewpoints()]


def test_nothing_chosen_is_everything() -> None:
    given = facts()
    assert chosen(given, Choices()) is given


def test_a_body_brings_those_that_answered_with_it_and_keeps_its_number() -> None:
    found = chosen(facts(), Choices(bodies=frozenset({"Kyrkogårdsnämnden", "Valnämnden"})))
    assert [one.name for one in found.bodies] == ["Kulturnämnden", "Kyrkogårdsnämnden", "Valnämnden"]
    assert numbers(found) == ["1.1", "1.2", "1.3"]
    text = write_json(outline_of(facts(), Layout.THEME, Choices(bodies=frozenset({"Valnämnden"}))))
    assert "till 6\u00a0remissinstanser" in text
    assert "Det här är ett urval. Bara svar från Valnämnden är med." in text


def test_themes_and_stances_choose_viewpoints() -> None:
    assert numbers(chosen(facts(), Choices(themes=frozenset({"ljus"})))) == ["1.1", "1.2", "6.1"]
    assert numbers(chosen(facts(), Choices(themes=frozenset({NO_THEME})))) == ["2.2"]
    assert numbers(chosen(facts(), Choices(stances=frozenset({None})))) == ["2.1", "2.2"]


def test_a_part_in_which_all_is_settled_is_still_preliminary() -> None:
    given = replace(facts(), closed_on=None)
    assert outline_of(given, Layout.THEME, Choices(bodies=frozenset({"Valnämnden"}))).watermark == "Preliminär"


def test_without_quotes_and_replies_no_words_of_a_body_are_left() -> None:
    outline = outline_of(facts(), Layout.THEME, Choices(quotes=False, replies=False))
    check_outline(outline)
    text = write_json(outline)
    assert "säger något om gångvägarna" not in text
    assert "1.1 Kulturnämnden" in text


def test_without_names_nobody_is_told_by_name_number_or_hash() -> None:
    given = facts()
    outline = outline_of(given, Layout.THEME, Choices(names=False))
    check_outline(outline)
    text = write_json(outline)
    secret = {"Ylva Lindeberg", *(one.name for one in given.bodies)}
    secret |= {r.author for r in given.replies} | {r.sha256 for r in given.replies} | {"DNR 1"}
    assert [one for one in secret if one in text] == []
    assert "Facknämnd 1 och Facknämnd 2" in text
    assert "En extern instans har yttrat sig" in text


@pytest.mark.parametrize("layout", Layout)
def test_without_names_no_number_of_a_reply_leads_to_its_body(layout: Layout) -> None:
    """Whoever has another document of the remiss can look up what ``instans:20`` is."""
    written = (OwnWords(reply_key(20), "Egna ord om svaret.", "Ek", facts().created),)
    text = write_json(outline_of(replace(facts(), own_words=written), layout, Choices(names=False)))
    numbers = [reply_key(reply.id) for reply in facts().replies]
    numbers += [answer_key(one.id) for _, one in facts().viewpoints()]
    numbers += [f"text_{reply.id}_" for reply in facts().replies]
    assert [one for one in numbers if f'"{one}' in text] == []


def test_without_names_an_office_is_not_named_either() -> None:
    first, *_ = all_replies()
    given = facts((replace(first, offices=("Kulturförvaltningen", "Kyrkogårdsförvaltningen")),))
    for layout in Layout:
        text = write_json(outline_of(given, layout, Choices(names=False)))
        assert "Kulturförvaltningen" not in text
        assert "Kyrkogårdsförvaltningen" not in text
    report = write_json(outline_of(given, Layout.COUNCIL, Choices(names=False)))
    assert "Förvaltningen vid facknämnd 1 och Förvaltningen vid facknämnd 2:s tjänsteutlåtande" in report


@pytest.mark.parametrize("masked", ["gångvägarna", "Kulturnämnden", "Ylva Lindeberg", "DNR 1", "Ljus", "för dyrt"])
def test_masked_words_are_nowhere(masked: str) -> None:
    outline = outline_of(facts(), Layout.THEME, Choices(masks=(Mask(masked, GROUND),)))
    check_outline(outline)
    text = write_json(outline)
    assert masked.casefold() not in text.casefold()
    assert f"{BLOT} ({GROUND})" in text


def test_a_mask_over_the_edge_of_a_viewpoint_and_of_a_paragraph_leaves_it_a_part_of_the_text() -> None:
    first, *_ = all_replies()
    paragraphs = ["Vi ser gärna att Rut Ek", "på Storgatan 4 får ljus. Det är bra.", "Slut."]
    text = from_sections([(SectionKey.VIEWPOINTS, "Synpunkter", paragraphs)])
    own = replace(viewpoint(1, 1, None, ()), text="Ek på Storgatan 4 får ljus.")
    given = facts((replace(first, text=text, sha256=digest(text), viewpoints=(own,)),))
    [reply] = chosen(given, Choices(masks=(Mask("Rut  Ek på storgatan", GROUND),))).replies
    mark = f"{BLOT} ({GROUND})"
    assert [block.text for block in reply.text.blocks[1:3]] == [
        f"Vi ser gärna att {mark}",
        f"{mark} 4 får ljus. Det är bra.",
    ]
    assert reply.viewpoints[0].text == f"{mark} {mark} 4 får ljus."
    assert reply.text.contains(reply.viewpoints[0].text)
    assert words(1, 1) not in write_json(outline_of(given, Layout.THEME))


def test_the_hash_of_a_masked_text_is_not_told_since_it_would_confirm_a_guess() -> None:
    given = facts()
    outline = outline_of(given, Layout.THEME, Choices(masks=(Mask("svar 1 säger", GROUND),)))
    first, *others = given.replies
    assert first.sha256 not in write_json(outline)
    assert all(reply.sha256 in write_json(outline) for reply in others)


def tables(outline: Outline) -> list[Table]:
    return [node for node in outline.nodes if isinstance(node, Table)]


def of(column: Column, found: list[Table]) -> list[Table]:
    """Return the tables that ``column`` can stand in: *Remissinstanser (12)*, never *Remissinstanser och svar*."""
    return [one for one in found if one.caption.startswith((f"{column.table} (", f"{column.table}, "))]


@pytest.mark.parametrize("layout", Layout)
def test_a_column_that_can_be_left_out_stands_in_the_layouts_that_say_so(layout: Layout) -> None:
    whole = tables(outline_of(rich(), layout))
    assert {one for one in Column if of(one, whole)} == {one for one in Column if layout in one.layouts}
    assert all(one.label in table.header for one in Column for table in of(one, whole))


@pytest.mark.parametrize("layout", Layout)
def test_without_all_columns_the_rows_are_told_by_what_identifies_them_and_nothing_else_is_gone(layout: Layout) -> None:
    whole = tables(outline_of(rich(), layout))
    outline = outline_of(rich(), layout, Choices(without=frozenset(Column)))
    check_outline(outline)
    left = tables(outline)
    assert [(one.caption, len(one.rows)) for one in left] == [(one.caption, len(one.rows)) for one in whole]
    for before, after in zip(whole, left, strict=True):
        gone = {one.label for one in Column if of(one, [before])}
        kept = [place for place, head in enumerate(before.header) if head not in gone]
        assert kept[0] == 0
        assert after.header == tuple(before.header[place] for place in kept)
        assert after.widths == tuple(before.widths[place] for place in kept)
        assert after.rows == tuple(tuple(row[place] for place in kept) for row in before.rows)


def test_the_document_names_the_columns_that_it_does_without() -> None:
    left_out = Choices(without=frozenset({Column.BODY_KIND, Column.BODY_NUMBER, Column.ABSENT_REASON}))
    text = write_json(outline_of(facts(), Layout.THEME, left_out))
    assert "Kolumnerna ”Slag” och ”Diarienummer” i tabellen ”Remissinstanser” är utelämnade." in text
    assert "Kolumnen ”Skäl” i tabellen ”Instanser utan svar” är utelämnad." in text
    assert "I tabellen står instansernas egna" not in text, "no numbers stand there"


def test_a_layout_without_the_table_leaves_nothing_out_and_says_nothing_of_it() -> None:
    left_out = Choices(without=frozenset({Column.BODY_KIND}))
    assert outline_of(facts(), Layout.SHORT, left_out) == outline_of(facts(), Layout.SHORT)
