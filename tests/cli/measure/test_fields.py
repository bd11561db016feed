"""Measured fields: right, wrong, and wrong without saying so."""

import json

import pytest

from remiss.cli.measure.fields import KEYS, RIGHT, SILENTLY_WRONG, TEXT, compare, measure_fields
from remiss.cli.measure.goldset import find_labelled
from remiss.documents.interpretation.reply import parse_reply
from remiss.documents.reading.plain import read_plain
from tests.documents import layouts


def reply():
    return parse_reply(read_plain(layouts.STADSDEL_TXT)).to_json()


def figures(gold, parsed):
    return {figure.name: figure for figure in compare("svar.txt", gold, parsed)}


def test_a_reply_that_equals_its_labels_is_right_everywhere():
    result = figures(reply(), reply())
    assert result[RIGHT].share == 1
    assert result[SILENTLY_WRONG].hits == 0
    assert result[KEYS].share == result[TEXT].share == 1


def test_a_wrong_field_is_silent_unless_it_is_named_unsure():
    parsed = reply() | {"title": "Annat"}
    assert figures(reply(), parsed)[SILENTLY_WRONG].hits == 1
    parsed["unsure"] = [{"field": "title", "reason": "x"}]
    result = figures(reply(), parsed)
    assert (result[SILENTLY_WRONG].hits, result[RIGHT].hits) == (0, result[RIGHT].total - 1)


def test_paragraphs_may_be_cut_otherwise_but_lost_words_count():
    parsed = reply()
    for section in parsed["sections"]:
        section["paragraphs"] = [" ".join(section["paragraphs"])]
    assert figures(reply(), parsed)[TEXT].share == 1
    parsed["sections"][1]["paragraphs"] = [""]
    assert figures(reply(), parsed)[TEXT].share < 1


@pytest.mark.slow
def test_a_directory_of_labelled_replies_is_measured_with_a_total(tmp_path):
    (tmp_path / "gold").mkdir()
    (tmp_path / "svar.txt").write_text(layouts.STADSDEL_TXT, "utf-8")
    label = {"file": "svar.txt", "parse": reply()}
    (tmp_path / "gold" / "svar.json").write_text(json.dumps(label), "utf-8")
    measured = measure_fields(find_labelled(tmp_path))
    assert {figure.document for figure in measured} == {"svar.txt", "alla"}
    assert all(figure.share == 1 for figure in measured if figure.name == RIGHT)
