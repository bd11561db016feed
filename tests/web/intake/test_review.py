"""The page where a read file is looked through: the file beside the fields, and nothing typed is lost."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from lxml import html

from remiss.extensions import db
from remiss.models.intakes import Intake
from tests.support.world import sent_remiss
from tests.web.intake.files import REPLY, read_here, typed

DOUBTFUL = REPLY.replace("Farsta stadsdelsnämnd\n", "Nämnden\n")


@pytest.fixture
def remiss_id(world) -> int:
    return sent_remiss(world)


@pytest.fixture
def url(world, remiss_id) -> str:
    return f"/inlasningar/{read_here(world, remiss_id, 'ks.registrator', world.ks)}"


@pytest.fixture
def ks(visit):
    return visit("ks.registrator")


def links(page: str, attribute: str = "href") -> set[str]:
    return set(html.fromstring(page).xpath(f"//@{attribute}"))


def test_each_field_leads_to_its_place_in_the_file_and_back(ks, url) -> None:
    page = ks.get(url).text
    ids = links(page, "id")
    for place, field in (("plats-title", "title"), ("plats-consultee", "bodies"), ("plats-section-2", "avsnitt-2")):
        assert {place, field} <= ids
        assert f"#{place}" in links(page)
    found = html.fromstring(page).xpath("//a[@id='plats-diary-number']")[0]
    assert (found.text_content(), found.get("href")) == ("1.1-7/2026", "#diary_number")
    assert {link for link in links(page) if link.startswith("#")} <= {f"#{one}" for one in ids}


def test_what_is_doubtful_stands_first_with_its_reason(ks, world, remiss_id) -> None:
    number = read_here(world, remiss_id, "ks.registrator", world.ks, DOUBTFUL)
    page = ks.get(f"/inlasningar/{number}").text
    first = html.fromstring(page).xpath("//section[@class='check-first']//li")
    said = " ".join(one.text_content() for one in first)
    assert "Härledd ur förvaltningens namn" in said
    assert html.fromstring(page).xpath("//section[@class='check-first']//a/@href") == ["#bodies", "#plats-office"]


def test_the_body_that_was_found_stands_alone_and_all_stand_open_when_none_was(ks, world, remiss_id, url) -> None:
    def bodies(page: str) -> tuple[list[str], int]:
        field = html.fromstring(page).get_element_by_id("bodies")
        return [one.text_content() for one in field.xpath("./div/label")], len(field.xpath("./details//input"))

    assert bodies(ks.get(url).text) == (["Farsta stadsdelsnämnd"], 2)
    nobody = read_here(world, remiss_id, "ks.registrator", world.ks, REPLY.replace("Farsta stads", "Okända stads"))
    shown, folded = bodies(ks.get(f"/inlasningar/{nobody}").text)
    assert (len(shown), folded) == (3, 0)


def test_what_is_typed_can_be_saved_and_comes_back_whole(ks, url) -> None:
    data = typed(ks.get(url).text) | {"title": "En helt annan rubrik", "decided_on": "inget datum"}
    saved = ks.submit(f"{url}/sparat", data | {"accept": "title diary_number"})
    assert saved.status_code == 303
    assert saved.location == f"{url}#diary_number"
    page = ks.get(url).text
    assert {"title": "En helt annan rubrik", "decided_on": "inget datum"}.items() <= typed(page).items()
    assert typed(page)["checked"] == ["title"]
    assert "Du har ändrat. I filen lästes ”Program för trygga gångvägar”." in page
    assert ks.submit(f"{url}/omstart", {}).status_code == 303
    assert typed(ks.get(url).text)["title"] == "Program för trygga gångvägar"


def test_who_saves_after_somebody_else_is_told_and_loses_nothing(ks, visit, url) -> None:
    before = typed(ks.get(url).text)
    visit("ks.samordnare").submit(f"{url}/sparat", before | {"title": "Samordnarens rubrik"})
    late = ks.submit(f"{url}/sparat", before | {"title": "Registratorns egen rubrik"})
    assert late.status_code == 409
    assert "Registratorns egen rubrik" in late.text
    confirmed = ks.submit(url, before | {"title": "Registratorns egen rubrik"})
    assert confirmed.status_code == 409
    assert typed(confirmed.text)["title"] == "Registratorns egen rubrik"
    assert typed(ks.get(url).text)["title"] == "Samordnarens rubrik"


def test_a_confirmed_file_keeps_no_draft_of_the_form(ks, url) -> None:
    ks.submit(f"{url}/sparat", typed(ks.get(url).text))
    assert ks.submit(url, typed(ks.get(url).text)).status_code == 303
    db.session.rollback()
    assert db.session.scalars(sa.select(Intake)).one().typed is None


@pytest.mark.parametrize("path", ["", "/sparat", "/omstart"])
def test_a_body_s_own_file_is_its_own(visit, world, remiss_id, path) -> None:
    own = f"/inlasningar/{read_here(world, remiss_id, 'farsta.registrator', world.farsta)}{path}"
    for who in ("ks.registrator", "social.registrator", "admin"):
        client = visit(who)
        answer = client.get(own) if path == "" else client.submit(own, {"title": "x"})
        assert answer.status_code == 404
    if path:
        assert visit("farsta.handlaggare").submit(own, {"title": "x"}).status_code == 403


def test_a_page_of_a_file_that_has_none_is_no_page(ks, url) -> None:
    assert ks.get(f"{url}/sidor/1").status_code == 404
    assert ks.get(f"{url}/sidor/0").status_code == 404
