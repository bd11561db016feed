import pytest

from remiss.analysis.draft_sections import Draft
from remiss.domain.programme_changes import DraftSection

SECTIONS = (
    DraftSection("1", "Inledning", "", "a001"),
    DraftSection("3", "Mål", "", "a002"),
    DraftSection("3.2", "Mål för programperioden", "", "a003"),
    DraftSection("4", "Fokusområden", "", "a004"),
    DraftSection("4.1", "Värme", "", "a005"),
    DraftSection("4.1.2", "Svala platser utomhus", "", "a006"),
    DraftSection("5.4", "Samverkan med andra", "", "a007"),
    DraftSection(None, "Bilaga 2 Underlag", "", "a008"),
)
DRAFT = Draft(SECTIONS)


def _key(words: str, *around: str) -> str | None:
    found = DRAFT.suggest(words, around)
    return found.key if found else None


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("Målen i avsnitt 3.2 är konkreta.", "a003"),
        ("Avsnitt 4.1.2 bör förtydligas.", "a006"),
        ("Beskrivningen i kapitel 4 är saklig.", "a004"),
        ("Avsnitten 5.4 och 3.2 säger emot varandra.", "a007"),
        ("Kap. 3 är för kort.", "a002"),
        ("Nätet av svala platser utomhus är bra.", "a006"),
        ("Avsnittet om värme är välkommet.", "a005"),
        ("Kapitlet om fokusområden är överskådligt.", "a004"),
    ],
)
def test_a_section_is_found_by_its_number_and_by_the_words_of_its_heading(words, key):
    assert _key(words) == key


@pytest.mark.parametrize(
    "words",
    [
        "Värme är farlig för den som är gammal.",
        "Målen är bra.",
        "Avsnitt 9.9 finns inte.",
        "Ansvaret följer av kapitel 4 i plan- och bygglagen.",
        "Det står i avsnitt 3.2 i nämndens budget.",
        "Nämnden har 4 lokaler och 3.2 tjänster.",
        "",
    ],
)
def test_an_ordinary_word_or_another_paper_names_no_section(words):
    assert _key(words) is None


def test_the_own_words_go_before_the_paragraph_and_the_paragraph_before_the_heading():
    paragraph, heading = "Avsnitt 3.2 är bra. Det bör dock följas upp.", "4.1 Om värmen"
    assert _key("Avsnitt 5.4 är oklart.", paragraph, heading) == "a007"
    assert _key("Det bör dock följas upp.", paragraph, heading) == "a003"
    assert _key("Det bör dock följas upp.", "Det bör dock följas upp.", heading) == "a005"


def test_a_reply_that_numbers_its_own_headings_names_no_section_of_the_draft():
    assert _key("Det är bra.", "1 Bakgrund") is None


def test_a_heading_that_the_whole_draft_repeats_names_no_section():
    texts = [DraftSection(str(n), f"Del {n}", "Nämnder och bolag ska redovisa.", f"a{n:03d}") for n in range(1, 4)]
    draft = Draft([*texts, DraftSection("5.2", "Nämnder och bolag", "", "a009")])
    assert draft.suggest("Det är bra att nämnder och bolag får välja.") is None
    assert draft.suggest("Avsnittet om nämnder och bolag är bra.").key == "a009"


def test_it_tells_which_words_named_the_section():
    assert DRAFT.suggest("Målen i avsnitt 3.2 är konkreta.").words == "avsnitt 3.2"


def test_a_number_means_what_it_means_in_the_newest_version():
    newest_first = Draft((DraftSection("7.2", "Ny", "", "a020"), DraftSection("7.2", "Gammal", "", "a001")))
    assert newest_first.suggest("Avsnitt 7.2 är bra.").key == "a020"
