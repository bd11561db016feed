"""Every state × action × role: only the cells of the table are possible, and nothing else changes anything."""

from __future__ import annotations

from datetime import date

import pytest

from remiss.domain.permissions import may
from remiss.domain.roles import Role
from remiss.domain.workflow.judging import next_reply_state, why_not_applicable
from remiss.domain.workflow.states import RemissAction, RemissState, ReplyAction, ReplyState
from remiss.domain.workflow.table import remiss_row, reply_row
from remiss.door import writing
from remiss.errors import Forbidden, InvalidInput, RemissError, WrongState
from remiss.extensions import db
from remiss.models.people import Membership, User
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.services.remisser import close_remiss
from remiss.services.steps import facts_of, facts_of_remiss, move_remiss, move_reply, owners_for
from tests.support.world import START, World, draft_remiss, reply_in, sent_remiss

CLOSED = "farsta.stangd"
PEOPLE = [
    "farsta.registrator", "farsta.handlaggare", "farsta.avdelningschef", "farsta.direktor", "farsta.sekreterare",
    "social.registrator", "social.handlaggare", "social.avdelningschef", "social.direktor", "social.sekreterare",
    "ks.samordnare", "ks.registrator", "admin", CLOSED,
]  # fmt: skip


@pytest.mark.parametrize("state", list(ReplyState), ids=str)
def test_only_the_cells_of_the_table_are_possible(world: World, state: ReplyState) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, state)
    _add_closed_account(world)
    actors, reply = {who: world.actor(who) for who in PEOPLE}, db.session.get_one(Reply, reply_id)
    known, before = {who: facts_of(reply, actors[who]) for who in PEOPLE}, (reply.state, reply.version)
    for action in ReplyAction:
        row = reply_row(action)
        owners = owners_for(row.permission, reply)
        assert not may(actors[CLOSED], row.permission, owners)
        for who, actor in actors.items():
            facts = known[who]
            if not may(actor, row.permission, owners):
                refused: type[RemissError] | None = Forbidden
            elif state not in row.sources or why_not_applicable(row, facts):
                refused = WrongState
            else:
                refused = InvalidInput if any(check(facts) for check in row.checks) else None
            if refused is None:
                with db.session.no_autoflush:
                    move_reply(actor, reply, action, START, reason="Därför.")
                assert reply.state is next_reply_state(row, state, facts)
                db.session.rollback()  # everything is as it was, for the next cell
                reply = db.session.get_one(Reply, reply_id)
            else:
                with pytest.raises(refused):
                    move_reply(actor, reply, action, START, reason="Därför.")
            assert (reply.state, reply.version) == before, (action, who)


def _add_closed_account(world: World) -> None:
    """Somebody with every role at Farsta and at KS, whose account has been closed."""
    with writing():
        user = User(name="Stängd", email="stangd@exempel.example", password_hash="-", active=False)
        for place in (world.farsta, world.ks):
            user.memberships += [Membership(organisation_id=place, role=r, valid_from=date(2000, 1, 1)) for r in Role]
        db.session.add(user)
        db.session.flush()
        world.users[CLOSED] = user.id


def _steps(remiss: Remiss) -> tuple[RemissState, int]:
    return remiss.state, remiss.version


@pytest.mark.parametrize("state", [RemissState.DRAFT, RemissState.SENT, RemissState.CLOSED], ids=str)
def test_only_the_cells_of_the_remiss_table_are_possible(world: World, state: RemissState) -> None:
    remiss_id = draft_remiss(world) if state is RemissState.DRAFT else sent_remiss(world)
    if state is RemissState.CLOSED:
        with writing():
            remiss = db.session.get_one(Remiss, remiss_id)
            close_remiss(world.actor("ks.samordnare"), remiss, remiss.version, START)
    _add_closed_account(world)
    actors = {who: world.actor(who) for who in PEOPLE}
    for action in RemissAction:
        for who, actor in actors.items():
            db.session.rollback()
            remiss, row = db.session.get_one(Remiss, remiss_id), remiss_row(action)
            before = _steps(remiss)
            refused: type[RemissError] | None = None
            if not may(actor, row.permission, remiss.sending_side):
                refused = Forbidden
            elif state not in row.sources:
                refused = WrongState
            elif row.needs_reason or any(check(facts_of_remiss(remiss, START.date())) for check in row.checks):
                continue  # what the checks want is tested with each action
            if refused is None:
                with db.session.no_autoflush:
                    move_remiss(actor, remiss, action, START)
                assert remiss.state is row.reaches(state)
                continue
            assert refused is Forbidden or who.startswith("ks."), (action, who)
            with pytest.raises(refused):
                move_remiss(actor, remiss, action, START)
            assert _steps(remiss) == before, (action, who)


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
