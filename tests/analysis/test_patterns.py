import re

import pytest

from remiss.analysis.cues import CueKind, find_cues
from remiss.analysis.patterns import read_cue_sets, to_expression

KINDS = [*CueKind, "reporters", "own_work", "opinion", "judgement", "formality", "boilerplate"]


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("bra", "det är bra", True),
        ("bra", "brand", False),
        ("tillstyrk*", "nämnden tillstyrker", True),
        ("ser .. på", "ser mycket positivt på", True),
        ("ser .. på", "ser, trots allt, på", False),
        ("bör ... ändras", "bör, menar vi, snarast ändras", True),
        ("är (helt|nästan_helt) klar", "är nästan helt klar", True),
        ("är mycket? bra", "är bra", True),
        ("är mycket? .. bra", "är mycket och ofta bra", True),
        ("under #", "under 2024", True),
        ("^ lägg", "lägg ner", True),
        ("^ lägg", "- lägg ner", True),
        ("^ lägg", "vi lägg ner", False),
    ],
)
def test_the_notation_means_what_it_says(pattern, text, matches):
    assert bool(re.search(to_expression(pattern), text)) is matches


@pytest.mark.parametrize("kind", KINDS)
def test_every_cue_file_is_readable_and_sorted_by_level(kind):
    levels = [cues.level for cues in read_cue_sets(kind)]
    assert levels
    assert levels == sorted(levels, reverse=True)


def test_a_cue_begins_where_a_word_begins():
    assert find_cues("det är bra")
    assert not find_cues("obra")
    assert not find_cues("halv-bra")
