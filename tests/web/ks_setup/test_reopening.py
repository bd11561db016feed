"""Withdrawing and opening again through the pages: what the sender is told before, and what the bodies then see."""

from __future__ import annotations

import pytest

from remiss.domain.workflow.states import RemissState, ReplyState
from remiss.extensions import db
from remiss.models.remisser import Remiss
from tests.support.world import reply_in, sent_remiss
from tests.web.office.browsing import fields_of, state_of

REASON = "Förslaget arbetas om i grunden."


@pytest.fixture
def under_way(world) -> tuple[int, int, int]:
    """A remiss with a draft at Farsta and a reply from Socialnämnden."""
    remiss_id = sent_remiss(world)
    draft = reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    return remiss_id, draft, reply_in(world, remiss_id, world.social, ReplyState.SUBMITTED)


def withdraw(client, remiss_id: int, reason: str = REASON):
    url = f"/remisser/{remiss_id}/aterkallelse"
    return client.submit(url, {**fields_of(client.get(url).text), "reason": reason})


def test_withdrawn_with_a_reason_and_taken_up_again(visit, under_way) -> None:
    remiss_id, draft, came_in = under_way
    ks, farsta = visit("ks.samordnare"), visit("farsta.handlaggare")
    page = ks.get(f"/remisser/{remiss_id}/aterkallelse").text
    assert "2\u00a0instanser (2\u00a0mejl)" in page
    assert "Storstockholms brandförsvar" in page, "who gets no mail is named"
    assert withdraw(ks, remiss_id, "").status_code == 422
    assert withdraw(ks, remiss_id).status_code == 303
    again = ks.submit(f"/remisser/{remiss_id}/aterkallelse", {"version": "2", "reason": "Ja."})
    assert again.status_code == 409, "it happens once"
    for address in ("", "/svar", f"/svar/{came_in}", "/sammanstallning", "/synpunkter", "/mejl", "/status.csv"):
        assert ks.get(f"/remisser/{remiss_id}{address}").status_code == 200
    overview = ks.get(f"/remisser/{remiss_id}").text
    assert REASON in overview
    assert "2</strong> återkallade" in overview
    assert "Påminn" not in overview.replace("Påminnelser", "").replace("påminnelser", "")
    compiled = ks.get(f"/remisser/{remiss_id}/sammanstallning").text
    assert "Remissen är återkallad" in compiled
    assert "Kommunstyrelsen återkallade remissen den" in compiled
    assert REASON in compiled
    assert "Återkallad" in ks.get("/remisser?visa=aterkallade").text
    matter = farsta.get(f"/arenden/{draft}").text
    assert REASON in matter
    assert "Utkast ligger kvar hos er" in matter
    assert "återkallade remissen" in farsta.get(f"/arenden/{draft}/historik").text
    assert farsta.get("/").status_code == farsta.get("/arenden?lage=avslutade").status_code == 200
    assert "har återkallat remissen" in farsta.get(f"/arenden/{draft}/tjansteutlatande").text
    url = f"/remisser/{remiss_id}/ny-svarstid"
    fields = fields_of(ks.get(url).text)
    assert fields["due_on"] == "2030-12-11"
    assert ks.submit(url, {**fields, "reason": "Beslutet är ändrat."}).status_code == 303
    assert state_of(draft) is ReplyState.DRAFT
    assert "Beslutet är ändrat." in ks.get(f"/remisser/{remiss_id}").text
    assert "Svarstiden öppnades igen den" in ks.get(f"/remisser/{remiss_id}/sammanstallning").text


def test_a_closed_time_needs_a_day_that_lies_ahead(visit, under_way) -> None:
    remiss_id, draft, _ = under_way
    ks = visit("ks.samordnare")
    close = f"/remisser/{remiss_id}/avslut"
    assert ks.submit(close, fields_of(ks.get(close).text)).status_code == 303
    url = f"/remisser/{remiss_id}/ny-svarstid"
    fields = {**fields_of(ks.get(url).text), "reason": "Flera bad om tid."}
    refused = ks.submit(url, {**fields, "due_on": "2026-10-01"})
    assert refused.status_code == 422
    assert "ny sista svarsdag" in refused.text
    assert state_of(draft) is ReplyState.NOT_RECEIVED
    assert ks.submit(url, {**fields, "due_on": "2031-01-31"}).status_code == 303
    assert state_of(draft) is ReplyState.DRAFT
    assert ks.get(url).status_code == 200, "there is nothing to open, and the page says so"


@pytest.mark.parametrize("page", ["aterkallelse", "ny-svarstid"])
def test_only_who_runs_the_remiss_may(visit, under_way, page: str) -> None:
    remiss_id = under_way[0]
    for who, status in (("ks.registrator", 403), ("farsta.registrator", 404), ("admin", 404)):
        assert visit(who).get(f"/remisser/{remiss_id}/{page}").status_code == status
        assert visit(who).submit(f"/remisser/{remiss_id}/{page}", {"version": "1"}).status_code == status
    assert db.session.get_one(Remiss, remiss_id).state is RemissState.SENT
