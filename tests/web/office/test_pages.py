"""Every page of a matter, in every state, for everybody inside and outside the body."""

from __future__ import annotations

import pytest

from remiss.domain.workflow.states import ReplyState
from tests.support.world import CANARY, OFFICE_ROLES, reply_in, sent_remiss

PAGES = (
    "",
    "/underlag",
    "/tjansteutlatande",
    "/synpunkter",
    "/granskning",
    "/beslut",
    "/handlingar",
    "/mejl",
    "/historik",
)
GUARDED = {
    "/mottagning": {"registrator"},
    "/fordelning": {"registrator", "avdelningschef", "direktor"},
    "/avstaende": {"registrator", "avdelningschef", "direktor"},
    "/expediering": {"registrator", "sekreterare"},
}


QUICK = {ReplyState.SENT, ReplyState.DRAFT}
STATES = [state if state in QUICK else pytest.param(state, marks=pytest.mark.slow) for state in ReplyState]


@pytest.mark.parametrize("state", STATES, ids=str)
def test_every_page_shows_in_every_state_to_everybody_in_the_office(visit, world, state) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, state)
    for role in OFFICE_ROLES:
        client = visit(f"farsta.{role}")
        for page in PAGES:
            assert client.get(f"/arenden/{reply_id}{page}").status_code == 200, (role, page)
        for page, roles in GUARDED.items():
            expected = 200 if role in roles else 403
            assert client.get(f"/arenden/{reply_id}{page}").status_code == expected, (role, page)
        assert client.get("/arenden").status_code == 200


@pytest.mark.parametrize("who", ["social.direktor", "ks.samordnare", "ks.registrator", "admin"])
def test_the_pages_do_not_exist_for_anybody_outside_the_body(visit, world, who) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.SUBMITTED)
    client = visit(who)
    for page in (*PAGES, *GUARDED, "/kvittens", "/signering", "/aterforing", "/sammantrade", "/tjansteutlatande.docx"):
        answer = client.get(f"/arenden/{reply_id}{page}")
        assert answer.status_code == 404, page
        assert CANARY not in answer.text


@pytest.mark.parametrize("who", ["ks.samordnare", "admin"])
def test_the_list_does_not_exist_for_those_without_an_office(visit, world, who) -> None:
    assert visit(who).get("/arenden").status_code == 404


def test_the_list_shows_only_the_own_matters(visit, world) -> None:
    remiss_id = sent_remiss(world)
    mine = reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    theirs = reply_in(world, remiss_id, world.social, ReplyState.DRAFT)
    page = visit("farsta.registrator").get("/arenden").text
    assert f"/arenden/{mine}" in page
    assert f"/arenden/{theirs}" not in page


def test_the_list_filters_by_state_and_officer_in_the_address(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT)
    officer = world.users["farsta.handlaggare"]
    client = visit("farsta.registrator")
    link = f'href="/arenden/{reply_id}"'
    assert link in client.get(f"/arenden?lage=utkast&handlaggare={officer}").text
    assert link not in client.get("/arenden?lage=signerad").text
    assert link in client.get("/arenden?lage=alla&handlaggare=rubbish").text
    assert link in client.get("/arenden?lage=rubbish").text
