"""The ladder follows the due date: which mornings, over weekends, holidays and changes of the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.jobs.tick import tick
from remiss.models.mail import OutboxMail, Reminder, ReminderKind, ReminderState
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee, Reply
from remiss.services import replies
from remiss.services.reminders import morning_of, plan_reminders
from tests.support.world import START, World, reply_in, sent_remiss

SEVEN, ONE, AFTER = ReminderKind.SEVEN_DAYS_BEFORE, ReminderKind.ONE_DAY_BEFORE, ReminderKind.ONE_DAY_AFTER


@pytest.mark.parametrize(
    ("due", "seven", "one", "after"),
    [
        ("2026-12-11", "2026-12-02", "2026-12-10", "2026-12-14"),  # after a Friday comes Monday
        ("2026-12-13", "2026-12-03", "2026-12-11", "2026-12-14"),  # due on a Sunday
        ("2027-01-08", "2026-12-23", "2027-01-07", "2027-01-11"),  # Christmas, New Year and Twelfth Night between
        ("2027-06-28", "2027-06-16", "2027-06-24", "2027-06-29"),  # midsommarafton is no working day
        ("2027-03-30", "2027-03-17", "2027-03-25", "2027-03-31"),  # Easter, and the clocks go forward on the 28th
    ],
)
def test_the_mornings_of_the_ladder(due: str, seven: str, one: str, after: str) -> None:
    days = [morning_of(kind, date.fromisoformat(due)) for kind in (SEVEN, ONE, AFTER)]
    assert [moment.date().isoformat() for moment in days] == [seven, one, after]
    assert {f"{moment:%H:%M}" for moment in days} == {"08:00"}


def test_eight_in_the_morning_is_so_on_both_sides_of_the_change_of_the_clock() -> None:
    due = date(2027, 3, 31)
    assert morning_of(SEVEN, due).astimezone(UTC).hour == 7
    assert morning_of(ONE, due).astimezone(UTC).hour == 6


def ladder(world: World, organisation_id: int) -> list[tuple[ReminderKind, date, ReminderState, str | None]]:
    db.session.rollback()
    query = db.select(Reminder).join(Consultee).where(Consultee.organisation_id == organisation_id)
    return [(row.kind, row.due_on, row.state, row.reason) for row in db.session.scalars(query.order_by(Reminder.id))]


def test_sending_plans_the_ladder_for_every_body(world: World) -> None:
    sent_remiss(world)
    for organisation in (world.farsta, world.social, world.external):
        assert [(kind, state) for kind, _, state, _ in ladder(world, organisation)] == [
            (kind, ReminderState.PLANNED) for kind in (SEVEN, ONE, AFTER)
        ]


def test_a_body_asked_when_a_step_has_passed_is_not_reminded_at_once_and_the_log_says_why(world: World) -> None:
    remiss_id = sent_remiss(world)
    with writing():
        late = Consultee(remiss_id=remiss_id, organisation_id=world.ks)
        late.reply = Reply(remiss_id=remiss_id, state_since=START)
        db.session.add(late)
        db.session.flush()
        plan_reminders([late], datetime(2030, 12, 5, 9, tzinfo=UTC))
    [(_, _, state, reason), *later] = ladder(world, world.ks)
    assert (state, reason) == (
        ReminderState.SKIPPED,
        "Tidpunkten hade redan passerat när påminnelsen planerades.",
    )
    assert {state for _, _, state, _ in later} == {ReminderState.PLANNED}


def _due(remiss_id: int, due: date, at: datetime) -> None:
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        remiss.due_on = due
        plan_reminders(db.session.scalars(db.select(Consultee).filter_by(remiss_id=remiss_id)).all(), at)


def test_a_new_due_date_moves_the_ladder_and_going_back_moves_it_back(world: World) -> None:
    remiss_id = sent_remiss(world)
    old, new, at = date(2030, 12, 11), date(2031, 1, 15), datetime(2030, 12, 1, tzinfo=UTC)
    _due(remiss_id, new, at)
    rows = ladder(world, world.farsta)
    assert {(state, reason) for _, due, state, reason in rows if due == old} == {
        (ReminderState.SKIPPED, "Sista svarsdag har ändrats.")
    }
    planned = [row[0] for row in rows if row[1] == new and row[2] is ReminderState.PLANNED]
    assert planned == [SEVEN, ONE, AFTER]
    _due(remiss_id, old, at)
    _due(remiss_id, old, at)
    assert {due for _, due, state, _ in ladder(world, world.farsta) if state is ReminderState.PLANNED} == {old}
    assert len(ladder(world, world.farsta)) == 6


def test_what_went_out_stays_when_the_date_changes(world: World) -> None:
    remiss_id = sent_remiss(world)
    tick(morning_of(SEVEN, date(2030, 12, 11)))
    _due(remiss_id, date(2031, 1, 15), datetime(2030, 12, 3, tzinfo=UTC))
    assert ladder(world, world.farsta)[0][2] is ReminderState.FIRED


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (ReplyState.SUBMITTED, "Svaret har kommit in."),
        (ReplyState.DECLINED, "Instansen avstår från att svara."),
        (ReplyState.NOT_RECEIVED, "Svarstiden är avslutad."),
    ],
)
def test_what_has_come_to_an_end_is_called_off_at_once(world: World, state: ReplyState, reason: str) -> None:
    reply_in(world, sent_remiss(world), world.farsta, state)
    assert {(row[2], row[3]) for row in ladder(world, world.farsta)} == {(ReminderState.SKIPPED, reason)}


def test_a_body_that_answers_after_all_gets_its_ladder_back(world: World) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.DECLINED)
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        replies.revoke_decline(world.actor("farsta.registrator"), reply, reply.version, START + timedelta(days=1))
    assert {row[2] for row in ladder(world, world.farsta)} == {ReminderState.PLANNED}


def test_a_winter_of_mornings_reminds_each_body_three_times_and_nobody_twice_a_day(world: World) -> None:
    """Ticks at odd hours from December to January, through Christmas: the clock is an argument."""
    remiss_id = sent_remiss(world)
    _due(remiss_id, date(2031, 1, 7), datetime(2030, 11, 1, tzinfo=UTC))
    at = datetime(2030, 12, 15, tzinfo=UTC)
    while at < datetime(2031, 1, 20, tzinfo=UTC):
        tick(at)
        at += timedelta(hours=6, minutes=30)
    fired = db.session.scalars(db.select(Reminder).where(Reminder.state == ReminderState.FIRED)).all()
    assert sorted(row.fired_on.isoformat() for row in fired) == sorted(
        2 * ["2030-12-19"] + 2 * ["2031-01-03"] + 2 * ["2031-01-08"]
    )
    mails = db.session.scalars(db.select(OutboxMail).filter_by(kind="paminnelse")).all()
    assert len({(mail.recipient_id, mail.queued_at.date()) for mail in mails}) == len(mails) == 3 * 2 + 2
