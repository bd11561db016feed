"""How many times the pages of the sender and the start pages ask the database: the same for one reply as for several.

Each number is named, so that a new question is a decision. The pages of a matter: tests/web/office/test_queries.py.
"""

from __future__ import annotations

import pytest

from remiss.domain.stance import Stance
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.replies import Reply
from remiss.services import viewpoints
from tests.support.queries import counted
from tests.support.world import ROUTE, START, act, reply_in, sent_remiss

# every page: session, its user, memberships, for whom the person stands in, the names in the frame,
# how many notices are unread
FRAME = 6
# where every body stands: the bodies, their names, meeting days, decision days, reminders
STATUS = 5
# what a compilation is made of: the status; submissions, consultees, viewpoints with answers, labels, who gave them,
# newest label and answer, decisions, minority statements, sections of the draft, names of bodies, newest change,
# themes, head of the log, replies that were replaced, completions, questions, parts of an underremiss, versions of the
# draft, own words, papers signed outside Remiss, the sender
FACTS = STATUS + 21
SENDER = {
    "": 1 + STATUS + FACTS,  # the remiss; the status in itself, and once more inside the facts that count viewpoints
    "/svar": 1 + FACTS,
    "/synpunkter": 1 + FACTS,
    "/matris": 1 + FACTS,
    "/sammanstallning": 1 + FACTS + 1,  # and its fixed versions
    "/mejl": 1 + 7,  # reminders, bodies, names, what became of each; bodies, names, mails to them, mails to the sender
    "/instanser": 2 + 6,  # the remiss twice; bodies, names, chosen ones, and three checks of what sending needs
}
OTHERS = {
    ("ks.samordnare", "/"): 7,  # remisser, unconfirmed, counts, files, events, their consultees, names
    ("ks.samordnare", "/remisser"): 1,
    ("farsta.handlaggare", "/"): 5,  # matters, names, people, files, events
    ("farsta.registrator", "/"): 6,  # and completions that are asked for
    ("farsta.registrator", "/arenden"): 3,  # matters, names, people
}


def with_viewpoints(world, remiss_id: int, organisation: int, place: str) -> None:
    """Take a reply with two classified viewpoints all the way in."""
    reply_id = reply_in(world, remiss_id, organisation, ReplyState.DRAFT)
    officer = world.actor(f"{place}.handlaggare")
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        for text in ("Belysningen bör byggas ut.", "Vi är positiva."):
            viewpoint = viewpoints.mark_viewpoint(officer, reply, text, START)
            viewpoints.classify(officer, viewpoint, Stance.PROPOSES_CHANGE, [], START)
    for step in ROUTE[ROUTE.index(ReplyState.DRAFT) : ROUTE.index(ReplyState.SUBMITTED)]:
        with writing():
            act(world, reply_id, step.value)


@pytest.fixture
def one_and_two(world) -> tuple[int, int]:
    """A remiss with one reply that has come in, and one with two."""
    one, two = sent_remiss(world, "KS 2026/1"), sent_remiss(world, "KS 2026/2")
    with_viewpoints(world, one, world.farsta, "farsta")
    with_viewpoints(world, two, world.farsta, "farsta")
    with_viewpoints(world, two, world.social, "social")
    return one, two


def asked(client, address: str) -> list[str]:
    client.get(address)
    with counted() as seen:
        assert client.get(address).status_code == 200
    return seen


@pytest.mark.parametrize("page", SENDER)
def test_pages_of_a_remiss_ask_the_same_for_one_reply_as_for_two(visit, one_and_two, page: str) -> None:
    client = visit("ks.samordnare")
    few, many = (asked(client, f"/remisser/{remiss}{page}") for remiss in one_and_two)
    assert len(few) == len(many), "\n".join(many)
    assert len(many) <= FRAME + SENDER[page], "\n".join(many)


@pytest.mark.parametrize(("who", "address"), OTHERS)
def test_start_pages_and_lists_ask_few_questions(visit, one_and_two, who: str, address: str) -> None:
    seen = asked(visit(who), address)
    assert len(seen) <= FRAME + OTHERS[who, address], "\n".join(seen)


@pytest.mark.parametrize("address", ["/tillganglighet", "/sakerhet-och-drift", "/inloggning"])
def test_open_pages_ask_nothing(visit, world, address: str) -> None:
    assert asked(visit(""), address) == []
