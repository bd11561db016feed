"""Reminders are rows that follow the deadline: each step of the ladder is fired at most once, a skip keeps its reason.

APScheduler is only the alarm clock: the database decides, so any number of processes may tick.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from functools import cache

import sqlalchemy as sa

from remiss.clock import STOCKHOLM, local_date
from remiss.domain.deadlines import working_days_after, working_days_before
from remiss.domain.roles import Role
from remiss.domain.workflow.states import RemissState, ReplyState
from remiss.extensions import db
from remiss.models.mail import Reminder, ReminderKind, ReminderState
from remiss.models.people import User
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee, Reply
from remiss.services.audit import record
from remiss.services.digests import add_late_body, add_matter, has_gone, late_place, matter_place
from remiss.services.outbox import coordinators_of, officers_of, people_with
from remiss.services.working_days import is_working_day

MORNING = time(8, 0)
ENDED = {
    ReplyState.SUBMITTED: "Svaret har kommit in.",
    ReplyState.PRELIMINARY: "Ett förhandssvar har kommit in.",
    ReplyState.DECLINED: "Instansen avstår från att svara.",
    ReplyState.NOT_RECEIVED: "Svarstiden är avslutad.",
    ReplyState.WITHDRAWN: "Remissen är återkallad.",
}
HANDED_OVER = "Svaret är överlämnat utanför Remiss."
PASSED = "Tidpunkten hade redan passerat när påminnelsen planerades."
DATE_CHANGED = "Sista svarsdag har ändrats."
NOT_CHOSEN = "Organisationen har valt bort den här påminnelsen."
STALE = "Svarstiden hade redan gått ut när påminnelsen skulle skickas."
OVERTAKEN = "En senare påminnelse i samma ärende skickades i stället."
TODAY_ALREADY = "Instansen hade redan fått en påminnelse samma dag."
MUTED = "Påminnelserna om ärendet är tystade."
NOBODY = "Ingen person hos instansen kan ta emot mejlet."


def plan_reminders(consultees: Sequence[Consultee], now: datetime) -> None:
    """Make the ladder of each body follow its due date and its choice: when it is asked, and when either changes.

    What was planned for another date is skipped; a step whose morning has passed is kept as skipped, so that the log
    says why nothing was sent. Without a due date there is no ladder. One query.
    """
    known: dict[int, list[Reminder]] = {consultee.id: [] for consultee in consultees}
    for row in db.session.scalars(sa.select(Reminder).where(Reminder.consultee_id.in_(known))):
        known[row.consultee_id].append(row)
    with db.session.no_autoflush:
        for consultee in consultees:
            _plan(consultee, known[consultee.id], now)


def _plan(consultee: Consultee, rows: Sequence[Reminder], now: datetime) -> None:
    due_on = consultee.due_on
    steps = ladder(consultee.organisation.ladder, due_on)
    chosen = {kind for kind, _ in steps}
    for row in rows:
        if row.due_on != due_on:
            _skip_planned(row, DATE_CHANGED)
        elif row.kind not in chosen:
            _skip_planned(row, NOT_CHOSEN)
    standing = {row.kind: row for row in rows if row.due_on == due_on}
    for kind, fires_at in steps:
        row = standing.get(kind) or Reminder(consultee_id=consultee.id, kind=kind, due_on=due_on)
        if row.state is not ReminderState.FIRED:
            passed = fires_at <= now
            row.fires_at = fires_at
            row.state, row.reason = (ReminderState.SKIPPED, PASSED) if passed else (ReminderState.PLANNED, None)
        db.session.add(row)


def why_not_awaited(reply: Reply) -> str | None:
    """Return why nobody waits for the reply any more, or None while it is waited for."""
    return HANDED_OVER if reply.handed_over_on else ENDED.get(reply.state)


def ladder(chosen: Iterable[str], due_on: date | None) -> list[tuple[ReminderKind, datetime]]:
    """Return the ``chosen`` steps with the moments they are due; none without a due date."""
    kinds = [ReminderKind(value) for value in chosen]
    return [(kind, morning_of(kind, due_on)) for kind in sorted(kinds, key=_offset)] if due_on else []


def _offset(kind: ReminderKind) -> int:
    return kind.offset


def call_off_reminders(reply: Reply, reason: str) -> None:
    """Skip what is planned for a reply that nobody waits for any more."""
    planned = sa.select(Reminder).join(Consultee).where(Consultee.reply_id == reply.id)
    for row in db.session.scalars(planned.where(Reminder.state == ReminderState.PLANNED)):
        _skip_planned(row, reason)


@cache
def morning_of(kind: ReminderKind, due_on: date) -> datetime:
    """Return when a step of the ladder is due: eight in the morning in Stockholm, on a working day.

    Of a last day on which offices are closed, its own step comes on the working day before.
    """
    if kind.offset > 0:
        day = working_days_after(due_on, kind.offset, is_working_day)
    elif kind.offset == 0 and is_working_day(due_on):
        day = due_on
    else:
        day = working_days_before(due_on, -kind.offset or 1, is_working_day)
    return datetime.combine(day, MORNING, STOCKHOLM)


def due_reminders(now: datetime) -> list[Reminder]:
    """Return the planned reminders whose time has come, oldest first, locked until the transaction ends."""
    due = sa.select(Reminder).where(Reminder.state == ReminderState.PLANNED, Reminder.fires_at <= now)
    return list(db.session.scalars(due.order_by(Reminder.fires_at, Reminder.id).with_for_update()))


def fire(reminder: Reminder, now: datetime) -> None:
    """Put ``reminder`` in the day's mail to whoever holds the matter, or skip it and keep the reason.

    The steps after the due date also tell those who run the remiss. When somebody's mail of the day has gone already,
    the reminder waits for the next working morning: nobody gets two.
    """
    people, told, reason = recipients(reminder, now)
    day = local_date(now)
    gone = [has_gone(person, matter_place(reminder), day) for person in people]
    if any([*gone, *(has_gone(person, late_place(reminder), day) for person in told)]):
        reminder.fires_at = next_morning(now)
        return
    for person in people:
        add_matter(person, reminder, now)
    for person in told:
        add_late_body(person, reminder, now)
    if people:
        reminder.state, reminder.fired_at, reminder.fired_on = ReminderState.FIRED, now, day
    else:
        reminder.state, reminder.reason = ReminderState.SKIPPED, reason or NOBODY
    facts = {"kind": reminder.kind, "state": reminder.state, "reason": reminder.reason, "mails": len(people)}
    record(None, "paminnelse", "consultee", reminder.consultee_id, facts, now)


def recipients(reminder: Reminder, now: datetime) -> tuple[list[User], list[User], str | None]:
    """Return who is reminded in the body, who at the sender is told that it is late, and why nobody is reminded.

    A body that has muted the matter is not reminded; its sender is told all the same.
    """
    reason = _reason_to_skip(reminder, now)
    if reason is not None:
        return [], [], reason
    reply = reminder.consultee.reply
    told = _told(reminder, now)
    if reply is not None and reply.muted_at is not None:
        return [], told, MUTED
    people = [*holders(reminder.consultee, now), *_chiefs(reminder, now)]
    return [*dict.fromkeys(people)], told, None if people else NOBODY


def _chiefs(reminder: Reminder, now: datetime) -> list[User]:
    """From the day before the last also those who sign, whoever has the matter, where the body has chosen that."""
    body, day = reminder.consultee.organisation, local_date(now)
    if not body.reminds_chief or reminder.kind.offset < ReminderKind.ONE_DAY_BEFORE.offset:
        return []
    return people_with([body.id], [Role.HEAD], day) or people_with([body.id], [Role.DIRECTOR], day)


def _told(reminder: Reminder, now: datetime) -> list[User]:
    """Whoever runs the remiss hears of late bodies; what is handled outside is never counted among those."""
    reply = reminder.consultee.reply
    secret = reply is not None and reply.state is ReplyState.OUTSIDE
    late = reminder.kind.offset > 0 and not secret
    return coordinators_of(reminder.consultee.remiss, now) if late else []


def holders(consultee: Consultee, now: datetime) -> list[User]:
    """Return who holds the matter now: the officer while drafting, else everyone with the role that it waits for."""
    reply = consultee.reply
    if reply is None:
        return []
    role = reply.state.holder or Role.REGISTRAR
    day = local_date(now)
    if role is Role.OFFICER:
        return officers_of(reply, day)
    return people_with([consultee.organisation_id], [role], day) or people_with(
        [consultee.organisation_id], [Role.REGISTRAR], day
    )


def reminded_on(consultee: Consultee, day: date) -> Reminder | None:
    """Return the reminder that the body got on ``day``, or None."""
    query = sa.select(Reminder).where(Reminder.consultee_id == consultee.id, Reminder.fired_on == day)
    return db.session.scalars(query).first()


def _reason_to_skip(reminder: Reminder, now: datetime) -> str | None:
    reply = reminder.consultee.reply
    if reply is None:
        return NOBODY
    if ended := why_not_awaited(reply):
        return ended
    if reminder.kind.offset <= 0 and local_date(now) > reminder.due_on:
        return STALE
    if _overtaken(reminder, now):
        return OVERTAKEN
    return TODAY_ALREADY if reminded_on(reminder.consultee, local_date(now)) else None


def _overtaken(reminder: Reminder, now: datetime) -> bool:
    """After a standstill several steps of one ladder are due at once: only the last of them says how things are."""
    later = sa.select(Reminder.id).where(
        Reminder.consultee_id == reminder.consultee_id,
        Reminder.state == ReminderState.PLANNED,
        Reminder.fires_at <= now,
        Reminder.fires_at > reminder.fires_at,
    )
    return db.session.scalar(later.limit(1)) is not None


def next_morning(now: datetime) -> datetime:
    """Return the next working morning after the day of ``now``."""
    return datetime.combine(working_days_after(local_date(now), 1, is_working_day), MORNING, STOCKHOLM)


def replan(organisation_id: int, now: datetime) -> None:
    """Plan the ladder of a body anew in every matter that is waited for: its choice has changed."""
    query = sa.select(Consultee).join(Remiss).where(Remiss.state == RemissState.SENT)
    bodies = db.session.scalars(query.where(Consultee.organisation_id == organisation_id)).all()
    plan_reminders([one for one in bodies if one.reply is not None and why_not_awaited(one.reply) is None], now)


def _skip_planned(reminder: Reminder, reason: str) -> None:
    if reminder.state is ReminderState.PLANNED:
        reminder.state, reminder.reason = ReminderState.SKIPPED, reason
