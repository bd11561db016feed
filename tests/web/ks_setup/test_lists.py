"""Saved lists, rules and tags: chosen from, compared with the last remiss, edited, and what became of ended bodies."""

from __future__ import annotations

import re
from datetime import date, timedelta
from time import process_time

import pytest
import sqlalchemy as sa

from remiss.clock import now, today
from remiss.door import writing
from remiss.errors import InvalidInput
from remiss.extensions import db
from remiss.models.organisations import Organisation, OrganisationKind
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee
from remiss.queries.names import resolve
from remiss.services import organisations, remisser
from remiss.services.working_days import is_working_day
from tests.support.world import START, draft_remiss, sent_remiss

NOW = START


def version_of(remiss_id: int) -> str:
    db.session.rollback()
    return str(db.session.get_one(Remiss, remiss_id).version)


def chosen(remiss_id: int) -> set[int]:
    db.session.rollback()
    return set(db.session.scalars(sa.select(Consultee.organisation_id).filter_by(remiss_id=remiss_id)))


def ticked(page: str) -> set[int]:
    boxes = re.findall(r'name="bodies" value="(\d+)" id="instans-\d+"( checked)?', page)
    return {int(number) for number, on in boxes if on}


def body(world, name: str, kind: OrganisationKind = OrganisationKind.DISTRICT) -> int:
    with writing():
        added = organisations.add_organisation(
            world.actor("admin"), kind, name, None, "Tjänsteutlåtande", date(2000, 1, 1), NOW
        )
        return added.id


def end(world, old: int, new: int | None) -> None:
    with writing():
        successor = db.session.get_one(Organisation, new) if new else None
        last = today() - timedelta(days=1)
        organisations.end_organisation(
            world.actor("admin"), db.session.get_one(Organisation, old), last, successor, NOW
        )


def make_list(visit, name: str, **held: object) -> int:
    client = visit("ks.samordnare")
    assert client.submit("/sandlistor/ny", {"name": name, **held}).status_code == 303
    return max(map(int, re.findall(r'href="/sandlistor/(\d+)"', client.get("/sandlistor").text)))


def test_a_list_is_made_edited_removed_and_taken_up_again(world, visit) -> None:
    client = visit("ks.samordnare")
    assert "Här visas era sändlistor" in client.get("/sandlistor").text
    number = make_list(visit, "Trygghet", rules=["alla_stadsdelsnamnder"], bodies=[str(world.external)])
    assert "Alla stadsdelsnämnder, 1\u00a0vald instans" in client.get("/sandlistor").text
    page = f"/sandlistor/{number}"
    assert ticked(client.get(page).text) == {world.external}
    twin = client.submit("/sandlistor/ny", {"name": "trygghet", "bodies": [str(world.farsta)]})
    assert (twin.status_code, "heter ”trygghet”" in twin.text) == (422, True)
    assert client.submit("/sandlistor/ny", {"name": "Tom"}).status_code == 422
    change = {"version": "1", "name": "Trygghet i staden", "bodies": [str(world.farsta), "99"]}
    assert client.submit(page, change).status_code == 303
    assert client.submit(page, change | {"name": "För sent"}).status_code == 409
    assert "Trygghet i staden" in client.get("/sandlistor").text
    assert client.submit(f"{page}/borttagning", {}).status_code == 303
    assert "Borttagna" in client.get("/sandlistor").text
    draft = draft_remiss(world)
    assert "Trygghet i staden" not in client.get(f"/remisser/{draft}/instanser").text
    assert client.submit(f"{page}/aterstallning", {}).status_code == 303
    assert "Trygghet i staden (1)" in client.get(f"/remisser/{draft}/instanser").text


def test_lists_are_their_senders_own(world, visit) -> None:
    number = make_list(visit, "Trygghet", rules=["alla_bolag"])
    for who in ("farsta.registrator", "admin"):
        client = visit(who)
        assert client.get(f"/sandlistor/{number}").status_code == 404
        assert client.get("/sandlistor").status_code == 404
        assert client.submit(f"/sandlistor/{number}/borttagning", {}).status_code == 404


def test_a_list_and_a_rule_tick_bodies_and_save_nothing_until_asked(world, visit) -> None:
    client = visit("ks.registrator")
    number = make_list(visit, "Brand", bodies=[str(world.external)])
    remiss_id = draft_remiss(world, bodies=(world.social,))
    url = f"/remisser/{remiss_id}/instanser"
    data = {"version": version_of(remiss_id), "bodies": [str(world.social)], "sources": [f"lista:{number}"]}
    added = client.submit(url, data | {"add": "ja"})
    assert (added.status_code, ticked(added.text)) == (200, {world.social, world.external})
    assert "Ingenting är sparat ännu" in added.text
    replaced = client.submit(url, data | {"replace": "ja", "sources": ["alla_namnder"]})
    assert ticked(replaced.text) == {world.social, world.farsta}
    assert chosen(remiss_id) == {world.social}
    assert client.submit(url, data | {"bodies": ["2", "3"]}).status_code == 303
    assert chosen(remiss_id) == {world.farsta, world.social}


