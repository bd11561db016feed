from __future__ import annotations

import pytest

from remiss.domain.stance import Confidence, Stance
from remiss.domain.statement import SectionKey
from remiss.domain.viewpoints import SuggestedViewpoint
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import Forbidden, InvalidInput, WrongState
from remiss.extensions import db
from remiss.models.decisions import Submission
from remiss.models.intakes import Intake, IntakeState
from remiss.models.organisations import Organisation
from remiss.models.remisser import Remiss
from remiss.models.replies import Basis, Reply
from remiss.models.viewpoints import LabelStatus, Viewpoint
from remiss.services.intakes import ConfirmedReply, ConfirmedViewpoint, confirm_intake, start_intake, store_reading
from remiss.services.remisser import close_remiss
from remiss.services.viewpoints import mark_viewpoint
from tests.support.world import DUE, START, World, act, reply_in, reply_of, sent_remiss, some_attachment

WORDS = "Belysningen bör byggas ut."
SUGGESTION = SuggestedViewpoint(
    SectionKey.VIEWPOINTS, WORDS, Stance.PROPOSES_CHANGE, Confidence.SURE, ("belysning",), (), None
)


def _intake(world: World, remiss_id: int, who: str, owner: int) -> int:
    with writing():
        actor = world.actor(who)
        remiss, organisation = db.session.get_one(Remiss, remiss_id), db.session.get_one(Organisation, owner)
        intake = start_intake(actor, remiss, organisation, some_attachment(actor), START)
        store_reading(intake, {"title": "Svar"}, {"viewpoints": []})
        return intake.id


def _confirm(
    world: World, intake_id: int, who: str, bodies: tuple[int, ...], words: str = WORDS, basis: Basis = Basis.UNKNOWN
) -> None:
    with writing():
        intake = db.session.get_one(Intake, intake_id)
        confirmed = ConfirmedReply(
            organisation_ids=bodies,
            title="Svar",
            diary_number="1.1-9/2026",
            basis=basis,
            decision=None,
            sections=[(SectionKey.VIEWPOINTS, "Synpunkter", [f"Inledning. {words}"])],
            viewpoints=[ConfirmedViewpoint(SUGGESTION, True, Stance.PROPOSES_CHANGE, tuple(intake.remiss.themes[:1]))],
            classified=who.startswith("ks"),
            rule_version="prov-1",
            decision_expected_on=DUE if basis is Basis.PRELIMINARY else None,
        )
        confirm_intake(world.actor(who), intake, confirmed, START)


def test_a_joint_reply_is_one_text_for_several_bodies(world: World) -> None:
    remiss = sent_remiss(world)
    _confirm(world, _intake(world, remiss, "ks.registrator", world.ks), "ks.samordnare", (world.farsta, world.social))
    assert reply_of(remiss, world.farsta).id == reply_of(remiss, world.social).id
    assert db.session.query(Submission).count() == 1
    assert db.session.query(Reply).count() == 2


def test_a_joint_reply_never_swallows_a_text_that_a_body_has_begun(world: World) -> None:
    remiss = sent_remiss(world)
    begun = reply_in(world, remiss, world.social, ReplyState.DRAFT)
    intake = _intake(world, remiss, "ks.registrator", world.ks)
    with pytest.raises(WrongState):
        _confirm(world, intake, "ks.samordnare", (world.farsta, world.social))
    assert db.session.get_one(Reply, begun).state is ReplyState.DRAFT
    assert db.session.get_one(Intake, intake).state is IntakeState.TO_CONFIRM


def test_a_second_reply_never_replaces_the_first(world: World) -> None:
    remiss = sent_remiss(world)
    reply_in(world, remiss, world.farsta, ReplyState.SUBMITTED)
    intake = _intake(world, remiss, "ks.registrator", world.ks)
    with pytest.raises(WrongState):
        _confirm(world, intake, "ks.samordnare", (world.farsta,))


def test_a_body_hands_its_own_papers_in_and_leaves_the_classification_to_ks(world: World) -> None:
    remiss = sent_remiss(world)
    intake = _intake(world, remiss, "farsta.registrator", world.farsta)
    _confirm(world, intake, "farsta.registrator", (world.farsta,))
    reply = reply_of(remiss, world.farsta)
    assert reply.state is ReplyState.SUBMITTED
    assert reply.handled_outside
    labels = db.session.scalars(db.select(Viewpoint)).one().labels
    assert {label.status for label in labels} == {LabelStatus.SUGGESTED}


