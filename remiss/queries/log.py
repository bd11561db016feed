"""Which events of the log a person may read. What no rule here lets through is read by nobody (DOMAIN §7).

A body reads what is done with its own matters. A sender reads its remisser and, of the replies, its own work and what
``public_status()`` would tell, without anybody's name. Administrators read accounts, organisations and mail, never a
body's steps.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from remiss.clock import STOCKHOLM
from remiss.domain.permissions import Permission, may
from remiss.domain.roles import Actor
from remiss.domain.workflow.states import ReplyAction
from remiss.domain.workflow.table import REPLY_TABLE
from remiss.extensions import db
from remiss.models.decisions import Meeting
from remiss.models.disclosures import Disclosure
from remiss.models.distribution import DistributionList
from remiss.models.intakes import Intake
from remiss.models.operations import AuditEvent
from remiss.models.organisations import Organisation
from remiss.models.people import Membership
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee, Reply
from remiss.queries.matter_history import KS_WORK
from remiss.queries.wall import sent_from

TOLD = frozenset(
    {
        ReplyAction.RECEIVE, ReplyAction.SUBMIT, ReplyAction.SUBMIT_LATE, ReplyAction.SEND_PRELIMINARY,
        ReplyAction.DECIDE_PRELIMINARY,
        ReplyAction.DECLINE, ReplyAction.REVOKE_DECLINE, ReplyAction.HAND_IN, ReplyAction.HAND_IN_PRELIMINARY,
        ReplyAction.ASK_EXTENSION, ReplyAction.TAKE_BACK_EXTENSION,
    }
)  # fmt: skip
"""Steps of a body that its sender is told of at once anyway; a new action is not among them until somebody says so."""
SENDERS_OWN = frozenset(row.action for row in REPLY_TABLE if row.permission.startswith("remiss:")) - {
    ReplyAction.PART_BY_POST  # that bodies had agreed on a text is theirs to know
}
event = AuditEvent


class View(StrEnum):
    """Whose events: each is a page of its own, and a person may have several."""

    MATTERS = "arenden"
    REMISSER = "remisser"
    OPERATIONS = "drift"

    @property
    def label(self) -> str:
        """The words shown to people."""
        return {
            "arenden": "Era ärenden", "remisser": "Era remisser", "drift": "Konton, organisationer och mejl",
        }[self.value]  # fmt: skip


_NEEDS = {
    View.MATTERS: Permission.MATTER_VIEW, View.REMISSER: Permission.REMISS_VIEW,
    View.OPERATIONS: Permission.OPERATIONS_VIEW,
}  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What is asked for: days in Stockholm, words of a name, events before a number."""

    first: date | None = None
    last: date | None = None
    who: str = ""
    before: int | None = None


@dataclass(frozen=True)
class LoggedEvent:
    """One event as it may be read. ``who`` is None where the name stays inside another body."""

    number: int
    at: datetime
    who: str | None
    action: str
    kind: str
    thing_id: int


def views_of(actor: Actor) -> list[View]:
    """Return the views that ``actor`` has, in order."""
    return [view for view in View if places_for(actor, view)]


def places_for(actor: Actor, view: View) -> frozenset[int]:
    """Return the actor's organisations whose events ``view`` shows; of operations every one counts."""
    return frozenset(place for place in actor.organisations() if may(actor, _NEEDS[view], frozenset({place})))


def logged_events(view: View, places: Collection[int], asked: Asked, limit: int) -> list[LoggedEvent]:
    """Return the newest events that ``view`` shows to ``places`` and ``asked`` lets through. One query."""
    named = _named_to(view, places)
    query = sa.select(
        event.number, event.at, event.action, event.thing_kind, event.thing_id,
        sa.case((named, event.actor_name), else_=None).label("who"),
    ).where(_shown_in(view, places), *_limits(asked, named))  # fmt: skip
    rows = db.session.execute(query.order_by(event.number.desc()).limit(limit))
    return [LoggedEvent(row.number, row.at, row.who, row.action, row.thing_kind, row.thing_id) for row in rows]


