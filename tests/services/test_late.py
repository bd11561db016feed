"""Replies that come when nobody waits any more count when KS says so; those that were not asked are counted apart."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from remiss.documents.compilation.process import process_account
from remiss.documents.compilation.statistics import answers_table
from remiss.domain.workflow.states import ReplyAction, ReplyState
from remiss.door import writing
from remiss.errors import Forbidden, InvalidInput, WrongState
from remiss.extensions import db
from remiss.models.decisions import Submission
from remiss.models.organisations import Organisation
from remiss.models.remisser import Remiss
from remiss.models.replies import Basis, Consultee, Inclusion, Reply
from remiss.queries.compilation import compilation_facts
from remiss.queries.matters import matters
from remiss.services.decisions import release
from remiss.services.late import judge_late, submit_late
from remiss.services.remisser import close_remiss
from remiss.services.uninvited import add_uninvited, remove_uninvited
from tests.support.outlines import lines_of
from tests.support.world import START, World, reply_in, sent_remiss


def words(nodes) -> str:
    return " ".join(lines_of(nodes))


def facts(remiss_id: int):
    db.session.rollback()
    return compilation_facts(db.session.get_one(Remiss, remiss_id))


def came_late(world: World) -> tuple[int, int]:
    """A reply that is registered after the time was ended."""
    remiss_id = sent_remiss(world)
    reply_in(world, remiss_id, world.social, ReplyState.SUBMITTED)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    close(world, remiss_id)
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        reply.submitted_at = START
        release(world.actor("ks.registrator"), reply, ReplyAction.REGISTER_INCOMING, Basis.UNKNOWN, None, START)
    return remiss_id, reply_id


def judge(
    world: World, reply_id: int, *, include: bool, who: str = "ks.samordnare", reason: str = "Mötet låg sent."
) -> None:
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        judge_late(world.actor(who), reply, reason, reply.version, START, include=include)


def test_it_is_listed_as_late_and_counts_when_it_is_said_to(world: World) -> None:
    remiss_id, reply_id = came_late(world)
    assert db.session.scalars(sa.select(Submission).where(Submission.reply_id == reply_id)).one().late
    found = facts(remiss_id)
    assert [reply.id for reply in found.left_out] == [reply_id]
    assert reply_id not in {reply.id for reply in found.replies}
    assert "inte har avgjort om det ska tas med" in words(process_account(found))
    assert "har inte inkommit" not in words(process_account(found)).replace(
        "Storstockholms brandförsvar har inte inkommit", ""
    )
    judge(world, reply_id, include=False)
    assert "Det ingår inte i sammanställningen. Skäl: ”Mötet låg sent.”" in words(process_account(facts(remiss_id)))
    judge(world, reply_id, include=True)
    found = facts(remiss_id)
    assert reply_id in {reply.id for reply in found.replies}
    assert not found.left_out
    assert "Det har tagits med. Skäl: ”Mötet låg sent.”" in words(process_account(found))


def close(world: World, remiss_id: int) -> None:
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        close_remiss(world.actor("ks.samordnare"), remiss, remiss.version, START)


def send_late(world: World, reply_id: int, adjusted_on: date | None, who: str = "farsta.sekreterare") -> None:
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        submit_late(world.actor(who), reply, adjusted_on, reply.version, START)


@pytest.mark.parametrize("state", [ReplyState.DECIDED, ReplyState.ADJUSTED], ids=str)
def test_what_was_decided_before_the_time_ended_is_sent_by_the_body_itself(world: World, state: ReplyState) -> None:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, state)
    close(world, remiss_id)
    row = next(one for one in matters(frozenset({world.farsta}), START.date()) if one.reply_id == reply_id)
    assert row.is_held_by(world.actor("farsta.sekreterare")), "it still waits to be sent"
    if state is ReplyState.DECIDED:
        with pytest.raises(InvalidInput, match="vilken dag protokollet justerades"):
            send_late(world, reply_id, None)
    send_late(world, reply_id, START.date() if state is ReplyState.DECIDED else None)
    sent = db.session.scalars(sa.select(Submission).where(Submission.reply_id == reply_id)).one()
    reply = db.session.get_one(Reply, reply_id)
    assert sent.late
    assert (reply.state, reply.inclusion) == (ReplyState.SUBMITTED, Inclusion.UNDECIDED)
    assert reply.adjusted_on is not None
    assert [one.id for one in facts(remiss_id).left_out] == [reply_id]
    judge(world, reply_id, include=True)
    assert not facts(remiss_id).left_out


@pytest.mark.parametrize("state", [ReplyState.SIGNED, ReplyState.TO_BOARD], ids=str)
def test_what_was_not_decided_then_is_not_sent_as_decided(world: World, state: ReplyState) -> None:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, state)
    close(world, remiss_id)
    assert all(one.ended for one in matters(frozenset({world.farsta}), START.date()))
    with pytest.raises(WrongState, match="inte beslutat då"):
        send_late(world, reply_id, START.date())


def test_the_sums_equal_those_asked(world: World) -> None:
    remiss_id, _ = came_late(world)
    total = answers_table(facts(remiss_id)).rows[-1]
    asked, *numbers = (int(cell.text) for cell in total[1:])
    assert asked == sum(numbers) == 3


def test_only_who_runs_the_remiss_judges_and_only_what_came_late(world: World) -> None:
    _, reply_id = came_late(world)
    with pytest.raises(Forbidden):
        judge(world, reply_id, include=True, who="ks.registrator")
    with pytest.raises(InvalidInput):
        judge(world, reply_id, include=True, reason=" ")
    db.session.rollback()
    assert db.session.get_one(Reply, reply_id).inclusion is Inclusion.UNDECIDED
    in_time = db.session.scalars(
        sa.select(Reply).where(Reply.inclusion.is_(None), Reply.submitted_at.is_not(None))
    ).one()
    with pytest.raises(WrongState):
        judge(world, in_time.id, include=False)


def test_somebody_who_was_not_asked_is_put_there_once_and_taken_away_while_nothing_has_come(world: World) -> None:
    remiss_id, actor = sent_remiss(world), world.actor("ks.registrator")
    with writing():
        made = add_uninvited(actor, db.session.get_one(Remiss, remiss_id), None, "Cykelvännerna", START)
        assert (made.invited, made.organisation.registered_by_id) == (False, world.ks)
    with pytest.raises(InvalidInput), writing():
        add_uninvited(actor, db.session.get_one(Remiss, remiss_id), None, "cykelvännerna", START)
    with pytest.raises(InvalidInput), writing():
        add_uninvited(
            actor, db.session.get_one(Remiss, remiss_id), db.session.get_one(Organisation, world.farsta), "", START
        )
    assert all(body.invited for body in facts(remiss_id).bodies), "nothing has come from them yet"
    rows = sa.select(Consultee).where(Consultee.remiss_id == remiss_id, ~Consultee.invited)
    with writing():
        remove_uninvited(actor, db.session.scalars(rows).one(), START)
    assert db.session.scalars(rows).first() is None
    asked = sa.select(Consultee).where(Consultee.remiss_id == remiss_id, Consultee.organisation_id == world.farsta)
    with pytest.raises(WrongState), writing():
        remove_uninvited(actor, db.session.scalars(asked).one(), START)
