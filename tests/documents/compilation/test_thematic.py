"""The thematic compilation: nothing is lost, every count agrees, nobody's words become another's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from remiss.documents.compilation.appendix import reply_outline
from remiss.documents.compilation.layouts import FalseQuotation, outline_of
from remiss.documents.writing.docx import write_docx
from remiss.documents.writing.frame import check_outline
from remiss.documents.writing.html import write_html
from remiss.documents.writing.json_form import read_json, write_json
from remiss.domain.compilation import CompilationFacts
from remiss.domain.compilation_choices import Layout
from remiss.domain.outline import Bullets, Heading, Node, Outline, Paragraph, Quote, Table
from tests.documents.compilation.examples import (
    NOTED,
    THEMES,
    all_replies,
    decision,
    facts,
    random_replies,
    viewpoint,
    words,
)

SEEDS = range(12)


def said(node: Node) -> str:
    if isinstance(node, Paragraph):
        return "".join(run.text for run in node.runs)
    if isinstance(node, Bullets):
        return "\n".join("".join(run.text for run in item) for item in node.items)
    return node.text if isinstance(node, Heading | Quote) else ""


def sections(outline: Outline) -> dict[str, list[Node]]:
    """Return the nodes under each heading of level 1 or 2, by its text."""
    found: dict[str, list[Node]] = {"": []}
    place = ""
    for node in outline.nodes:
        if isinstance(node, Heading) and node.level < 3:
            place = node.text
            found[place] = []
        else:
            found[place].append(node)
    return found


def table(outline: Outline, caption: str) -> list[list[str]]:
    [node] = [n for n in outline.nodes if isinstance(n, Table) and n.caption.startswith(caption)]
    return [[cell.text for cell in row] for row in node.rows]


def tables(outline: Outline, caption: str) -> list[Table]:
    return [n for n in outline.nodes if isinstance(n, Table) and n.caption.startswith(caption)]


def quotes(outline: Outline) -> list[Quote]:
    return [node for node in outline.nodes if isinstance(node, Quote)]


def number_in_cell(cell: str) -> int:
    """Return how many viewpoints a cell of stances counts: a line without a number is one."""
    lines = [] if cell == "–" else cell.split("\n")
    return sum(int(found[1]) if (found := re.search(r"\((\d+)", line)) else 1 for line in lines)


@pytest.fixture(params=["rich", *SEEDS], ids=str)
def any_facts(request: pytest.FixtureRequest) -> CompilationFacts:
    return facts() if request.param == "rich" else facts(random_replies(request.param))


def test_every_viewpoint_is_quoted_once_with_its_source(any_facts: CompilationFacts) -> None:
    outline = outline_of(any_facts, Layout.THEME)
    expected = sorted((v.text, reply.source) for reply, v in any_facts.viewpoints())
    assert sorted((quote.text, quote.source) for quote in quotes(outline)) == expected
    check_outline(outline)


def test_every_viewpoint_is_in_the_proof_that_none_is_missing(any_facts: CompilationFacts) -> None:
    outline = outline_of(any_facts, Layout.THEME)
    shown = [row[0] for row in table(outline, "Alla ")]
    assert shown == [f"{reply.number}.{v.number}" for reply, v in any_facts.viewpoints()]
    assert f"{len(shown)}\u00a0" in tables(outline, "Alla ")[0].caption


def test_the_counts_of_stances_agree_everywhere(any_facts: CompilationFacts) -> None:
    outline = outline_of(any_facts, Layout.THEME)
    rows = table(outline, "Antal synpunkter per tema")
    by_name = {row[0]: [int(cell) for cell in row[1:]] for row in rows}
    for numbers in by_name.values():
        assert sum(numbers[:-1]) == numbers[-1]
    assert by_name["Alla synpunkter"][-1] == len(any_facts.viewpoints())
    matrix = [part for part in tables(outline, "Ställningstaganden per instans och tema") if part.rows]
    for theme in any_facts.themes:
        in_matrix = sum(
            number_in_cell(row[part.header.index(theme.name)].text)
            for part in matrix
            if theme.name in part.header
            for row in part.rows
        )
        assert in_matrix == by_name[theme.name][-1]
        summary = next((n for n in sections(outline)[theme.name] if isinstance(n, Bullets)), Bullets(()))
        told = [int(re.search(r": (\d+) \(", line)[1]) for line in said(summary).splitlines()]
        assert sum(told) == by_name[theme.name][-1]


def test_the_replies_in_brief_add_up(any_facts: CompilationFacts) -> None:
    *rows, total = table(outline_of(any_facts, Layout.THEME), "Svaren i korthet")
    assert len(rows) == len(any_facts.replies)
    assert sum(int(row[1]) for row in rows) == int(total[1]) == len(any_facts.viewpoints())
    for row in (*rows, total):
        assert sum(int(n) for n in re.findall(r"\d+", row[3])) == int(row[1])


def test_each_body_stands_once_and_answers_add_up_to_who_was_asked() -> None:
    given = facts()
    outline = outline_of(given, Layout.THEME)
    bodies = [row[0] for row in table(outline, "Remissinstanser (")]
    assert sorted(bodies) == sorted(one.name for one in given.bodies)
    rows = {row[0]: row[1:] for row in table(outline, "Remissinstanser och svar")}
    asked, answered, declined, silent = (int(cell) for cell in rows["Alla tillfrågade"])
    assert asked == answered + declined + silent == 6
    assert (answered, declined, silent) == (4, 1, 1)
    assert rows["Ej tillfrågade"] == ["–", "1", "0", "0"]


def test_positions_are_told_apart_within_a_theme_and_what_is_wanted_comes_first() -> None:
    shown = [said(node) for node in sections(outline_of(facts(), Layout.THEME))["Ljus"] if isinstance(node, Heading)]
    assert [text.split(": ")[1] for text in shown] == ["− Invänder", "+ Stöder", "+ Stöder"]


def test_a_theme_that_one_body_raised_and_a_viewpoint_without_theme_are_listed() -> None:
    found = sections(outline_of(facts(), Layout.THEME))
    assert words(3, 1) in [said(node) for node in found["Ansvar"]]
    assert words(2, 2) in [said(node) for node in found["Synpunkter utan tema"]]
    assert [said(node) for node in found["Språk"]] == ["Ingen instans har lämnat synpunkter på temat."]


def test_a_viewpoint_on_two_themes_is_quoted_under_the_first_and_referred_to_under_the_other() -> None:
    found = sections(outline_of(facts(), Layout.THEME))
    assert words(1, 1) in [said(node) for node in found["Ljus"]]
    assert "Se även under ”Ljus”: 1.1." in [said(node) for node in found["Kostnader"]]


def test_words_are_not_given_to_a_board_that_decided_otherwise() -> None:
    outline = outline_of(facts(), Layout.THEME)
    references = [
        quote.reference for quote in quotes(outline) if quote.text.endswith("svar 2 säger något om gångvägarna.")
    ]
    assert len(references) == 2
    assert all(text.startswith("Farsta stadsdelsförvaltning, ") for text in references)
    account = " ".join(said(node) for node in sections(outline)["Remissen och svaren"])
    assert "Farsta stadsdelsnämnd har beslutat något annat" in account
    assert "Nämnden vill i stället vänta." in "\n".join(said(node) for node in outline.nodes)


def test_the_account_tells_the_exceptions_apart() -> None:
    account = [said(node) for node in sections(outline_of(facts(), Layout.THEME))["Remissen och svaren"]]
    text = " ".join(account).replace("\u00a0", " ")
    for sentence in (
        "till 6 remissinstanser",
        "4 instanser av 6 har svarat",
        "4 svarstexter",
        "Kulturnämnden och Kyrkogårdsnämnden har lämnat ett gemensamt svar.",
        "Trafikkontoret har svarat med ett kontorsyttrande.",
        "Trafiknämnden svarade efter svarstidens slut.",
        "Valnämnden har avstått från att svara.",
        "Idrottsnämnden har inte inkommit med svar.",
        "Cykelvännerna har yttrat sig utan att ha tillfrågats.",
    ):
        assert sentence in text


def test_minority_voices_stand_by_themselves_under_who_made_them() -> None:
    outline = outline_of(facts(), Layout.THEME)
    assert table(outline, "Reservationer och uttalanden") == [
        ["Ylva Lindeberg (M)", "Reservation, Kulturnämnden", "Det blir för dyrt."]
    ]
    in_themes = [
        node for place, nodes in sections(outline).items() if place in {t.name for t in THEMES} for node in nodes
    ]
    assert not any("för dyrt" in said(node) for node in in_themes)


def test_only_answers_with_a_changed_section_are_changes() -> None:
    rows = table(outline_of(facts(), Layout.THEME), "Ändringar (")
    assert rows == [["2 Belysning", "Beaktas", "Vi skriver in det.", "Kulturnämnden och Kyrkogårdsnämnden (1.3)"]]


def test_suggestions_are_shown_as_such_and_make_the_document_preliminary() -> None:
    outline = outline_of(facts(), Layout.THEME)
    assert outline.watermark == "Preliminär"
    account = " ".join(said(node) for node in sections(outline)["Remissen och svaren"]).replace("\u00a0", " ")
    assert "För 1 synpunkt är ställningstagande eller tema inte bekräftat" in account
    assert "1 synpunkt är ännu inte bedömd" in account
    assert "3.1 Trafikkontoret: ? Begär förtydligande (förslag)" in [said(node) for node in outline.nodes]


def test_a_document_where_all_is_confirmed_and_answered_is_not_preliminary() -> None:
    first, *_ = all_replies()
    settled = replace(first, viewpoints=(viewpoint(1, 1, None, ("ljus",), assessment=NOTED),))
    outline = outline_of(facts((settled,)), Layout.THEME)
    assert outline.watermark is None
    assert "preliminär" not in write_html(outline).lower()


def test_a_document_made_while_answers_can_come_is_preliminary_and_says_why() -> None:
    first, *_ = all_replies()
    settled = replace(first, viewpoints=(viewpoint(1, 1, None, ("ljus",), assessment=NOTED),))
    outline = outline_of(replace(facts((settled,)), closed_on=None), Layout.THEME)
    assert outline.watermark == "Preliminär"
    account = " ".join(said(node) for node in sections(outline)["Remissen och svaren"])
    assert "Svaren ska ha kommit in senast" in account
    assert "Svarstiden är inte avslutad" in account


def test_a_quotation_that_is_not_in_the_reply_stops_the_document() -> None:
    first, *others = all_replies()
    forged = replace(first.viewpoints[0], text="Nämnden kräver en kabelbro.")
    with pytest.raises(FalseQuotation) as raised:
        outline_of(facts((replace(first, viewpoints=(forged,)), *others)), Layout.THEME)
    assert "Synpunkt 1 i svaret från Kulturnämnden" in raised.value.sentence
    assert "kabelbro" not in raised.value.sentence


def test_every_reply_stands_in_full_with_its_decisions() -> None:
    outline = outline_of(facts(), Layout.THEME)
    text = [said(node) for node in outline.nodes]
    for number in (1, 2, 3, 6):
        assert all(words(number, position) in text for position in range(1, 31))
    assert "Kyrkogårdsnämnden beslutade den 10 november 2026, § 14: enligt förvaltningens förslag." in text


def test_a_company_is_written_of_in_its_own_words_in_a_sentence_of_its_own() -> None:
    first, second, *_ = all_replies()
    waiting = {"preliminary": True, "decision_expected_on": date(2026, 12, 3), "decisions": ()}
    several = replace(first, bodies=("Stadsfrakt AB", "Hamnbolaget AB"), company=True, **waiting)
    silent = [replace(second, decision_known=False, decisions=(), company=company) for company in (True, False)]
    nodes = outline_of(facts((several, *silent)), Layout.THEME).nodes
    account = [line for node in nodes for line in said(node).splitlines()]
    [conditional] = [words for words in account if "förhandssvar, lämnat" in words]
    assert "under förutsättning av styrelsernas beslut" in conditional
    assert conditional.endswith("Till dess anges texten som bolagens.")
    without = [words for words in account if "beslut inte bifogat" in words]
    assert [words.rpartition(" ")[2] for words in without] == ["förvaltningens.", "bolagets."]
    own = replace(second, company=True, decisions=(replace(decision(second.bodies[0], departs=True), own_text=True),))
    text = " ".join(said(node) for node in outline_of(facts((own,)), Layout.THEME).nodes)
    assert "ett eget yttrande i stället för bolagets förslag" in text
    assert "inte bolagets förslag." in text


def test_the_day_in_the_subtitle_is_the_day_in_stockholm() -> None:
    assert outline_of(facts(), Layout.THEME).subtitle.endswith("18 november 2026")


def test_a_remiss_without_replies_compiles() -> None:
    outline = outline_of(facts(()), Layout.THEME)
    check_outline(outline)
    assert not quotes(outline)
    assert "Svaren i sin helhet" not in sections(outline)


def test_the_same_facts_give_the_same_bytes_and_json_loses_nothing() -> None:
    first, again = outline_of(facts(), Layout.THEME), outline_of(facts(), Layout.THEME)
    assert write_docx(first) == write_docx(again)
    assert read_json(write_json(first)) == first


def test_one_reply_is_a_document_of_its_own() -> None:
    given = facts()
    outline = reply_outline(given, given.replies[0])
    check_outline(outline)
    assert outline.title == "Svar från Kulturnämnden och Kyrkogårdsnämnden"
    assert words(1, 30) in [said(node) for node in outline.nodes]
