"""A party that goes its own way: what its nämnd did goes with it, it reads nothing more, the rest go on."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from remiss.clock import today
from remiss.documents.compilation.process import process_account
from remiss.domain.compilation import CompilationFacts
from remiss.domain.statement import SectionKey
from remiss.domain.workflow.states import ReplyAction, ReplyState
from remiss.door import writing
from remiss.errors import NotVisible, WrongState
from remiss.extensions import db
from remiss.models.decisions import BoardDecision, Meeting, Outcome, Submission
from remiss.models.intakes import Intake
from remiss.models.joint import JointParty
from remiss.models.operations import AuditEvent
from remiss.models.organisations import Organisation
from remiss.models.remisser import Remiss
from remiss.models.replies import Basis, Consultee, Reply
from remiss.queries.compilation import compilation_facts
from remiss.queries.log import Asked, View, logged_events
from remiss.queries.meetings import agenda_of, meetings_of
from remiss.queries.mine_sender import arrivals
from remiss.queries.public_status import public_status
from remiss.queries.publishing import publishable_on
from remiss.queries.wall import readable_attachment
from remiss.services import decisions, joint, preliminary
from remiss.services.intakes import ConfirmedReply, _join, confirm_intake, start_intake, store_reading
from remiss.services.meetings import remove_meeting
from remiss.services.publishing import publish_papers
from remiss.services.remisser import close_remiss
from remiss.services.reopening import reopen_remiss
from remiss.services.steps import move_reply
from remiss.services.working_days import is_working_day
from tests.services.test_joint_decisions import adjust, decide, sign, text_of_two, to_boards
from tests.support.outlines import lines_of
from tests.support.world import DUE, START, World, act, reply_of, send_early, some_attachment

__all__ = ["text_of_two"]


def leave(world: World, reply_id: int) -> Reply:
    """Let Socialnämnden leave the text that Farsta holds."""
    with writing():
        party, reply = db.session.scalars(sa.select(JointParty)).one(), db.session.get_one(Reply, reply_id)
        return joint.leave_joint(world.actor("social.registrator"), party, reply.version, START)


def answer_by_post(world: World, reply_id: int, organisation_id: int) -> None:
    """Let KS register what one party has sent as a letter of its own."""
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        query = sa.select(Consultee).filter_by(remiss_id=reply.remiss_id, organisation_id=organisation_id)
        lead = Reply(remiss_id=reply.remiss_id, state_since=START)
        db.session.add(lead)
        db.session.flush()
        _join(world.actor("ks.registrator"), db.session.scalars(query).one(), lead, START, by_sender=True)


def meeting_of(organisation_id: int) -> Meeting:
    return db.session.scalars(sa.select(Meeting).where(Meeting.organisation_id == organisation_id)).one()


def test_who_left_has_nothing_of_the_others_text_on_its_agenda(world: World, text_of_two: int) -> None:
    to_boards(world, text_of_two)
    decide(world, text_of_two, "farsta", Outcome.REMITTED_BACK)
    leave(world, text_of_two)
    for step in ("utkast", "granskning"):  # what Farsta does from here on is its own
        with writing():
            act(world, text_of_two, step)
    sign(world, text_of_two, "farsta")
    with writing():
        reply = db.session.get_one(Reply, text_of_two)
        decisions.plan_meeting(world.actor("farsta.sekreterare"), reply, DUE, reply.version, START)
    gone = meeting_of(world.social)
    assert agenda_of(gone) == []
    assert [(row.matters, row.undecided) for row in meetings_of([world.social], today(), is_working_day)] == [(0, 0)]
    assert text_of_two not in publishable_on(gone)
    assert [matter.reply_id for matter in agenda_of(meeting_of(world.farsta))] == [text_of_two]
    with writing():
        remove_meeting(world.actor("social.sekreterare"), meeting_of(world.social), START)


def test_what_its_own_namnd_decided_goes_with_it(world: World, text_of_two: int) -> None:
    to_boards(world, text_of_two)
    secretary = world.actor("social.sekreterare")
    with writing():
        reply = db.session.get_one(Reply, text_of_two)
        minutes = some_attachment(secretary)
        found = decisions.DecisionInput(
            meeting_of(world.social).held_on, "§ 7", Outcome.REMITTED_BACK, "Skriv om.", minutes=minutes
        )
        decisions.record_decision(
            secretary, reply, found, reply.version, START + (found.decided_on - START.date()) + timedelta(days=1)
        )
    own = leave(world, text_of_two)
    assert db.session.scalars(sa.select(BoardDecision.reply_id)).all() == [own.id]
    [matter] = agenda_of(meeting_of(world.social))
    assert (matter.reply_id, matter.paragraph, matter.state) == (own.id, "§ 7", own.state)
    assert readable_attachment(secretary, minutes.id).id == minutes.id
    with pytest.raises(NotVisible):
        readable_attachment(world.actor("ks.samordnare"), minutes.id)
    with pytest.raises(NotVisible):
        readable_attachment(world.actor("farsta.sekreterare"), minutes.id)


def test_what_it_published_stays_readable_as_its_own(world: World, text_of_two: int) -> None:
    to_boards(world, text_of_two)
    with writing():
        reply = db.session.get_one(Reply, text_of_two)
        publish_papers(world.actor("social.sekreterare"), reply, meeting_of(world.social), reply.version, START)
    [told] = arrivals(world.actor("ks.samordnare"), today(), 5)
    assert told.who == "Socialnämnden", "Farsta has not published: who writes together is not told"
    decide(world, text_of_two, "farsta", Outcome.REMITTED_BACK)
    leave(world, text_of_two)
    rows = {one.organisation_id: one.published for one in public_status(reply.remiss_id, today())}
    assert (rows[world.social], rows[world.farsta]) == (True, False)


@pytest.mark.parametrize("left_over", [ReplyState.SIGNED, ReplyState.DECIDED, ReplyState.ADJUSTED])
def test_a_late_departure_leads_on_what_waited_for_it(world: World, text_of_two: int, left_over: ReplyState) -> None:
    sign(world, text_of_two, "farsta")
    if left_over is not ReplyState.SIGNED:
        sign(world, text_of_two, "social")
        with writing():
            reply = db.session.get_one(Reply, text_of_two)
            decisions.plan_meeting(world.actor("farsta.sekreterare"), reply, DUE, reply.version, START)
        assert decide(world, text_of_two, "farsta") is ReplyState.TO_BOARD
    if left_over is ReplyState.ADJUSTED:
        decide(world, text_of_two, "social")
        assert adjust(world, text_of_two, "farsta") is ReplyState.DECIDED
    answer_by_post(world, text_of_two, world.social)
    reply = db.session.get_one(Reply, text_of_two)
    assert (reply.state, reply.owners) == (left_over, {world.farsta})
    assert (reply.adjusted_on is not None) is (left_over is ReplyState.ADJUSTED)
    assert reply_of(reply.remiss_id, world.social).state is ReplyState.SENT, "the letter is registered by the caller"


def test_a_departure_after_the_end_of_the_time_leads_on_when_awaited_again(world: World, text_of_two: int) -> None:
    sign(world, text_of_two, "farsta")
    with writing():
        reply = db.session.get_one(Reply, text_of_two)
        reply.state, reply.state_before = ReplyState.NOT_RECEIVED, ReplyState.DIRECTOR_REVIEW
    answer_by_post(world, text_of_two, world.social)
    assert db.session.get_one(Reply, text_of_two).state is ReplyState.NOT_RECEIVED
    with writing():
        reply = db.session.get_one(Reply, text_of_two)
        move_reply(world.actor("ks.samordnare"), reply, ReplyAction.AWAIT_AGAIN, START)
    assert db.session.get_one(Reply, text_of_two).state is ReplyState.SIGNED


def test_ks_does_not_read_in_its_log_that_they_wrote_together(world: World, text_of_two: int) -> None:
    answer_by_post(world, text_of_two, world.social)
    assert ReplyAction.PART_BY_POST in db.session.scalars(sa.select(AuditEvent.action)).all()
    told = logged_events(View.REMISSER, [world.ks], Asked(), 50)
    assert ReplyAction.PART_BY_POST not in [event.action for event in told]
    inside = logged_events(View.MATTERS, [world.farsta], Asked(), 50)
    assert ReplyAction.PART_BY_POST in [event.action for event in inside]


def hand_in_own(world: World, remiss_id: int, reason: str = "", who: str = "social.registrator") -> None:
    """Let Socialnämnden hand in, or KS register, a text that its nämnd decided by itself."""
    registrar, place = world.actor(who), world.social if who.startswith("social") else world.ks
    with writing():
        remiss, owner = db.session.get_one(Remiss, remiss_id), db.session.get_one(Organisation, place)
        intake = start_intake(registrar, remiss, owner, some_attachment(registrar, "yttrande.docx"), START)
        store_reading(intake, {"title": "Yttrande"}, {"viewpoints": []})
        intake_id = intake.id
    with writing():
        confirmed = ConfirmedReply(
            organisation_ids=(world.social,), title="Yttrande", diary_number="", basis=Basis.UNKNOWN, decision=None,
            sections=[(SectionKey.VIEWPOINTS, "Synpunkter", ["Nämnden vill annat."])], viewpoints=[],
            classified=False, rule_version="prov-1", replaces_reason=reason,
        )  # fmt: skip
        confirm_intake(registrar, db.session.get_one(Intake, intake_id), confirmed, START)


def test_who_has_decided_the_shared_text_hands_in_no_other(world: World, text_of_two: int) -> None:
    to_boards(world, text_of_two)
    assert decide(world, text_of_two, "social") is ReplyState.TO_BOARD
    with pytest.raises(WrongState, match="Ert beslut är redan registrerat"):
        hand_in_own(world, db.session.get_one(Reply, text_of_two).remiss_id)
    assert db.session.get_one(Reply, text_of_two).owners == {world.farsta, world.social}


def test_who_decided_a_text_of_its_own_answers_by_itself_and_the_others_go_on(world: World, text_of_two: int) -> None:
    remiss_id = db.session.get_one(Reply, text_of_two).remiss_id
    with pytest.raises(WrongState, match="Lämna det gemensamma svaret först"):
        hand_in_own(world, remiss_id)
    to_boards(world, text_of_two)
    assert decide(world, text_of_two, "farsta") is ReplyState.TO_BOARD
    hand_in_own(world, remiss_id)
    own, shared = reply_of(remiss_id, world.social), db.session.get_one(Reply, text_of_two)
    assert (own.state, own.diary_number) == (ReplyState.SUBMITTED, "3.2-8/2026")
    assert (shared.state, shared.owners) == (ReplyState.DECIDED, {world.farsta})
    adjust(world, text_of_two, "farsta")
    with writing():
        decisions.submit(world.actor("farsta.registrator"), shared, shared.version, START)
    told = compilation_facts(db.session.get_one(Remiss, remiss_id))
    assert [len(reply.bodies) for reply in told.replies] == [1, 1], "two bodies and two texts"
    assert {one.joint_with for one in public_status(remiss_id, today())} == {()}


def process_words(facts: CompilationFacts) -> list[str]:
    return lines_of(process_account(facts))


def decide_early(world: World, reply_id: int, who: str) -> None:
    """Let one party's nämnd decide the text that was sent as a förhandssvar."""
    with writing():
        reply, secretary = db.session.get_one(Reply, reply_id), world.actor(f"{who}.sekreterare")
        found = decisions.DecisionInput(
            START.date(), "§ 9", Outcome.AS_PROPOSED, adjusted_on=START.date(), minutes=some_attachment(secretary)
        )
        preliminary.record_following_decision(secretary, reply, found, None, reply.version, START)


