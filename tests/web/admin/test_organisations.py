"""The register of bodies: names over time, twins that are warned about, mergers; only for administrators."""

from __future__ import annotations

import re
from datetime import date

import pytest
import sqlalchemy as sa

from remiss.clock import today
from remiss.extensions import db
from remiss.models.operations import AuditEvent
from remiss.models.organisations import Organisation
from remiss.queries.names import all_bodies, find_body
from remiss.queries.organisations import similar_names

NEW = {
    "kind": "facknamnd", "name": "Kulturnämnden", "valid_from": "2020-01-01", "office": "Kulturförvaltningen",
    "word": "Tjänsteutlåtande",
}  # fmt: skip
PAGES = ["/organisationer", "/organisationer/ny", "/organisationer/2", *(
    f"/organisationer/2/{part}" for part in ("namn", "skrivsatt", "upphorande")
)]  # fmt: skip
OTHERS = [
    "farsta.registrator", "farsta.handlaggare", "farsta.avdelningschef", "farsta.direktor", "farsta.sekreterare",
    "ks.samordnare", "ks.registrator",
]  # fmt: skip


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_gets_in(visit, who) -> None:
    client = visit(who)
    assert "/organisationer" not in client.get("/").text
    for page in PAGES:
        assert client.get(page).status_code == 403, page
        if page != "/organisationer":
            assert client.submit(page, NEW).status_code == 403, page


def test_the_administrator_sees_every_page(visit) -> None:
    admin = visit("admin")
    for page in PAGES:
        answer = admin.get(page)
        assert (answer.status_code, "Fel:" in answer.text) == (200, False), page
    assert admin.get("/organisationer/99").status_code == 404


def test_a_body_is_added_found_and_logged(visit) -> None:
    admin = visit("admin")
    answer = admin.submit("/organisationer/ny", NEW)
    assert answer.status_code == 303, answer.text
    assert "Kulturförvaltningen" in admin.get(answer.location).text
    assert find_body("KULTURNÄMNDEN", today()) is not None
    event = db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.number.desc())).first()
    assert (event.action, event.actor_name) == ("lagg_till_organisation", "Admin")
    for words, seen in [("kultur", True), ("socialförv", False)]:
        assert ("Kulturnämnden" in admin.get(f"/organisationer?sok={words}").text) is seen


@pytest.mark.parametrize("name", ["Social nämnden", "Socialanämnden", "Farsta stadsdelsnämd"])
def test_a_twin_is_warned_about_and_made_only_when_meant(visit, name) -> None:
    admin = visit("admin")
    before = len(all_bodies(today()))
    answer = admin.submit("/organisationer/ny", NEW | {"name": name})
    assert answer.status_code == 422
    assert "Namnet liknar ett som finns" in answer.text
    assert name in answer.text
    assert len(all_bodies(today())) == before
    assert admin.submit("/organisationer/ny", NEW | {"name": name, "sure": "y"}).status_code == 303


def test_other_bodies_of_the_same_kind_are_no_twins(world) -> None:
    assert similar_names("Järva stadsdelsnämnd") == []
    assert similar_names("Servicenämnden") == []
    assert [name for _, name in similar_names("Socialnämden")] == ["Socialnämnden"]
    assert similar_names("Socialnämnden", world.social) == []


@pytest.mark.parametrize("name", ["socialnämnden", "SOCIALNÄMNDEN "])
def test_the_same_name_is_refused_even_when_meant(visit, name) -> None:
    answer = visit("admin").submit("/organisationer/ny", NEW | {"name": name, "sure": "y"})
    assert answer.status_code == 422
    assert "Det finns redan en organisation med det namnet." in answer.text


def test_there_is_one_kommunstyrelse(visit) -> None:
    answer = visit("admin").submit("/organisationer/ny", NEW | {"kind": "kommunstyrelse"})
    assert "Kommunstyrelsen finns redan" in answer.text
    assert visit("admin").submit("/organisationer/1/upphorande", {"last_day": "2031-01-01"}).status_code == 422


def test_a_new_name_ends_the_former_the_day_before(world, visit) -> None:
    admin = visit("admin")
    page = f"/organisationer/{world.social}"
    form = {"name": "Socialnämnden i staden", "valid_from": "2027-01-01", "sure": "y"}
    assert admin.submit(f"{page}/namn", form).status_code == 303
    db.session.rollback()
    body = db.session.get_one(Organisation, world.social)
    assert body.name_on(date(2026, 12, 31)) == "Socialnämnden"
    assert body.name_on(date(2027, 1, 1)) == "Socialnämnden i staden"
    shown = admin.get(page).text
    assert "2026-12-31" in shown
    again = admin.submit(f"{page}/namn", form | {"name": "Annat namn", "valid_from": "2026-06-01"})
    assert again.status_code == 422
    assert "Dagen ligger före" in again.text


