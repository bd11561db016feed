"""KS's words before anybody has written any: of confirmed labels only, nobody's words become another's."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from remiss.documents.compilation.prefill import about_reply, about_theme
from remiss.domain.compilation import CompilationFacts, OwnWords, ReplyFacts
from remiss.domain.outline import Paragraph
from remiss.domain.own_words import reply_key, theme_key
from remiss.domain.stance import Stance
from remiss.domain.statement import SectionKey, digest, from_sections, normalise
from tests.documents.compilation.examples import all_replies, decision, facts, random_replies, reply, viewpoint


def said(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph.runs)


def one(reply_facts: ReplyFacts) -> str:
    return said(about_reply(facts((reply_facts,)), reply_facts))


def test_a_body_is_told_by_its_stances_with_its_own_words_and_where_they_stand() -> None:
    social = reply(
        1,
        ("Socialnämnden",),
        "Socialnämnden",
        (
            viewpoint(1, 1, Stance.SUPPORTS, ("ljus",)),
            viewpoint(1, 2, Stance.OBJECTS, ("kostnad",)),
            viewpoint(1, 3, Stance.OBJECTS, ("barn",)),
        ),
        (decision("Socialnämnden"),),
    )
    paragraph = about_reply(facts((social,)), social)
    assert said(paragraph) == (
        "Socialnämnden stöder förslaget i fråga om ljus. "
        "Nämnden har dock två invändningar, bland annat i fråga om kostnader: "
        "”Mening 2 i svar 1 säger något om gångvägarna”."
    )
    assert [run.note for run in paragraph.runs] == [
        "Synpunkt 1.1.",
        "Synpunkterna 1.2 och 1.3.",
    ]
    assert paragraph.key == reply_key(social.id)


def test_what_nobody_has_confirmed_says_nothing_but_that() -> None:
    words = one(reply(1, ("Trafiknämnden",), "Trafikkontoret", (viewpoint(1, 1, Stance.OBJECTS, (), confirmed=False),)))
    assert words == "Trafikkontoret har lämnat 1\u00a0synpunkt. Klassningen är inte bekräftad."


def test_the_words_of_an_office_are_not_put_into_the_mouth_of_a_board_that_decided_otherwise() -> None:
    farsta = all_replies()[1]
    words = one(replace(farsta, viewpoints=(viewpoint(2, 1, Stance.SUPPORTS, ()),)))
    assert words.startswith("Farsta stadsdelsnämnd beslutade med tillägg eller ändring. ")
    assert "Farsta stadsdelsförvaltning stöder förslaget" in words
    assert "nämnd stöder" not in words


def test_joint_authors_are_they_and_a_preliminary_reply_says_so() -> None:
    first = all_replies()[0]
    assert "De har dock en invändning" in one(first)
    waiting = replace(first, author="Kulturförvaltningen (förhandssvar)", bodies=("Kulturnämnden",), preliminary=True)
    assert one(waiting).startswith("Svaret är ett förhandssvar och inte beslutat. ")


def test_a_long_sentence_is_cut_after_a_word_and_one_that_leans_on_another_is_not_chosen() -> None:
    long = "Nämnden " + "anser att vägen behöver ljus och " * 12 + "skyltar."
    text = from_sections([(SectionKey.VIEWPOINTS, "Synpunkter", ["Det är fel.", long])])
    parts = tuple(
        replace(viewpoint(1, number, Stance.OBJECTS, ()), text=words)
        for number, words in enumerate(("Det är fel.", long), start=1)
    )
    words = one(replace(reply(1, ("Nämnd",), "Nämnd", parts), text=text, sha256=digest(text)))
    quoted = re.findall("”(.*?)”", words)
    assert len(quoted) == 1
    assert quoted[0].endswith(" …")
    assert long.startswith(quoted[0].removesuffix(" …"))


def test_positions_on_a_theme_are_told_apart_and_each_quotation_is_verbatim() -> None:
    for seed in range(8):
        given: CompilationFacts = facts(random_replies(seed))
        texts = [normalise(reply.text.plain_text()) for reply in given.replies]
        for theme in given.themes:
            words = said(about_theme(given, theme.key))
            for quoted in re.findall("”(.*?)”", words):
                assert any(quoted.removesuffix(" …") in text for text in texts)
            for sentence in words.split(". "):
                assert sum(verb in sentence for verb in ("stöder", "invändning", "ändring", "förtydligande")) <= 1


def test_words_that_ks_has_written_are_used_exactly() -> None:
    given = facts()
    first = given.replies[0]
    at = datetime(2026, 11, 17, tzinfo=UTC)
    own = (
        OwnWords(reply_key(first.id), "Nämnden vill ha ljus.\n\nMen inte nu.", "Åsa Ek", at),
        OwnWords(theme_key("ljus"), "Alla vill ha ljus.", "Åsa Ek", at),
    )
    written = replace(given, own_words=own)
    assert said(about_reply(written, first)) == "Nämnden vill ha ljus.\n\nMen inte nu."
    assert about_theme(written, "ljus") == Paragraph(about_theme(written, "ljus").runs, key=theme_key("ljus"))
    assert said(about_theme(written, "ljus")) == "Alla vill ha ljus."