@pytest.fixture
def early_of_two(world: World, text_of_two: int) -> int:
    """The same text, sent as a förhandssvar of both."""
    sign(world, text_of_two, "farsta", "social")
    send_early(world, text_of_two)
    return text_of_two


@pytest.mark.parametrize("who", ["social.registrator", "ks.registrator"])
def test_who_shares_a_forhandssvar_can_decide_a_text_of_its_own(world: World, early_of_two: int, who: str) -> None:
    remiss_id = db.session.get_one(Reply, early_of_two).remiss_id
    with pytest.raises(WrongState, match="förhandssvar"):
        hand_in_own(world, remiss_id, who=who)
    hand_in_own(world, remiss_id, "Nämnden beslutade ett eget yttrande.", who)
    own, shared = reply_of(remiss_id, world.social), db.session.get_one(Reply, early_of_two)
    assert (own.state, own.basis, own.owners) == (ReplyState.SUBMITTED, Basis.UNKNOWN, {world.social})
    assert (shared.state, shared.basis, shared.owners) == (ReplyState.PRELIMINARY, Basis.PRELIMINARY, {world.farsta})
    first, second = db.session.scalars(sa.select(Submission).filter_by(reply_id=own.id).order_by(Submission.id))
    assert first.replaced_reason == "Nämnden beslutade ett eget yttrande."
    assert (first.version.reply_id, second.version.reply_id, second.replaced_at) == (shared.id, own.id, None)
    told = compilation_facts(db.session.get_one(Remiss, remiss_id))
    assert {reply.bodies: reply.preliminary for reply in told.replies} == {
        ("Farsta stadsdelsnämnd",): True, ("Socialnämnden",): False,
    }  # fmt: skip
    assert "Socialnämnden" in " ".join(said for said in process_words(told) if "ersatt" in said.lower())
    decide_early(world, early_of_two, "farsta")
    assert db.session.get_one(Reply, early_of_two).state is ReplyState.SUBMITTED


