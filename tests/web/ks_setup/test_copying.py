"""A remiss begun from an earlier one: what was asked follows, nothing of what was answered does."""

from __future__ import annotations

import json

import sqlalchemy as sa

from remiss.domain.statement import SectionKey
from remiss.domain.workflow.states import RemissState, ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.operations import AuditEvent
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee
from remiss.queries.questions import questions_of, sections_of
from remiss.services import remisser
from remiss.services.questions import QuestionInput, set_questions
from tests.support.world import CANARY, START, draft_remiss, reply_in
from tests.web.ks_setup.test_lists import body, chosen, end

QUESTION = "Vad kostar programmet er?"


def earlier_remiss(world, old: int) -> int:
    remiss_id = draft_remiss(world, bodies=(world.farsta, old))
    actor = world.actor("ks.samordnare")
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        given = [QuestionInput(QUESTION, mandatory=False, organisation_ids=[old])]
        set_questions(actor, remiss, given, [SectionKey.ECONOMY], remiss.version, START)
        remisser.send_remiss(actor, remiss, remiss.version, START)
    return remiss_id


def test_a_copy_asks_the_same_of_those_who_exist_today(world, visit) -> None:
    old, new = body(world, "Norrby stadsdelsnämnd"), body(world, "Västerby stadsdelsnämnd")
    remiss_id = earlier_remiss(world, old)
    end(world, old, new)
    client, url = visit("ks.registrator"), f"/remisser/{remiss_id}/kopia"
    assert url in client.get(f"/remisser/{remiss_id}").text
    taken = client.submit(url, {"title": "Nästa program", "diary_number": "KS 2026/311"})
    assert (taken.status_code, "finns redan" in taken.text) == (422, True)
    answer = client.submit(url, {"title": "Nästa program", "diary_number": "KS 2030/1"})
    assert answer.status_code == 303, answer.text
    db.session.rollback()
    made = db.session.scalars(sa.select(Remiss).where(Remiss.diary_number == "KS 2030/1")).one()
    assert (made.state, made.due_on, made.letter) == (RemissState.DRAFT, None, "Svara på allt.")
    assert [theme.key for theme in made.themes] == ["belysning", "kostnad"]
    assert chosen(made.id) == {world.farsta, new}
    assert [(row.text, row.bodies) for row in questions_of(made.id)] == [(QUESTION, frozenset({new}))]
    assert sections_of(made.id) == (SectionKey.ECONOMY,)
    page = client.get(answer.location).text
    assert "Norrby stadsdelsnämnd har gått upp i Västerby stadsdelsnämnd" in page
    assert "Ange vilken dag svaren" in client.get(f"/remisser/{made.id}").text
    assert visit("farsta.registrator").get(url).status_code in {403, 404}


def test_nothing_of_the_old_replies_comes_along(world, visit) -> None:
    remiss_id = draft_remiss(world)
    actor = world.actor("ks.samordnare")
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        remisser.send_remiss(actor, remiss, remiss.version, START)
    reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    with writing():
        uninvited = body_asked_by_nobody(remiss_id, world.ks)
    client = visit("ks.samordnare")
    answer = client.submit(f"/remisser/{remiss_id}/kopia", {"title": "Nästa", "diary_number": "KS 2030/2"})
    made_id = int(answer.location.split("/")[2])
    db.session.rollback()
    made = db.session.get_one(Remiss, made_id)
    assert (made.programme, made.papers, made.sent_at) == (None, [], None)
    copies = db.session.scalars(sa.select(Consultee).where(Consultee.remiss_id == made_id)).all()
    assert all(copy.reply_id is None for copy in copies)
    assert uninvited not in {copy.organisation_id for copy in copies}
    for page in ("", "/uppgifter", "/instanser", "/fragor", "/teman", "/utskick", "/missiv.zip"):
        assert CANARY not in client.get(f"/remisser/{made_id}{page}").get_data(as_text=False).decode("utf-8", "replace")
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.action == "kopiera_remiss")).one()
    assert json.loads(event.facts) == {"from": remiss_id}


def body_asked_by_nobody(remiss_id: int, organisation_id: int) -> int:
    db.session.add(Consultee(remiss_id=remiss_id, organisation_id=organisation_id, invited=False))
    return organisation_id
