"""Themes proposed from the draft's headings."""

from __future__ import annotations

from remiss.analysis.theme_proposals import MOST, WHOLE, propose_themes
from remiss.domain.parsed import Programme, ProgrammeSection


def section(heading: str, level: int = 1, *paragraphs: str) -> ProgrammeSection:
    return ProgrammeSection(None, heading, level, paragraphs)


def names(*sections: ProgrammeSection) -> list[str]:
    """Return the names of the proposed subjects; what comes after them is the theme on the whole."""
    proposed = propose_themes(Programme("Program", sections))
    assert proposed[-1:] == ([WHOLE] if proposed else [])
    return [theme.name for theme in proposed[:-1]]


def test_sections_that_only_frame_the_draft_give_no_theme() -> None:
    framing = (
        "Inledning",
        "Bakgrund och syfte",
        "Sammanfattning",
        "Programmets disposition",
        "Begrepp och definitioner",
    )
    subjects = ("Belysning", "Snöröjning", "Syfte med lekplatser")
    assert names(*(section(name) for name in (*framing, *subjects))) == list(subjects)


def test_an_appendix_is_no_theme() -> None:
    subjects = [section("Värme"), section("Skyfall"), section("Ekonomi")]
    assert names(*subjects, section("Bilaga 1 Tidplan"), section("Bilagor")) == ["Värme", "Skyfall", "Ekonomi"]


def test_the_second_level_is_used_where_the_first_says_too_little() -> None:
    assert names(
        section("Inledning"),
        section("Våra mål"),
        section("Trygga vägar", 2),
        section("Rena parker", 2),
        section("Levande torg", 2),
    ) == ["Trygga vägar", "Rena parker", "Levande torg"]


def test_a_section_that_only_gathers_others_gives_way_to_them() -> None:
    gathered = (section("Prioriterade områden"), section("Värme", 2), section("Skyfall", 2))
    assert names(section("Mål"), *gathered, section("Ekonomi")) == ["Mål", "Värme", "Skyfall", "Ekonomi"]
    assert names(section("Åtgärder"), section("Mål"), section("Ekonomi")) == ["Åtgärder", "Mål", "Ekonomi"]


def test_a_description_holds_the_sections_own_frequent_words_and_not_its_name() -> None:
    themes = propose_themes(
        Programme(
            None,
            (
                section("Belysning", 1, "Lyktor placeras tätt. Lyktor lagas fort. Kostnaden delas."),
                section("Snöröjning", 1, "Plogning sker tidigt. Plogning av skolvägar. Kostnaden delas."),
                section("Dialog", 1, "Enkäter skickas. Enkäter redovisas. Kostnaden delas."),
            ),
        )
    )
    assert [theme.description.split(",")[0] for theme in themes[:-1]] == ["Lyktor", "Plogning", "Enkäter"]
    assert all(theme.name.lower() not in theme.description.lower() for theme in themes)


def test_text_of_subsections_counts_for_their_section() -> None:
    themes = propose_themes(
        Programme(
            None,
            (section("Vatten"), section("Bad", 2, "Bryggor och bryggor."), section("Luft"), section("Jord")),
        )
    )
    assert "bryggor" in themes[0].description.lower()


def test_a_long_draft_keeps_its_longest_sections_in_order() -> None:
    subjects = ("Ekar", "Almar", "Lindar", "Björkar", "Tallar", "Granar", "Aspar", "Alar", "Rönnar", "Hasslar", "Oxlar",
                "Askar", "Lönnar", "Sälgar", "Pilar")  # fmt: skip
    given = [section(name, 1, "ord " * place) for place, name in enumerate(subjects)]
    assert names(*given) == list(subjects[-MOST:])


def test_a_draft_without_headings_gives_nothing_and_the_same_heading_only_once() -> None:
    assert names() == []
    assert names(section("", 1, "Bara text.")) == []
    assert names(section("Torg"), section("Parker"), section("Vägar"), section("Torg")) == ["Torg", "Parker", "Vägar"]


def test_the_same_draft_gives_the_same_themes() -> None:
    draft = Programme(
        None, tuple(section(name, 1, "Stigar, broar, bryggor och bänkar.") for name in ("Ett x", "Torg", "Park"))
    )
    assert propose_themes(draft) == propose_themes(draft)
