"""Anstånd on both sides' pages: asked, granted, refused, taken back, and read by nobody else."""

from __future__ import annotations

import pytest

from remiss.domain.workflow.states import ReplyState
from tests.support.world import World, reply_in, reply_of, sent_remiss
from tests.web.office.browsing import fields_of

REASON = "Nämnden möts först den 14 januari."


@pytest.fixture
def sent(world: World) -> tuple[int, int]:
    remiss_id = sent_remiss(world)
    return remiss_id, reply_of(remiss_id, world.farsta).id


def ask(client, reply_id: int, day: str = "2031-01-15"):
    url = f"/arenden/{reply_id}/anstand"
    return client.submit(url, {**fields_of(client.get(url).text, "/anstand"), "until": day, "reason": REASON})


def test_asked_and_granted(visit, sent, world: World) -> None:
    remiss_id, reply_id = sent
    ks, farsta, page = visit("ks.samordnare"), visit("farsta.registrator"), f"/remisser/{sent[0]}/anstand"
    assert "Ingen instans har begärt anstånd" in ks.get(page).text
    assert ask(farsta, reply_id, "2030-12-11").status_code == 422
    assert ask(farsta, reply_id).status_code == 303
    assert "Ni har begärt anstånd" in farsta.get(f"/arenden/{reply_id}").text
    assert "Farsta stadsdelsnämnd begär anstånd" in ks.get(f"/remisser/{remiss_id}").text
    assert "begär anstånd" in ks.get("/").text
    shown = ks.get(page).text
    assert REASON in shown
    assert "Farsta Registrator" not in shown
    target = f"/remisser/{remiss_id}/instanser/1/anstand"
    assert ks.submit(target, {**fields_of(shown, target), "until": "2030-12-01"}).status_code == 422
    assert ks.submit(target, fields_of(shown, target)).status_code == 303
    assert ks.submit(target, fields_of(shown, target)).status_code == 409, "somebody has answered already"
    assert "Anstånd till den 15 januari 2031" in ks.get(f"/remisser/{remiss_id}").text
    assert "15 januari 2031 kl. 23.59, efter anstånd" in farsta.get(f"/arenden/{reply_id}").text
    assert "15 januari 2031" in farsta.get("/arenden/1/historik").text
    assert "anstånd till den 15 januari 2031" in ks.get(f"/remisser/{remiss_id}/sammanstallning").text
    assert "11 december 2030" in visit("social.registrator").get(f"/arenden/{reply_of(*_other(sent, world)).id}").text


def _other(sent: tuple[int, int], world: World) -> tuple[int, int]:
    return sent[0], world.social


def test_refused_and_taken_back(visit, sent) -> None:
    remiss_id, reply_id = sent
    ks, farsta = visit("ks.samordnare"), visit("farsta.handlaggare")
    assert ask(farsta, reply_id).status_code == 303
    back = f"/arenden/{reply_id}/atertagen-anstandsbegaran"
    assert farsta.submit(back, fields_of(farsta.get(f"/arenden/{reply_id}/anstand").text, back)).status_code == 303
    assert ask(farsta, reply_id).status_code == 303
    shown, target = ks.get(f"/remisser/{remiss_id}/anstand").text, f"/remisser/{remiss_id}/instanser/1/avslaget-anstand"
    assert ks.submit(target, fields_of(shown, target)).status_code == 422, "a reason is needed"
    assert ks.submit(target, {**fields_of(shown, target), "reason": "Det brådskar."}).status_code == 303
    assert "Det brådskar." in farsta.get(f"/arenden/{reply_id}/anstand").text


def test_given_to_a_body_that_has_telephoned(visit, sent) -> None:
    remiss_id, reply_id = sent
    ks, page = visit("ks.samordnare"), f"/remisser/{remiss_id}/anstand"
    given = fields_of(ks.get(page).text, page)
    assert ks.submit(page, {**given, "consultee": "0", "until": "2031-01-15"}).status_code == 422
    assert ks.submit(page, {**given, "consultee": "1", "until": "2031-01-15"}).status_code == 303
    assert "utan begäran i Remiss" in visit("farsta.registrator").get(f"/arenden/{reply_id}/anstand").text


def test_nobody_else_reads_or_decides(visit, sent, world: World) -> None:
    remiss_id, reply_id = sent
    reply_in(world, remiss_id, world.social, ReplyState.RECEIVED)
    assert ask(visit("farsta.registrator"), reply_id).status_code == 303
    for who in ("social.registrator", "admin"):
        for url in (f"/arenden/{reply_id}/anstand", f"/remisser/{remiss_id}/anstand"):
            assert visit(who).get(url).status_code == 404
    ks = visit("ks.registrator")
    assert REASON in ks.get(f"/remisser/{remiss_id}/anstand").text
    assert ks.submit(f"/remisser/{remiss_id}/instanser/1/anstand", {}).status_code == 403
    assert visit("ks.samordnare").get(f"/arenden/{reply_id}/anstand").status_code == 404
    assert visit("ks.samordnare").submit(f"/remisser/{remiss_id}/instanser/99/anstand", {}).status_code in {404, 409}
