"""Replies that no meeting decides, through the pages: kontorsyttrande, delegation, the chair, and a company's VD."""

from __future__ import annotations

import io

import pytest

from remiss.clock import today
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.organisations import Organisation, OrganisationKind
from tests.support.world import World, reply_in, sent_remiss
from tests.web.office.browsing import fields_of, state_of
from tests.web.office.test_route import docx_bytes

WAYS = ("kontorsyttrande", "delegationsbeslut", "ordforandebeslut", "vd-beslut")


@pytest.fixture
def signed(world: World) -> int:
    return reply_in(world, sent_remiss(world), world.farsta, ReplyState.SIGNED)


def _set(world: World, **values: object) -> None:
    with writing():
        for name, value in values.items():
            setattr(db.session.get_one(Organisation, world.farsta), name, value)


def _offered(page: str) -> set[str]:
    return {way for way in WAYS if f"/{way}" in page}


def test_only_the_ways_that_are_open_are_offered(visit, world, signed) -> None:
    client, url = visit("farsta.registrator"), f"/arenden/{signed}/beslut"
    assert _offered(client.get(url).text) == {"kontorsyttrande", "delegationsbeslut"}
    refused = client.get(f"/arenden/{signed}/ordforandebeslut").text
    assert "kan inte skickas på det här sättet" in refused
    _set(world, chair_authorised=True)
    assert "ordforandebeslut" in _offered(client.get(url).text)
    _set(world, kind=OrganisationKind.COMPANY)
    assert _offered(client.get(url).text) == {"vd-beslut"}


def test_a_delegates_decision_is_sent_with_its_paper(visit, world, signed) -> None:
    client, url = visit("farsta.registrator"), f"/arenden/{signed}/delegationsbeslut"
    form = fields_of(client.get(url).text) | {"decided_on": today().isoformat(), "decided_by": "Siri Ek, direktör"}
    refused = client.submit(url, form)
    assert "Ange punkten i delegationsordningen." in refused.text
    assert "Siri Ek, direktör" in refused.text
    paper = {"paper": (io.BytesIO(docx_bytes()), "delegationsbeslut.docx")}
    assert client.submit(url, {**form, "authority": "punkt 4.2", **paper}).status_code == 303
    assert state_of(signed) is ReplyState.SUBMITTED
    assert "Delegationsbeslut" in client.get(f"/arenden/{signed}/kvittens").text
    page = client.get(f"/arenden/{signed}").text
    assert "hanterat utanför Remiss" not in page
    assert "punkt 4.2" in client.get(f"/arenden/{signed}/beslut").text
    sender = visit("ks.samordnare").get(f"/remisser/1/svar/{signed}").text
    assert "delegationsbeslut.docx" in sender
    assert "Delegationsbeslut den" in sender


def test_the_chair_says_what_was_urgent(visit, world, signed) -> None:
    _set(world, chair_authorised=True)
    client, url = visit("farsta.sekreterare"), f"/arenden/{signed}/ordforandebeslut"
    form = fields_of(client.get(url).text) | {"decided_on": today().isoformat(), "decided_by": "Ove Alm (S)"}
    assert "Skriv varför ärendet inte kunde vänta" in client.submit(url, form).text
    assert client.submit(url, {**form, "urgency": "Svarstiden går ut före sammanträdet."}).status_code == 303
    assert state_of(signed) is ReplyState.SUBMITTED


def test_a_company_speaks_of_its_board_and_its_vd(visit, world, signed) -> None:
    _set(world, kind=OrganisationKind.COMPANY)
    client = visit("farsta.sekreterare")
    page = client.get(f"/arenden/{signed}/beslut").text
    assert "Hinner styrelsen inte" in page
    assert "nämnden" not in page.split("<main")[1].split("Beslutas svaret utan")[1]
    url = f"/arenden/{signed}/vd-beslut"
    form = fields_of(client.get(url).text) | {"decided_on": today().isoformat(), "decided_by": "Maj Dahl, VD"}
    assert client.submit(url, form).status_code == 303
    assert state_of(signed) is ReplyState.SUBMITTED


@pytest.mark.parametrize("way", WAYS)
def test_nobody_else_sends_it(visit, world, signed, way) -> None:
    for who, status in (("farsta.handlaggare", 403), ("farsta.direktor", 403), ("social.sekreterare", 404)):
        assert visit(who).submit(f"/arenden/{signed}/{way}", {}).status_code == status
    assert visit("ks.samordnare").get(f"/arenden/{signed}/{way}").status_code == 404
