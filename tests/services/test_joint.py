"""A joint reply that bodies agree on: nothing is shared before the yes, and the own matter comes back."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from remiss.clock import today
from remiss.domain.mail_kinds import MailKind
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import Forbidden, InvalidInput, NotVisible, WrongState
from remiss.extensions import db
from remiss.models.joint import JointParty, JointState
from remiss.models.mail import OutboxMail
from remiss.models.people import User
from remiss.models.replies import Consultee, Reply
from remiss.queries.mail_log import mail_log
from remiss.queries.public_status import public_status
from remiss.queries.wall import own_matter
from remiss.services import joint, replies
from remiss.services.intakes import _join
from remiss.services.remisser import close_remiss
from tests.support.world import START, World, act, reply_in, reply_of, sent_remiss


@pytest.fixture
def remiss_id(world: World) -> int:
    """Farsta has drafted a text, Socialnämnden has not opened the remiss."""
    remiss_id = sent_remiss(world)
    reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    return remiss_id


def consultee_of(remiss_id: int, organisation_id: int) -> Consultee:
    query = sa.select(Consultee).filter_by(remiss_id=remiss_id, organisation_id=organisation_id)
    return db.session.scalars(query).one()


def proposed(world: World, remiss_id: int, who: str = "farsta.registrator") -> int:
    with writing():
        reply = reply_of(remiss_id, world.farsta)
        other = consultee_of(remiss_id, world.social)
        return joint.propose_joint(world.actor(who), reply, [other.id], reply.version, START)[0].id


def agree(world: World, party_id: int, who: str = "social.registrator") -> Reply:
    with writing():
        party = db.session.get_one(JointParty, party_id)
        own = party.consultee.reply
        assert own is not None
        return joint.agree_to_joint(world.actor(who), party, "3.2-8/2026", own.version, START)


def mails(kind: MailKind) -> list[str]:
    query = sa.select(User.email).join(OutboxMail, OutboxMail.recipient_id == User.id).where(OutboxMail.kind == kind)
    return sorted(email.split("@")[0] for email in db.session.scalars(query))


def test_a_proposal_is_known_to_the_two_and_opens_nothing(world: World, remiss_id: int) -> None:
    before = public_status(remiss_id, today())
    proposed(world, remiss_id)
    assert mails(MailKind.JOINT_PROPOSED) == ["social.avdelningschef", "social.registrator"]
    with pytest.raises(NotVisible):
        own_matter(world.actor("social.registrator"), reply_of(remiss_id, world.farsta).id)
    assert public_status(remiss_id, today()) == before
    assert all("emensam" not in mail.words for mail in mail_log(remiss_id, today()))


def test_who_agrees_shares_the_text_and_keeps_an_own_number(world: World, remiss_id: int) -> None:
    shared = agree(world, proposed(world, remiss_id))
    assert shared.owners == {world.farsta, world.social}
    assert shared.consultees[0].organisation_id == world.farsta
    assert consultee_of(remiss_id, world.social).diary_number == "3.2-8/2026"
    assert own_matter(world.actor("social.handlaggare"), shared.id) is shared
    assert mails(MailKind.JOINT_ANSWERED) == ["farsta.avdelningschef", "farsta.registrator"]
    told = {status.body: status.joint_with for status in public_status(remiss_id, today())}
    assert set(told.values()) == {()}, "who writes together is not told before the text is"


def test_leaving_gives_the_own_matter_back_as_it_was(world: World, remiss_id: int) -> None:
    own_id = reply_in(world, remiss_id, world.social, ReplyState.ASSIGNED)
    party_id = proposed(world, remiss_id)
    shared = agree(world, party_id, "social.avdelningschef")
    with writing():
        party, reply = db.session.get_one(JointParty, party_id), db.session.get_one(Reply, shared.id)
        own = joint.leave_joint(world.actor("social.registrator"), party, reply.version, START)
        assert (own.id, own.state, own.diary_number) == (own_id, ReplyState.ASSIGNED, "1.1-7/2026")
    assert reply_of(remiss_id, world.farsta).owners == {world.farsta}
    with pytest.raises(NotVisible):
        own_matter(world.actor("social.registrator"), shared.id)
    assert "social.registrator" in mails(MailKind.JOINT_ENDED)
    assert "farsta.registrator" in mails(MailKind.JOINT_ENDED)


def test_a_text_whose_body_has_gone_into_anothers_is_not_left_again(world: World) -> None:
    remiss_id = sent_remiss(world)
    reply_in(world, remiss_id, world.farsta, ReplyState.RECEIVED)
    party_id = proposed(world, remiss_id)
    first = agree(world, party_id)
    with writing():
        party = db.session.get_one(JointParty, party_id)
        own = joint.leave_joint(world.actor("farsta.direktor"), party, party.reply.version, START)
        farsta = consultee_of(remiss_id, world.farsta)
        back = joint.propose_joint(world.actor("social.direktor"), own, [farsta.id], own.version, START)[0].id
    with writing():
        party = db.session.get_one(JointParty, back)
        joint.agree_to_joint(world.actor("farsta.registrator"), party, "1.1-7/2026", first.version, START)
    for who in ("social.registrator", "farsta.direktor"):
        again = db.session.get_one(JointParty, party_id)
        with pytest.raises((Forbidden, WrongState)):
            joint.leave_joint(world.actor(who), again, again.reply.version, START)


def test_two_texts_are_never_merged(world: World, remiss_id: int) -> None:
    own_id = reply_in(world, remiss_id, world.social, ReplyState.DRAFT)
    party_id = proposed(world, remiss_id)
    with pytest.raises(WrongState):
        agree(world, party_id)
    assert reply_of(remiss_id, world.social).id == own_id


def test_who_cannot_be_asked(world: World, remiss_id: int) -> None:
    reply_in(world, remiss_id, world.social, ReplyState.DECLINED)
    with pytest.raises(InvalidInput):
        proposed(world, remiss_id)


def test_asking_twice_and_answering_twice_are_refused(world: World, remiss_id: int) -> None:
    party_id = proposed(world, remiss_id)
    with pytest.raises(InvalidInput):
        proposed(world, remiss_id)
    with writing():
        party, own = db.session.get_one(JointParty, party_id), reply_of(remiss_id, world.social)
        joint.refuse_joint(world.actor("social.direktor"), party, own.version, START)
    with pytest.raises(WrongState):
        agree(world, party_id)
    assert proposed(world, remiss_id) != party_id


@pytest.mark.parametrize("who", ["farsta.handlaggare", "farsta.sekreterare", "social.registrator", "ks.samordnare"])
def test_who_may_not_propose(world: World, remiss_id: int, who: str) -> None:
    with pytest.raises(Forbidden):
        proposed(world, remiss_id, who)


@pytest.mark.parametrize("who", ["social.handlaggare", "farsta.registrator", "ks.samordnare"])
def test_who_may_not_agree_for_another(world: World, remiss_id: int, who: str) -> None:
    reply_in(world, remiss_id, world.social, ReplyState.RECEIVED)
    party_id = proposed(world, remiss_id)
    with pytest.raises(Forbidden):
        agree(world, party_id, who)


def test_a_signed_text_is_not_left(world: World, remiss_id: int) -> None:
    party_id = proposed(world, remiss_id)
    shared = agree(world, party_id)
    for step in ("utkast", "granskning"):
        with writing():
            act(world, shared.id, step)
    party, reply = db.session.get_one(JointParty, party_id), db.session.get_one(Reply, shared.id)
    with pytest.raises(WrongState):
        joint.leave_joint(world.actor("social.registrator"), party, reply.version, START)


def test_one_party_does_not_answer_otherwise_for_all(world: World, remiss_id: int) -> None:
    shared = agree(world, proposed(world, remiss_id))
    with writing(), pytest.raises(WrongState, match="gemensamt"):
        replies.decline(world.actor("social.registrator"), shared, "Nej.", "Delegation", shared.version, START)


def test_a_reply_that_came_another_way_leaves_the_text_with_the_rest(world: World, remiss_id: int) -> None:
    shared = agree(world, proposed(world, remiss_id))
    with writing():
        holder = consultee_of(remiss_id, world.farsta)
        lead = Reply(remiss_id=remiss_id, state_since=START)
        db.session.add(lead)
        db.session.flush()
        _join(world.actor("ks.registrator"), holder, lead, START, by_sender=True)
    left = db.session.get_one(Reply, shared.id)
    assert (left.owners, left.diary_number) == ({world.social}, "3.2-8/2026")
    assert mails(MailKind.JOINT_ENDED) == ["social.avdelningschef", "social.registrator"]


def test_the_end_of_the_time_leaves_what_is_set_aside_alone(world: World, remiss_id: int) -> None:
    own_id = reply_of(remiss_id, world.social).id
    agree(world, proposed(world, remiss_id))
    with writing():
        remiss = reply_of(remiss_id, world.farsta).remiss
        close_remiss(world.actor("ks.samordnare"), remiss, remiss.version, START)
    assert db.session.get_one(Reply, own_id).state is ReplyState.RECEIVED
    assert all(
        status.silent for status in public_status(remiss_id, today()) if status.organisation_id != world.external
    )


def test_states_of_a_party(world: World, remiss_id: int) -> None:
    party_id = proposed(world, remiss_id)
    with writing():
        party = db.session.get_one(JointParty, party_id)
        joint.withdraw_proposal(world.actor("farsta.direktor"), party, party.reply.version, START)
    assert db.session.get_one(JointParty, party_id).state is JointState.WITHDRAWN
    assert "social.registrator" in mails(MailKind.JOINT_ENDED)
