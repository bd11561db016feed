"""Every party to a joint reply signs and decides: the text waits for all, and each decides for itself alone."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from remiss.clock import today
from remiss.documents.compilation.statistics import matrix
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import InvalidInput, WrongState
from remiss.extensions import db
from remiss.models.decisions import AgendaItem, BoardDecision, Meeting, Outcome, ReplyText
from remiss.models.joint import JointParty
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.models.statements import Signature
from remiss.queries.compilation import compilation_facts
from remiss.queries.matters import matters
from remiss.queries.meetings import agenda_of
from remiss.queries.public_status import public_status
from remiss.queries.signing_queue import signing_queue
from remiss.queries.status_groups import sums_of
from remiss.services import adjusting, decisions, joint, preliminary, statements
from remiss.services.steps import newest_version
from tests.support.world import DUE, START, World, act, reply_in, reply_of, sent_remiss, some_attachment


@pytest.fixture
def text_of_two(world: World) -> int:
    """A text of Farsta and Socialnämnden that waits for both directors."""
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    with writing():
        reply, other = db.session.get_one(Reply, reply_id), reply_of(remiss_id, world.social)
        asked = [other.consultees[0].id]
        [party] = joint.propose_joint(world.actor("farsta.registrator"), reply, asked, reply.version, START)
        joint.agree_to_joint(world.actor("social.registrator"), party, "3.2-8/2026", other.version, START)
    for step in ("utkast", "granskning"):
        with writing():
            act(world, reply_id, step)
    return reply_id


def sign(world: World, reply_id: int, *whos: str) -> ReplyState:
    for who in whos:
        with writing():
            reply = db.session.get_one(Reply, reply_id)
            text = newest_version(reply)
            assert text is not None
            statements.sign(world.actor(f"{who}.direktor"), reply, text.number, START)
    return db.session.get_one(Reply, reply_id).state


def plan(world: World, reply_id: int, *whos: str) -> None:
    for who in whos:
        with writing():
            reply = db.session.get_one(Reply, reply_id)
            decisions.plan_meeting(world.actor(f"{who}.sekreterare"), reply, DUE, reply.version, START)


def decide(world: World, reply_id: int, who: str, outcome: Outcome = Outcome.AS_PROPOSED) -> ReplyState:
    with writing():
        reply, secretary = db.session.get_one(Reply, reply_id), world.actor(f"{who}.sekreterare")
        paper = some_attachment(secretary)
        text = ReplyText.OFFICE if outcome.departs else None
        decision = decisions.DecisionInput(
            START.date(), "§ 14", outcome, "Vi vill annat.", minutes=paper, reply_text=text
        )
        decisions.record_decision(secretary, reply, decision, reply.version, START)
    return db.session.get_one(Reply, reply_id).state


def adjust(world: World, reply_id: int, who: str) -> ReplyState:
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        adjusting.adjust(world.actor(f"{who}.sekreterare"), reply, START.date(), reply.version, START)
    return db.session.get_one(Reply, reply_id).state


def to_boards(world: World, reply_id: int) -> None:
    sign(world, reply_id, "farsta", "social")
    plan(world, reply_id, "farsta", "social")


def test_the_text_is_signed_when_every_party_has_signed(world: World, text_of_two: int) -> None:
    assert sign(world, text_of_two, "social") is ReplyState.DIRECTOR_REVIEW
    with pytest.raises(WrongState, match="redan signerat"):
        sign(world, text_of_two, "social")
    assert sign(world, text_of_two, "farsta") is ReplyState.SIGNED
    bodies = db.session.scalars(sa.select(Signature.organisation_id).order_by(Signature.id))
    assert list(bodies) == [world.farsta, world.social, world.farsta]


def test_what_one_has_signed_is_not_left_or_taken_back(world: World, text_of_two: int) -> None:
    sign(world, text_of_two, "social")
    party = db.session.scalars(sa.select(JointParty)).one()
    for verb in (
        lambda reply: joint.leave_joint(world.actor("social.registrator"), party, reply.version, START),
        lambda reply: statements.take_back(world.actor("farsta.handlaggare"), reply, START),
    ):
        with pytest.raises(WrongState):
            verb(db.session.get_one(Reply, text_of_two))


def test_each_has_its_own_meeting_and_decision(world: World, text_of_two: int) -> None:
    sign(world, text_of_two, "farsta", "social")
    plan(world, text_of_two, "farsta")
    places = sa.select(Meeting.organisation_id).join(AgendaItem)
    assert list(db.session.scalars(places)) == [world.farsta]
    plan(world, text_of_two, "social")
    assert decide(world, text_of_two, "farsta") is ReplyState.TO_BOARD
    with pytest.raises(WrongState, match="redan registrerat"):
        decide(world, text_of_two, "farsta")
    reply = db.session.get_one(Reply, text_of_two)
    with pytest.raises((WrongState, InvalidInput)):
        decisions.submit(world.actor("farsta.registrator"), reply, reply.version, START)
    assert decide(world, text_of_two, "social") is ReplyState.DECIDED
    assert adjust(world, text_of_two, "social") is ReplyState.DECIDED
    assert adjust(world, text_of_two, "farsta") is ReplyState.ADJUSTED
    rows = db.session.execute(sa.select(BoardDecision.organisation_id, BoardDecision.outcome))
    assert {body for body, _ in rows} == {world.farsta, world.social}


def test_a_recorded_decision_is_taken_back_by_its_own_body(world: World, text_of_two: int) -> None:
    to_boards(world, text_of_two)
    decide(world, text_of_two, "farsta")
    reply = db.session.get_one(Reply, text_of_two)
    with pytest.raises(WrongState):
        decisions.withdraw_decision(world.actor("social.sekreterare"), reply, reply.version, START)
    with writing():
        reply = db.session.get_one(Reply, text_of_two)
        decisions.withdraw_decision(world.actor("farsta.sekreterare"), reply, reply.version, START)
    assert decide(world, text_of_two, "social") is ReplyState.TO_BOARD
    assert decide(world, text_of_two, "farsta") is ReplyState.DECIDED


def test_bordlaggning_of_one_waits_and_aterremiss_goes_back_for_all(world: World, text_of_two: int) -> None:
    to_boards(world, text_of_two)
    assert decide(world, text_of_two, "social", Outcome.TABLED) is ReplyState.TO_BOARD
    assert decide(world, text_of_two, "farsta") is ReplyState.TO_BOARD
    assert decide(world, text_of_two, "social", Outcome.REMITTED_BACK) is ReplyState.DRAFT
    assert all(row.voided_at for row in db.session.scalars(sa.select(Signature)))
    with writing():
        reply, officer = db.session.get_one(Reply, text_of_two), world.actor("social.handlaggare")
        text = newest_version(reply)
        assert text is not None
        statements.add_version(officer, reply, "Svar 2", text.text, START)
    for step in ("utkast", "granskning"):
        with writing():
            act(world, text_of_two, step)
    to_boards(world, text_of_two)
    assert decide(world, text_of_two, "social") is ReplyState.TO_BOARD, "what Farsta decided was about another text"
    assert decide(world, text_of_two, "farsta") is ReplyState.DECIDED


def test_two_bodies_and_one_text_are_counted(world: World, text_of_two: int) -> None:
    to_boards(world, text_of_two)
    for who in ("farsta", "social"):
        decide(world, text_of_two, who, Outcome.AMENDED if who == "social" else Outcome.AS_PROPOSED)
    for who in ("farsta", "social"):
        adjust(world, text_of_two, who)
    with writing():
        reply = db.session.get_one(Reply, text_of_two)
        remiss_id = reply.remiss_id
        decisions.submit(world.actor("farsta.registrator"), reply, reply.version, START)
    statuses = public_status(remiss_id, today())
    assert [status.answered for status in statuses] == [True, True, False]
    assert {status.joint_with for status in statuses} == {("Farsta stadsdelsnämnd",), ("Socialnämnden",), ()}
    assert sums_of(statuses).asked == 3
    [table] = matrix(compilation_facts(db.session.get_one(Remiss, remiss_id)))
    assert [row[0].text for row in table.rows] == [
        "Socialförvaltningen och Farsta stadsdelsnämnd",
        "Socialnämnden (beslutade något annat)",
    ]


def test_a_forhandssvar_stays_one_until_all_have_decided(world: World, text_of_two: int) -> None:
    sign(world, text_of_two, "farsta", "social")
    with writing():
        reply = db.session.get_one(Reply, text_of_two)
        preliminary.send_preliminary(world.actor("farsta.registrator"), reply, date(2030, 12, 17), reply.version, START)
    for who, state in (("social", ReplyState.PRELIMINARY), ("farsta", ReplyState.SUBMITTED)):
        with writing():
            reply, secretary = db.session.get_one(Reply, text_of_two), world.actor(f"{who}.sekreterare")
            paper = some_attachment(secretary)
            decision = decisions.DecisionInput(
                START.date(), "§ 9", Outcome.AS_PROPOSED, minutes=paper, immediate_adjustment=True
            )
            preliminary.record_following_decision(secretary, reply, decision, None, reply.version, START)
            assert reply.state is state


def test_what_a_party_has_signed_or_decided_waits_for_the_others_and_not_for_it(world: World, text_of_two: int) -> None:
    def held(who: str) -> bool:
        actor = world.actor(who)
        places = frozenset({world.farsta if who.startswith("farsta") else world.social})
        return matters(places, START.date())[0].is_held_by(actor)

    assert signing_queue(world.actor("farsta.direktor")) != []
    sign(world, text_of_two, "farsta")
    assert signing_queue(world.actor("farsta.direktor")) == []
    assert not held("farsta.direktor")
    assert signing_queue(world.actor("social.direktor")) != []
    assert held("social.direktor")
    sign(world, text_of_two, "social")
    plan(world, text_of_two, "farsta", "social")
    decide(world, text_of_two, "farsta")
    assert not held("farsta.sekreterare")
    assert held("social.sekreterare")


def test_the_agenda_of_each_party_shows_its_own_diary_number(world: World, text_of_two: int) -> None:
    sign(world, text_of_two, "farsta", "social")
    plan(world, text_of_two, "farsta", "social")
    numbers = {
        meeting.organisation_id: [matter.own_number for matter in agenda_of(meeting)]
        for meeting in db.session.scalars(sa.select(Meeting))
    }
    assert numbers == {world.farsta: ["1.1-7/2026"], world.social: ["3.2-8/2026"]}
