"""A råd is heard and decides nothing: what it has signed is its answer, in its own name (DOMAIN §3, §10)."""

from __future__ import annotations

import re

from remiss.clock import today
from remiss.domain.workflow.states import ReplyAction, ReplyState
from remiss.domain.workflow.table import reply_row
from remiss.door import writing
from remiss.extensions import db
from remiss.models.organisations import Organisation, OrganisationKind
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from remiss.queries.compilation import compilation_facts
from remiss.services.adjusting import last_day_to_adjust
from tests.support.world import ROUTE, World, act, reply_in, reply_of, sent_remiss
from tests.web.office.browsing import fields_of
from tests.web.office.test_company_words import said

OF_A_NAMND = re.compile(r"\b(nämnd\w*|förvaltning\w*)\b", re.IGNORECASE)


def council(world: World) -> None:
    with writing():
        body = db.session.get_one(Organisation, world.social)
        body.kind, body.office_name = OrganisationKind.COUNCIL, "Rådets kansli"


def test_it_sends_what_it_has_signed_and_nobody_takes_it_for_an_office(visit, world: World) -> None:
    council(world)
    remiss_id = sent_remiss(world)
    number = reply_in(world, remiss_id, world.social, ReplyState.SIGNED)
    registrar, at = visit("social.registrator"), f"/arenden/{number}"
    page = registrar.get(f"{at}/beslut").text
    assert "Skicka rådets yttrande" in page
    assert "Signerad, inte expedierad" in page
    for action in (ReplyAction.SUBMIT_BY_DELEGATION, ReplyAction.SUBMIT_BY_CHAIR, ReplyAction.PLAN_MEETING):
        assert reply_row(action).label not in page
    assert "/forhandssvar" not in page
    confirm = registrar.get(f"{at}/kontorsyttrande").text
    assert "<h1>Skicka rådets yttrande</h1>" in confirm
    assert "inte som Socialnämndens" not in confirm
    sent = registrar.submit(f"{at}/kontorsyttrande", fields_of(confirm))
    assert sent.location == f"{at}/kvittens"
    assert "Rådets yttrande" in registrar.get(sent.location).text
    assert db.session.get_one(Reply, number).state is ReplyState.SUBMITTED
    [told] = compilation_facts(db.session.get_one(Remiss, remiss_id)).replies
    assert (told.author, told.basis, told.office_only, told.decision_known) == (
        "Socialnämnden", "Rådets yttrande", False, True,
    )  # fmt: skip


def test_the_register_knows_its_kind_and_the_law_sets_no_day_for_its_minutes(visit, world: World) -> None:
    assert last_day_to_adjust(OrganisationKind.COUNCIL, today()) is None
    page = visit("admin").get("/organisationer/ny").text
    assert '<option value="rad">Råd</option>' in page
    council(world)
    assert "Socialnämnden" in visit("admin").get("/organisationer?slag=rad").text
    assert "Alla råd" in visit("ks.registrator").get("/sandlistor/ny").text


def test_no_word_of_a_namnd_or_its_office_stands_on_the_pages_of_a_council(visit, world: World) -> None:
    council(world)
    remiss_id = sent_remiss(world)
    with writing():
        db.session.get_one(Organisation, world.social).names[0].name = "Pensionärsrådet"
        db.session.get_one(Remiss, remiss_id).letter = "Svara."
    reply_id, found = reply_of(remiss_id, world.social).id, {}
    at = f"/arenden/{reply_id}"
    tabs = ("", "/underlag", "/beslut", "/handlingar", "/historik", "/tidplan", "/anstand", "/gemensamt-svar")
    for state in ROUTE[: ROUTE.index(ReplyState.TO_BOARD)]:
        for who in ("social.registrator", "social.direktor", "social.handlaggare"):
            client = visit(who)
            for place in ("/", "/arenden", *(f"{at}{tab}" for tab in tabs)):
                if words := said(client.get(place).text, OF_A_NAMND):
                    found[state.value, who, place] = words
        if state is ReplyState.DIRECTOR_REVIEW:
            assert "Du signerar som ordförande" in visit("social.direktor").get(f"{at}/granskning").text
        if state is not ReplyState.SIGNED:
            with writing():
                act(world, reply_id, state.value)
    assert not found, "\n".join(f"{where}: {sorted(words)}" for where, words in found.items())
    assert "Social Direktor, Ordförande" in visit("social.direktor").get(f"{at}/granskning").text
