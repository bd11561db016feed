"""The interval that every measured figure carries."""

import pytest

from remiss.cli.measure.interval import Figure, wilson


def test_interval_agrees_with_the_published_example_of_nine_in_ten():
    low, high = wilson(9, 10)
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)


@pytest.mark.parametrize("total", [1, 2, 22, 1000])
def test_interval_stays_within_nought_and_one_and_holds_the_share(total):
    for hits in (0, total // 2, total):
        low, high = wilson(hits, total)
        assert 0 <= low <= hits / total <= high <= 1


def test_nothing_counted_says_nothing():
    figure = Figure("Fält", "alla", 0, 0)
    assert (figure.low, figure.high, figure.share) == (0.0, 1.0, 0.0)
    assert "0 fall" in figure.line()


def test_line_gives_share_count_and_interval():
    line = Figure("Fält rätt", "a.txt", 9, 10).line()
    assert "90.0 %" in line
    assert "9/10" in line
    assert "59.6–98.2" in line
