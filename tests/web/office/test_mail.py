"""The mails beside a matter: every one to the own people, with what became of it, and none of anybody else's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.jobs.sender import send_waiting
from remiss.jobs.tick import tick
from remiss.models.decisions import Outcome
from remiss.models.mail import MailState, OutboxMail
from remiss.models.replies import Consultee, Reply
from remiss.notifications.local import MemoryMailer
from remiss.services import replies
from remiss.services.decisions import DecisionInput
from remiss.services.preliminary import record_following_decision
from tests.support.world import START, World, reply_in, sent_remiss, some_attachment

MORNING = datetime(2030, 12, 10, 7, 0, tzinfo=UTC)


def test_all_mail_to_the_own_people_with_its_fate_and_the_reminders_with_reasons(world: World, visit) -> None:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.HEAD_REVIEW)
    client = visit("farsta.registrator")
    page = client.get(f"/arenden/{reply_id}/mejl").text
    assert "Den som då har ärendet" in page
    assert "2030-12-12\u00a008.00" in page
    send_waiting(MemoryMailer(), "remiss@stad.example", "http://remiss.example", START)
    tick(MORNING)
    page = client.get(f"/arenden/{reply_id}/mejl").text
    for words in (
        "Remissen skickad",
        "Ärende fördelat",
        "Text att granska",
        "Påminnelse: en arbetsdag före sista svarsdag",
    ):
        assert f'<th scope="row">{words}</th>' in page
    for name in ("Farsta Registrator", "Farsta Handlaggare", "Farsta Avdelningschef"):
        assert f'<td data-label="Till">{name}</td>' in page
    assert "I kö</span>" in page
    assert "En senare påminnelse i samma ärende skickades i stället." in page


def test_what_went_wrong_is_said(world: World, visit) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.RECEIVED)
    with writing():
        mail = db.session.scalars(db.select(OutboxMail).filter_by(recipient_id=world.users["farsta.registrator"])).one()
        mail.state, mail.problem = MailState.IN_DOUBT, "Remiss stoppades medan mejlet skickades."
    page = visit("farsta.handlaggare").get(f"/arenden/{reply_id}/mejl").text
    assert "Osäkert om den kom fram" in page
    assert "Remiss stoppades medan mejlet skickades." in page


def test_mail_to_the_sender_and_to_other_bodies_is_not_there(world: World, visit) -> None:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    reply_in(world, remiss_id, world.social, ReplyState.HEAD_REVIEW)
    page = visit("farsta.registrator").get(f"/arenden/{reply_id}/mejl").text
    assert "Ks " not in page
    assert "Social " not in page
    assert "Svaret har kommit in." in page


def test_of_a_joint_reply_each_body_sees_its_own(world: World, visit) -> None:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.HEAD_REVIEW)
    with writing():
        joint = db.session.get_one(Reply, reply_id)
        db.session.scalars(db.select(Consultee).filter_by(organisation_id=world.social)).one().reply = joint
    page = visit("social.registrator").get(f"/arenden/{reply_id}/mejl").text.split("<h2")[0]
    assert "Social Registrator" in page
    assert "Text att granska" not in page


@pytest.mark.parametrize("how", ["decision", "answers_after_all"])
def test_later_mail_to_the_sender_is_not_there_either(world: World, visit, how: str) -> None:
    state = ReplyState.PRELIMINARY if how == "decision" else ReplyState.DECLINED
    reply_id = reply_in(world, sent_remiss(world), world.farsta, state)
    actor = world.actor("farsta.registrator" if how == "answers_after_all" else "farsta.sekreterare")
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        if how == "decision":
            minutes = some_attachment(actor)
            found = DecisionInput(START.date(), "§ 14", Outcome.AS_PROPOSED, immediate_adjustment=True, minutes=minutes)
            record_following_decision(actor, reply, found, None, reply.version, START)
        else:
            replies.revoke_decline(actor, reply, reply.version, START)
    assert "Ks " not in visit("farsta.registrator").get(f"/arenden/{reply_id}/mejl").text
