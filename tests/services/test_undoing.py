"""Undoing what one has just done: only by that person, only while nothing has happened since; nothing is lost."""

from __future__ import annotations

import pytest

from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import WrongState
from remiss.extensions import db
from remiss.models.decisions import AgendaItem
from remiss.models.operations import AuditEvent
from remiss.models.replies import Reply
from remiss.models.statements import SendBack
from remiss.queries.matter import last_reasons
from remiss.queries.signing import examine_signatures
from remiss.services import statements
from remiss.services.undoing import undo, undoable
from tests.support.world import START, World, act, reply_in, sent_remiss

# before, what takes it on, who did that
STEPS = [
    (ReplyState.SENT, ReplyState.RECEIVED, "farsta.registrator"),
    (ReplyState.RECEIVED, ReplyState.ASSIGNED, "farsta.avdelningschef"),
    (ReplyState.HEAD_REVIEW, ReplyState.DIRECTOR_REVIEW, "farsta.avdelningschef"),
    (ReplyState.DIRECTOR_REVIEW, ReplyState.SIGNED, "farsta.direktor"),
    (ReplyState.SIGNED, ReplyState.TO_BOARD, "farsta.sekreterare"),
]
EVERYBODY = [f"farsta.{who}" for who in ("registrator", "handlaggare", "avdelningschef", "direktor", "sekreterare")]


@pytest.mark.parametrize(("before", "after", "who"), STEPS)
def test_the_last_step_is_undone_by_the_one_who_took_it(world: World, before, after, who) -> None:
    reply = db.session.get_one(Reply, reply_in(world, sent_remiss(world), world.farsta, after))
    for other in EVERYBODY:
        assert bool(undoable(world.actor(other), reply)) is (other == who)
    with writing():
        undo(world.actor(who), reply, reply.version, START)
    assert reply.state is before
    assert undoable(world.actor(who), reply) is None
    assert db.session.query(AgendaItem).count() == 0
    assert reply.diary_number or before is ReplyState.SENT
    with writing():
        act(world, reply.id, before.value)
    assert reply.state is after
    assert not examine_signatures(reply).is_broken


def test_what_was_typed_is_there_the_next_time(world: World) -> None:
    reply = db.session.get_one(Reply, reply_in(world, sent_remiss(world), world.farsta, ReplyState.RECEIVED))
    with writing():
        undo(world.actor("farsta.registrator"), reply, reply.version, START)
    assert reply.diary_number == "1.1-7/2026"
    assert reply.received_at is None


def test_signatures_stand_again_when_sending_back_is_undone(world: World) -> None:
    reply = db.session.get_one(Reply, reply_in(world, sent_remiss(world), world.farsta, ReplyState.DIRECTOR_REVIEW))
    director = world.actor("farsta.direktor")
    with writing():
        statements.send_back(director, reply, 1, "Skriv om stycket.", START)
    assert last_reasons(reply.id)
    with writing():
        undo(director, reply, reply.version, START)
    assert reply.state is ReplyState.DIRECTOR_REVIEW
    assert last_reasons(reply.id) is None
    assert db.session.query(SendBack).one().reason == "Skriv om stycket."
    with writing():
        act(world, reply.id, "signering")
    assert len(examine_signatures(reply).standing) == 2


def test_nothing_is_undone_once_somebody_has_gone_on(world: World) -> None:
    reply = db.session.get_one(Reply, reply_in(world, sent_remiss(world), world.farsta, ReplyState.DIRECTOR_REVIEW))
    head, version = world.actor("farsta.avdelningschef"), reply.version
    with writing():
        act(world, reply.id, "signering")
    with pytest.raises(WrongState), writing():
        undo(head, reply, version + 1, START)
    actions = [event.action for event in db.session.query(AuditEvent)]
    assert not any(action.startswith("angra") for action in actions)
