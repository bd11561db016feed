import pytest
from hypothesis import given
from hypothesis import strategies as st

from remiss.analysis.stance import suggest_stance
from remiss.domain.stance import Confidence, Stance

S, M, K = Stance.SUPPORTS, Stance.SUPPORTS_WITH_REMARK, Stance.ASKS_CLARIFICATION
C, O, N = Stance.PROPOSES_CHANGE, Stance.OBJECTS, Stance.NEUTRAL  # noqa: E741  # beside S M K C N as in the table below

TRAPS = [
    # praise in the conditional about what is not there is a request
    ("Ett kapitel om kolonilotter skulle stärka planen.", C),
    ("Det vore önskvärt med en karta över hundrastgårdarna.", C),
    # negated negatives are support
    ("Nämnden har inga invändningar mot parkplanen.", S),
    ("Förvaltningen motsätter sig inte att taxan höjs.", S),
    ("Bolaget finner inte skäl att ifrågasätta beräkningen.", S),
    # agreeing that something should not be done is support
    ("Kontoret instämmer i att torget inte bör bebyggas.", S),
    ("Vi delar uppfattningen att avgiften inte ska höjas.", S),
    # negated positives are objections
    ("Nämnden delar inte bedömningen att parken är för stor.", O),
    ("Vi kan inte ställa oss bakom nedläggningen.", O),
    # reported views are not the body's
    ("Motionären anser att alla lekplatser bör rustas upp.", N),
    ("Stadsledningskontoret framhåller vikten av öppna data.", N),
    # men, dock, under förutsättning qualify
    ("Förvaltningen är positiv till strategin men vill se hur skötseln ska gå till.", M),
    ("Nämnden tillstyrker förslaget under förutsättning att medel tillförs.", M),
    ("Även om planen i stort är bra återstår en del.", M),
    # objections without a negative word
    ("Åtgärden medför kostnader som inte ryms i budgeten.", O),
    ("Kravet blir dyrt för små föreningar.", O),
    # subjects vary, or there is none
    ("Programmet har en tydlig struktur och är väl genomarbetat.", S),
    ("Välkommet är också att badplatserna nämns.", S),
    ("Hur ofta ska rutinen övas?", K),
    ("Det är oklart vem som sköter vattenposten.", K),
    ("Avsnittet om bad bör strykas.", C),
    ("Det är viktigt att badvakterna får utbildning.", M),
    ("Nämnden tar inte ställning till valet av plats.", N),
    ("Förvaltningen noterar att planen gäller i tio år.", N),
]


@pytest.mark.parametrize(("text", "stance"), TRAPS)
def test_constructions_that_mislead(text, stance):
    assert suggest_stance(text).stance is stance


def test_without_a_cue_a_person_decides():
    suggestion = suggest_stance("Fontäner, torg, bänkar.")
    assert suggestion.stance is None
    assert suggestion.confidence is Confidence.UNSURE
    assert suggestion.cues == ()


@pytest.mark.parametrize(("text", "_"), TRAPS)
def test_every_cue_is_a_word_of_the_text(text, _):
    suggestion = suggest_stance(text)
    assert suggestion.cues
    assert all(cue.text in text for cue in suggestion.cues)


def test_an_explanation_after_a_request_does_not_hide_it():
    text = "Planen bör kompletteras med en åtgärd mot buller. Nattsömnen är viktig. Det är bra för hälsan."
    assert suggest_stance(text).stance is C


def test_letters_that_grow_in_lower_case_do_not_move_the_cues():
    text = "İ Nämnden tillstyrker förslaget."
    assert [cue.text for cue in suggest_stance(text).cues] == ["tillstyrker"]


def test_a_sentence_without_end_is_read_in_reasonable_time():
    assert suggest_stance("Nämnden tillstyrker " + "bör " * 20_000).stance is S


@given(st.lists(st.sampled_from([w for t, _ in TRAPS for w in t.split()]), max_size=25))
def test_any_words_in_any_order_give_the_same_answer_twice_with_cues_from_the_text(words):
    text = " ".join(words)
    suggestion = suggest_stance(text)
    assert suggestion == suggest_stance(text)
    assert all(cue.text in text for cue in suggestion.cues)
    assert (suggestion.stance is None) == (not suggestion.cues)
