"""Questions and answers inside the one canonical text: nothing is lost, and only answered questions stand there."""

from __future__ import annotations

import pytest

from remiss.domain.demands import AskedQuestion, Demands, answers_in, gaps, typed_answers, unanswered
from remiss.domain.editing import TypedSection, apply_edit, typed
from remiss.domain.statement import SectionKey, deserialise, from_sections, serialise

ONE, TWO, THREE = "Vad kostar det?", "Vem ansvarar?", "Hur följs det upp?"
KEY = SectionKey.QUESTIONS


def text_of(*answers: tuple[str, str]):
    return apply_edit(None, [TypedSection(KEY, "Svar på frågor", typed_answers(answers))])


def test_answers_survive_typing_storing_and_typing_again() -> None:
    answer = "Två miljoner.\n\nOch en tjänst:\n- halvtid\n- i två år"
    text = text_of((ONE, answer), (TWO, " "), (THREE, "Varje år."))
    assert deserialise(serialise(text)) == text
    assert answers_in(text) == {ONE: "Två miljoner.\n\nOch en tjänst:\n\nhalvtid\n\ni två år", THREE: "Varje år."}
    again = apply_edit(text, typed(text, [KEY]))
    assert again == text


@pytest.mark.parametrize("answer", ["## Vem ansvarar?", "## \n## x", "# rubrik"])
def test_an_answer_is_never_taken_for_a_question(answer: str) -> None:
    found = answers_in(text_of((ONE, f"{answer}\nNämnden."), (TWO, "Vi.")))
    assert set(found) == {ONE, TWO}
    assert found[TWO] == "Vi."


def test_no_answers_make_no_section() -> None:
    assert text_of((ONE, ""), (TWO, " \n")).blocks == ()


def test_what_is_asked_for_and_missing_is_named() -> None:
    asked = (AskedQuestion(1, ONE, mandatory=True), AskedQuestion(2, TWO, mandatory=False))
    demands = Demands((*asked, AskedQuestion(3, THREE, mandatory=True)), (SectionKey.ECONOMY,))
    text = text_of((THREE, "Varje år."))
    assert unanswered(demands.questions, text) == (ONE,)
    assert gaps(demands, text) == ["Avsändaren begär avsnittet ”Ekonomi”.", f"Obligatorisk fråga utan svar: ”{ONE}”"]
    assert len(gaps(demands, None)) == 3
    whole = from_sections(
        [(SectionKey.ECONOMY, "Ekonomi", ["Ryms."]), (KEY, "Svar", [f"## {ONE}", "Ja.", f"## {THREE}", "Så."])]
    )
    assert gaps(demands, whole) == []
