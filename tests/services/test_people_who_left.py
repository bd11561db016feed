"""Mail about a draft goes only to who still works with it, and what is done twice counts once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from remiss.clock import local_date
from remiss.domain.mail_kinds import MailKind
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import InvalidInput, WrongState
from remiss.extensions import db
from remiss.models.mail import OutboxMail, Reminder
from remiss.models.people import User
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.models.viewpoints import Viewpoint
from remiss.services import remisser, replies, statements, viewpoints
from remiss.services.reminders import fire
from tests.support.world import START, World, reply_in, reply_of, sent_remiss

WORDS = "Belysningen bör byggas ut."
LATER = START + timedelta(days=30)


def _leave(world: World, *, disabled: bool) -> None:
    with writing():
        officer = db.session.get_one(User, world.users["farsta.handlaggare"])
        if disabled:
            officer.active = False
        else:
            for membership in officer.memberships:
                membership.valid_to = local_date(START)


def _recipients(kind: MailKind) -> set[str]:
    return {mail.recipient.email for mail in db.session.scalars(db.select(OutboxMail).where(OutboxMail.kind == kind))}


@pytest.mark.parametrize("disabled", [True, False])
def test_a_reminder_never_goes_to_an_officer_who_has_left(world: World, disabled: bool) -> None:
    remiss = sent_remiss(world)
    reply_in(world, remiss, world.farsta, ReplyState.DRAFT)
    _leave(world, disabled=disabled)
    with writing():
        reminders = db.session.scalars(db.select(Reminder)).all()
        fire(next(one for one in reminders if one.consultee.organisation_id == world.farsta), LATER)
    assert _recipients(MailKind.REMINDER) == {"farsta.registrator@exempel.example"}


@pytest.mark.parametrize("disabled", [True, False])
def test_a_text_sent_back_is_never_mailed_to_an_officer_who_has_left(world: World, disabled: bool) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.HEAD_REVIEW)
    _leave(world, disabled=disabled)
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        statements.send_back(world.actor("farsta.avdelningschef"), reply, 1, "Räkna om.", LATER)
    assert _recipients(MailKind.SENT_BACK) == {"farsta.registrator@exempel.example"}


def test_the_same_words_are_one_viewpoint_however_often_they_are_marked(world: World) -> None:
    reply_id, officer = reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT), "farsta.handlaggare"
    with writing():
        first = viewpoints.mark_viewpoint(world.actor(officer), db.session.get_one(Reply, reply_id), WORDS, START)
    with pytest.raises(InvalidInput), writing():
        viewpoints.mark_viewpoint(world.actor(officer), db.session.get_one(Reply, reply_id), WORDS, START)
    with writing():
        viewpoints.remove_viewpoint(world.actor(officer), db.session.get_one(Viewpoint, first.id), START)
        viewpoints.mark_viewpoint(world.actor(officer), db.session.get_one(Reply, reply_id), WORDS, START)
    assert db.session.query(Viewpoint).filter_by(removed_at=None).count() == 1


def test_declining_cannot_be_undone_when_the_time_for_answers_has_ended(world: World) -> None:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.DECLINED)
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        remisser.close_remiss(world.actor("ks.samordnare"), remiss, remiss.version, START)
    with pytest.raises(WrongState), writing():
        replies.revoke_decline(world.actor("farsta.registrator"), db.session.get_one(Reply, reply_id), 2, START)
    assert reply_of(remiss_id, world.farsta).state is ReplyState.DECLINED