def test_a_tag_is_a_rule(world, visit) -> None:
    form = {"office": "", "word": "Yttrande", "levels": "2", "tags": "Beredskap, brand,  beredskap"}
    assert visit("admin").submit(f"/organisationer/{world.external}", form).status_code == 303
    assert "beredskap, brand" in visit("admin").get(f"/organisationer/{world.external}").text
    number = make_list(visit, "Beredda", tags=["beredskap", "okänd"])
    remiss_id = draft_remiss(world, bodies=(world.social,))
    data = {"version": version_of(remiss_id), "sources": [f"lista:{number}"], "replace": "ja"}
    page = visit("ks.samordnare").submit(f"/remisser/{remiss_id}/instanser", data).text
    assert ticked(page) == {world.external}
    assert "Etiketten brand (1)" in page


def test_the_difference_to_the_last_remiss_is_shown(world, visit) -> None:
    remiss_id = draft_remiss(world, "KS 2026/1", bodies=(world.social,))
    client = visit("ks.samordnare")
    assert "Jämfört med er förra remiss" not in client.get(f"/remisser/{remiss_id}/instanser").text
    sent_remiss(world, "KS 2026/2", bodies=(world.farsta, world.social))
    data = {"version": version_of(remiss_id), "bodies": [str(world.social)], "sources": ["alla_externa"], "add": "ja"}
    page = client.submit(f"/remisser/{remiss_id}/instanser", data).text
    shown = re.search(r'aria-labelledby="jamfort">(.*?)</section>', page, re.S)
    assert shown
    assert re.search(
        r"KS 2026/2.*1\sinstans är densamma.*Nya \(1\).*brandförsvar.*Utelämnade \(1\).*Farsta", shown[1], re.S
    )


def test_who_has_ended_is_followed_to_whoever_took_over(world, visit) -> None:
    old, lost, new = (body(world, f"{name} stadsdelsnämnd") for name in ("Norrby", "Söderby", "Västerby"))
    number = make_list(visit, "Norra", bodies=[str(old), str(lost)])
    remiss_id = draft_remiss(world, bodies=(old, world.social))
    end(world, old, new)
    end(world, lost, None)
    client = visit("ks.samordnare")
    shown = client.get(f"/remisser/{remiss_id}/instanser").text
    assert ticked(shown) == {new, world.social}
    assert "Norrby stadsdelsnämnd har gått upp i Västerby stadsdelsnämnd" in shown
    sending = client.get(f"/remisser/{remiss_id}/utskick").text
    assert "Norrby stadsdelsnämnd finns inte längre" in sending
    remiss = db.session.get_one(Remiss, remiss_id)
    with pytest.raises(InvalidInput, match="finns inte längre"):
        remisser.send_remiss(world.actor("ks.samordnare"), remiss, remiss.version, now())
    data = {"version": version_of(remiss_id), "sources": [f"lista:{number}"], "replace": "ja"}
    filled = client.submit(f"/remisser/{remiss_id}/instanser", data).text
    assert ticked(filled) == {new}
    assert "Söderby stadsdelsnämnd finns inte längre och har ingen efterträdare" in filled


def test_a_ring_of_successors_ends_nowhere(world) -> None:
    one, two = body(world, "Norrby stadsdelsnämnd"), body(world, "Söderby stadsdelsnämnd")
    end(world, one, None)
    end(world, two, None)
    with writing():
        db.session.get_one(Organisation, one).successor_id = two
        db.session.get_one(Organisation, two).successor_id = one
    assert resolve([one], today()).ended == ("Norrby stadsdelsnämnd",)


def test_a_draft_becomes_a_list(world, visit) -> None:
    remiss_id = draft_remiss(world, bodies=(world.social, world.external))
    assert ticked(visit("ks.samordnare").get(f"/sandlistor/ny?remiss={remiss_id}").text) == {
        world.social,
        world.external,
    }
    assert visit("ks.samordnare").get("/sandlistor/ny?remiss=99").status_code == 404


def test_sixty_bodies_are_asked_in_one_action_under_two_seconds(world, visit) -> None:
    with writing():
        for number in range(58):
            organisations.add_organisation(
                world.actor("admin"), OrganisationKind.COMPANY, f"Bolaget {number:02d} AB", None, "Yttrande",
                date(2000, 1, 1), NOW,
            )  # fmt: skip
    number = make_list(visit, "Alla", rules=["alla_bolag", "alla_namnder"])
    remiss_id = draft_remiss(world)
    client, actor = visit("ks.samordnare"), world.actor("ks.samordnare")
    data = {"version": version_of(remiss_id), "sources": [f"lista:{number}"], "replace": "ja"}
    bodies = ticked(client.submit(f"/remisser/{remiss_id}/instanser", data).text)
    assert len(bodies) == 60
    assert is_working_day(date(2026, 10, 5))  # the calendar is made once in a process
    begun = process_time()
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        remisser.choose_consultees(actor, remiss, sorted(bodies), remiss.version, NOW)
        remisser.send_remiss(actor, remiss, remiss.version, NOW)
    assert process_time() - begun < 2
    assert len(chosen(remiss_id)) == 60
