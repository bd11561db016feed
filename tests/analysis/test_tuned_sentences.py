"""Sentences the cue lists were tuned on: they tell when a change breaks what worked, not how good the rules are."""

import json
from pathlib import Path

from remiss.analysis.stance import suggest_stance

ROWS = [json.loads(line) for line in Path(__file__).with_name("tuned_sentences.jsonl").read_text("utf-8").splitlines()]


def test_what_worked_still_works():
    wrong = [row["text"] for row in ROWS if suggest_stance(row["text"]).stance != row["stance"]]
    assert len(wrong) <= len(ROWS) * 0.04, wrong


def test_support_and_objection_are_hardly_ever_confused():
    found = [(row["stance"], suggest_stance(row["text"]).stance) for row in ROWS]
    assert sum(1 for pair in found if set(pair) == {"stoder", "invander"}) <= 1
