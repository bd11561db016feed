"""A råd is heard and decides nothing: what it has signed is its answer, in its own name (DOMAIN §3, §10)."""

from __future__ import annotations

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
from tests.support.world import World, reply_in, sent_remiss
from tests.web.office.browsing import fields_of


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
