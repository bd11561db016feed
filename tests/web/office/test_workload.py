"""How the work is spread: numbers that the list bears out, for those who give matters to people and nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from lxml import html

from remiss.clock import today
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.replies import Reply
from tests.support.queries import counted
from tests.support.world import reply_in, sent_remiss
from tests.web.office.test_queries import FRAME


def rows(page: str) -> dict[str, list[str]]:
    found = html.fromstring(page).cssselect(".workload tbody tr")
    return {
        " ".join(row.cssselect("th")[0].text_content().split()): [
            td.text_content().strip() for td in row.cssselect("td")
        ]
        for row in found
    }


def test_open_matters_are_counted_by_officer_and_what_nobody_has_stands_first(visit, world) -> None:
    reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT)
    reply_in(world, sent_remiss(world, "KS 2026/312"), world.farsta, ReplyState.SIGNED)
    reply_in(world, sent_remiss(world, "KS 2026/313"), world.farsta, ReplyState.SUBMITTED)
    reply_in(world, sent_remiss(world, "KS 2026/314"), world.farsta, ReplyState.RECEIVED)
    spread = rows(visit("farsta.avdelningschef").get("/arbetslage").text)
    assert list(spread) == ["Inte fördelade", "Farsta Handlaggare"]
    assert spread["Inte fördelade"][:3] == ["1", "0", "0"]
    assert spread["Farsta Handlaggare"][:3] == ["2", "1", "0"]


def test_late_and_soon_follow_the_dates(visit, world) -> None:
    first = reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT)
    second = reply_in(world, sent_remiss(world, "KS 2026/312"), world.farsta, ReplyState.DRAFT)
    with writing():
        db.session.get_one(Reply, first).remiss.due_on = today() - timedelta(days=2)
        db.session.get_one(Reply, second).internal_due_on = today() + timedelta(days=3)
    assert rows(visit("farsta.direktor").get("/arbetslage").text)["Farsta Handlaggare"][2:4] == ["1", "1"]


def test_the_file_names_officer_and_days_left(visit, world) -> None:
    reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT)
    lines = visit("farsta.registrator").get("/arbetslage.csv").data.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Handläggare;Remiss")
    assert lines[1].startswith("Farsta Handlaggare;Program för trygga gångvägar;1.1-7/2026;Utkast;;2030-12-11;")


@pytest.mark.parametrize("who", ["farsta.handlaggare", "farsta.sekreterare", "ks.samordnare", "admin"])
def test_it_does_not_exist_for_who_gives_nobody_a_matter(visit, world, who) -> None:
    reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT)
    for path in ("/arbetslage", "/arbetslage.csv"):
        assert visit(who).get(path).status_code in {403, 404}
    assert "/arbetslage" not in visit(who).get("/").text


def test_another_body_sees_its_own_officers_only(visit, world) -> None:
    reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT)
    page = visit("social.avdelningschef").get("/arbetslage").text
    assert "Farsta" not in page
    assert rows(page)["Social Handlaggare"][0] == "0"


def test_it_asks_the_same_for_one_matter_as_for_many(visit, world) -> None:
    client = visit("farsta.avdelningschef")
    for number in range(3):
        reply_in(world, sent_remiss(world, f"KS 2026/{number}"), world.farsta, ReplyState.DRAFT)
    with counted() as seen:
        client.get("/arbetslage")
    assert len(seen) <= FRAME + 4, "\n".join(seen)  # matters, names, people, and the people who might have none
