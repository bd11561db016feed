"""Anstånd: everything that counts days follows the granted day, for that body alone."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from remiss.domain.mail_kinds import MailKind
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import Forbidden, InvalidInput, StaleForm, WrongState
from remiss.extensions import db
from remiss.models.decisions import Submission
from remiss.models.extensions import Extension
from remiss.models.joint import JointParty
from remiss.models.mail import OutboxMail, Reminder, ReminderState
from remiss.models.people import User
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.queries.public_status import public_status
from remiss.queries.status_groups import is_overdue
from remiss.services import joint
from remiss.services.extensions import (
    ask_extension,
    grant_extension,
    open_extension,
    refuse_extension,
    take_back_extension,
)
from remiss.services.remisser import close_remiss
from tests.support.world import DUE, START, World, reply_in, reply_of, sent_remiss

LATER = date(2031, 1, 15)
PASSED = date(2031, 1, 2)


def ask(world: World, reply: Reply, until: date = LATER, who: str = "farsta.registrator") -> Extension:
    return ask_extension(world.actor(who), reply, until, "Nämnden möts den 14 januari.", reply.version, START)


def grant(world: World, reply: Reply, until: date = LATER) -> Extension:
    row = open_extension(reply)
    return grant_extension(world.actor("ks.samordnare"), reply, until, "", row.id if row else 0, START)


@pytest.fixture
def farsta(world: World) -> Reply:
    return reply_of(sent_remiss(world), world.farsta)


def planned(organisation: int) -> list[date]:
    query = sa.select(Reminder).where(Reminder.state == ReminderState.PLANNED).order_by(Reminder.fires_at)
    return [row.fires_at.date() for row in db.session.scalars(query) if row.consultee.organisation_id == organisation]


def told(kind: MailKind) -> set[str]:
    query = sa.select(User.name).join(OutboxMail, OutboxMail.recipient_id == User.id).where(OutboxMail.kind == kind)
    return set(db.session.scalars(query))


def test_a_granted_day_moves_the_body_and_nobody_else(world: World, farsta: Reply) -> None:
    before = planned(world.social)
    with writing():
        ask(world, farsta)
    with writing():
        grant(world, db.session.get_one(Reply, farsta.id))
    farsta = db.session.get_one(Reply, farsta.id)
    assert farsta.due_on == LATER
    assert farsta.remiss.due_on == DUE
    assert planned(world.farsta) == [date(2031, 1, 3), date(2031, 1, 14), date(2031, 1, 16)]
    assert planned(world.social) == before
    assert told(MailKind.EXTENSION_ASKED) == {"Ks Samordnare"}
    assert told(MailKind.EXTENSION_GRANTED) == {"Farsta Registrator"}
    status = {one.organisation_id: one for one in public_status(farsta.remiss_id, PASSED)}
    assert [is_overdue(status[place], PASSED) for place in (world.farsta, world.social)] == [False, True]
    assert status[world.farsta].extended
    assert not status[world.farsta].extension_asked


def test_what_comes_by_the_granted_day_is_not_late(world: World) -> None:
    remiss_id = sent_remiss(world)
    with writing():  # as if everything had been due long ago
        db.session.get_one(Remiss, remiss_id).due_on = date(2026, 10, 1)
    with writing():
        grant(world, reply_of(remiss_id, world.farsta))
    reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    reply_in(world, remiss_id, world.social, ReplyState.SUBMITTED)
    assert list(db.session.scalars(sa.select(Submission.late).order_by(Submission.id))) == [False, True]


def test_another_day_can_be_granted_and_a_new_one_later(world: World, farsta: Reply) -> None:
    with writing():
        ask(world, farsta)
        grant(world, farsta, date(2030, 12, 18))
        assert farsta.due_on == date(2030, 12, 18)
        ask(world, farsta)
        grant(world, farsta)
        assert farsta.due_on == LATER


def test_a_refusal_needs_a_reason_and_changes_no_day(world: World, farsta: Reply) -> None:
    ks = world.actor("ks.samordnare")
    with writing():
        row = ask(world, farsta)
        db.session.flush()
        with pytest.raises(InvalidInput):
            refuse_extension(ks, farsta, " ", row.id, START)
        refuse_extension(ks, farsta, "Kommunstyrelsen beslutar den 20 december.", row.id, START)
        with pytest.raises(StaleForm):
            grant_extension(ks, farsta, LATER, "", row.id, START)
    assert farsta.due_on == DUE
    assert row.answer
    assert told(MailKind.EXTENSION_REFUSED) == {"Farsta Registrator"}


def test_one_request_at_a_time_and_it_can_be_taken_back(world: World, farsta: Reply) -> None:
    with writing():
        ask(world, farsta)
        with pytest.raises(WrongState):
            ask(world, farsta)
        take_back_extension(world.actor("farsta.handlaggare"), farsta, farsta.version, START)
        assert open_extension(farsta) is None
        ask(world, farsta)


@pytest.mark.parametrize("day", [DUE, date(2026, 10, 5)])
def test_a_day_that_is_no_later_is_refused(world: World, farsta: Reply, day: date) -> None:
    with writing(), pytest.raises(InvalidInput):
        ask(world, farsta, day)
    with writing(), pytest.raises(InvalidInput):
        grant(world, farsta, day)


def test_nobody_else_asks_or_decides(world: World, farsta: Reply) -> None:
    for who in ("social.registrator", "ks.samordnare", "admin"):
        with writing(), pytest.raises(Forbidden):
            ask(world, farsta, who=who)
    for who in ("farsta.direktor", "ks.registrator", "admin"):
        with writing(), pytest.raises(Forbidden):
            grant_extension(world.actor(who), farsta, LATER, "", 0, START)


def test_when_nobody_waits_nothing_is_asked_or_granted(world: World, farsta: Reply) -> None:
    with writing():
        remiss = db.session.get_one(Remiss, farsta.remiss_id)
        close_remiss(world.actor("ks.samordnare"), remiss, remiss.version, START)
        for attempt in (ask, grant):
            with pytest.raises(WrongState):
                attempt(world, farsta)


def test_anstand_of_a_joint_reply_is_for_its_parties_and_stays_with_who_leaves(world: World, farsta: Reply) -> None:
    social = reply_of(farsta.remiss_id, world.social)
    reply_in(world, farsta.remiss_id, world.farsta, ReplyState.RECEIVED)
    with writing():
        farsta = db.session.get_one(Reply, farsta.id)
        asked = social.consultees[0].id
        [party] = joint.propose_joint(world.actor("farsta.registrator"), farsta, [asked], farsta.version, START)
        own = party.consultee.reply
        joint.agree_to_joint(world.actor("social.registrator"), party, "SN 2026/7", own.version, START)
    later = datetime(2026, 11, 2, 9, tzinfo=UTC)
    with writing():
        farsta = db.session.get_one(Reply, farsta.id)
        grant_extension(world.actor("ks.samordnare"), farsta, LATER, "", 0, later)
        assert told(MailKind.EXTENSION_GRANTED) == {"Farsta Registrator", "Social Registrator"}
    with writing():
        [party] = db.session.scalars(sa.select(JointParty))
        own = joint.leave_joint(world.actor("social.registrator"), party, party.reply.version, later)
    assert own.due_on == LATER
    assert planned(world.social) == planned(world.farsta) == [date(2031, 1, 3), date(2031, 1, 14), date(2031, 1, 16)]


def test_what_is_set_aside_for_a_joint_reply_gets_no_anstand_of_its_own(world: World, farsta: Reply) -> None:
    reply_in(world, farsta.remiss_id, world.farsta, ReplyState.ASSIGNED)
    other = reply_of(farsta.remiss_id, world.social)
    with writing():
        asked = [other.consultees[0].id]
        [party] = joint.propose_joint(world.actor("farsta.registrator"), farsta, asked, farsta.version, START)
        joint.agree_to_joint(world.actor("social.registrator"), party, "3.2-8/2026", other.version, START)
    with pytest.raises(WrongState), writing():
        grant(world, other)
