"""A matter that secrecy keeps out of the system: number, dates and state, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from remiss.domain.workflow.judging import why_not_applicable
from remiss.domain.workflow.states import ReplyAction, ReplyState
from remiss.domain.workflow.table import reply_row
from remiss.door import writing
from remiss.errors import Forbidden, InvalidInput, WrongState
from remiss.extensions import db
from remiss.models.mail import OutboxMail
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.services import remisser, reopening, replies
from remiss.services.steps import facts_of
from tests.support.world import START, World, reply_in, sent_remiss


@pytest.fixture
def secret(world: World) -> Reply:
    return db.session.get_one(Reply, reply_in(world, sent_remiss(world), world.farsta, ReplyState.OUTSIDE))


def test_marking_keeps_number_and_ground(world: World, secret: Reply) -> None:
    assert (secret.state, secret.diary_number) == (ReplyState.OUTSIDE, "1.1-9/2026")
    assert secret.secrecy_ground == "18 kap. 13 § OSL"
    assert secret.received_at == START


def test_a_text_that_is_here_already_stops_it(world: World) -> None:
    reply = db.session.get_one(Reply, reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT))
    registrar = world.actor("farsta.registrator")
    with writing():
        replies.decline(registrar, reply, "Berör oss inte.", "Delegation 4.2", reply.version, START)
        replies.revoke_decline(registrar, reply, reply.version, START)
    with pytest.raises(InvalidInput), writing():
        replies.mark_outside(registrar, reply, "1", "", reply.version, START)


def test_it_can_be_undone_until_the_reply_is_handed_over(world: World, secret: Reply) -> None:
    registrar = world.actor("farsta.registrator")
    with writing():
        replies.undo_outside(registrar, secret, secret.version, START)
    assert (secret.state, secret.secrecy_ground) == (ReplyState.RECEIVED, None)
    with writing():
        replies.mark_outside(registrar, secret, "1.1-9/2026", "", secret.version, START)
        replies.note_handed_over(registrar, secret, START.date(), secret.version, START)
    with pytest.raises(InvalidInput), writing():
        replies.undo_outside(registrar, secret, secret.version, START)
    assert db.session.get_one(Reply, secret.id).handed_over_on == START.date()


def test_a_coming_day_is_not_noted(world: World, secret: Reply) -> None:
    day = START.date() + timedelta(days=1)
    with pytest.raises(InvalidInput), writing():
        replies.note_handed_over(world.actor("farsta.registrator"), secret, day, secret.version, START)


def test_only_the_registrar_does_it(world: World, secret: Reply) -> None:
    for who in ("farsta.sekreterare", "ks.registrator", "social.registrator", "admin"):
        with pytest.raises(Forbidden):
            replies.note_handed_over(world.actor(who), secret, START.date(), secret.version, START)


def test_ending_the_time_for_answers_does_not_make_it_silent(world: World, secret: Reply) -> None:
    with writing():
        remiss = db.session.get_one(Remiss, secret.remiss_id)
        remisser.close_remiss(world.actor("ks.samordnare"), remiss, remiss.version, START)
    assert db.session.get_one(Reply, secret.id).state is ReplyState.OUTSIDE


def test_the_database_keeps_the_facts_of_the_state(secret: Reply) -> None:
    for broken in ({"diary_number": None}, {"state": ReplyState.RECEIVED}):
        with pytest.raises(IntegrityError), writing():
            db.session.execute(sa.update(Reply).values(**broken))


def test_the_sender_hears_that_a_body_answers_after_all(world: World) -> None:
    reply = db.session.get_one(Reply, reply_in(world, sent_remiss(world), world.farsta, ReplyState.DECLINED))
    with writing():
        replies.revoke_decline(world.actor("farsta.registrator"), reply, reply.version, START)
    assert db.session.scalar(sa.select(sa.func.count()).where(OutboxMail.kind == "svarar_anda")) == 2
    with pytest.raises(WrongState):
        replies.revoke_decline(world.actor("farsta.registrator"), reply, reply.version, START)


def test_no_text_is_taken_in_when_the_remiss_was_withdrawn_meanwhile(world: World, secret: Reply) -> None:
    with writing():
        reopening.withdraw_remiss(
            world.actor("ks.samordnare"), secret.remiss, "Arbetas om.", secret.remiss.version, START
        )
    assert secret.state is ReplyState.WITHDRAWN
    facts = facts_of(secret, world.actor("ks.registrator"))
    for action in (ReplyAction.REGISTER_INCOMING, ReplyAction.REGISTER_PRELIMINARY):
        assert "sekretess" in (why_not_applicable(reply_row(action), facts) or "")