def _limits(asked: Asked, named: sa.ColumnElement[bool]) -> list[sa.ColumnElement[bool]]:
    """A name is looked for only where it is shown: otherwise the search would tell it."""
    found: list[sa.ColumnElement[bool]] = []
    if asked.first:
        found.append(event.at >= datetime.combine(asked.first, time(), STOCKHOLM))
    if asked.last:
        found.append(event.at < datetime.combine(asked.last + timedelta(days=1), time(), STOCKHOLM))
    if asked.who:
        found += [named, event.actor_name.icontains(asked.who, autoescape=True)]
    if asked.before:
        found.append(event.number < asked.before)
    return found


def _named_to(view: View, places: Collection[int]) -> sa.ColumnElement[bool]:
    if view is not View.REMISSER:
        return sa.true()
    own_people = sa.select(Membership.user_id).where(Membership.organisation_id.in_(places))
    of_a_body = sa.and_(event.thing_kind == "reply", event.action.in_(TOLD))
    return sa.and_(~of_a_body, sa.or_(event.actor_id.is_(None), event.actor_id.in_(own_people)))


def _shown_in(view: View, places: Collection[int]) -> sa.ColumnElement[bool]:
    rules = {View.MATTERS: _of_matters, View.REMISSER: _of_remisser, View.OPERATIONS: _of_operations}
    return rules[view](places)


def _of_matters(places: Collection[int]) -> sa.ColumnElement[bool]:
    """Everything in the bodies' own matters but the sender's work with a reply that has come in."""
    own = sa.select(Consultee.reply_id).where(Consultee.organisation_id.in_(places), Consultee.reply_id.is_not(None))
    own_intakes = sa.select(Intake.id).join(Remiss).where(Intake.owner_id.in_(places), ~sent_from(places))
    return sa.or_(
        _about("reply", own, ~sa.and_(event.action.in_(KS_WORK), _has_come_in())),
        _about("meeting", sa.select(Meeting.id).where(Meeting.organisation_id.in_(places))),
        _about("meeting_rhythm", sa.select(Organisation.id).where(Organisation.id.in_(places))),
        _about("intake", own_intakes),
        _about("disclosure", _handed_out(places, Disclosure.reply_id.is_not(None))),
        _about("organisation", sa.select(Organisation.id).where(Organisation.registered_by_id.in_(places))),
    )


def _of_remisser(places: Collection[int]) -> sa.ColumnElement[bool]:
    remisser = sa.select(Remiss.id).where(sent_from(places))
    replies = sa.select(Reply.id).where(Reply.remiss_id.in_(remisser))
    work = sa.and_(event.action.in_(KS_WORK), _has_come_in())
    return sa.or_(
        _about("remiss", remisser),
        _about("consultee", sa.select(Consultee.id).where(Consultee.remiss_id.in_(remisser))),
        _about("intake", sa.select(Intake.id).where(Intake.owner_id.in_(places), Intake.remiss_id.in_(remisser))),
        _about("reply", replies, sa.or_(event.action.in_(SENDERS_OWN | TOLD), work)),
        _about("disclosure", _handed_out(places, Disclosure.reply_id.is_(None))),
        _about("distribution_list", sa.select(DistributionList.id).where(DistributionList.sender_id.in_(places))),
    )


def _of_operations(_places: Collection[int]) -> sa.ColumnElement[bool]:
    """A sender in a body's own register is that body's secret: its name may tell what the body has received."""
    known = sa.select(Organisation.id).where(Organisation.registered_by_id.is_(None))
    return sa.or_(event.thing_kind.in_(("user", "mail")), _about("organisation", known))


def _handed_out(places: Collection[int], of: sa.ColumnElement[bool]) -> sa.Select[Any]:
    return sa.select(Disclosure.id).where(Disclosure.organisation_id.in_(places), of)


def _about(kind: str, things: sa.Select[Any], *more: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.and_(event.thing_kind == kind, event.thing_id.in_(things), *more)


def _has_come_in() -> sa.ColumnElement[bool]:
    return sa.exists().where(Reply.id == event.thing_id, Reply.submitted_at <= event.at)
