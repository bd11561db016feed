"""Addresses that no page has: always 404, never an error of the database."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.support.world import sent_remiss


@pytest.mark.parametrize("number", [2**31, 2**63, 2**70])
def test_an_id_that_no_table_can_hold_is_not_found(app: Flask, world, visit, number: int) -> None:
    sent_remiss(world)
    client = visit("farsta.registrator")
    for address in ("arenden", "remisser", "inlasningar", "filer"):
        assert client.get(f"/{address}/{number}").status_code == 404
    every = [rule for rule in app.url_map.iter_rules() if rule.arguments and "<int:" in rule.rule]
    # 404 before any question to the database: the address itself does not fit
    limits = {rule._converters[name].max for rule in every for name in rule.arguments}
    assert limits == {2**31 - 1}
