"""What the sample promises to show beside the ordinary ways: each of them stands in the loaded sample."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from remiss.domain.disclosure import DisclosureOutcome
from remiss.domain.programme_changes import SectionChange
from remiss.domain.workflow.states import ReplyState
from remiss.extensions import db, upload_folder
from remiss.models.attachments import path_of
from remiss.models.completions import Completion
from remiss.models.decisions import Publication, ReportDuty, Submission
from remiss.models.disclosures import Disclosure
from remiss.models.house_templates import HouseTemplate
from remiss.models.joint import JointParty
from remiss.models.mail import OutboxMail
from remiss.models.people import Substitution
from remiss.models.remisser import Remiss
from remiss.models.replies import Basis, Reply
from remiss.models.viewpoints import Viewpoint
from remiss.queries.board_text import own_text
from remiss.queries.programme_changes import issued_changes, unplaced
from remiss.queries.underremisser import parts_in, underremiss
from tests.support.sample import LoadedSample, sample_app_in

pytestmark = pytest.mark.timeout(600)
DAY = date(2026, 11, 29)
NUMBER = "KS 2026/311"


@pytest.fixture(scope="module")
def sample(loaded_sample: LoadedSample) -> Iterator[Flask]:
    app = sample_app_in(loaded_sample(DAY))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def present() -> Remiss:
    return db.session.scalars(sa.select(Remiss).where(Remiss.diary_number == NUMBER)).one()


def reply_of(name: str) -> Reply:
    replies = db.session.scalars(sa.select(Reply).where(Reply.remiss_id == present().id)).unique()
    return next(r for r in replies if name in {c.organisation.name_on(DAY) for c in r.consultees})


def test_a_new_version_went_out_and_what_was_said_about_a_removed_section_is_listed(sample: Flask) -> None:
    [changes] = issued_changes(present())
    assert {kind for kind, _ in changes.counts()} == set(SectionChange)
    [gone] = unplaced(present(), changes)
    assert gone.section == "7.2 Kunskap och delaktighet"
    assert len(gone.viewpoints) == 6
    told = sa.select(sa.func.count()).select_from(OutboxMail).where(OutboxMail.kind == "ny_version")
    assert (db.session.scalar(told) or 0) > 40


def test_two_bodies_have_a_template_of_their_own(sample: Flask) -> None:
    used = db.session.scalars(sa.select(HouseTemplate).where(HouseTemplate.taken_at.is_not(None)))
    assert {row.organisation.name_on(DAY) for row in used} == {"Kommunstyrelsen", "Skarpnäcks stadsdelsnämnd"}


def test_one_addition_is_answered_and_one_is_waited_for(sample: Flask) -> None:
    rows = db.session.scalars(sa.select(Completion).order_by(Completion.id)).all()
    assert [(row.viewpoint is not None, row.answered_at is not None) for row in rows] == [(True, True), (True, False)]


def test_a_reply_was_replaced_and_what_ks_did_followed(sample: Flask) -> None:
    reply = reply_of("Idrottsnämnden")
    query = sa.select(Submission).where(Submission.reply_id == reply.id).order_by(Submission.id)
    first, second = db.session.scalars(query).all()
    assert first.replaced_at is not None
    assert first.replaced_reason
    assert second.replaced_at is None
    words = sa.select(Viewpoint).where(Viewpoint.reply_id == reply.id, Viewpoint.removed_at.is_(None))
    there = [second.version.text.contains(viewpoint.text) for viewpoint in db.session.scalars(words)]
    assert there.count(False) == 2, "what the first text said and the second does not"
    assert there.count(True) > 10


def test_documents_were_handed_out_with_a_mask_and_a_review(sample: Flask) -> None:
    [handed_out] = db.session.scalars(sa.select(Disclosure)).all()
    assert handed_out.outcome is DisclosureOutcome.PARTLY
    assert handed_out.masks
    assert handed_out.examined
    assert path_of(upload_folder(), handed_out.sha256 or "").is_file()


def test_the_parent_company_answers_with_the_words_of_its_subsidiaries(sample: Flask) -> None:
    reply = reply_of("Stockholms Stadshus AB")
    assert (reply.state, reply.basis) == (ReplyState.SUBMITTED, Basis.MANAGER)
    assert parts_in([reply.id], DAY)[reply.id] == ["Stockholmsmässan AB", "Kulturhuset Stadsteatern AB"]
    asked = underremiss(reply, DAY)
    assert asked is not None
    assert len(asked.parts) == 4
    assert sum(part.taken for part in asked.parts) == 2


def test_a_board_has_decided_a_text_of_its_own_that_is_put_in(sample: Flask) -> None:
    reply = reply_of("Hässelby-Vällingby stadsdelsnämnd")
    own = own_text(reply.id)
    assert reply.state is ReplyState.DECIDED
    assert own is not None
    assert own.text.contains("Nämnden förutsätter att den ersätts fullt ut.")


def test_a_board_takes_in_what_a_council_says(sample: Flask) -> None:
    reply = reply_of("Äldrenämnden")
    assert reply.state is ReplyState.DRAFT
    asked = underremiss(reply, DAY)
    assert asked is not None
    assert [part.taken for part in asked.parts] == [True]


def test_papers_are_published_a_duty_is_open_a_text_shared_and_a_substitute_signed(sample: Flask) -> None:
    for model in (Publication, ReportDuty, JointParty, Substitution):
        assert db.session.scalars(sa.select(model)).first() is not None, model


def test_bodies_that_still_write_have_planned_a_meeting_in_time(sample: Flask) -> None:
    planned = sa.select(Reply).where(Reply.remiss_id == present().id, Reply.planned_on.is_not(None))
    found = {reply.state: reply for reply in db.session.scalars(planned)}
    assert {ReplyState.ASSIGNED, ReplyState.DRAFT, ReplyState.HEAD_REVIEW} <= set(found)
    assert all(reply.planned_on <= reply.due_on for reply in found.values())
