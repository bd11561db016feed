"""The audit chain holds whatever zone a moment was told in."""

from __future__ import annotations

from datetime import datetime

import pytest

from remiss.clock import STOCKHOLM
from remiss.door import writing
from remiss.extensions import db
from remiss.queries.audit_chain import broken_at
from remiss.services.audit import record


@pytest.mark.parametrize("fold", [0, 1])
def test_a_moment_in_stockholm_time_is_the_same_after_reading_it_back(app, fold) -> None:
    with writing():
        record(None, "prova", "thing", 1, {}, datetime(2026, 10, 25, 2, 30, 15, 123456, STOCKHOLM, fold=fold))
    db.session.expire_all()
    assert broken_at() is None
