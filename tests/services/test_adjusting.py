"""Justering: what is decided leaves the house when its minutes are adjusted, at the meeting or afterwards."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import InvalidInput, WrongState
from remiss.extensions import db
from remiss.models.decisions import BoardDecision, Outcome
from remiss.models.organisations import OrganisationKind
from remiss.models.replies import Reply
from remiss.services import decisions
from remiss.services.adjusting import adjust, adjustment_warning, undo_adjustment
from tests.support.world import START, World, reply_in, sent_remiss, some_attachment

TODAY = START.date()


def _reply(world: World, state: ReplyState) -> Reply:
    return db.session.get_one(Reply, reply_in(world, sent_remiss(world), world.farsta, state))


def test_what_was_adjusted_at_once_can_be_sent_at_once(world: World) -> None:
    reply, secretary = _reply(world, ReplyState.TO_BOARD), world.actor("farsta.sekreterare")
    with writing():
        minutes = some_attachment(secretary)
        decided = decisions.DecisionInput(
            TODAY, "§ 14", Outcome.AS_PROPOSED, immediate_adjustment=True, minutes=minutes
        )
        decisions.record_decision(secretary, reply, decided, reply.version, START)
    assert (reply.state, reply.adjusted_on) == (ReplyState.ADJUSTED, TODAY)
    with pytest.raises(WrongState, match="Rätta i stället beslutet"), writing():
        undo_adjustment(secretary, reply, reply.version, START)


def test_a_decision_waits_for_its_minutes(world: World) -> None:
    reply, secretary = _reply(world, ReplyState.DECIDED), world.actor("farsta.sekreterare")
    with pytest.raises(WrongState):
        decisions.submit(secretary, reply, reply.version, START)
    for day in (TODAY - timedelta(days=1), TODAY + timedelta(days=1)):
        with pytest.raises(InvalidInput), writing():
            adjust(secretary, reply, day, reply.version, START)
    with writing():
        adjust(secretary, reply, TODAY, reply.version, START)
    assert reply.state is ReplyState.ADJUSTED
    with writing():
        undo_adjustment(secretary, reply, reply.version, START)
    assert (reply.state, reply.adjusted_on) == (ReplyState.DECIDED, None)
    assert db.session.scalars(sa.select(BoardDecision.adjusted_on)).all() == [None]


def test_taking_the_decision_back_takes_the_adjustment_with_it(world: World) -> None:
    reply = _reply(world, ReplyState.ADJUSTED)
    with writing():
        decisions.withdraw_decision(world.actor("farsta.sekreterare"), reply, reply.version, START)
    assert (reply.state, reply.adjusted_on) == (ReplyState.TO_BOARD, None)


@pytest.mark.parametrize(
    ("kind", "days", "warned"),
    [
        (OrganisationKind.DISTRICT, 14, False),
        (OrganisationKind.DISTRICT, 15, True),
        (OrganisationKind.COMPANY, 40, False),
    ],
)
def test_a_late_adjustment_is_warned_about(kind: OrganisationKind, days: int, *, warned: bool) -> None:
    held_on = date(2026, 11, 26)
    assert bool(adjustment_warning(kind, held_on, held_on + timedelta(days=days))) is warned