def test_an_alias_finds_its_body_and_belongs_to_one(world, visit) -> None:
    admin = visit("admin")
    assert admin.submit(f"/organisationer/{world.farsta}/skrivsatt", {"alias": "Farsta SDN"}).status_code == 303
    assert find_body("farsta sdn", today()) == world.farsta
    assert admin.submit(f"/organisationer/{world.social}/skrivsatt", {"alias": "FARSTA sdn"}).status_code == 422


def test_two_bodies_become_one(world, visit) -> None:
    admin = visit("admin")
    new = admin.submit("/organisationer/ny", NEW | {"name": "Välfärdsnämnden"}).location
    number = new.rsplit("/", 1)[1]
    for old in (world.social, world.farsta):
        form = {"last_day": "2020-01-01", "successor": number}
        assert admin.submit(f"/organisationer/{old}/upphorande", form).status_code == 303
    page = admin.get(new).text
    assert "Bildades av" in page
    assert "Socialnämnden" in page
    assert {body.name for body in all_bodies(today())} == {"Välfärdsnämnden", "Storstockholms brandförsvar"}
    ended = admin.get("/organisationer?slag=upphorda").text
    assert "övergick i Välfärdsnämnden" in ended
    ring = {"last_day": "2030-01-01", "successor": str(world.social)}
    assert admin.submit(f"{new}/upphorande", ring).status_code == 422


def test_the_office_and_its_word_are_changed(world, visit) -> None:
    admin = visit("admin")
    page = f"/organisationer/{world.social}"
    changed = {"office": "Socialkontoret", "word": "Tjänsteskrivelse", "levels": "2"}
    assert admin.submit(page, changed).status_code == 303
    assert "Socialkontoret" in admin.get(page).text
    assert admin.submit(page, changed | {"word": "Roman"}).status_code == 422


def test_one_signature_or_two_is_set_for_each_body(world, visit) -> None:
    admin = visit("admin")
    page = f"/organisationer/{world.social}"
    changed = {"office": "Socialkontoret", "word": "Tjänsteskrivelse", "levels": "1"}
    assert admin.submit(page, changed | {"levels": "3"}).status_code == 422
    assert db.session.get_one(Organisation, world.social).signature_levels == 2
    assert admin.submit(page, changed).status_code == 303
    db.session.rollback()
    assert db.session.get_one(Organisation, world.social).signature_levels == 1
    assert re.search(r'<input[^>]*checked[^>]*value="1"', admin.get(page).text)


def test_several_bodies_become_a_new_one_in_one_step(world, visit) -> None:
    admin = visit("admin")
    data = {
        "bodies": [str(world.social), str(world.farsta)], "last_day": "2020-12-31", "successor": "0",
        "kind": "facknamnd", "name": "Välfärdsnämnden", "office": "",
    }  # fmt: skip
    page = "/organisationer/sammanslagning"
    assert visit("farsta.direktor").get(page).status_code == 403
    assert "likadant" in admin.submit(page, data | {"name": "Socialnämden"}).text
    assert admin.submit(page, data | {"successor": str(world.farsta)}).status_code == 422
    assert admin.submit(page, data | {"bodies": []}).status_code == 422
    assert admin.submit(page, data | {"name": ""}).status_code == 422
    assert len(all_bodies(today())) == 3
    answer = admin.submit(page, data)
    assert answer.status_code == 303, answer.text
    new = int(answer.location.rsplit("/", 1)[1])
    db.session.rollback()
    assert find_body("Socialnämnden", today()) == find_body("farsta stadsdelsnämnd", today()) == new
    assert find_body("Socialnämnden", date(2020, 6, 1)) == world.social


def test_a_name_that_two_have_had_belongs_to_the_one_that_has_it(world, visit) -> None:
    admin = visit("admin")
    form = {"last_day": "2020-01-01", "successor": "0"}
    assert admin.submit(f"/organisationer/{world.social}/upphorande", form).status_code == 303
    db.session.rollback()
    other = db.session.get_one(Organisation, world.external)
    other.names.append(type(other.names[0])(
        name="Socialnämnden", sort_key="s", folded="socialnämnden", is_alias=True, valid_from=date(2000, 1, 1)
    ))  # fmt: skip
    db.session.flush()
    assert find_body("Socialnämnden", today()) == world.external
    assert find_body("Socialnämnden", date(2019, 1, 1)) is None
