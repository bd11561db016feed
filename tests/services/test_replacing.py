"""A reply that comes anew: the old one is kept with the reason, and viewpoints follow where their words stand."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from remiss.documents.compilation.process import process_account
from remiss.domain.stance import Stance
from remiss.domain.statement import SectionKey
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import InvalidInput, WrongState
from remiss.extensions import db
from remiss.models.decisions import Submission
from remiss.models.intakes import Intake
from remiss.models.mail import OutboxMail
from remiss.models.organisations import Organisation
from remiss.models.remisser import Remiss
from remiss.models.replies import Basis, Inclusion, Reply
from remiss.models.viewpoints import AssessmentAction, Viewpoint
from remiss.queries.compilation import compilation_facts
from remiss.queries.earlier_replies import earlier_replies, viewpoints_left_behind
from remiss.queries.wall import released
from remiss.services.assessments import assess
from remiss.services.intakes import ConfirmedReply, confirm_intake, start_intake, store_reading
from remiss.services.remisser import close_remiss
from remiss.services.replacing import move_viewpoint
from remiss.services.viewpoints import classify, mark_viewpoint
from tests.services.test_late import words
from tests.support.world import CANARY, START, World, reply_in, reply_of, sent_remiss, some_attachment

STAYS, GOES = "Belysningen bör byggas ut.", "Förvaltningen ser positivt på programmet."
NEW = f"Inledning. {STAYS} Förvaltningen är kluven till programmet."


def hand_in(world: World, remiss_id: int, who: str, *, reason: str, text: str = NEW) -> None:
    owner = world.ks if who.startswith("ks") else world.farsta
    with writing():
        actor = world.actor(who)
        remiss, organisation = db.session.get_one(Remiss, remiss_id), db.session.get_one(Organisation, owner)
        intake = start_intake(actor, remiss, organisation, some_attachment(actor, "nytt.docx"), START)
        store_reading(intake, {"title": "Svar"}, {"viewpoints": []})
        intake_id = intake.id
    with writing():
        confirmed = ConfirmedReply(
            organisation_ids=(world.farsta,), title="Nytt svar", diary_number="", basis=Basis.UNKNOWN, decision=None,
            sections=[(SectionKey.VIEWPOINTS, "Synpunkter", [text])], viewpoints=[], classified=False,
            rule_version="prov-1", replaces_reason=reason,
        )  # fmt: skip
        confirm_intake(world.actor(who), db.session.get_one(Intake, intake_id), confirmed, START)


def answered(world: World) -> tuple[int, int, dict[str, int]]:
    """A reply that has come in with two viewpoints, judged and answered by KS."""
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    ks, made = world.actor("ks.samordnare"), {}
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        for text in (STAYS, GOES):
            row = mark_viewpoint(ks, reply, text, START)
            classify(ks, row, Stance.PROPOSES_CHANGE, reply.remiss.themes[:1], START)
            assess(ks, row, AssessmentAction.ACCEPTED, "Vi håller med.", None, START)
            made[text] = row.id
    return remiss_id, reply_id, made


def facts(remiss_id: int):
    db.session.rollback()
    return compilation_facts(db.session.get_one(Remiss, remiss_id))


@pytest.mark.parametrize("who", ["farsta.registrator", "ks.registrator"])
def test_the_new_one_stands_and_the_old_one_is_kept_with_the_reason(world: World, who: str) -> None:
    remiss_id, reply_id, made = answered(world)
    hand_in(world, remiss_id, who, reason="Fel version skickades.")
    sent = db.session.scalars(
        sa.select(Submission).where(Submission.reply_id == reply_id).order_by(Submission.id)
    ).all()
    assert [one.replaced_reason for one in sent] == ["Fel version skickades.", None]
    assert sent[0].sha256 != sent[1].sha256
    assert [one.id for one in db.session.scalars(released(remiss_id))] == [sent[1].id]
    found = facts(remiss_id)
    reply = next(one for one in found.replies if one.id == reply_id)
    assert [one.id for one in reply.viewpoints] == [made[STAYS]]
    assert reply.viewpoints[0].assessment is not None, "what KS answered follows"
    assert "ersatte sitt svar den 5 oktober 2026. Skäl: ”Fel version skickades.”" in words(process_account(found))
    receipts = sa.select(sa.func.count(OutboxMail.id)).where(OutboxMail.kind == "kvittens")
    assert db.session.scalar(receipts) == 2


def test_what_does_not_stand_in_the_new_words_is_listed_and_moved_with_labels_and_answer(world: World) -> None:
    remiss_id, reply_id, made = answered(world)
    hand_in(world, remiss_id, "ks.registrator", reason="Fel version skickades.")
    text, earlier = facts(remiss_id).replies[0].text, earlier_replies(reply_id)
    assert [row.id for row in viewpoints_left_behind(reply_id, text, earlier)] == [made[GOES]]
    assert CANARY in earlier[0].text.plain_text(), "the old words can be read"
    actor = world.actor("ks.samordnare")
    with pytest.raises(InvalidInput), writing():
        move_viewpoint(actor, db.session.get_one(Viewpoint, made[GOES]), "Ord som inte står där.", START)
    with writing():
        moved = move_viewpoint(
            actor, db.session.get_one(Viewpoint, made[GOES]), "Förvaltningen är kluven till programmet.", START
        )
        number = moved.id
    reply = facts(remiss_id).replies[0]
    assert [one.id for one in reply.viewpoints] == [made[STAYS], number]
    assert reply.viewpoints[1].assessment is not None
    assert reply.viewpoints[1].stance is Stance.PROPOSES_CHANGE
    assert not viewpoints_left_behind(reply_id, text, earlier)


def test_it_needs_a_reason_and_an_open_time_at_the_body(world: World) -> None:
    remiss_id, reply_id, _ = answered(world)
    with pytest.raises(WrongState):
        hand_in(world, remiss_id, "farsta.registrator", reason=" ")
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        close_remiss(world.actor("ks.samordnare"), remiss, remiss.version, START)
    with pytest.raises(WrongState, match="avslutad"):
        hand_in(world, remiss_id, "farsta.registrator", reason="Fel version.")
    hand_in(world, remiss_id, "ks.registrator", reason="Fel version.")
    assert reply_id in {reply.id for reply in facts(remiss_id).replies}, "it counts as the one it replaces"


def test_a_forhandssvar_is_replaced_by_a_reply_that_nothing_is_awaited_after(world: World) -> None:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.PRELIMINARY)
    hand_in(world, remiss_id, "farsta.registrator", reason="Nämnden har beslutat.")
    reply = db.session.get_one(Reply, reply_id)
    assert (reply.state, reply.decision_expected_on) == (ReplyState.SUBMITTED, None)


def test_a_reason_where_nothing_is_replaced_does_not_let_a_late_reply_count(world: World) -> None:
    remiss_id = sent_remiss(world)
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        close_remiss(world.actor("ks.samordnare"), remiss, remiss.version, START)
    hand_in(world, remiss_id, "ks.registrator", reason="Fel version.")
    assert reply_of(remiss_id, world.farsta).inclusion is Inclusion.UNDECIDED
