from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from remiss.domain.stance import Stance
from remiss.domain.statement import digest
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import InvalidInput, WrongState
from remiss.extensions import db
from remiss.models.decisions import BoardDecision, MinorityKind, Outcome, ReplyText, Submission
from remiss.models.replies import Reply
from remiss.models.statements import Signature
from remiss.models.viewpoints import ViewpointLabel
from remiss.services import decisions, viewpoints
from remiss.services.decisions import DecisionInput, Minority
from tests.support.world import START, World, act, reply_in, sent_remiss, some_attachment


def _to_board(world: World) -> Reply:
    return db.session.get_one(Reply, reply_in(world, sent_remiss(world), world.farsta, ReplyState.TO_BOARD))


def _decide(world: World, reply: Reply, **changes: object) -> None:
    with writing():
        secretary = world.actor("farsta.sekreterare")
        minutes = some_attachment(secretary)
        plain = DecisionInput(START.date(), "§ 14", Outcome.AS_PROPOSED, minutes=minutes)
        decisions.record_decision(secretary, reply, replace(plain, **changes), reply.version, START)


def test_a_decision_keeps_the_minority_apart(world: World) -> None:
    reply = _to_board(world)
    _decide(world, reply, minorities=(Minority(MinorityKind.RESERVATION, "Asta Ek (M)", "Vi yrkade avslag."),))
    decision = db.session.scalars(db.select(BoardDecision)).one()
    assert reply.state is ReplyState.DECIDED
    assert [(m.kind, m.parties) for m in decision.minorities] == [(MinorityKind.RESERVATION, "Asta Ek (M)")]


@pytest.mark.parametrize(("typed", "kept"), [("12", "§ 12"), (" § 12 ", "§ 12"), ("§§ 12–13", "§§ 12–13")])
def test_a_paragraph_is_kept_with_its_sign(world: World, typed: str, kept: str) -> None:
    _decide(world, _to_board(world), paragraph=typed)
    assert db.session.scalars(db.select(BoardDecision)).one().paragraph == kept


def test_a_decision_that_departs_resets_every_stance(world: World) -> None:
    remiss = sent_remiss(world)
    reply = db.session.get_one(Reply, reply_in(world, remiss, world.farsta, ReplyState.DRAFT))
    officer = world.actor("farsta.handlaggare")
    with writing():
        viewpoint = viewpoints.mark_viewpoint(officer, reply, "Belysningen bör byggas ut.", START)
        viewpoints.classify(officer, viewpoint, Stance.PROPOSES_CHANGE, reply.remiss.themes[:1], START)
    for step in ("utkast", "granskning", "signering", "signerad"):
        with writing():
            act(world, reply.id, step)
    words = "Nämnden godkänner svaret med ett tillägg."
    _decide(world, reply, outcome=Outcome.AMENDED, text=words, reply_text=ReplyText.OFFICE)
    standing = db.session.scalars(db.select(ViewpointLabel).where(ViewpointLabel.superseded_at.is_(None))).all()
    assert [label.kind.value for label in standing] == ["tema"]


def test_remitting_back_returns_the_text_and_voids_the_signatures(world: World) -> None:
    reply = _to_board(world)
    _decide(world, reply, outcome=Outcome.REMITTED_BACK, text="Komplettera med kostnader.")
    assert reply.state is ReplyState.DRAFT
    assert all(signature.voided_at for signature in db.session.scalars(db.select(Signature)))


def test_tabling_keeps_text_and_signatures(world: World) -> None:
    reply = _to_board(world)
    _decide(world, reply, outcome=Outcome.TABLED)
    assert reply.state is ReplyState.SIGNED
    assert not any(signature.voided_at for signature in db.session.scalars(db.select(Signature)))


@pytest.mark.parametrize(
    "changes",
    [
        {"paragraph": " "},
        {"decided_on": START.date() + timedelta(days=1)},
        {"outcome": Outcome.AMENDED, "reply_text": ReplyText.OFFICE},
        {"outcome": Outcome.AMENDED, "text": "Med ett tillägg."},
        {"minutes": None},
    ],
    ids=["no paragraph", "future", "departs without words", "departs without saying which text", "no minutes"],
)
def test_a_faulty_decision_says_why_and_changes_nothing(world: World, changes: dict[str, object]) -> None:
    reply = _to_board(world)
    with pytest.raises(InvalidInput):
        _decide(world, reply, **changes)
    assert db.session.get_one(Reply, reply.id).state is ReplyState.TO_BOARD
    assert db.session.scalars(db.select(BoardDecision)).all() == []


def test_submitting_freezes_exactly_the_decided_text(world: World) -> None:
    reply = db.session.get_one(Reply, reply_in(world, sent_remiss(world), world.farsta, ReplyState.SUBMITTED))
    submission = db.session.scalars(db.select(Submission)).one()
    assert submission.sha256 == digest(submission.version.text)
    assert submission.late is False
    with pytest.raises(WrongState):
        decisions.submit(world.actor("farsta.sekreterare"), reply, reply.version, START)
