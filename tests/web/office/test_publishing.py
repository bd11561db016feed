"""Publishing the papers: what the page says first, what the sender reads then, and who does not."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.decisions import Meeting, Publication
from remiss.models.mail import OutboxMail
from remiss.models.remisser import Remiss
from tests.support.addresses import addresses, words_of
from tests.support.world import CANARY, World, reply_in, sent_remiss
from tests.web.office.browsing import fields_of, state_of


@pytest.fixture
def planned(world: World) -> tuple[int, int]:
    remiss_id = sent_remiss(world)
    return remiss_id, reply_in(world, remiss_id, world.farsta, ReplyState.TO_BOARD)


def publish(client, url: str):
    page = client.get(url)
    return client.submit(url, fields_of(page.text))


def test_the_sender_reads_the_published_text_before_it_is_decided(visit, planned) -> None:
    remiss_id, reply_id = planned
    secretary, ks = visit("farsta.sekreterare"), visit("ks.samordnare")
    own, papers = f"/arenden/{reply_id}/publicering", f"/remisser/{remiss_id}/svar/{reply_id}/handlingar"
    assert own in secretary.get(f"/arenden/{reply_id}/beslut").text
    confirm = secretary.get(own).text
    assert "kan inte tas tillbaka" in confirm
    assert "Efter publiceringen kan kommunstyrelsen läsa" in confirm
    assert ks.get(papers).status_code == 404
    db.session.rollback()
    mails = db.session.scalar(sa.select(sa.func.count(OutboxMail.id)))
    assert publish(secretary, own).status_code == 303
    page = ks.get(papers).text
    assert CANARY in page
    assert "Ej beslutad" in page
    assert "Farsta stadsdelsförvaltning" in page
    assert papers in ks.get(f"/remisser/{remiss_id}").text
    assert "Handlingarna publicerade, ej beslutat, sammanträde den" in ks.get(f"/remisser/{remiss_id}").text
    assert "har publicerat sammanträdets handlingar, ej beslutat" in ks.get("/").text
    assert ks.get(f"/remisser/{remiss_id}/svar/{reply_id}").status_code == 404
    for path in ("svar", "sammanstallning", "synpunkter", "matris"):
        assert CANARY not in ks.get(f"/remisser/{remiss_id}/{path}").text
    assert state_of(reply_id) is ReplyState.TO_BOARD
    assert db.session.scalar(sa.select(sa.func.count(OutboxMail.id))) == mails
    decision = secretary.get(f"/arenden/{reply_id}/beslut").text
    assert own not in decision
    assert "Den versionen kan läsas av kommunstyrelsen" in decision
    assert "publicerade version 1 av texten" in secretary.get(f"/arenden/{reply_id}/historik").text
    assert secretary.submit(own, {"version": "9"}).status_code == 409
    assert "inga handlingar att publicera" in secretary.get(own).text


@pytest.mark.parametrize("who", ["", "admin", "social.registrator"])
def test_nobody_but_the_sender_reads_it(app: Flask, visit, planned, who: str) -> None:
    assert publish(visit("farsta.registrator"), f"/arenden/{planned[1]}/publicering").status_code == 303
    client = visit(who)
    client.audits = False
    for address in addresses(app):
        if address.startswith(("/remisser", "/arenden", "/sammantraden", "/utlamnanden", "/logg")) or address == "/":
            assert CANARY not in words_of(client.get(address).get_data()), address


@pytest.mark.parametrize("who", ["farsta.handlaggare", "farsta.direktor"])
def test_others_of_the_body_are_told_that_it_is_not_theirs_to_do(visit, planned, who: str) -> None:
    client, url = visit(who), f"/arenden/{planned[1]}/publicering"
    assert client.get(url).status_code == 403
    assert client.submit(url, {"version": "1"}).status_code == 403
    assert url not in client.get(f"/arenden/{planned[1]}/beslut").text


def test_a_whole_meeting_is_published_in_one_act(world: World, visit) -> None:
    numbers = [
        reply_in(world, sent_remiss(world, f"KS 2026/{n}"), world.farsta, ReplyState.TO_BOARD) for n in (311, 312, 313)
    ]
    with writing():  # the last one's sender is outside the system: it gets its papers from the body
        remiss = db.session.scalars(sa.select(Remiss).order_by(Remiss.id.desc())).first()
        remiss.registered_by_id = world.farsta
    client, meeting = visit("farsta.sekreterare"), db.session.scalars(sa.select(Meeting.id)).one()
    at = f"/sammantraden/{meeting}"
    assert "Publicera handlingarna (2)" in client.get(at).text
    form = fields_of(client.get(f"{at}/publicering").text)
    assert "Publicera handlingarna" not in visit("farsta.handlaggare").get(at).text
    moved = {**form, "matters-1-version": "1"}
    refused = client.submit(f"{at}/publicering", moved)
    assert refused.status_code == 422
    assert "har ändrats" in refused.text
    assert client.submit(f"{at}/publicering", fields_of(refused.text)).status_code == 303
    db.session.rollback()
    assert set(db.session.scalars(sa.select(Publication.reply_id))) == set(numbers[:2])
    assert "Publicera handlingarna" not in client.get(at).text
    assert "inga handlingar att publicera" in client.get(f"{at}/publicering").text
