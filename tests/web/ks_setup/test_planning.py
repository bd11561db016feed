"""*Hinner nämnden?* while a remiss is prepared: who misses the date, what moving it gives, what nobody is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from remiss.clock import today
from remiss.door import writing
from remiss.extensions import db
from remiss.models.decisions import Meeting
from remiss.models.remisser import Remiss
from remiss.services import remisser
from tests.support.queries import counted
from tests.support.world import DUE, START, World, draft_remiss, sent_remiss

WAYS = (
    "Förhandssvar med beslut 17 december 2030, kontorsyttrande, delegationsbeslut eller anstånd till 27 december 2030"
)
LATE, EARLY = DUE + timedelta(days=6), DUE - timedelta(days=20)


def meets(organisation_id: int, *days: date, stop_on: date | None = None) -> None:
    with writing():
        db.session.add_all(Meeting(organisation_id=organisation_id, held_on=day, stop_on=stop_on) for day in days)


@pytest.fixture
def draft(world: World) -> int:
    """Farsta meets six days after the date, Socialnämnden in time, the fire brigade has no known calendar."""
    meets(world.farsta, LATE)
    meets(world.social, EARLY, LATE)
    return draft_remiss(world)


def test_who_misses_the_date_is_said_with_what_helps(draft: int, visit) -> None:
    page = visit("ks.samordnare").get(f"/remisser/{draft}/tidplan").text
    assert "1 av 3 hinner inte. Flytta sista svarsdag till 18 december 2030, så hinner alla med känd kalender." in page
    assert "Om 1\u00a0instans går det inte att säga: kalendern är inte känd." in page
    assert WAYS in page
    assert page.index("Farsta stadsdelsnämnd</th>") < page.index("Socialnämnden</th>")
    assert "1 av 3 hinner inte." in visit("ks.samordnare").get(f"/remisser/{draft}").text
    assert "1 av 3 hinner inte." in visit("ks.samordnare").get(f"/remisser/{draft}/utskick").text


def test_the_button_moves_the_date_and_the_page_counts_anew(draft: int, world: World, visit) -> None:
    client = visit("ks.samordnare")
    version = db.session.get_one(Remiss, draft).version
    moved = client.submit(f"/remisser/{draft}/tidplan", {"version": str(version), "due_on": "2030-12-18"})
    assert moved.status_code == 303
    page = client.get(f"/remisser/{draft}/tidplan").text
    assert "Sista svarsdag är nu den 18 december 2030." in page
    assert "Alla med känd kalender hinner." in page
    assert "Hinner med omedelbar justering" in page
    assert client.submit(f"/remisser/{draft}/tidplan", {"version": "1", "due_on": "2030-12-20"}).status_code == 409
    with writing():
        remiss = db.session.get_one(Remiss, draft)
        remisser.choose_consultees(world.actor("ks.samordnare"), remiss, [world.external], remiss.version, START)
    assert "Inga sammanträden är kända så långt fram" in client.get(f"/remisser/{draft}/tidplan").text


def test_a_letter_that_names_the_old_date_is_pointed_out(draft: int, visit) -> None:
    with writing():
        remiss = db.session.get_one(Remiss, draft)
        remiss.letter = "Svara senast den 11 december 2030."
    form = {"version": str(remiss.version), "due_on": "2030-12-18"}
    page = visit("ks.samordnare").submit(f"/remisser/{draft}/tidplan", form, follow_redirects=True).text
    assert "I missivet står fortfarande 11 december 2030." in page


def test_a_sent_remiss_cannot_be_moved_here(world: World, visit) -> None:
    meets(world.farsta, LATE)
    remiss_id = sent_remiss(world)
    client = visit("ks.samordnare")
    assert (
        "Flytta sista svarsdag till 18 december 2030</button>" not in client.get(f"/remisser/{remiss_id}/tidplan").text
    )
    version = db.session.get_one(Remiss, remiss_id).version
    form = {"version": str(version), "due_on": "2030-12-18"}
    assert client.submit(f"/remisser/{remiss_id}/tidplan", form).status_code == 409
    assert visit("farsta.direktor").get(f"/remisser/{remiss_id}/tidplan").status_code == 404


def test_the_page_asks_for_what_is_missing(visit, world: World) -> None:
    remiss_id = draft_remiss(world)
    with writing():
        db.session.get_one(Remiss, remiss_id).due_on = None
    page = visit("ks.samordnare").get(f"/remisser/{remiss_id}/tidplan").text
    assert "Ange sista svarsdag" in page


def test_a_bodys_own_days_change_nothing_that_others_see(draft: int, world: World, visit) -> None:
    client = visit("ks.samordnare")
    pages = [_bytes(client, draft)]
    for stop_on in (today(), LATE - timedelta(days=1)):
        with writing():
            db.session.execute(db.update(Meeting).values(stop_on=db.case((Meeting.held_on == LATE, stop_on))))
        pages.append(_bytes(client, draft))
    assert len(set(pages)) == 1


def _bytes(client, remiss_id: int) -> str:
    page = client.get(f"/remisser/{remiss_id}/tidplan").text
    return "\n".join(line for line in page.splitlines() if "csrf_token" not in line)


def test_many_bodies_ask_no_more_than_few(draft: int, world: World, visit) -> None:
    client, seen = visit("ks.samordnare"), []
    for bodies in ((world.farsta,), (world.farsta, world.social, world.external)):
        with writing():
            remiss = db.session.get_one(Remiss, draft)
            remisser.choose_consultees(world.actor("ks.samordnare"), remiss, bodies, remiss.version, START)
        client.get(f"/remisser/{draft}/tidplan")
        with counted() as queries:
            client.get(f"/remisser/{draft}/tidplan")
        seen.append(len(queries))
    assert seen[0] == seen[1]
    # the frame; the remiss twice; bodies, names and meetings; the name of the sender; four checks of what sending needs
    assert seen[1] <= 6 + 2 + 3 + 1 + 4
