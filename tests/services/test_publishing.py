"""Publishing the papers of a meeting: exactly the signed text is released, to its sender, and it is no reply."""

from __future__ import annotations

from datetime import timedelta

import pytest

from remiss.clock import today
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import Forbidden, InvalidInput, NotVisible, StaleForm, WrongState
from remiss.extensions import db
from remiss.models.decisions import Meeting, Outcome, Publication
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.queries.compilation import compilation_facts
from remiss.queries.public_status import PublicStatus, public_status
from remiss.queries.wall import published_papers, released, released_reply
from remiss.services import decisions, remisser, statements
from remiss.services.publishing import meetings_to_publish, publish_papers
from remiss.text import long_date
from tests.support.world import START, World, act, reply_in, sent_remiss, some_attachment, typed_sections


@pytest.fixture
def planned(world: World) -> int:
    """Farsta's signed text on the agenda of tomorrow's meeting."""
    return reply_in(world, sent_remiss(world), world.farsta, ReplyState.TO_BOARD)


def publish(world: World, reply_id: int, who: str = "farsta.sekreterare") -> Publication:
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        meeting = db.session.scalars(db.select(Meeting).order_by(Meeting.id.desc())).first()
        assert meeting is not None
        return publish_papers(world.actor(who), reply, meeting, reply.version, START)


def status(world: World, reply_id: int) -> PublicStatus:
    remiss_id = db.session.get_one(Reply, reply_id).remiss_id
    return next(one for one in public_status(remiss_id, today()) if one.organisation_id == world.farsta)


def remit_back(world: World, reply_id: int, outcome: Outcome = Outcome.REMITTED_BACK) -> None:
    secretary = world.actor("farsta.sekreterare")
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        found = decisions.DecisionInput(START.date(), "§ 3", outcome, "Skriv om.", minutes=some_attachment(secretary))
        decisions.record_decision(secretary, reply, found, reply.version, START)


@pytest.mark.parametrize("who", ["farsta.sekreterare", "farsta.registrator"])
def test_the_text_is_released_as_not_decided_and_is_no_reply(world: World, planned: int, who: str) -> None:
    row = publish(world, planned, who)
    reply, ks = db.session.get_one(Reply, planned), world.actor("ks.samordnare")
    assert [one.id for one in published_papers(ks, reply.remiss_id, planned)] == [row.id]
    assert (row.sha256, reply.state, reply.submitted_at) == (row.version.sha256, ReplyState.TO_BOARD, None)
    day = long_date(row.meeting.held_on)
    found = status(world, planned)
    assert found.words == f"Handlingarna publicerade, ej beslutat, sammanträde den {day}"
    assert found.published
    assert not found.answered
    assert db.session.scalars(released(reply.remiss_id)).all() == []
    assert compilation_facts(db.session.get_one(Remiss, reply.remiss_id)).replies == ()
    with pytest.raises(NotVisible):
        released_reply(ks, planned)


@pytest.mark.parametrize(
    "who", ["ks.samordnare", "social.sekreterare", "farsta.handlaggare", "farsta.direktor", "admin"]
)
def test_nobody_else_publishes(world: World, planned: int, who: str) -> None:
    with pytest.raises(Forbidden):
        publish(world, planned, who)


@pytest.mark.parametrize("who", ["social.sekreterare", "farsta.sekreterare", "admin"])
def test_only_the_sender_reads_it_as_published(world: World, planned: int, who: str) -> None:
    publish(world, planned)
    with pytest.raises(NotVisible):
        published_papers(world.actor(who), db.session.get_one(Reply, planned).remiss_id, planned)


def test_nothing_is_read_before_it_is_published(world: World, planned: int) -> None:
    assert not status(world, planned).published
    with pytest.raises(NotVisible):
        published_papers(world.actor("ks.samordnare"), db.session.get_one(Reply, planned).remiss_id, planned)


def test_what_was_published_stays_and_what_is_written_later_stays_inside(world: World, planned: int) -> None:
    first = publish(world, planned)
    remiss_id = db.session.get_one(Reply, planned).remiss_id
    remit_back(world, planned)
    assert status(world, planned).words == "Under arbete"
    with writing():
        reply, officer = db.session.get_one(Reply, planned), world.actor("farsta.handlaggare")
        statements.save_text(officer, reply, "Svar", typed_sections("Nya ord."), 1, START)
    for step in ("utkast", "granskning", "signering", "signerad"):
        with writing():
            act(world, planned, step)
    rows = published_papers(world.actor("ks.samordnare"), remiss_id, planned)
    assert [(one.version_id, one.sha256) for one in rows] == [(first.version_id, first.sha256)]
    publish(world, planned)
    rows = published_papers(world.actor("ks.samordnare"), remiss_id, planned)
    assert [one.version.number for one in rows] == [2, 1]


def test_a_matter_that_was_tabled_is_published_again_with_the_papers_of_its_new_meeting(
    world: World, planned: int
) -> None:
    publish(world, planned)
    remit_back(world, planned, Outcome.TABLED)
    with writing():
        reply, day = db.session.get_one(Reply, planned), today() + timedelta(days=30)
        decisions.plan_meeting(world.actor("farsta.sekreterare"), reply, day, reply.version, START + timedelta(hours=1))
    assert status(world, planned).words == f"Sammanträde den {long_date(day)}"
    assert status(world, planned).published
    publish(world, planned)
    assert status(world, planned).words.endswith(f"ej beslutat, sammanträde den {long_date(day)}")


def test_the_same_papers_are_published_once(world: World, planned: int) -> None:
    publish(world, planned)
    assert not meetings_to_publish(world.actor("farsta.sekreterare"), db.session.get_one(Reply, planned))
    with pytest.raises(WrongState, match="redan publicerade"):
        publish(world, planned)


def test_a_signed_text_on_no_agenda_is_not_published(world: World) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.SIGNED)
    with writing():
        meeting = Meeting(organisation_id=world.farsta, held_on=today())
        db.session.add(meeting)
    with pytest.raises(WrongState):
        publish(world, reply_id)


def test_it_is_published_for_the_meeting_that_has_it(world: World, planned: int) -> None:
    with writing():
        db.session.add(Meeting(organisation_id=world.farsta, held_on=today() + timedelta(days=90)))
    with pytest.raises(InvalidInput, match="det sammanträdet"):
        publish(world, planned)
    assert not status(world, planned).published


def test_an_old_page_publishes_nothing(world: World, planned: int) -> None:
    actor = world.actor("farsta.sekreterare")
    reply = db.session.get_one(Reply, planned)
    [meeting] = meetings_to_publish(actor, reply)
    with pytest.raises(StaleForm):
        publish_papers(actor, reply, meeting, reply.version - 1, START)


def test_the_papers_are_still_read_when_the_remiss_is_closed(world: World, planned: int) -> None:
    publish(world, planned)
    remiss_id = db.session.get_one(Reply, planned).remiss_id
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        remisser.close_remiss(world.actor("ks.samordnare"), remiss, remiss.version, START)
    assert published_papers(world.actor("ks.samordnare"), remiss_id, planned)
    assert status(world, planned).words == "Har inte inkommit med svar"
