from pathlib import Path

import pytest
from click.testing import CliRunner

from remiss.cli.measure.command import OWN_GOLD, command
from remiss.cli.measure.goldset import find_replies
from remiss.cli.measure.scores import f1, macro_f1, micro_f1, score


def test_f1_counts_what_is_missed_and_what_is_wrong():
    assert f1(8, 2, 2) == pytest.approx(0.8)
    assert f1(0, 0, 0) == 0


def test_micro_f1_is_over_all_labels():
    pairs = [(frozenset("ab"), frozenset("a")), (frozenset("c"), frozenset("cd"))]
    assert micro_f1(pairs) == pytest.approx(2 * 2 / (2 * 2 + 1 + 1))


def test_macro_f1_gives_rare_classes_their_say_and_no_answer_is_wrong():
    assert macro_f1([("a", "a"), ("a", "a"), ("b", None)]) == pytest.approx(0.5)


def test_the_interval_holds_the_value_and_is_the_same_every_time():
    cases = [("a", "a")] * 20 + [("b", "a")] * 5
    first = score("namn", "alla", cases, macro_f1)
    assert first == score("namn", "alla", cases, macro_f1)
    assert first.low <= first.value <= first.high
    assert score("namn", "alla", [], macro_f1).line().endswith("(0 fall)")


def test_our_own_labelled_replies_are_consistent():
    replies = find_replies(OWN_GOLD)
    assert len(replies) >= 6
    for reply in replies:
        whole = " ".join(p for s in reply.parsed.sections for p in s.paragraphs)
        assert all(v["text"] in whole for v in reply.viewpoints)
        assert all(set(v["themes"]) <= {t.key for t in reply.themes} for v in reply.viewpoints)


def test_a_directory_without_labels_is_refused(tmp_path: Path):
    result = CliRunner().invoke(command, ["--gold", str(tmp_path)])
    assert result.exit_code == 2
    assert result.stdout == ""
