"""Every state × action × role: only the cells of the table are possible, and nothing else changes anything."""

from __future__ import annotations

import pytest

from remiss.domain.permissions import may
from remiss.domain.workflow.states import ReplyAction, ReplyState
from remiss.domain.workflow.table import next_reply_state, reply_row, why_not_applicable
from remiss.errors import Forbidden, InvalidInput, WrongState
from remiss.extensions import db
from remiss.models.replies import Reply
from remiss.services.steps import facts_of, move_reply, owners_for
from tests.support.world import START, World, reply_in, sent_remiss

PEOPLE = [
    "farsta.registrator", "farsta.handlaggare", "farsta.avdelningschef", "farsta.direktor", "farsta.sekreterare",
    "social.registrator", "social.handlaggare", "social.direktor", "ks.samordnare", "ks.registrator", "admin",
]  # fmt: skip


@pytest.mark.parametrize("state", list(ReplyState), ids=str)
def test_only_the_cells_of_the_table_are_possible(world: World, state: ReplyState) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, state)
    for action in ReplyAction:
        for who in PEOPLE:
            db.session.rollback()
            reply = db.session.get_one(Reply, reply_id)
            actor, row = world.actor(who), reply_row(action)
            before = (reply.state, reply.version)
            if not may(actor, row.permission, owners_for(row.permission, reply)):
                with pytest.raises(Forbidden):
                    move_reply(actor, reply, action, START, reason="Därför.")
            elif state not in row.sources or why_not_applicable(row, facts_of(reply, actor)):
                with pytest.raises(WrongState):
                    move_reply(actor, reply, action, START, reason="Därför.")
            elif any(check(facts_of(reply, actor)) for check in row.checks):
                with pytest.raises(InvalidInput):
                    move_reply(actor, reply, action, START, reason="Därför.")
            else:
                expected = next_reply_state(row, reply.state, facts_of(reply, actor))
                with db.session.no_autoflush:
                    move_reply(actor, reply, action, START, reason="Därför.")
                assert reply.state is expected
                db.session.rollback()
                continue
            assert (reply.state, reply.version) == before, (action, who)


def test_no_state_is_a_dead_end_unless_it_is_an_end() -> None:
    ends = {ReplyState.SUBMITTED}
    for state in set(ReplyState) - ends:
        assert any(state in reply_row(action).sources for action in ReplyAction), state


def test_an_action_that_demands_a_reason_refuses_an_empty_one(world: World) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.HEAD_REVIEW)
    reply, actor = db.session.get_one(Reply, reply_id), world.actor("farsta.avdelningschef")
    with pytest.raises(InvalidInput):
        move_reply(actor, reply, ReplyAction.HEAD_SENDS_BACK, START, reason="  ")
    assert db.session.get_one(Reply, reply_id).state is ReplyState.HEAD_REVIEW
