"""What a compilation tells besides the viewpoints: contradictions, gaps, changed text, parties, kinds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from remiss.documents.compilation.feedback import answers_outline
from remiss.documents.compilation.layouts import outline_of
from remiss.documents.compilation.tables import NO_PARTY, parties_of
from remiss.documents.writing.frame import check_outline
from remiss.documents.writing.html import write_html
from remiss.domain.compilation import (
    CompilationFacts,
    DraftChanges,
    MinorityFacts,
    OwnWords,
    ProgrammeSection,
    QuestionFacts,
)
from remiss.domain.compilation_choices import Layout
from remiss.domain.outline import Emphasis, Heading, Outline, Paragraph, Run, Table
from remiss.domain.own_words import reply_key
from remiss.domain.programme_changes import DraftSection, compared
from remiss.domain.stance import Stance
from remiss.domain.statement import SectionKey, digest, from_sections
from tests.documents.compilation.examples import (
    ACCEPTED,
    PROGRAMME,
    all_replies,
    decision,
    facts,
    reply,
    viewpoint,
    words,
)


def rows(outline: Outline, caption: str) -> list[list[str]]:
    return [
        [cell.text for cell in row]
        for node in outline.nodes
        if isinstance(node, Table) and node.caption.startswith(caption)
        for row in node.rows
    ]


def paragraphs(outline: Outline) -> str:
    return "\n".join("".join(run.text for run in node.runs) for node in outline.nodes if isinstance(node, Paragraph))


def on_light(one: Stance, other: Stance, *, confirmed: bool = True) -> CompilationFacts:
    first = reply(1, ("Kulturnämnden",), "Kulturnämnden", (viewpoint(1, 1, one, (), section="a002"),))
    objecting = viewpoint(2, 1, other, (), section="a002", confirmed=confirmed)
    return facts((first, reply(2, ("Trafiknämnden",), "Trafiknämnden", (objecting,))))


def test_a_section_that_one_praises_and_another_rejects_is_pointed_out() -> None:
    assert rows(outline_of(on_light(Stance.SUPPORTS, Stance.OBJECTS), Layout.THEME), "Motstridiga") == [
        ["2 Belysning", "Kulturnämnden (1.1)", "Trafiknämnden (2.1)"]
    ]
    for given in (
        on_light(Stance.SUPPORTS, Stance.PROPOSES_CHANGE),
        on_light(Stance.SUPPORTS, Stance.OBJECTS, confirmed=False),
    ):
        assert rows(outline_of(given, Layout.THEME), "Motstridiga") == []


def test_one_body_of_two_minds_contradicts_nobody() -> None:
    both = (
        viewpoint(1, 1, Stance.SUPPORTS, (), section="a002"),
        viewpoint(1, 2, Stance.OBJECTS, (), section="a002"),
    )
    given = facts((reply(1, ("Kulturnämnden",), "Kulturnämnden", both),))
    assert rows(outline_of(given, Layout.THEME), "Motstridiga") == []


def test_sections_that_nobody_touched_are_listed() -> None:
    outline = outline_of(on_light(Stance.SUPPORTS, Stance.NEUTRAL), Layout.SECTION)
    place = next(
        n for n, node in enumerate(outline.nodes) if isinstance(node, Heading) and "utan synpunkter" in node.text
    )
    told = outline.nodes[place + 2]
    assert isinstance(told, Paragraph)
    assert told.runs[0].text == "1 Mål; 3 Uppföljning."


def test_who_passes_over_what_names_it_or_was_asked_of_it_is_told() -> None:
    given = on_light(Stance.SUPPORTS, Stance.NEUTRAL)
    named = (
        PROGRAMME[0],
        replace(PROGRAMME[1], named=("Kulturnämnden",)),
        ProgrammeSection("a003", "3 Mått", ("Kulturnämnden", "Valnämnden")),
    )
    asked = QuestionFacts("Vad kostar det?", mandatory=True, asked=1, asked_bodies=("Trafiknämnden",))
    found = rows(outline_of(replace(given, programme=named, questions=(asked,)), Layout.THEME), "Inte upptaget")
    assert found == [["3 Mått", "Kulturnämnden"], ["Vad kostar det?", "Trafiknämnden"]]


def test_a_section_that_a_reply_mentions_by_its_number_is_neither_untouched_nor_passed_over() -> None:
    given = on_light(Stance.SUPPORTS, Stance.NEUTRAL)
    text = from_sections([(SectionKey.VIEWPOINTS, "Synpunkter", [words(1, 1), "Se kapitel 3 och avsnitt 4.2.1, 4.3."])])
    first = replace(given.replies[0], text=text, sha256=digest(text))
    sections = [("a", "3 Mål"), ("b", "4.2.1 Ljus"), ("c", "4.2 Gångvägar"), ("d", "4 Medel")]
    programme = tuple(ProgrammeSection(key, name, ("Kulturnämnden",)) for key, name in sections)
    outline = outline_of(replace(given, replies=(first,), programme=programme), Layout.THEME)
    assert rows(outline, "Inte upptaget") == [["4.2 Gångvägar", "Kulturnämnden"], ["4 Medel", "Kulturnämnden"]]
    assert "4.2 Gångvägar; 4 Medel." in paragraphs(outline)


def test_a_changed_passage_stands_with_what_was_added_and_removed_and_the_answer_leads_to_it() -> None:
    old = DraftSection("2", "Belysning", "Lampor ska tändas klockan sex.", "a002")
    sections = compared([old], [replace(old, text="Lampor ska tändas i skymningen.")])
    wanted = reply(1, ("Kulturnämnden",), "Kulturnämnden", (viewpoint(1, 1, Stance.OBJECTS, (), assessment=ACCEPTED),))
    given = replace(facts((wanted,)), draft_changes=(DraftChanges(2, date(2026, 11, 1), sections),))
    outline = outline_of(given, Layout.THEME)
    check_outline(outline)
    [table] = [node for node in outline.nodes if isinstance(node, Table) and node.caption.startswith("Ändringar (")]
    assert table.rows[0][0].link == "lydelse-1"
    runs = [run for node in outline.nodes if isinstance(node, Paragraph) for run in node.runs]
    assert Run("1.1 Kulturnämnden", link="synpunkt-1-1") in runs, "from the changed words back to the viewpoint"
    assert sum(run.link == "lydelse-1" for run in runs) == 1, "from the answer to the changed words"
    [changed] = [
        node
        for node in outline.nodes
        if isinstance(node, Paragraph) and any(r.emphasis is Emphasis.ADDED for r in node.runs)
    ]
    assert Run("klockan sex.", Emphasis.REMOVED) in changed.runs
    assert Run("i skymningen.", Emphasis.ADDED) in changed.runs
    page = write_html(outline)
    assert "<del>klockan sex.</del>" in page
    assert "<ins>i skymningen.</ins>" in page


def test_the_body_itself_reads_its_answers_with_the_changed_words_and_nothing_of_others() -> None:
    old = DraftSection("2", "Belysning", "Lampor ska tändas klockan sex.", "a002")
    other = DraftSection("3", "Uppföljning", "Varje år.", "a003")
    texts = {"a002": "Lampor ska tändas i skymningen.", "a003": "Vartannat år."}
    sections = compared([old, other], [replace(one, text=texts[one.stable_id]) for one in (old, other)])
    given = replace(facts(), draft_changes=(DraftChanges(2, date(2026, 11, 1), sections),))
    first, *others = given.replies
    own = replace(first, viewpoints=(viewpoint(1, 1, Stance.OBJECTS, (), assessment=ACCEPTED),))
    given = replace(
        given, replies=(own, *others), own_words=(OwnWords(reply_key(own.id), "Internt.", "Ek", given.created),)
    )
    outline = answers_outline(given, own)
    check_outline(outline)
    page = write_html(outline)
    assert '<a href="#lydelse-1">2 Belysning</a>' in page
    assert "<del>klockan sex.</del>" in page
    assert "<ins>i skymningen.</ins>" in page
    assert "Vartannat år." not in page, "a section that no answer to this body names"
    assert "Med anledning av" not in page
    assert "Internt." not in page
    named = {name for reply in others for name in reply.bodies} - {*own.bodies}
    assert [name for name in named if name in page] == []
    assert words(2, 1) not in page


def test_a_changed_section_that_no_answer_names_is_named() -> None:
    old = DraftSection("3", "Uppföljning", "Varje år.", "a003")
    sections = compared([old], [replace(old, text="Vartannat år.")])
    given = replace(facts(), draft_changes=(DraftChanges(2, date(2026, 11, 1), sections),))
    assert "utan att någon bedömning anger det: ”3 Uppföljning”." in paragraphs(outline_of(given, Layout.THEME))


def test_parties_are_read_from_what_stands_in_brackets() -> None:
    assert parties_of("Åsa Ek (M)") == ["M"]
    assert parties_of("Åsa Ek och Bo Alm (båda L) samt Eva Ask m.fl. (KD)") == ["L", "KD"]
    assert parties_of("Åsa Ek") == [NO_PARTY]


def test_every_party_finds_its_statements() -> None:
    first, *others = all_replies()
    both = MinorityFacts("Särskilt uttalande", "Bo Alm (C) och Eva Ask (M)", "Vi väntar.")
    decisions = (*first.decisions, decision("Kyrkogårdsnämnden", minorities=(both,)))
    given = facts((replace(first, decisions=decisions), *others[:-1]))
    assert rows(outline_of(given, Layout.THEME), "Per parti") == [
        ["C", "Särskilt uttalande, Kyrkogårdsnämnden"],
        ["M", "Reservation, Kulturnämnden\nSärskilt uttalande, Kyrkogårdsnämnden"],
    ]
    text = paragraphs(outline_of(given, Layout.COUNCIL))
    assert "Reservation anfördes av Ylva Lindeberg (M), bilaga 1." in text
    assert "Särskilt uttalande gjordes av Bo Alm (C) och Eva Ask (M), bilaga 2." in text


def test_the_kinds_add_up_and_it_is_told_how_many_a_person_has_confirmed() -> None:
    given = facts()
    outline = outline_of(given, Layout.THEME)
    *kinds, total = rows(outline, "Antal synpunkter per slag")
    assert sum(int(row[-1]) for row in kinds) == int(total[-1]) == len(given.viewpoints())
    assert "6 av 7\u00a0synpunkter har bekräftats av en person. De övriga är förslag av en regel." in paragraphs(
        outline
    )


def test_the_table_of_bodies_tells_when_each_was_asked_and_due() -> None:
    by_name = {row[0]: row for row in rows(outline_of(facts(), Layout.THEME), "Remissinstanser (")}
    assert by_name["Kulturnämnden"][1:5] == [
        "Facknämnd",
        "2026-09-21",
        "2026-11-11",
        "Inkommet 2026-11-12 (gemensamt svar)",
    ]
    assert by_name["Kulturnämnden"][-1] == "Reservation"
    assert by_name["Cykelvännerna"][2:4] == ["Ej tillfrågad", "–"]


def test_the_remissammanstallning_says_what_was_decided_in_its_own_wording() -> None:
    text = paragraphs(outline_of(facts(), Layout.COUNCIL))
    assert (
        "Kulturnämnden beslutade vid sitt sammanträde den 10 november 2026 (§ 14) enligt förvaltningens förslag."
        in text
    )
    assert "Farsta stadsdelsnämnd beslutade vid sitt sammanträde den 10 november 2026 (§ 14) följande." in text
    dated = replace(all_replies()[1], offices=("Farsta stadsdelsförvaltning",), dated_on=date(2026, 10, 9))
    text = paragraphs(outline_of(facts((dated,)), Layout.COUNCIL))
    assert (
        "Farsta stadsdelsförvaltnings tjänsteutlåtande daterat den 9 oktober 2026 har i huvudsak följande lydelse."
        in text
    )
