"""The charts say what the tables beside them say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from remiss.documents.compilation.charts import answers_by_day_table, answers_chart, answers_over_time, stance_chart
from remiss.documents.compilation.layouts import outline_of
from remiss.documents.compilation.statistics import stance_counts_table
from remiss.domain.compilation_choices import Layout
from remiss.domain.outline import Chart, Table
from tests.documents.compilation.examples import facts, random_replies

SENT, DUE = date(2026, 9, 1), date(2026, 10, 1)


@pytest.mark.parametrize("seed", range(6))
def test_stances_are_those_of_the_table(seed):
    known = facts(random_replies(seed))
    chart = stance_chart(known)
    if chart is None:
        assert not known.viewpoints()
        return
    rows = [row for row in stance_counts_table(known).rows if row[0].text != "Alla synpunkter"]
    assert [row[0].text for row in rows] == list(chart.categories)
    for place, row in enumerate(rows):
        assert [cell.text for cell in row[1:-1]] == [str(series.values[place]) for series in chart.series]


def test_without_viewpoints_there_is_no_stance_chart():
    assert stance_chart(facts(())) is None


def test_answers_count_those_asked_body_by_body():
    chart = answers_chart(facts())
    assert chart is not None
    came_in, asked = chart.series
    # a joint reply counts for both bodies, the uninvited for none
    assert (came_in.values[-1], asked.values[-1]) == (4, 6)
    assert chart.categories[0] == "2026-09-21"


def test_the_days_after_today_have_no_number_and_the_line_never_falls():
    today = SENT + timedelta(days=10)
    chart = answers_over_time([SENT + timedelta(days=3), today], 5, SENT, DUE, today, today)
    assert chart is not None
    values = chart.series[0].values
    assert values[10:12] == (2, None)
    known = [value for value in values if value is not None]
    assert known == sorted(known)
    assert [mark.label for mark in chart.marks] == ["Svar senast 2026-10-01", "I dag"]


def test_late_answers_are_shown_after_the_due_date_and_told():
    chart = answers_over_time([DUE, DUE + timedelta(days=2)], 5, SENT, DUE, DUE + timedelta(days=90))
    assert chart is not None
    assert chart.categories[-1] == "2026-10-03"
    assert "1 svarade i tid och 1 efter svarstiden" in chart.description


def test_the_table_has_the_days_on_which_something_happened():
    chart = answers_over_time([SENT + timedelta(days=3)] * 2, 5, SENT, DUE, DUE)
    assert chart is not None
    rows = [[cell.text for cell in row] for row in answers_by_day_table(chart).rows]
    assert rows == [["2026-09-01", "0", ""], ["2026-09-04", "2", ""], ["2026-10-01", "2", "Svar senast"]]


def test_nobody_asked_and_impossible_days_make_no_chart():
    assert answers_over_time([], 0, SENT, DUE, SENT) is None
    assert answers_over_time([], 3, SENT, date(9999, 1, 1), SENT) is None


def test_in_the_compilation_a_table_follows_each_chart():
    nodes = outline_of(facts(), Layout.THEME).nodes
    charts = [place for place, node in enumerate(nodes) if isinstance(node, Chart)]
    assert len(charts) == 2
    assert all(isinstance(nodes[place + 1], Table) for place in charts)


def test_without_dates_that_make_a_chart_the_compilation_is_made_all_the_same():
    nodes = outline_of(replace(facts(()), due_on=date(9999, 1, 1)), Layout.THEME).nodes
    assert not [node for node in nodes if isinstance(node, Chart)]
