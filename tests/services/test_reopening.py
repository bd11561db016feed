"""Withdrawing a remiss and opening its time again: who is told, what is called off, and where each reply goes on."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from remiss.domain.mail_kinds import MailKind
from remiss.domain.workflow.states import RemissState, ReplyState
from remiss.door import writing
from remiss.errors import InvalidInput, WrongState
from remiss.extensions import db
from remiss.models.mail import OutboxMail, Reminder, ReminderState
from remiss.models.people import User
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.services.remisser import close_remiss
from remiss.services.reopening import reopen_remiss, withdraw_remiss
from remiss.services.replies import note_handed_over, revoke_decline
from tests.support.world import DUE, START, World, reply_in, reply_of, sent_remiss

REASON = "Förslaget arbetas om."


def withdraw(world: World, remiss_id: int, reason: str = REASON) -> None:
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        withdraw_remiss(world.actor("ks.samordnare"), remiss, reason, remiss.version, START)


def reopen(world: World, remiss_id: int, due=None, now=START) -> None:
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        reopen_remiss(world.actor("ks.samordnare"), remiss, "Tiden räcker inte.", due, remiss.version, now)


def close(world: World, remiss_id: int) -> None:
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        close_remiss(world.actor("ks.samordnare"), remiss, remiss.version, START)


def told(kind: MailKind) -> set[str]:
    people = sa.select(User.email).join(OutboxMail, OutboxMail.recipient_id == User.id)
    return {email.split("@")[0] for email in db.session.scalars(people.where(OutboxMail.kind == kind))}


def state(reply_id: int) -> ReplyState:
    return db.session.get_one(Reply, reply_id).state


@pytest.mark.parametrize("before", [ReplyState.SENT, ReplyState.DRAFT, ReplyState.TO_BOARD, ReplyState.OUTSIDE])
def test_an_open_reply_is_called_off_and_goes_on_where_it_was(world: World, before: ReplyState) -> None:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, before)
    withdraw(world, remiss_id)
    assert state(reply_id) is ReplyState.WITHDRAWN
    reasons = set(db.session.scalars(sa.select(Reminder.reason).where(Reminder.state == ReminderState.SKIPPED)))
    assert "Remissen är återkallad." in reasons
    assert not db.session.scalars(sa.select(Reminder).where(Reminder.state == ReminderState.PLANNED)).all()
    reopen(world, remiss_id)
    assert state(reply_id) is before
    assert db.session.get_one(Reply, reply_id).state_before is None
    assert db.session.scalars(sa.select(Reminder).where(Reminder.state == ReminderState.PLANNED)).all()


def test_what_came_in_declined_or_was_handed_over_stays(world: World) -> None:
    remiss_id = sent_remiss(world)
    came_in = reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    declined = reply_in(world, remiss_id, world.social, ReplyState.DECLINED)
    withdraw(world, remiss_id)
    assert (state(came_in), state(declined)) == (ReplyState.SUBMITTED, ReplyState.DECLINED)
    reply = db.session.get_one(Reply, declined)
    with pytest.raises(WrongState), writing():
        revoke_decline(world.actor("social.registrator"), reply, reply.version, START)


def test_what_was_handed_over_outside_stays_noted(world: World) -> None:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.OUTSIDE)
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        note_handed_over(world.actor("farsta.registrator"), reply, START.date(), reply.version, START)
    withdraw(world, remiss_id)
    assert state(reply_id) is ReplyState.OUTSIDE


def test_every_body_is_told_at_its_registrar_and_the_reason_is_demanded(world: World) -> None:
    remiss_id = sent_remiss(world)
    reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    reply_in(world, remiss_id, world.social, ReplyState.SUBMITTED)
    with pytest.raises(InvalidInput):
        withdraw(world, remiss_id, "  ")
    db.session.rollback()
    assert db.session.get_one(Remiss, remiss_id).state is RemissState.SENT
    withdraw(world, remiss_id)
    assert told(MailKind.WITHDRAWN) == {"farsta.registrator", "social.registrator"}
    reopen(world, remiss_id)
    assert told(MailKind.REOPENED) == {"farsta.registrator", "social.registrator"}


def test_a_closed_time_is_opened_again_and_only_those_that_have_not_answered_are_told(world: World) -> None:
    remiss_id = sent_remiss(world)
    draft = reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    reply_in(world, remiss_id, world.social, ReplyState.SUBMITTED)
    close(world, remiss_id)
    assert state(draft) is ReplyState.NOT_RECEIVED
    later = DUE + timedelta(days=30)
    reopen(world, remiss_id, later)
    remiss = db.session.get_one(Remiss, remiss_id)
    assert (remiss.state, remiss.due_on, remiss.closed_at) == (RemissState.SENT, later, None)
    assert state(draft) is ReplyState.DRAFT
    assert told(MailKind.REOPENED) == {"farsta.registrator"}
    planned = sa.select(Reminder.due_on).where(Reminder.state == ReminderState.PLANNED)
    assert set(db.session.scalars(planned)) == {later}


def test_a_day_that_has_passed_opens_nothing(world: World) -> None:
    remiss_id = sent_remiss(world)
    close(world, remiss_id)
    with pytest.raises(InvalidInput, match="ny sista svarsdag"):
        reopen(world, remiss_id, now=START + timedelta(days=5000))
    db.session.rollback()
    assert reply_of(remiss_id, world.farsta).state is ReplyState.NOT_RECEIVED
