"""The sample as it is loaded on different days: every body stands where the sample says, and nothing lies ahead."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from remiss.cli.demo import SAMPLE, logins, sample_rounds
from remiss.clock import STOCKHOLM, local_date
from remiss.domain.compilation import CompilationFacts
from remiss.domain.serial import decode, encode
from remiss.domain.workflow.states import BROKEN_OFF, RemissState, ReplyState
from remiss.extensions import db
from remiss.models.decisions import BoardDecision, Meeting, MinorityStatement, Outcome, Submission
from remiss.models.mail import MailState, OutboxMail, Reminder, ReminderState
from remiss.models.operations import AuditEvent
from remiss.models.organisations import Organisation, OrganisationKind
from remiss.models.people import User
from remiss.models.remisser import Remiss
from remiss.models.replies import Basis, Consultee, Inclusion, Reply
from remiss.models.statements import SendBack, Signature, StatementVersion
from remiss.models.viewpoints import Assessment, LabelKind, LabelStatus, Viewpoint, ViewpointLabel
from remiss.queries.established import compiled_facts
from remiss.queries.names import find_body
from tests.support.sample import LoadedSample, sample_app_in

pytestmark = pytest.mark.timeout(600)  # the files of two rounds are read, and the sample is loaded three times
DAYS = (date(2026, 11, 29), date(2027, 1, 4), date(2026, 7, 1))
EARLIER, WITHDRAWN, PRESENT = "KS 2021/417", "KS 2026/42", "KS 2026/311"
STATES = {
    "ej_oppnad": ReplyState.SENT,
    "tillbaka": ReplyState.DRAFT,
    "signerat_utanfor": ReplyState.SIGNED,
    "delar": ReplyState.DRAFT,
    "inkommen": ReplyState.SUBMITTED,
    "expedierad": ReplyState.SUBMITTED,
}


@pytest.fixture(scope="module", params=DAYS, ids=str)
def day(request: pytest.FixtureRequest) -> date:
    return request.param


@pytest.fixture(scope="module")
def sample(day: date, loaded_sample: LoadedSample) -> Iterator[Flask]:
    app = sample_app_in(loaded_sample(day))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def remiss(number: str) -> Remiss:
    return db.session.scalars(sa.select(Remiss).where(Remiss.diary_number == number)).one()


def facts(number: str) -> dict[str, Any]:
    return next(given for _, given in sample_rounds() if given["diary_number"] == number)


def states(number: str) -> dict[int, ReplyState]:
    query = sa.select(Consultee.organisation_id, Reply.state).join(Reply, Reply.id == Consultee.reply_id)
    return dict(db.session.execute(query.where(Consultee.remiss_id == remiss(number).id)).all())


def count(query: sa.Select[Any]) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(query.subquery())) or 0


def named(row: dict[str, Any], city: dict[str, str], day: date) -> int:
    place = find_body(city[row["organisation"]], day)
    assert place is not None, row
    return place


@pytest.fixture(scope="module")
def city() -> dict[str, str]:
    organisations = json.loads((SAMPLE / "city.json").read_text(encoding="utf-8"))["organisations"]
    return {organisation["key"]: organisation["names"][-1]["name"] for organisation in organisations}


def test_every_body_stands_where_the_sample_says(sample: Flask, city: dict[str, str]) -> None:
    standing = states(PRESENT)
    rows = facts(PRESENT)["consultees"]
    assert 40 <= len(rows) <= 45
    for row in rows:
        promised = STATES.get(row["state"]) or ReplyState(row["state"])
        assert standing[named(row, city, local_date(remiss(PRESENT).sent_at))] is promised, row["organisation"]
    assert set(standing.values()) >= set(ReplyState) - set(BROKEN_OFF), "a state that nobody shows"


def test_a_small_remiss_was_withdrawn(sample: Flask) -> None:
    withdrawn = remiss(WITHDRAWN)
    assert withdrawn.state is RemissState.WITHDRAWN
    assert Counter(states(WITHDRAWN).values()) == {ReplyState.WITHDRAWN: 3, ReplyState.DECLINED: 1}


def test_the_earlier_round_is_closed_with_one_late_reply_and_silent_bodies(sample: Flask, city: dict[str, str]) -> None:
    standing = Counter(states(EARLIER).values())
    assert remiss(EARLIER).state is RemissState.CLOSED
    assert standing == {ReplyState.SUBMITTED: 6, ReplyState.DECLINED: 1, ReplyState.NOT_RECEIVED: 3}
    late = sa.select(Submission).join(Reply).where(Reply.remiss_id == remiss(EARLIER).id, Submission.late)
    judged = sa.select(Reply).where(Reply.remiss_id == remiss(EARLIER).id, Reply.inclusion == Inclusion.INCLUDED)
    assert count(judged) == 1
    assert [s.reply.consultees[0].organisation.name_on(date(2021, 12, 1)) for s in db.session.scalars(late)] == [
        "Norrmalms stadsdelsnämnd"
    ]
    reminded = sa.select(Reminder).join(Consultee).where(Consultee.remiss_id == remiss(EARLIER).id)
    assert count(reminded.where(Reminder.state == ReminderState.FIRED)) >= 4


def test_nothing_has_happened_today_or_later(sample: Flask, day: date) -> None:
    begins = datetime.combine(day, time(), STOCKHOLM)
    moments = (
        AuditEvent.at, StatementVersion.created_at, Signature.signed_at, Submission.submitted_at, Reply.state_since,
        Assessment.created_at, ViewpointLabel.created_at, OutboxMail.queued_at, OutboxMail.sent_at, Remiss.sent_at,
        Reminder.fired_at, SendBack.sent_back_at,
    )  # fmt: skip
    for moment in moments:
        newest = db.session.scalar(sa.select(sa.func.max(moment)))
        assert newest is None or newest < begins, moment
    assert db.session.scalar(sa.select(sa.func.max(BoardDecision.decided_on))) < day
    assert remiss(PRESENT).due_on > day, "the sample is a remiss in full swing"


def test_people_act_in_the_order_of_time_and_in_office_hours(sample: Flask) -> None:
    moments = db.session.scalars(sa.select(AuditEvent.at).order_by(AuditEvent.number)).all()
    assert list(moments) == sorted(moments)
    local = [moment.astimezone(STOCKHOLM) for moment in moments]
    assert all(moment.weekday() < 5 and time(8) <= moment.time() <= time(17) for moment in local)


def test_meetings_are_on_weekdays_after_their_stop_day_and_not_in_july(sample: Flask, day: date) -> None:
    meetings = db.session.scalars(sa.select(Meeting)).all()
    for meeting in meetings:
        assert meeting.held_on.weekday() < 5
        assert meeting.stop_on is not None
        assert meeting.stop_on < meeting.held_on
        assert meeting.held_on < day or meeting.held_on.month != 7, meeting.held_on
    to_come = {meeting.organisation_id for meeting in meetings if meeting.held_on > day}
    boards = (OrganisationKind.COMMITTEE, OrganisationKind.DISTRICT, OrganisationKind.COMPANY)
    for place in states(PRESENT):
        body = db.session.get_one(Organisation, place)
        assert body.kind not in boards or place in to_come, body.name_on(day)


def test_decisions_fall_on_meetings_of_the_body(sample: Flask) -> None:
    held = {(m.organisation_id, m.held_on) for m in db.session.scalars(sa.select(Meeting))}
    decided = sa.select(BoardDecision).join(Reply).where(Reply.remiss_id == remiss(PRESENT).id)
    for decision in db.session.scalars(decided):
        assert (decision.organisation_id, decision.decided_on) in held


def test_every_route_and_minority_is_there(sample: Flask) -> None:
    replies = db.session.scalars(sa.select(Reply).where(Reply.remiss_id == remiss(PRESENT).id)).all()
    assert {reply.basis for reply in replies} == set(Basis)
    assert sum(len(reply.consultees) > 1 for reply in replies) == 3
    assert any(reply.secrecy_ground and reply.handed_over_on for reply in replies)
    assert sum(reply.state is ReplyState.DECLINED for reply in replies) == 2
    assert sum(reply.state is ReplyState.SENT for reply in replies) >= 4
    assert {m.kind.value for m in db.session.scalars(sa.select(MinorityStatement))} == {
        "reservation", "sarskilt_uttalande", "ersattaryttrande",
    }  # fmt: skip
    assert count(sa.select(SendBack)) == 2, "one by a head, one by a nämnd"
    outcomes = set(db.session.scalars(sa.select(BoardDecision.outcome)))
    assert {Outcome.REMITTED_BACK, Outcome.TABLED} <= outcomes


def test_only_two_replies_are_left_for_the_coordinator(sample: Flask) -> None:
    confirmed = sa.select(ViewpointLabel.id).where(
        ViewpointLabel.viewpoint_id == Viewpoint.id,
        ViewpointLabel.kind == LabelKind.STANCE,
        ViewpointLabel.status == LabelStatus.CONFIRMED,
        ViewpointLabel.superseded_at.is_(None),
    )
    open_ = sa.select(Viewpoint.reply_id).join(Submission, Submission.reply_id == Viewpoint.reply_id)
    open_ = open_.join(Reply, Reply.id == Viewpoint.reply_id).join(Remiss, Remiss.id == Reply.remiss_id)
    open_ = open_.where(Remiss.parent_id.is_(None))  # who sends an underremiss takes the words in and judges nothing
    open_ = open_.where(Viewpoint.removed_at.is_(None), Viewpoint.repeats_id.is_(None), ~confirmed.exists())
    assert len(set(db.session.scalars(open_))) == 2


@pytest.mark.parametrize("number", [EARLIER, PRESENT])
def test_what_the_coordinator_judged_by_hand_is_still_a_viewpoint(sample: Flask, number: str) -> None:
    query = sa.select(Viewpoint.text).join(Reply).where(Reply.remiss_id == remiss(number).id)
    texts = db.session.scalars(query).all()
    for judged in facts(number)["by_hand"]:
        assert any(text.startswith(judged["begins"]) for text in texts), judged["begins"]
    for begins in (begins for places in facts(number).get("sections", {}).values() for begins in places):
        assert any(text.startswith(begins) for text in texts), begins


def test_most_viewpoints_say_which_section_of_the_programme_they_are_about(sample: Flask) -> None:
    """The rules find what a text names itself, the coordinator says the rest: what is left is about the whole."""
    found = compiled_facts(remiss(PRESENT)).viewpoints()
    placed = [one for _, one in found if one.programme_key]
    assert len(placed) > 0.75 * len(found)
    assert len({one.programme_key for one in placed}) > 30
    by_hand = sum(len(places) for places in facts(PRESENT)["sections"].values())
    assert len(placed) > by_hand + 80, "the rules did not find what the texts name"


@pytest.mark.parametrize("number", [EARLIER, PRESENT])
def test_the_answers_stand_and_leave_some_viewpoints_open(sample: Flask, number: str) -> None:
    answers = sa.select(Assessment).join(Viewpoint).join(Reply).where(Reply.remiss_id == remiss(number).id)
    given = db.session.scalars(answers.order_by(Assessment.id)).all()
    by_hand, noted, *groups = Counter(answer.created_at for answer in given).values()
    assert by_hand == len(facts(number)["assessments"])
    assert noted > 5  # what asks for nothing got one answer
    assert bool(groups) == ("group_answers" in facts(number))
    assert len({answer.action for answer in given}) >= 5
    assert count(sa.select(Viewpoint.id).join(Reply).where(Reply.remiss_id == remiss(number).id)) > len(given)


def test_mail_went_out_on_the_day_it_was_written(sample: Flask) -> None:
    mails = db.session.scalars(sa.select(OutboxMail)).all()
    assert len(mails) > 100
    for mail in mails:
        assert mail.state is MailState.SENT, (mail.kind, mail.problem)
        assert mail.sent_at is not None
        assert local_date(mail.sent_at) == local_date(mail.queued_at)


def test_the_sign_ins_that_are_told_exist_and_play_every_role(sample: Flask) -> None:
    told = logins()
    assert len(told) == 10
    users = {user.email: user for user in db.session.scalars(sa.select(User))}
    roles = {users[line.rsplit(" ", 1)[1]].memberships[0].role for line in told[:-1]}
    assert len(roles) == 8


def test_the_earlier_round_is_fixed_with_ks_own_words_and_the_present_one_is_not(sample: Flask) -> None:
    fixed = compiled_facts(remiss(EARLIER)).established
    assert fixed is not None
    assert fixed.open_points
    assert {own.key for own in compiled_facts(remiss(EARLIER)).own_words} == {"slk", "borgarrad", "tema:ekonomi"}
    assert remiss(PRESENT).established is None
    live = compiled_facts(remiss(PRESENT))
    assert len(live.own_words) == 4
    assert decode(CompilationFacts, encode(live)) == live, "everything that facts hold can be frozen"
