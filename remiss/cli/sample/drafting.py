"""The way of a reply through its office, up to where the sample says that it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from remiss.cli.sample.acts import Act
from remiss.cli.sample.incoming import decision_in
from remiss.cli.sample.stage import Stage, weekdays_after
from remiss.clock import local_date
from remiss.domain.demands import typed_answers
from remiss.domain.editing import TypedSection
from remiss.domain.roles import Actor, Role
from remiss.domain.stance import Stance
from remiss.domain.statement import SectionKey
from remiss.door import writing
from remiss.extensions import db
from remiss.models.decisions import Meeting, Outcome
from remiss.models.people import User
from remiss.models.remisser import Theme
from remiss.models.replies import Basis, Reply
from remiss.models.statements import SendBack, StatementVersion
from remiss.services import adjusting, decisions, preparation, replies, statement_files, statements, viewpoints
from remiss.services.attachments import add_attachment, keep_content
from remiss.services.board_text import write_board_text
from remiss.services.publishing import meetings_to_publish, publish_papers
from remiss.services.sessions import actor_for
from remiss.services.sole_decisions import SoleInput, submit_decided_alone
from remiss.services.steps import newest_version, signature_levels
from remiss.services.substitutions import set_substitution

WRITES = ("fordelad", "utkast", "granskning")
WITHOUT_LAST = 2
"""How many sections are still missing when the officer saves for the first time."""


@dataclass(frozen=True)
class Matter:
    """A body's own view of its reply: what the sample says of it, and the draft where there is one."""

    stage: Stage
    row: dict[str, Any]
    draft: dict[str, Any]

    @property
    def key(self) -> str:
        """The body's key."""
        return str(self.row["organisation"])

    def reply(self) -> Reply:
        """Return the body's reply."""
        return self.stage.reply(self.key)

    def actor(self, role: Role) -> Actor:
        """Return the body's person with ``role``."""
        return self.stage.actor(self.key, role)

    def base(self) -> int:
        """Return the number of the newest saved text, 0 when there is none."""
        newest = newest_version(self.reply())
        return newest.number if newest else 0


def office_acts(stage: Stage, row: dict[str, Any], place: int) -> list[Act]:
    """Return everything that the body has done, at most until the round's last day; ``place`` is its place in line."""
    matter = Matter(stage, row, stage.facts["drafts"].get(row["organisation"], {}))
    steps, days = ROUTES[row["state"]], _days(matter, place)
    last = date.fromisoformat(stage.facts["last_day"])
    # the eleventh step and later ones never share a day with the first ones, and nobody works in the evening
    return [
        Act(stage.moment(min(days[step], last), 42 * (number % 10) + 7 * place % 50), _in_one_go(step, matter))
        for number, step in enumerate(steps)
    ]


def receive(matter: Matter, now: datetime) -> None:
    """The registrar receives the remiss and gives it the body's own number; whoever still writes plans its meeting."""
    reply, number = matter.reply(), matter.row.get("diary_number") or matter.draft["diary_number"]
    planned_on = _last_meeting(reply, now) if matter.row["state"] in WRITES else None
    replies.receive(matter.actor(Role.REGISTRAR), reply, number, reply.version, now, planned_on)


def _last_meeting(reply: Reply, now: datetime) -> date | None:
    """Return the body's last meeting in time, or None."""
    coming = (Meeting.organisation_id.in_(reply.owners), Meeting.held_on >= local_date(now))
    return db.session.scalar(sa.select(sa.func.max(Meeting.held_on)).where(*coming, Meeting.held_on <= reply.due_on))


def assign(matter: Matter, now: datetime) -> None:
    """The head gives it to an officer, with the day on which the statement is to be ready."""
    reply, stage = matter.reply(), matter.stage
    ready = stage.day(matter.draft["date"]) if matter.draft else stage.day(stage.facts["due"]) - timedelta(days=7)
    officer = stage.person(matter.key, Role.OFFICER)
    replies.assign(matter.actor(Role.HEAD), reply, officer, ready, reply.version, now)