def test_a_body_cannot_answer_for_another(world: World) -> None:
    remiss = sent_remiss(world)
    intake = _intake(world, remiss, "farsta.registrator", world.farsta)
    with pytest.raises(InvalidInput):
        _confirm(world, intake, "farsta.registrator", (world.social,))
    with pytest.raises(Forbidden):
        _confirm(world, intake, "social.registrator", (world.farsta,))


def test_what_is_decided_is_not_exchanged_for_other_papers(world: World) -> None:
    """What the nämnd decided is what its sender receives (DOMAIN §7); its sender files whatever arrives."""
    remiss = sent_remiss(world)
    number = reply_in(world, remiss, world.farsta, ReplyState.TO_BOARD)
    intake = _intake(world, remiss, "farsta.registrator", world.farsta)
    for step in ("till_namnd", "beslutad"):
        with writing():
            act(world, number, step)
        with pytest.raises(WrongState, match="Lämna in färdiga handlingar"):
            _confirm(world, intake, "farsta.registrator", (world.farsta,))
    assert db.session.query(Submission).count() == 0
    _confirm(world, _intake(world, remiss, "ks.registrator", world.ks), "ks.samordnare", (world.farsta,))
    assert db.session.get_one(Reply, number).state is ReplyState.SUBMITTED


@pytest.mark.parametrize("state", [ReplyState.DECIDED, ReplyState.ADJUSTED])
@pytest.mark.parametrize("basis", [Basis.UNKNOWN, Basis.PRELIMINARY])
def test_what_was_decided_before_the_time_ended_is_not_exchanged_either(
    world: World, state: ReplyState, basis: Basis
) -> None:
    remiss_id = sent_remiss(world)
    number = reply_in(world, remiss_id, world.farsta, state)
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        close_remiss(world.actor("ks.samordnare"), remiss, remiss.version, START)
    intake = _intake(world, remiss_id, "farsta.registrator", world.farsta)
    with pytest.raises(WrongState, match="Expediera den under Beslut"):
        _confirm(world, intake, "farsta.registrator", (world.farsta,), basis=basis)
    assert db.session.get_one(Reply, number).state is ReplyState.NOT_RECEIVED
    _confirm(world, _intake(world, remiss_id, "ks.registrator", world.ks), "ks.samordnare", (world.farsta,))
    assert db.session.get_one(Reply, number).state is ReplyState.SUBMITTED


def test_confirming_twice_is_refused(world: World) -> None:
    remiss = sent_remiss(world)
    intake = _intake(world, remiss, "ks.registrator", world.ks)
    _confirm(world, intake, "ks.samordnare", (world.farsta,))
    with pytest.raises(WrongState):
        _confirm(world, intake, "ks.samordnare", (world.farsta,))


def test_a_viewpoint_must_stand_in_the_confirmed_text(world: World) -> None:
    remiss = sent_remiss(world)
    intake = _intake(world, remiss, "ks.registrator", world.ks)
    with pytest.raises(InvalidInput):
        _confirm(world, intake, "ks.samordnare", (world.farsta,), words="Andra ord.")
    assert reply_of(remiss, world.farsta).state is ReplyState.SENT


def test_ks_classifies_with_its_own_name_on_the_label(world: World) -> None:
    remiss = sent_remiss(world)
    _confirm(world, _intake(world, remiss, "ks.registrator", world.ks), "ks.samordnare", (world.external,))
    standing = [label for label in db.session.scalars(db.select(Viewpoint)).one().labels if not label.superseded_at]
    assert {label.author_organisation_id for label in standing} == {world.ks}
    assert {label.status for label in standing} == {LabelStatus.CONFIRMED}


def test_what_was_marked_in_a_draft_gives_way_to_the_papers_that_are_handed_in(world: World) -> None:
    remiss = sent_remiss(world)
    reply_id = reply_in(world, remiss, world.farsta, ReplyState.DRAFT)
    with writing():
        mark_viewpoint(world.actor("farsta.handlaggare"), db.session.get_one(Reply, reply_id), WORDS, START)
    intake = _intake(world, remiss, "farsta.registrator", world.farsta)
    _confirm(world, intake, "farsta.registrator", (world.farsta,))
    standing = db.session.scalars(db.select(Viewpoint).where(Viewpoint.removed_at.is_(None))).all()
    assert [(one.text, one.labels[0].rule_version) for one in standing] == [(WORDS, "prov-1")]
