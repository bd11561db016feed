"""A classification against its text: opposite is found, ordinary replies give no alarm."""

from __future__ import annotations

import json
from pathlib import Path

from remiss.analysis.contradictions import contradiction
from remiss.domain.stance import Stance

HELD_OUT = Path(__file__).parents[1] / "gold" / "stance_heldout.jsonl"
SAMPLE = Path(__file__).parents[2] / "sample"


def _rows() -> list[tuple[str, Stance | None]]:
    rows = [json.loads(line) for line in HELD_OUT.read_text(encoding="utf-8").splitlines()]
    return [(row["text"], Stance(row["stance"]) if row["stance"] else None) for row in rows]


def test_support_over_a_text_that_objects_is_told_with_sentence_and_words() -> None:
    text = "Förvaltningen delar målet. Förvaltningen avstyrker förslaget om staket."
    found = contradiction(text, Stance.SUPPORTS)
    assert found is not None
    assert found.sentence == "Förvaltningen avstyrker förslaget om staket."
    assert "avstyrker" in found.cues
    assert contradiction("Nämnden tillstyrker förslaget.", Stance.OBJECTS) is not None


def test_what_belongs_beside_a_stance_is_no_contradiction() -> None:
    assert contradiction("Förvaltningen är positiv, men belysningen bör byggas ut.", Stance.SUPPORTS) is None
    assert contradiction("Målet är bra. Förvaltningen avstyrker förslaget om staket.", Stance.OBJECTS) is None
    assert contradiction("Förvaltningen avstyrker förslaget.", None) is None


def test_sentences_nobody_tuned_on_give_few_false_alarms_and_objections_are_caught() -> None:
    rows = _rows()
    alarms = [text for text, stance in rows if contradiction(text, stance)]
    assert len(alarms) <= 2, alarms  # of 149
    objections = [text for text, stance in rows if stance is Stance.OBJECTS]
    missed = [text for text in objections if not contradiction(text, Stance.SUPPORTS)]
    assert len(missed) <= 1, missed  # of 30


def test_the_sample_gives_no_alarm() -> None:
    facts = json.loads((SAMPLE / "remiss.json").read_text(encoding="utf-8"))
    marked = [one for row in facts["consultees"] for one in row.get("marked", [])]
    assert marked
    assert [one["text"] for one in marked if contradiction(one["text"], Stance(one["stance"]))] == []
