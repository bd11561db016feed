"""What the sender asks in addition: one request at a time, each answered once."""

from __future__ import annotations

import pytest

from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import WrongState
from remiss.extensions import db
from remiss.models.completions import Completion
from remiss.models.replies import Reply
from remiss.services.completions import answer_completion, ask_completion, call_off_completion
from tests.support.world import DUE, START, World, reply_in, sent_remiss


def ask(world: World, reply_id: int) -> int:
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        return ask_completion(world.actor("ks.samordnare"), reply, "Vad kostar det?", DUE, None, START).id


def answer(world: World, number: int, words: str) -> None:
    with writing():
        row = db.session.get_one(Completion, number)
        answer_completion(world.actor("farsta.registrator"), row, words, None, START)


def test_an_old_page_does_not_answer_over_what_was_answered_while_another_request_waits(world: World) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.SUBMITTED)
    first = ask(world, reply_id)
    answer(world, first, "Tusen kronor.")
    second = ask(world, reply_id)
    with pytest.raises(WrongState):
        answer(world, first, "Tio kronor.")
    with pytest.raises(WrongState), writing():
        call_off_completion(world.actor("ks.samordnare"), db.session.get_one(Completion, first), "Löst.", START)
    assert db.session.get_one(Completion, first).answer == "Tusen kronor."
    answer(world, second, "Det vet vi inte.")
