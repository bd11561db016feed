"""A pasted list of names: known ones are ticked, old ones followed, misspelt ones offered, unknown ones never made."""

from __future__ import annotations

from remiss.clock import today
from remiss.extensions import db
from remiss.models.organisations import Organisation
from remiss.queries.name_reading import read_names
from tests.support.world import draft_remiss
from tests.web.ks_setup.test_lists import body, end, ticked, version_of

PASTED = """1. FARSTA  stadsdelsnämnd;
- Socialnämden
Norrby stadsdelsnämnd
Rymdstyrelsens rådgivande organ

Farsta stadsdelsnämnd"""


def test_names_are_read_as_people_write_them(world, visit) -> None:
    old, new = body(world, "Norrby stadsdelsnämnd"), body(world, "Västerby stadsdelsnämnd")
    end(world, old, new)
    remiss_id = draft_remiss(world, bodies=(world.external,))
    before = db.session.query(Organisation).count()
    data = {"version": version_of(remiss_id), "pasted": PASTED, "replace": "ja"}
    page = visit("ks.samordnare").submit(f"/remisser/{remiss_id}/instanser", data).text
    assert ticked(page) == {world.farsta, new}
    assert "”Socialnämden”: menade du" in page
    assert f'name="bodies" value="{world.social}" id="menade-1-1"' in page
    assert "<li>Rymdstyrelsens rådgivande organ</li>" in page
    assert "Norrby stadsdelsnämnd har gått upp i Västerby stadsdelsnämnd" in page
    db.session.rollback()
    assert db.session.query(Organisation).count() == before


def test_a_slip_in_an_old_name_offers_whoever_took_over(world) -> None:
    old, new = body(world, "Norrby stadsdelsnämnd"), body(world, "Västerby stadsdelsnämnd")
    end(world, old, new)
    read = read_names("Nörrby stadsdelsnämnd", today())
    assert [[found.name for found in offer.bodies] for offer in read.offers] == [["Västerby stadsdelsnämnd"]]
    assert (read.ids, read.unknown) == (frozenset(), ())
