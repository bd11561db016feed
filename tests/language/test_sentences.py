from hypothesis import given
from hypothesis import strategies as st

from remiss.language.sentences import split_sentences


def test_a_full_stop_before_a_capital_ends_a_sentence():
    assert split_sentences("Planen är bra. Den är kort!  Varför dröjer den?") == (
        "Planen är bra.",
        "Den är kort!",
        "Varför dröjer den?",
    )


def test_abbreviations_end_no_sentence():
    text = "Det gäller bl.a. Farsta, t.ex. Hökarängen, enligt dnr. KS 12 och tf. Direktören. Nästa mening."
    assert len(split_sentences(text)) == 2


def test_an_abbreviation_that_often_stands_last_can_end_a_sentence():
    assert split_sentences("Det gäller skolor, bad m.m. Nämnden håller med.") == (
        "Det gäller skolor, bad m.m.",
        "Nämnden håller med.",
    )


def test_initials_and_ordinals_end_no_sentence():
    assert len(split_sentences("Rapporten av A. Berg kom den 3. maj i år.")) == 1


def test_a_sentence_may_end_in_a_one_letter_word():
    assert split_sentences("Här är gott att vistas i. Nämnden är nöjd.")[0] == "Här är gott att vistas i."


def test_list_items_are_sentences_and_the_text_after_the_list_is_freed_from_the_last():
    text = "Målen är: • Ren luft • Mindre buller • Fler träd Målen följs upp varje år av nämnden."
    assert split_sentences(text) == (
        "Målen är:",
        "• Ren luft",
        "• Mindre buller",
        "• Fler träd",
        "Målen följs upp varje år av nämnden.",
    )


def test_dash_lists_and_numbered_lists_are_cut_but_a_dash_in_running_text_is_not():
    assert split_sentences("Stegen är: - Mäta - Ändra") == ("Stegen är:", "- Mäta", "- Ändra")
    assert split_sentences("Stegen är: 1) Mäta 2) Ändra") == ("Stegen är:", "1) Mäta", "2) Ändra")
    assert len(split_sentences("Planen – den nya – är bra.")) == 1


def test_a_number_with_a_point_is_no_sentence_of_its_own():
    assert split_sentences("1. Nämnden godkänner förslaget.") == ("1. Nämnden godkänner förslaget.",)


@given(st.text(alphabet="aåÄb .!?:;-•–1)(”§\n\tBÖ", max_size=120))
def test_nothing_is_lost_or_added(text):
    assert " ".join(split_sentences(text)) == " ".join(text.split())
