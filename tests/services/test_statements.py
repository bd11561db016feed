from __future__ import annotations

import pytest

from remiss.domain.roles import Role
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import Forbidden, InvalidInput, StaleForm, WrongState
from remiss.extensions import db
from remiss.models.replies import Reply
from remiss.models.statements import SendBack, Signature, StatementVersion
from remiss.models.viewpoints import LabelKind, Viewpoint
from remiss.queries.signing import examine_signatures
from remiss.services import statements, viewpoints
from remiss.services.steps import newest_version
from tests.support.world import START, World, reply_in, sent_remiss, typed_sections


def _reply(world: World, state: ReplyState) -> Reply:
    return db.session.get_one(Reply, reply_in(world, sent_remiss(world), world.farsta, state))


def test_two_people_saving_at_once_lose_nothing(world: World) -> None:
    reply = _reply(world, ReplyState.DRAFT)
    officer = world.actor("farsta.handlaggare")
    with writing():
        statements.save_text(officer, reply, "Svar", typed_sections("Den första skrev detta."), 1, START)
    with pytest.raises(StaleForm), writing():
        statements.save_text(officer, reply, "Svar", typed_sections("Den andra skrev detta."), 1, START)
    newest = newest_version(reply)
    assert newest is not None
    assert newest.number == 2
    assert "Den första skrev detta." in newest.text.plain_text()


def test_every_save_is_kept_and_an_unchanged_save_makes_no_version(world: World) -> None:
    reply = _reply(world, ReplyState.DRAFT)
    officer = world.actor("farsta.handlaggare")
    for number in (1, 2, 3):
        with writing():
            statements.save_text(officer, reply, "Svar", typed_sections(f"Ord {number}."), number, START)
    with writing():
        statements.save_text(officer, reply, "Svar", typed_sections("Ord 3."), 4, START)
    texts = db.session.scalars(db.select(StatementVersion).order_by(StatementVersion.number)).all()
    assert [version.number for version in texts] == [1, 2, 3, 4]
    assert "Ord 1." in texts[1].text.plain_text()


def test_a_signature_binds_to_exactly_the_text_that_was_read(world: World) -> None:
    reply = _reply(world, ReplyState.HEAD_REVIEW)
    head = world.actor("farsta.avdelningschef")
    with pytest.raises(StaleForm):
        statements.sign(head, reply, 7, START)
    with writing():
        statements.sign(head, reply, 1, START)
    version = newest_version(reply)
    assert version is not None
    assert [s.sha256 for s in examine_signatures(reply).standing] == [version.sha256]


def test_sending_back_voids_the_signatures_and_keeps_them_visible(world: World) -> None:
    reply = _reply(world, ReplyState.DIRECTOR_REVIEW)
    with writing():
        statements.send_back(world.actor("farsta.direktor"), reply, 1, "Skriv om ekonomin.", START)
    assert reply.state is ReplyState.DRAFT
    signature = db.session.scalars(db.select(Signature)).one()
    assert signature.role is Role.HEAD
    assert signature.voided_at == START
    assert db.session.scalars(db.select(SendBack)).one().reason == "Skriv om ekonomin."


def test_sending_back_without_a_reason_changes_nothing(world: World) -> None:
    reply = _reply(world, ReplyState.HEAD_REVIEW)
    with pytest.raises(InvalidInput), writing():
        statements.send_back(world.actor("farsta.avdelningschef"), reply, 1, " ", START)
    assert db.session.get_one(Reply, reply.id).state is ReplyState.HEAD_REVIEW


def test_signing_twice_says_that_it_is_done(world: World) -> None:
    reply = _reply(world, ReplyState.SIGNED)
    with pytest.raises(WrongState):
        statements.sign(world.actor("farsta.direktor"), reply, 1, START)


def test_the_director_of_another_body_cannot_sign(world: World) -> None:
    reply = _reply(world, ReplyState.DIRECTOR_REVIEW)
    with pytest.raises(Forbidden):
        statements.sign(world.actor("social.direktor"), reply, 1, START)


def test_a_text_without_a_required_section_is_not_sent_for_review(world: World) -> None:
    reply = _reply(world, ReplyState.ASSIGNED)
    officer = world.actor("farsta.handlaggare")
    with writing():
        statements.save_text(officer, reply, "Svar", typed_sections()[:1], 0, START)
    with pytest.raises(InvalidInput, match="Sammanfattning"):
        statements.send_for_review(officer, reply, 1, START)


def test_a_viewpoint_whose_words_were_edited_away_is_named_before_review(world: World) -> None:
    reply = _reply(world, ReplyState.DRAFT)
    officer = world.actor("farsta.handlaggare")
    with writing():
        viewpoints.mark_viewpoint(officer, reply, "Belysningen bör byggas ut.", START)
    changed = [s if s.key != "synpunkter" else type(s)(s.key, s.heading, "Allt är bra.") for s in typed_sections()]
    with writing():
        statements.save_text(officer, reply, "Svar", changed, 1, START)
    with pytest.raises(InvalidInput, match="Belysningen"):
        statements.send_for_review(officer, reply, 2, START)


def test_a_viewpoint_must_stand_in_the_text_word_for_word(world: World) -> None:
    reply = _reply(world, ReplyState.DRAFT)
    with pytest.raises(InvalidInput):
        viewpoints.mark_viewpoint(world.actor("farsta.handlaggare"), reply, "Något som ingen skrev.", START)


def test_labels_are_added_never_overwritten(world: World) -> None:
    reply = _reply(world, ReplyState.DRAFT)
    officer = world.actor("farsta.handlaggare")
    with writing():
        viewpoint = viewpoints.mark_viewpoint(officer, reply, "Belysningen bör byggas ut.", START)
        viewpoints.classify(officer, viewpoint, viewpoints.Stance.PROPOSES_CHANGE, (), START)
    with writing():
        viewpoints.classify(officer, viewpoint, None, reply.remiss.themes[:1], START)
    labels = db.session.get_one(Viewpoint, viewpoint.id).labels
    stances = [label for label in labels if label.kind is LabelKind.STANCE]
    assert [(label.stance, label.superseded_at is None) for label in stances] == [
        ("foreslar_andring", False),
        (None, True),
    ]
    assert all(label.author_id == officer.user_id for label in labels)