def prepare(matter: Matter, now: datetime) -> None:
    """The officer notes who takes part and the samverkan, and adds the attachments, where the row names any."""
    reply, actor, stage = matter.reply(), matter.actor(Role.OFFICER), matter.stage
    for unit in matter.row.get("units", []):
        keys = [SectionKey(key) for key in unit["sections"]]
        row = preparation.add_contribution(actor, reply, unit["name"], None, keys, None, now)
        if unit["done"]:
            preparation.set_done(actor, reply, row, now, done=True)
    for held in matter.row.get("samverkan", []):
        preparation.add_consultation(actor, reply, held["forum"], stage.day(held["date"]), now)
    for given in matter.row.get("attachments", []):
        content = "\n".join(given["lines"]).encode()
        sha256 = keep_content(stage.uploads, content)
        file = add_attachment(actor, sha256, given["filename"], "txt", len(content), now)
        statement_files.add_file(actor, reply, file, given["name"], now)


def begin_to_write(matter: Matter, now: datetime) -> None:
    """The officer saves a first text, the last sections still missing."""
    _save(matter, _typed(matter.draft)[:-WITHOUT_LAST], now)


def write(matter: Matter, now: datetime) -> None:
    """The officer saves the whole text and marks some viewpoints."""
    _save(matter, [*_typed(matter.draft), *_answers(matter)], now)
    reply, actor = matter.reply(), matter.actor(Role.OFFICER)
    themes: dict[str, Theme] = {theme.key: theme for theme in reply.remiss.themes}
    for marked in matter.row.get("marked", []):
        viewpoint = viewpoints.mark_viewpoint(actor, reply, marked["text"], now)
        viewpoints.classify(actor, viewpoint, Stance(marked["stance"]), [themes[key] for key in marked["themes"]], now)


def hand_over(matter: Matter, now: datetime) -> None:
    """The officer gives the text to the head."""
    statements.send_for_review(matter.actor(Role.OFFICER), matter.reply(), matter.base(), now)


def send_back(matter: Matter, now: datetime) -> None:
    """The head wants a change."""
    statements.send_back(matter.actor(Role.HEAD), matter.reply(), matter.base(), matter.row["sent_back_reason"], now)


def sign_as_head(matter: Matter, now: datetime) -> None:
    """The first signature, where two are set."""
    if signature_levels(matter.reply()) == 1:
        return
    statements.sign(matter.actor(Role.HEAD), matter.reply(), matter.base(), now)


def sign_as_director(matter: Matter, now: datetime) -> None:
    """The final signature, by a substitute where the director is away."""
    actor = _substitute(matter, now) if "substitute" in matter.row else matter.actor(Role.DIRECTOR)
    statements.sign(actor, matter.reply(), matter.base(), now)


def _substitute(matter: Matter, now: datetime) -> Actor:
    director, today = matter.stage.person(matter.key, Role.DIRECTOR), local_date(now)
    someone = db.session.scalars(sa.select(User).where(User.email == matter.row["substitute"])).one()
    body = matter.reply().consultees[0].organisation
    period = (today, today + timedelta(days=2))
    set_substitution(matter.actor(Role.DIRECTOR), director, body, someone, period, now)
    return actor_for(someone, now)


def plan_first(matter: Matter, now: datetime) -> None:
    """The secretary puts it on the agenda of a meeting that will not decide."""
    _plan(matter, matter.row["first_meeting"]["held"], now)


def postpone(matter: Matter, now: datetime) -> None:
    """That meeting tables it or remits it back."""
    said, actor, reply = matter.row["first_meeting"], matter.actor(Role.SECRETARY), matter.reply()
    decision = decisions.DecisionInput(
        matter.stage.day(said["held"]), said["paragraph"], Outcome(said["outcome"]), said.get("text", "")
    )
    decisions.record_decision(actor, reply, decision, reply.version, now)


