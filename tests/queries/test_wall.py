"""The wall where texts of several kinds meet: joint replies, files registered by KS, and KS's own earlier drafts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from remiss.clock import today
from remiss.domain.parsed import Programme, ProgrammeSection
from remiss.domain.statement import SectionKey
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import NotVisible, WrongState
from remiss.extensions import db
from remiss.models.decisions import Outcome, ReplyText
from remiss.models.remisser import Remiss
from remiss.models.replies import Basis, Reply
from remiss.queries.compilation import compilation_facts
from remiss.queries.matter_decisions import files_of
from remiss.queries.matter_history import history
from remiss.queries.public_status import PublicStatus, public_status
from remiss.queries.wall import own_matter, readable_attachment
from remiss.services import decisions, remisser
from remiss.services.intakes import ConfirmedReply, confirm_intake, start_intake, store_reading
from remiss.text import long_date
from tests.support.world import (
    START,
    World,
    draft_remiss,
    reply_in,
    reply_of,
    sent_remiss,
    some_attachment,
)


def _register(world: World, remiss_id: int, *bodies: int) -> None:
    """KS takes in a file that came by mail."""
    actor = world.actor("ks.samordnare")
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        intake = start_intake(actor, remiss, remiss.sender, some_attachment(actor), START)
        store_reading(intake, {"title": "Svar"}, {"viewpoints": []})
        sections = [(SectionKey.VIEWPOINTS, "Synpunkter", ["Bygg ut belysningen."])]
        confirm_intake(
            actor, intake, ConfirmedReply(bodies, "Svar", "", Basis.UNKNOWN, None, sections, [], True, "prov-1"), START
        )


def _status(world: World, remiss_id: int) -> PublicStatus:
    return next(one for one in public_status(remiss_id, today()) if one.organisation_id == world.farsta)


@pytest.mark.parametrize("first", [True, False])
def test_a_joint_reply_never_opens_what_one_of_its_bodies_wrote_before(world: World, first: bool) -> None:
    remiss = sent_remiss(world)
    drafted = reply_in(world, remiss, world.farsta, ReplyState.DRAFT)
    bodies = (world.farsta, world.social) if first else (world.social, world.farsta)
    with pytest.raises(WrongState):
        _register(world, remiss, *bodies)
    with pytest.raises(NotVisible):
        own_matter(world.actor("social.handlaggare"), drafted)


def test_a_joint_reply_has_no_history_of_what_one_of_its_bodies_did_before(world: World) -> None:
    remiss = sent_remiss(world, bodies=(world.farsta, world.social))
    reply_in(world, remiss, world.farsta, ReplyState.ASSIGNED)
    reply_in(world, remiss, world.social, ReplyState.ASSIGNED)
    _register(world, remiss, world.farsta, world.social)
    shared = reply_of(remiss, world.social)
    assert [event.action for event in history(shared)] == ["registrera_inkommet_svar"]
    assert (shared.officer, shared.internal_due_on) == (None, None)


def test_a_new_reply_never_inherits_the_history_of_one_that_went_into_a_joint_reply(world: World) -> None:
    remiss = sent_remiss(world, bodies=(world.farsta, world.social))
    reply_in(world, remiss, world.social, ReplyState.ASSIGNED)
    before = {reply.id for reply in db.session.scalars(db.select(Reply))}
    _register(world, remiss, world.farsta, world.social)
    later = reply_of(sent_remiss(world, "KS 2026/312", (world.farsta,)), world.farsta)
    assert later.id not in before
    assert history(later) == []


def test_a_decision_recorded_about_a_draft_stays_inside_when_ks_registers_a_file(world: World) -> None:
    remiss = sent_remiss(world)
    reply_id = reply_in(world, remiss, world.farsta, ReplyState.TO_BOARD)
    secretary = world.actor("farsta.sekreterare")
    with writing():
        reply, minutes = db.session.get_one(Reply, reply_id), some_attachment(secretary, "protokoll.pdf")
        decision = decisions.DecisionInput(
            START.date(), "§ 14", Outcome.AMENDED, "Hemligt än.", minutes=minutes, reply_text=ReplyText.OFFICE
        )
        decisions.record_decision(secretary, reply, decision, reply.version, START)
        minutes_id = minutes.id
    _register(world, remiss, world.farsta)
    assert compilation_facts(db.session.get_one(Remiss, remiss)).replies[0].decisions == ()
    assert readable_attachment(secretary, minutes_id)
    with pytest.raises(NotVisible):
        readable_attachment(world.actor("ks.samordnare"), minutes_id)


def test_bodies_read_the_draft_that_was_sent_and_not_those_before_it(world: World) -> None:
    remiss_id, actor = draft_remiss(world), world.actor("ks.samordnare")
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        programme = Programme("Program", (ProgrammeSection("1", "Inledning", 1, ("Gångvägar.",)),))
        remisser.add_programme(actor, remiss, programme, some_attachment(actor, "ratt.docx"), START)
        remisser.send_remiss(actor, remiss, remiss.version, START)
        first, second = (version.attachment_id for version in remiss.programmes)
    officer, reply = world.actor("farsta.handlaggare"), reply_of(remiss_id, world.farsta)
    assert [file.attachment_id for file in files_of(reply)] == [second]
    assert readable_attachment(officer, second)
    assert readable_attachment(actor, first)
    with pytest.raises(NotVisible):
        readable_attachment(officer, first)


def test_the_public_status_tells_the_meeting_that_a_matter_was_moved_to(world: World) -> None:
    remiss = sent_remiss(world)
    reply_id = reply_in(world, remiss, world.farsta, ReplyState.SIGNED)
    late, early = today() + timedelta(days=30), today() + timedelta(days=10)
    for number, day in enumerate((early, late, early)):
        with writing():
            reply = db.session.get_one(Reply, reply_id)
            moment = START + timedelta(minutes=number)
            decisions.plan_meeting(world.actor("farsta.sekreterare"), reply, day, reply.version, moment)
    assert _status(world, remiss).words == f"Sammanträde den {long_date(early)}"


def test_the_reason_for_declining_is_gone_when_the_body_has_answered_after_all(world: World) -> None:
    remiss = sent_remiss(world)
    reply_in(world, remiss, world.farsta, ReplyState.DECLINED)
    assert _status(world, remiss).declined_reason
    _register(world, remiss, world.farsta)
    assert _status(world, remiss).declined_reason is None