def test_the_others_wait_no_more_when_only_the_one_that_left_had_to_decide(world: World, early_of_two: int) -> None:
    remiss_id = db.session.get_one(Reply, early_of_two).remiss_id
    decide_early(world, early_of_two, "farsta")
    assert db.session.get_one(Reply, early_of_two).state is ReplyState.PRELIMINARY
    hand_in_own(world, remiss_id, "Nämnden beslutade ett eget yttrande.")
    shared = db.session.get_one(Reply, early_of_two)
    assert (shared.state, shared.basis, shared.owners) == (ReplyState.SUBMITTED, Basis.BOARD, {world.farsta})


def test_who_has_decided_the_forhandssvar_or_comes_too_late_hands_in_no_other(world: World, early_of_two: int) -> None:
    remiss_id = db.session.get_one(Reply, early_of_two).remiss_id
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        close_remiss(world.actor("ks.samordnare"), remiss, remiss.version, START)
    with pytest.raises(WrongState, match="Svarstiden är avslutad"):
        hand_in_own(world, remiss_id, "Fel text.")
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        reopen_remiss(world.actor("ks.samordnare"), remiss, "Mer tid.", DUE, remiss.version, START)
    decide_early(world, early_of_two, "social")
    with pytest.raises(WrongState, match="redan registrerat"):
        hand_in_own(world, remiss_id, "Fel text.")
    assert db.session.get_one(Reply, early_of_two).owners == {world.farsta, world.social}