def write_what_is_asked(matter: Matter, now: datetime) -> None:
    """The officer answers the nämnd and ticks off what it asked for."""
    said = matter.row["first_meeting"]
    sections = [
        replace(part, body=f"{part.body}\n\n{said['added']}") if part.key is SectionKey.ECONOMY else part
        for part in _typed(matter.draft)
    ]
    _save(matter, [*sections, *_answers(matter)], now)
    query = sa.select(SendBack).join(StatementVersion).where(StatementVersion.reply_id == matter.reply().id)
    statements.tick_points(matter.actor(Role.OFFICER), db.session.scalars(query).one(), [1], now)


def plan(matter: Matter, now: datetime) -> None:
    """The secretary puts it on the agenda of the meeting that the statement names."""
    _plan(matter, matter.draft["meeting"], now)


def _plan(matter: Matter, printed: str, now: datetime) -> None:
    reply, meant = matter.reply(), matter.stage.day(printed)
    query = sa.select(Meeting.held_on).where(Meeting.organisation_id.in_(reply.owners), Meeting.held_on >= meant)
    held_on = db.session.scalars(query.order_by(Meeting.held_on)).first() or meant
    decisions.plan_meeting(matter.actor(Role.SECRETARY), reply, held_on, reply.version, now)


def publish(matter: Matter, now: datetime) -> None:
    """The secretary publishes the papers of that meeting."""
    reply, actor = matter.reply(), matter.actor(Role.SECRETARY)
    [meeting] = meetings_to_publish(actor, reply)
    publish_papers(actor, reply, meeting, reply.version, now)


def decide(matter: Matter, now: datetime) -> None:
    """The secretary records what the nämnd decided."""
    actor = matter.actor(Role.SECRETARY)
    decision = decision_in(matter.stage, actor, matter.row, now)
    with writing():
        reply = matter.reply()
        decisions.record_decision(actor, reply, decision, reply.version, now)


def put_in_own_text(matter: Matter, now: datetime) -> None:
    """The secretary puts in what the nämnd decided in place of its office's text."""
    own, reply = matter.row["board_text"], matter.reply()
    write_board_text(matter.actor(Role.SECRETARY), reply, own["title"], _typed(own), reply.version, now)


def send_decided_by_manager(matter: Matter, now: datetime) -> None:
    """The registrar sends what the VD has decided."""
    said, reply = matter.row["alone"], matter.reply()
    decision = SoleInput(Basis(said["basis"]), matter.stage.day(matter.row["decided"]), said["by"])
    submit_decided_alone(matter.actor(Role.REGISTRAR), reply, decision, reply.version, now)


def adjust(matter: Matter, now: datetime) -> None:
    """The secretary notes when the minutes were adjusted, unless the nämnd did it at once."""
    if matter.row["immediate_adjustment"]:
        return
    reply = matter.reply()
    adjusted_on = matter.stage.day(matter.row["adjusted"])
    adjusting.adjust(matter.actor(Role.SECRETARY), reply, adjusted_on, reply.version, now)


Step = Callable[[Matter, datetime], None]


def _again(step: Step) -> Step:
    """The same step in the round after a meeting has remitted the matter back, on a day of its own."""
    return lambda matter, now: step(matter, now)


