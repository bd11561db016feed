"""The sender's own words: added row by row, never written over unseen, part of what is compiled."""

from __future__ import annotations

from datetime import timedelta

import pytest

from remiss.domain.own_words import OFFICE_VIEW, answer_key, reply_key, theme_key
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import Forbidden, InvalidInput, StaleForm, WrongState
from remiss.extensions import db
from remiss.models.own_words import WrittenWords
from remiss.models.remisser import Remiss
from remiss.queries.compilation import compilation_facts
from remiss.services.own_words import take_prefilled_words, undo_own_words, write_own_words
from tests.support.world import START, World, reply_in, sent_remiss

LATER = START + timedelta(days=30)


def write(world: World, remiss_id: int, key: str, text: str, base: int = 0, who: str = "ks.samordnare") -> int:
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        return write_own_words(world.actor(who), remiss, key, text, base, LATER).id


def standing(remiss_id: int) -> dict[str, str]:
    db.session.rollback()
    return {own.key: own.text for own in compilation_facts(db.session.get_one(Remiss, remiss_id)).own_words}


def test_words_are_kept_undone_and_given_back_to_the_labels(world: World) -> None:
    remiss_id, actor = sent_remiss(world), world.actor("ks.samordnare")
    first = write(world, remiss_id, OFFICE_VIEW, "Vi ser positivt på svaren.")
    second = write(world, remiss_id, OFFICE_VIEW, "Vi ser mycket positivt på svaren.", first)
    assert standing(remiss_id) == {OFFICE_VIEW: "Vi ser mycket positivt på svaren."}
    assert compilation_facts(db.session.get_one(Remiss, remiss_id)).created == LATER
    with writing():
        back = undo_own_words(actor, db.session.get_one(Remiss, remiss_id), OFFICE_VIEW, second, LATER).id
    assert standing(remiss_id) == {OFFICE_VIEW: "Vi ser positivt på svaren."}
    with writing():
        take_prefilled_words(actor, db.session.get_one(Remiss, remiss_id), OFFICE_VIEW, back, LATER)
    assert standing(remiss_id) == {}
    assert len(db.session.scalars(db.select(WrittenWords)).all()) == 4, "every wording is kept"


def test_nobody_writes_over_what_somebody_else_wrote_meanwhile(world: World) -> None:
    remiss_id = sent_remiss(world)
    first = write(world, remiss_id, theme_key("belysning"), "Alla vill ha ljus.")
    with pytest.raises(StaleForm):
        write(world, remiss_id, theme_key("belysning"), "Ingen vill ha ljus.")
    assert write(world, remiss_id, theme_key("belysning"), " Alla vill ha ljus.\n", first) == first, "nothing is new"


def test_only_what_is_there_gets_words_and_only_from_who_runs_the_remiss(world: World) -> None:
    remiss_id = sent_remiss(world)
    silent = reply_in(world, remiss_id, world.social, ReplyState.DRAFT)
    came = reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    write(world, remiss_id, reply_key(came), "Farsta är positivt.")
    for key in (reply_key(silent), reply_key(10**12), "instans:²", theme_key("okant"), answer_key(1), "annat"):
        with pytest.raises(InvalidInput):
            write(world, remiss_id, key, "Ord.")
    with pytest.raises(InvalidInput):
        write(world, remiss_id, OFFICE_VIEW, " \n ")
    for who in ("ks.registrator", "farsta.handlaggare", "admin"):
        with pytest.raises(Forbidden):
            write(world, remiss_id, OFFICE_VIEW, "Ord.", who=who)
    with pytest.raises(WrongState), writing():
        undo_own_words(world.actor("ks.samordnare"), db.session.get_one(Remiss, remiss_id), OFFICE_VIEW, 0, LATER)
