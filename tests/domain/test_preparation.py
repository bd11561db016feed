"""What *Ärendets beredning* says by itself, and that nothing typed there is overwritten."""

from __future__ import annotations

from datetime import date

from remiss.domain.preparation import NotedConsultation, preparation_sentences, with_preparation
from remiss.domain.statement import CanonicalText, SectionKey, from_sections

TODAY = date(2019, 11, 20)
OFFICE = "Socialförvaltningen"
PLAIN = preparation_sentences(OFFICE, [], [], TODAY)
UNITS = preparation_sentences(OFFICE, ["HR-enheten", "strategiska staben"], [], TODAY)


def _text(*paragraphs: str) -> CanonicalText:
    return from_sections(
        [
            (SectionKey.SUMMARY, "Sammanfattning", ["Kort."]),
            *([(SectionKey.PREPARATION, "Ärendets beredning", paragraphs)] if paragraphs else []),
            (SectionKey.VIEWPOINTS, "Synpunkter", ["Vi är positiva."]),
        ]
    )


def test_units_and_samverkan_are_told_in_words() -> None:
    assert PLAIN == ["Ärendet har beretts av socialförvaltningen."]
    assert UNITS == ["Ärendet har beretts av HR-enheten och strategiska staben."]
    held = [NotedConsultation("förvaltningsgruppen", date(2019, 11, 13))]
    coming = [NotedConsultation("förvaltningsgruppen", date(2019, 12, 3))]
    assert preparation_sentences(OFFICE, [], held, TODAY)[1] == (
        "Ärendet har behandlats i förvaltningsgruppen den 13 november 2019."
    )
    assert "behandlas i" in preparation_sentences(OFFICE, [], coming, TODAY)[1]


def test_a_sentence_nobody_has_changed_gives_way_to_the_new_one() -> None:
    changed = with_preparation(_text(f"{PLAIN[0]} Barn har hörts."), "Ärendets beredning", PLAIN, UNITS)
    assert changed.section_text(SectionKey.PREPARATION) == f"{UNITS[0]} Barn har hörts."


def test_what_was_typed_stays_and_the_new_sentence_is_added() -> None:
    typed = "Ärendet har beretts av oss, i samråd med skolan."
    changed = with_preparation(_text(typed), "Ärendets beredning", PLAIN, UNITS)
    assert changed.section_text(SectionKey.PREPARATION) == f"{typed}\n{UNITS[0]}"
    assert with_preparation(changed, "Ärendets beredning", PLAIN, UNITS) == changed


def test_a_text_without_the_section_gets_it_where_it_usually_stands() -> None:
    changed = with_preparation(_text(), "Ärendets beredning", PLAIN, UNITS)
    assert list(dict.fromkeys(block.section for block in changed.blocks)) == [
        SectionKey.SUMMARY, SectionKey.PREPARATION, SectionKey.VIEWPOINTS,
    ]  # fmt: skip
    gone = with_preparation(changed, "Ärendets beredning", UNITS, [])
    assert gone.section_text(SectionKey.PREPARATION) == ""
