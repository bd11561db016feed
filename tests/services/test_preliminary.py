"""Förhandssvar: the office's words on time, the nämnd's decision after, and what each of them opens."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from remiss.domain.stance import Stance
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import Forbidden, InvalidInput, NotVisible, StaleForm, WrongState
from remiss.extensions import db
from remiss.models.decisions import BoardDecision, Meeting, Outcome, ReplyText, Submission
from remiss.models.mail import OutboxMail
from remiss.models.remisser import Remiss
from remiss.models.replies import Basis, Reply
from remiss.models.viewpoints import ViewpointLabel
from remiss.queries.meetings import agenda_of, meetings_of
from remiss.queries.wall import released_reply
from remiss.services import decisions, preliminary, remisser, viewpoints
from remiss.services.decisions import DecisionInput
from remiss.services.working_days import is_working_day
from tests.support.world import EXPECTED, START, World, act, reply_in, send_early, sent_remiss, some_attachment

LATER = START + timedelta(days=40)


@pytest.fixture
def early(world: World) -> Reply:
    return db.session.get_one(Reply, reply_in(world, sent_remiss(world), world.farsta, ReplyState.PRELIMINARY))


def _decide(
    world: World, reply: Reply, who: str = "farsta.sekreterare", expected: date | None = None, **changes: object
) -> None:
    with writing():
        actor = world.actor(who)
        plain = DecisionInput(
            LATER.date(), "§ 14", Outcome.AS_PROPOSED, adjusted_on=LATER.date(), minutes=some_attachment(actor)
        )
        preliminary.record_following_decision(
            actor, reply, replace(plain, **changes), expected, reply.version, LATER, by_sender=who.startswith("ks.")
        )


def test_the_wall_opens_for_the_sender_alone(world: World, early: Reply) -> None:
    assert (early.basis, early.decision_expected_on) == (Basis.PRELIMINARY, EXPECTED)
    assert released_reply(world.actor("ks.samordnare"), early.id).late is False
    for who in ("social.registrator", "admin"):
        with pytest.raises(NotVisible):
            released_reply(world.actor(who), early.id)


@pytest.mark.parametrize("expected", [None, START.date() - timedelta(days=1)], ids=["no day", "passed"])
def test_it_says_when_the_decision_is_expected(world: World, expected: date | None) -> None:
    reply = db.session.get_one(Reply, reply_in(world, sent_remiss(world), world.farsta, ReplyState.SIGNED))
    with pytest.raises(InvalidInput), writing():
        preliminary.send_preliminary(world.actor("farsta.registrator"), reply, expected, reply.version, START)
    assert db.session.scalars(sa.select(Submission)).all() == []
    assert db.session.get_one(Reply, reply.id).state is ReplyState.SIGNED


def test_only_a_signed_text_goes(world: World) -> None:
    reply = db.session.get_one(Reply, reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT))
    with pytest.raises(WrongState), writing():
        preliminary.send_preliminary(world.actor("farsta.registrator"), reply, EXPECTED, reply.version, START)


def test_a_stale_form_sends_nothing(world: World) -> None:
    reply = db.session.get_one(Reply, reply_in(world, sent_remiss(world), world.farsta, ReplyState.SIGNED))
    with pytest.raises(StaleForm), writing():
        preliminary.send_preliminary(world.actor("farsta.registrator"), reply, EXPECTED, reply.version - 1, START)


@pytest.mark.parametrize("who", ["farsta.sekreterare", "ks.registrator"])
def test_the_decision_makes_it_the_nämnds(world: World, early: Reply, who: str) -> None:
    submission = db.session.scalars(sa.select(Submission)).one()
    _decide(world, early, who)
    assert (early.state, early.basis) == (ReplyState.SUBMITTED, Basis.BOARD)
    decision = db.session.scalars(sa.select(BoardDecision)).one()
    assert decision.version_id == submission.version_id
    assert db.session.scalars(sa.select(Submission)).one().submitted_at == START
    assert db.session.scalar(sa.select(sa.func.count()).where(OutboxMail.kind == "beslut_inkommet")) == 2


@pytest.mark.parametrize("who", ["farsta.registrator", "farsta.handlaggare", "social.sekreterare"])
def test_nobody_else_decides_for_it(world: World, early: Reply, who: str) -> None:
    with pytest.raises(Forbidden):
        _decide(world, early, who)
    assert db.session.get_one(Reply, early.id).state is ReplyState.PRELIMINARY


def test_a_decision_without_minutes_is_refused(world: World, early: Reply) -> None:
    with pytest.raises(InvalidInput):
        _decide(world, early, minutes=None)


def test_a_departing_decision_resets_what_ks_had_classified(world: World, early: Reply) -> None:
    ks = world.actor("ks.samordnare")
    with writing():
        viewpoint = viewpoints.mark_viewpoint(ks, early, "Belysningen bör byggas ut.", START)
        viewpoints.classify(ks, viewpoint, Stance.SUPPORTS, early.remiss.themes[:1], START)
    _decide(world, early, outcome=Outcome.OTHERWISE, text="Nämnden avstyrker.", reply_text=ReplyText.OFFICE)
    standing = db.session.scalars(sa.select(ViewpointLabel).where(ViewpointLabel.superseded_at.is_(None))).all()
    assert [label.kind.value for label in standing] == ["tema"]


@pytest.mark.parametrize(
    ("outcome", "who"), [(Outcome.TABLED, "farsta.sekreterare"), (Outcome.REMITTED_BACK, "ks.samordnare")]
)
def test_postponing_keeps_it_preliminary_with_a_new_day(world: World, early: Reply, outcome: Outcome, who: str) -> None:
    day = date(2031, 1, 28)
    _decide(world, early, who, expected=day, outcome=outcome, minutes=None)
    assert (early.state, early.basis, early.decision_expected_on) == (ReplyState.PRELIMINARY, Basis.PRELIMINARY, day)
    mail = db.session.scalars(sa.select(OutboxMail).where(OutboxMail.kind == "beslut_inkommet")).first()
    assert mail is not None
    assert mail.context["expected_on"] == day.isoformat()
    _decide(world, early)
    assert early.state is ReplyState.SUBMITTED


def test_ending_the_time_for_answers_leaves_it(world: World, early: Reply) -> None:
    with writing():
        remiss = db.session.get_one(Remiss, early.remiss_id)
        remisser.close_remiss(world.actor("ks.samordnare"), remiss, remiss.version, START)
    assert db.session.get_one(Reply, early.id).state is ReplyState.PRELIMINARY


@pytest.mark.parametrize(
    "broken",
    [{"basis": Basis.BOARD}, {"decision_expected_on": None}, {"submitted_at": None}, {"state": ReplyState.SUBMITTED}],
)
def test_the_database_ties_the_state_to_its_facts(early: Reply, broken: dict[str, object]) -> None:
    with pytest.raises(IntegrityError), writing():
        db.session.execute(sa.update(Reply).where(Reply.id == early.id).values(**broken))


def test_a_decision_taken_back_counts_no_more_and_its_stances_stand_again(world: World) -> None:
    reply = db.session.get_one(Reply, reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT))
    officer = world.actor("farsta.handlaggare")
    with writing():
        viewpoint = viewpoints.mark_viewpoint(officer, reply, "Belysningen bör byggas ut.", START)
        viewpoints.classify(officer, viewpoint, Stance.PROPOSES_CHANGE, reply.remiss.themes[:1], START)
    for step in ("utkast", "granskning", "signering", "signerad"):
        with writing():
            act(world, reply.id, step)
    secretary = world.actor("farsta.sekreterare")
    with writing():
        wrong = DecisionInput(
            LATER.date(), "§ 14", Outcome.REJECTED, "Nämnden avslår.", minutes=some_attachment(secretary),
            reply_text=ReplyText.OFFICE,
        )  # fmt: skip
        decisions.record_decision(secretary, reply, wrong, reply.version, LATER)
    with writing():
        decisions.withdraw_decision(secretary, reply, reply.version, LATER + timedelta(hours=1))
    assert reply.state is ReplyState.TO_BOARD
    assert db.session.scalars(sa.select(BoardDecision)).one().withdrawn_at is not None
    stances = sa.select(ViewpointLabel.stance).where(ViewpointLabel.superseded_at.is_(None))
    assert Stance.PROPOSES_CHANGE in db.session.scalars(stances).all()
    with pytest.raises(WrongState):
        decisions.submit(secretary, reply, reply.version, LATER)


def test_the_list_of_meetings_counts_what_stands_on_each(world: World, early: Reply) -> None:
    """On SQLite and PostgreSQL: a förhandssvar that is awaited from a meeting is on it, on its agenda or not."""
    planned = reply_in(world, sent_remiss(world, "KS 2026/400"), world.farsta, ReplyState.TO_BOARD)
    meeting = db.session.scalars(sa.select(Meeting).where(Meeting.organisation_id == world.farsta)).one()
    for number in (early.id, planned):
        with writing():
            db.session.get_one(Reply, early.id).decision_expected_on = meeting.held_on
        if number == planned:
            send_early(world, planned)
        [row] = meetings_of([world.farsta], LATER.date(), is_working_day)
        agenda = agenda_of(db.session.get_one(Meeting, row.meeting_id))
        assert (row.matters, row.undecided) == (2, 2)
        assert [matter.undecided for matter in agenda] == [True, True]
