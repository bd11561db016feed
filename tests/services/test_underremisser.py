"""An underremiss: a body asks others from its matter and answers with theirs; whoever asked it sees nothing of that."""

from __future__ import annotations

from datetime import date

import pytest

from remiss.clock import today
from remiss.domain.statement import SectionKey
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import Forbidden, InvalidInput, NotVisible, StaleForm, WrongState
from remiss.extensions import db
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.queries.compilation import compilation_facts
from remiss.queries.sender_list import remisser_of
from remiss.queries.underremisser import parts_in, released_part
from remiss.queries.wall import own_matter, own_remiss, released_reply, remitted
from remiss.services.steps import newest_version
from remiss.services.underremisser import Asked, send_underremiss, take_in_part
from tests.support.world import CANARY, DUE, ROUTE, START, World, act, reply_in, reply_of, sent_remiss

BEFORE = date(2030, 11, 20)


@pytest.fixture
def matter(world: World) -> int:
    """KS has asked Farsta alone, which has received the remiss."""
    return reply_in(world, sent_remiss(world, bodies=(world.farsta,)), world.farsta, ReplyState.ASSIGNED)


def ask(world: World, matter: int, who: str = "farsta.registrator", due_on: date = BEFORE) -> int:
    with writing():
        reply = db.session.get_one(Reply, matter)
        asked = Asked("Underremiss om gångvägar", "Vad anser ni?", due_on, [world.social])
        return send_underremiss(world.actor(who), reply, asked, reply.version, START).id


def answered(world: World, remiss_id: int) -> int:
    return reply_in(world, remiss_id, world.social, ReplyState.SUBMITTED)


def take_in(world: World, matter: int, part_id: int, base: int = 0) -> None:
    with writing():
        reply, officer = db.session.get_one(Reply, matter), world.actor("farsta.handlaggare")
        take_in_part(officer, reply, released_part(officer, reply, part_id), base, START)


def test_the_asked_get_the_same_papers_and_answer_to_the_body(world: World, matter: int) -> None:
    under = db.session.get_one(Remiss, ask(world, matter))
    parent = db.session.get_one(Remiss, under.parent_id)
    assert under.sender_id == world.farsta
    assert under.programme is not None
    assert parent.programme is not None
    assert under.programme.attachment_id == parent.programme.attachment_id
    assert [p.stable_id for p in under.programme.sections] == [p.stable_id for p in parent.programme.sections]
    assert [theme.key for theme in under.themes] == [theme.key for theme in parent.themes]
    asked = reply_of(under.id, world.social)
    assert remitted(world.actor("social.registrator"), under.id) is under
    assert asked.state is ReplyState.SENT


@pytest.mark.parametrize("who", ["farsta.sekreterare", "social.registrator", "ks.samordnare", "admin"])
def test_who_may_not_ask(world: World, matter: int, who: str) -> None:
    with pytest.raises(Forbidden):
        ask(world, matter, who)


@pytest.mark.parametrize(
    "who", ["farsta.registrator", "farsta.handlaggare", "farsta.avdelningschef", "farsta.direktor"]
)
def test_who_may_ask(world: World, matter: int, who: str) -> None:
    assert ask(world, matter, who)


@pytest.mark.parametrize("due_on", [DUE, date(2031, 1, 7), date(2026, 10, 5)])
def test_the_answers_are_wanted_before_the_own(world: World, matter: int, due_on: date) -> None:
    with pytest.raises(InvalidInput):
        ask(world, matter, due_on=due_on)


def test_it_is_sent_once(world: World, matter: int) -> None:
    ask(world, matter)
    with pytest.raises(WrongState):
        ask(world, matter)


def test_whoever_asked_the_body_sees_nothing_of_it(world: World, matter: int) -> None:
    under = ask(world, matter)
    part = answered(world, under)
    for who in ("ks.samordnare", "ks.registrator", "admin"):
        for load, number in ((own_remiss, under), (remitted, under), (released_reply, part), (own_matter, part)):
            with pytest.raises(NotVisible):
                load(world.actor(who), number)
    assert [row.id for row in remisser_of(frozenset({world.ks}), today())] == [1]


def test_a_part_is_read_when_it_is_released_and_not_before(world: World, matter: int) -> None:
    under = ask(world, matter)
    part = reply_in(world, under, world.social, ReplyState.DRAFT)
    officer, reply = world.actor("farsta.handlaggare"), db.session.get_one(Reply, matter)
    with pytest.raises(NotVisible):
        released_part(officer, reply, part)
    with pytest.raises(NotVisible):
        own_matter(officer, part)
    for step in ROUTE[ROUTE.index(ReplyState.DRAFT) : ROUTE.index(ReplyState.SUBMITTED)]:
        with writing():
            act(world, part, step.value)
    assert released_part(officer, reply, part).reply_id == part
    with pytest.raises(NotVisible):
        released_part(world.actor("ks.samordnare"), reply, part)


def test_a_part_stands_word_for_word_and_attributed_in_the_own_text(world: World, matter: int) -> None:
    part = answered(world, ask(world, matter))
    take_in(world, matter, part)
    text = newest_version(db.session.get_one(Reply, matter))
    assert text is not None
    words = text.text.section_text(SectionKey.OTHER)
    assert "Socialnämnden, dnr 1.1-7/2026" in words
    assert CANARY in words
    with pytest.raises(WrongState):
        take_in(world, matter, part, 1)
    assert parts_in([matter], today()) == {matter: ["Socialnämnden"]}


def test_nothing_is_taken_in_over_what_somebody_saved_meanwhile(world: World, matter: int) -> None:
    part = answered(world, ask(world, matter))
    with pytest.raises(StaleForm):
        take_in(world, matter, part, 7)


def test_the_compilation_names_the_parts_under_the_body_and_counts_one(world: World, matter: int) -> None:
    part = answered(world, ask(world, matter))
    with writing():
        act(world, matter, "fordelad")
    take_in(world, matter, part, 1)
    text = newest_version(db.session.get_one(Reply, matter))
    assert text is not None
    sections = list(dict.fromkeys(block.section for block in text.text.blocks))
    assert sections.index(SectionKey.OTHER) == len(sections) - 1 > 0, "the own text first, then the others' words"
    for step in ROUTE[ROUTE.index(ReplyState.DRAFT) : ROUTE.index(ReplyState.SUBMITTED)]:
        with writing():
            act(world, matter, step.value)
    facts = compilation_facts(db.session.get_one(Reply, matter).remiss)
    assert [body.name for body in facts.bodies] == ["Farsta stadsdelsnämnd (Socialnämnden)"]
    assert len(facts.replies) == 1
