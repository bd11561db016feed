"""An underremiss through the pages: sent from a matter, answered by the asked, read and taken in when released."""

from __future__ import annotations

import pytest

from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from tests.support.world import CANARY, ROUTE, act, reply_in, sent_remiss
from tests.web.office.browsing import fields_of


@pytest.fixture
def at(world) -> str:
    remiss_id = sent_remiss(world, bodies=(world.farsta,))
    return f"/arenden/{reply_in(world, remiss_id, world.farsta, ReplyState.ASSIGNED)}"


def send(visit, world, at: str) -> None:
    registrar = visit("farsta.registrator")
    assert f"{at}/underremiss" in registrar.get(at).text
    form = fields_of(registrar.get(f"{at}/underremiss").text, "/underremiss")
    typed = {**form, "letter": "Vad anser ni?", "due_on": "2030-11-20", "organisations": str(world.social)}
    late = registrar.submit(f"{at}/underremiss", {**typed, "due_on": "2030-12-11"})
    assert (late.status_code, "Välj en dag före er egen" in late.text) == (422, True)
    assert registrar.submit(f"{at}/underremiss", typed).status_code == 303


def test_a_body_asks_others_and_answers_with_theirs(visit, world, at) -> None:
    send(visit, world, at)
    office = visit("farsta.handlaggare")
    assert "Inte mottagen" in office.get(f"{at}/underremiss").text
    asked = visit("social.registrator").get("/inkorg").text
    assert "Farsta stadsdelsnämnd" in asked
    part = reply_in(world, 2, world.social, ReplyState.DRAFT)
    assert CANARY not in office.get(f"{at}/underremiss").text
    assert office.get(f"{at}/underremiss/{part}").status_code == 404
    dispatch(world, part)
    assert "Läs svaret" in office.get(f"{at}/underremiss").text
    page = office.get(f"{at}/underremiss/{part}").text
    assert CANARY in page
    taken = office.submit(f"{at}/underremiss/{part}/intagning", fields_of(page, "/intagning"))
    assert taken.status_code == 303
    assert "står i er text" in office.get(f"{at}/underremiss").text
    assert CANARY in office.get(f"{at}/tjansteutlatande").text
    assert "skickade en underremiss" in office.get(f"{at}/historik").text


def test_whoever_asked_and_other_bodies_see_nothing(visit, world, at) -> None:
    send(visit, world, at)
    part = reply_in(world, 2, world.social, ReplyState.SUBMITTED)
    for who in ("ks.samordnare", "ks.registrator", "admin"):
        client = visit(who)
        inner = (f"/remisser/2/svar/{part}", f"{at}/underremiss", f"/arenden/{part}")
        for page in ("/remisser/2", "/remisser/2/svar", *inner):
            assert client.get(page).status_code == 404, (who, page)
        if who != "admin":
            assert "Underremiss" not in client.get("/remisser").text
    asked = visit("social.registrator")
    assert asked.get(f"{at}/underremiss").status_code == 404
    assert visit("farsta.handlaggare").get(f"/arenden/{part}").status_code == 404
    assert visit("farsta.sekreterare").submit(f"{at}/underremiss", {"version": "1"}).status_code == 403


def dispatch(world, part: int) -> None:
    for step in ROUTE[ROUTE.index(ReplyState.DRAFT) : ROUTE.index(ReplyState.SUBMITTED)]:
        with writing():
            act(world, part, step.value)