hand_over_again, sign_as_head_again, sign_as_director_again = map(_again, (hand_over, sign_as_head, sign_as_director))
_POSTPONED: tuple[Step, ...] = (plan_first, postpone)
_SIGNED_AGAIN: tuple[Step, ...] = (write_what_is_asked, hand_over_again, sign_as_head_again, sign_as_director_again)
_DRAFTED: tuple[Step, ...] = (receive, assign, prepare, begin_to_write, write)
_SIGNED: tuple[Step, ...] = (*_DRAFTED, hand_over, sign_as_head, sign_as_director)
ROUTES: dict[str, tuple[Step, ...]] = {
    "mottagen": (receive,),
    "delar": (receive,),
    "fordelad": (receive, assign),
    "utkast": _DRAFTED,
    "granskning": (*_DRAFTED, hand_over),
    "tillbaka": (*_DRAFTED, hand_over, send_back),
    "signering": (*_DRAFTED, hand_over, sign_as_head),
    "signerad": _SIGNED,
    "till_namnd": (*_SIGNED, plan, publish),
    "expedierad": (*_SIGNED, send_decided_by_manager),
    "beslutad": (*_SIGNED, *_POSTPONED, plan, decide, put_in_own_text),
    "justerad": (*_SIGNED, *_POSTPONED, *_SIGNED_AGAIN, plan, decide, adjust),
}
"""What has been done when a reply stands in a state; ``tillbaka`` is a draft that the head has sent back,
``delar`` a body that shares another's text. What is decided was tabled before and departs from the proposal, what is
adjusted was remitted back.
"""


def _days(matter: Matter, place: int) -> dict[Step, date]:
    """Return the printed day of each step: early ones follow the sending, late ones the date of the statement."""
    received = weekdays_after(matter.stage.facts["sent"], 1 + place % 4)
    assigned = weekdays_after(received, 1 + place % 3)
    begun = weekdays_after(assigned, 6 + place % 5)
    ready = date.fromisoformat(matter.draft.get("date", matter.stage.facts["last_day"]))
    whole = max(ready, date.fromisoformat(matter.row.get("underremiss", {}).get("taken_in", str(ready))))
    signed, decided = weekdays_after(whole, 1), matter.row.get("decided", matter.stage.facts["last_day"])
    asked = matter.row.get("first_meeting", {}).get("held", decided)
    return {
        receive: received,
        assign: assigned,
        prepare: assigned,
        begin_to_write: min(begun, ready),
        write: ready,
        hand_over: whole,
        send_back: weekdays_after(ready, 2),
        sign_as_head: signed,
        sign_as_director: signed,
        plan_first: signed,
        postpone: weekdays_after(asked, 1),
        write_what_is_asked: weekdays_after(asked, 5),
        hand_over_again: weekdays_after(asked, 5),
        sign_as_head_again: weekdays_after(asked, 7),
        sign_as_director_again: weekdays_after(asked, 8),
        plan: weekdays_after(asked, 8) if "first_meeting" in matter.row else signed,
        publish: signed,
        send_decided_by_manager: weekdays_after(decided, 1),
        decide: weekdays_after(decided, 1),
        put_in_own_text: weekdays_after(decided, 1),
        adjust: date.fromisoformat(matter.row.get("adjusted", decided)),
    }


def _in_one_go(step: Step, matter: Matter) -> Callable[[datetime], None]:
    def do(now: datetime) -> None:
        if step is decide:  # it keeps its file first, in a transaction of its own
            step(matter, now)
            return
        with writing():
            step(matter, now)

    return do


def _save(matter: Matter, sections: list[TypedSection], now: datetime) -> None:
    actor = matter.actor(Role.OFFICER)
    statements.save_text(actor, matter.reply(), matter.draft["title"], sections, matter.base(), now)


def _answers(matter: Matter) -> list[TypedSection]:
    """Return the answers to the sender's questions, which the row counts from 1."""
    asked = [question["text"] for question in matter.stage.facts.get("questions", [])]
    given = [(asked[int(number) - 1], answer) for number, answer in matter.row.get("answers", {}).items()]
    key = SectionKey.QUESTIONS
    return [TypedSection(key, key.usual_heading, typed_answers(given))] if given else []


def _typed(draft: dict[str, Any]) -> list[TypedSection]:
    return [
        TypedSection(SectionKey(part["key"]), part["heading"], "\n\n".join(part["paragraphs"]))
        for part in draft["sections"]
    ]
