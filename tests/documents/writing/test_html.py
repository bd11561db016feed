"""The HTML: valid for a strict parser, escaped, and with the structure that assistive tools use."""

from __future__ import annotations

from dataclasses import replace

import html5lib
import pytest

from remiss.documents.writing.html import render_fragment, write_html
from remiss.documents.writing.statement import statement_outline
from remiss.domain.outline import Cell, Contents, Heading, Outline, Paragraph, Quote, Run, Table
from tests.documents.writing.examples import CREATED, compilation, statement

PREFIX = "{http://www.w3.org/1999/xhtml}"


def parse(text: str):
    return html5lib.HTMLParser(strict=True).parse(text)


def all_of(tree, tag: str):
    return list(tree.iter(PREFIX + tag))


@pytest.mark.parametrize(
    "outline", [compilation(), statement_outline(statement(draft=True))], ids=["compilation", "statement"]
)
def test_a_strict_parser_accepts_the_page(outline):
    tree = parse(write_html(outline))
    assert tree.get("lang") == "sv-SE"
    assert [h.text for h in all_of(tree, "h1")] == [outline.title] == [t.text for t in all_of(tree, "title")]


def test_the_page_loads_nothing_and_runs_nothing():
    page = write_html(compilation())
    assert not any(sign in page for sign in ("<script", "://", "<link", "<img", "@import", "url("))


def test_the_fragment_has_no_style_script_or_first_heading():
    fragment = render_fragment(compilation())
    assert not any(sign in fragment for sign in ("<h1", "style=", "<style", "<script", "onclick"))


def test_a_day_in_a_table_is_never_cut():
    table = Table("T", ("A",), ((Cell("Inkommet 2026-11-19 & KS 2026-311"),),), (1,))
    page = render_fragment(replace(compilation(), nodes=(table,)))
    assert '>Inkommet <span class="outline-day">2026-11-19</span> &amp; KS 2026-311<' in page


def test_links_lead_to_ids_that_stand_once():
    tree = parse(write_html(compilation()))
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    assert {a.get("href")[1:] for a in all_of(tree, "a")} <= set(ids)


def test_tables_have_captions_scopes_and_a_labelled_region_to_scroll():
    tree = parse(write_html(compilation()))
    regions = [d for d in all_of(tree, "div") if d.get("role") == "region"]
    assert len(regions) == len(all_of(tree, "table")) == len(all_of(tree, "caption"))
    assert all(r.get("tabindex") == "0" and r.get("aria-label") for r in regions)
    assert all(th.get("scope") in ("col", "row") for th in all_of(tree, "th"))


def test_a_column_with_sentences_is_kept_wide_enough_to_read():
    row = (Cell("Nämnden"), Cell("7"), Cell("Nej"), Cell("Ett skäl som behöver flera ord för att bli begripligt. " * 2))
    table = Table("T", ("Instans", "Antal", "Svar", "Skäl"), (row,), (1, 1, 1, 1))
    page = parse(write_html(Outline("T", "", "A", "S", CREATED, "", "", (table,))))
    assert [one.get("class") for one in all_of(page, "th") if one.get("scope") == "col"] == [
        None, "number", None, "outline-long",
    ]  # fmt: skip


def test_everything_typed_is_escaped():
    evil = '<script>alert("x")</script>\x00'
    outline = Outline(
        evil,
        evil,
        evil,
        evil,
        CREATED,
        evil,
        evil,
        watermark=evil,
        nodes=(
            Contents(),
            Heading(1, evil, 'a"onmouseover="x'),
            Paragraph((Run(evil),)),
            Quote(evil, evil, evil),
            Table(evil, (evil,), ((Cell(evil, 'a"onmouseover="x'),),), (1,)),
        ),
    )
    page = write_html(outline)
    tree = parse(page)
    assert "\x00" not in page
    assert not all_of(tree, "script")
    assert not [e for e in tree.iter() if e.get("onmouseover")]


def test_page_numbers_of_the_running_head_are_left_out_on_screen():
    page = write_html(statement_outline(statement()))
    assert "{sida}" not in page
    assert '<header class="running">Farsta stadsdelsförvaltning</header>' in page


def test_an_empty_outline_is_a_page():
    parse(write_html(replace(compilation(), nodes=(Contents(),), watermark=None, header="", footer="")))


def test_notes_are_numbered_and_lead_there_and_back():
    tree = parse(write_html(compilation()))
    marks = [a for sup in all_of(tree, "sup") for a in all_of(sup, "a")]
    section = next(s for s in all_of(tree, "section") if s.get("class") == "outline-notes")
    notes = all_of(section, "li")
    assert [mark.text for mark in marks] == ["1", "2"]
    assert [mark.get("href")[1:] for mark in marks] == [note.get("id") for note in notes]
    assert [all_of(note, "a")[0].get("href")[1:] for note in notes] == [mark.get("id") for mark in marks]
    assert notes[0].text.strip() == "Se tabell 3 & punkt 1."


def test_words_and_references_lead_to_their_places():
    tree = parse(write_html(compilation()))
    links = {"".join(a.itertext()): a.get("href") for a in all_of(tree, "a")}
    assert links["listan över ändringar"] == "#andringar"
    cite = next(c for c in all_of(tree, "cite") if all_of(c, "a"))
    assert all_of(cite, "a")[0].get("href") == "#bilaga-farsta"


def test_own_words_say_which_they_are():
    keyed = [p for p in all_of(parse(write_html(compilation())), "p") if p.get("data-key")]
    assert [p.get("data-key") for p in keyed] == ["tema:krisberedskap"]
