"""The hand-written rules and the transition table know the same states and actions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from remiss.domain.workflow.table import REMISS_TABLE, REPLY_TABLE
from tests.machine.acts import ACTS
from tests.machine.exchange import CHANGING, EXCHANGE
from tests.machine.forms import HOUSE
from tests.machine.rules import BEFORE, BESIDES, BY_OTHERS, REMISS, REPLY, SAME, TAMPERING, Rule, pairs

RULES, TABLE = "tests/machine/rules.py", "remiss/domain/workflow/table.py"
KINDS = [pytest.param(REPLY, REPLY_TABLE, id="reply"), pytest.param(REMISS, REMISS_TABLE, id="remiss")]


@pytest.mark.parametrize(("rules", "table"), KINDS)
def test_the_rules_and_the_table_know_the_same_pairs(rules: dict[str, Rule], table: Iterable[Any]) -> None:
    known = {(str(state), str(row.action)) for row in table for state in row.sources}
    missing = [f"{state} → {action}: add it to {RULES}" for state, action in sorted(known - pairs(rules))]
    extra = [f"{state} → {action}: no row in {TABLE} starts there" for state, action in sorted(pairs(rules) - known)]
    assert not missing + extra, "\n".join(["The hand-written rules and the table differ.", *missing, *extra])


@pytest.mark.parametrize(("rules", "table"), KINDS)
def test_the_rules_and_the_table_lead_to_the_same_states(rules: dict[str, Rule], table: Iterable[Any]) -> None:
    for row in table:
        target = BEFORE if getattr(row, "returns", False) else str(row.target or SAME)
        rule = rules[str(row.action)]
        same = target == rule.target or (rule.target == SAME and rule.states == [target])
        assert same, f"{row.action}: the table leads to {target}, {RULES} to {rule.target}"


def test_every_action_is_done_both_through_the_services_and_through_its_page() -> None:
    """A draft that replaces another is read in a child process: that one is prepared behind the pages."""
    actions = {*REPLY, *REMISS} - BY_OTHERS - BESIDES
    assert not actions - ACTS.keys(), "add them to tests/machine/acts.py"
    formless = actions - HOUSE.keys() - EXCHANGE.keys() - CHANGING.keys()
    assert formless == {"forbered_version"}, "add their forms to tests/machine/forms.py or exchange.py"
    assert ACTS.keys() - TAMPERING.keys() <= actions
