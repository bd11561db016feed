from hypothesis import given
from hypothesis import strategies as st

from remiss.language.folding import fold, swedish_sort_key
from remiss.language.words import best_share, compound_share, content_stems, read_words, stem


def test_words_know_their_places():
    text = "Risk- och sårbarhetsanalyser, 3 st."
    assert [text[w.start : w.end] for w in read_words(text)] == [w.text for w in read_words(text)]


def test_forms_of_a_word_share_a_stem():
    assert stem("Biblioteken") == stem("bibliotekens") == stem("bibliotek")


def test_function_words_and_numbers_carry_no_content():
    assert content_stems("och det är 2030 som gäller för nämnden") == ()


def test_a_compound_holds_its_head_and_its_first_part_but_not_what_stands_inside():
    assert compound_share(stem("säkerhetsprogram"), stem("program")) > 0
    assert compound_share(stem("cykelbana"), stem("cykel")) > 0
    assert compound_share(stem("säkerhetsprogram"), "kerh") == 0


def test_a_prefixed_verb_is_no_compound():
    assert compound_share(stem("förebygga"), stem("bygga")) == 0


def test_shares_work_in_both_directions():
    assert best_share("program", ("säkerhetsprogram",)) == best_share("säkerhetsprogram", ("program",)) > 0


def test_swedish_order_puts_å_ä_ö_last_and_ignores_case_and_accents():
    names = ["Öland", "Zinkgruvan", "Ängelholm", "Åmål", "alnö", "Édsvik", "Eda", "9:an"]
    assert sorted(names, key=swedish_sort_key) == [
        "9:an",
        "alnö",
        "Eda",
        "Édsvik",
        "Zinkgruvan",
        "Åmål",
        "Ängelholm",
        "Öland",
    ]


def test_folding_keeps_å_ä_ö_but_not_other_accents():
    assert fold("  Café  Ångström\nIDÉ ") == "cafe ångström ide"


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
