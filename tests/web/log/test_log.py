"""Logg: each reads what it may know. A body its own steps, KS what it is told anyway, administrators no matter."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from remiss.domain.workflow.states import ReplyState
from remiss.domain.workflow.table import REMISS_TABLE, REPLY_TABLE
from remiss.door import writing
from remiss.extensions import db
from remiss.models.replies import Reply
from remiss.queries.log import Asked, View, logged_events, places_for
from remiss.services import viewpoints
from remiss.web.log.words import OTHERS, words_for
from tests.house.files import python_files, text_of
from tests.support.audit import without_token
from tests.support.world import START, World, reply_in, sent_remiss

RECORDED = re.compile(r'record\(\s*\w+,\s*"(\w+)",\s*"(\w+)"')
FARSTA_NAMES = ("Farsta Registrator", "Farsta Handlaggare", "Farsta Avdelningschef", "Farsta Direktor")


@pytest.fixture
def worked(world: World) -> int:
    """A reply that has gone through the office, with a viewpoint marked on the way."""
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        viewpoints.mark_viewpoint(world.actor("farsta.handlaggare"), reply, "Belysningen bör byggas ut.", START)
    return reply_id


def recorded() -> set[tuple[str, str]]:
    return {found for name in python_files() if name.startswith("remiss/") for found in RECORDED.findall(text_of(name))}


def test_a_body_reads_its_own_steps_with_names(visit, worked: int) -> None:
    page = visit("farsta.registrator").get("/logg").text
    for words in ("Ta emot", "Fördela", "Spara", "Markerade en synpunkt", "Farsta Handlaggare", "trygga gångvägar"):
        assert words in page
    for foreign in ("Loggade in", "Skicka remissen", "Ks Samordnare"):
        assert foreign not in page


def test_ks_reads_what_it_is_told_anyway_and_no_name_of_a_body(visit, worked: int) -> None:
    page = visit("ks.samordnare").get("/logg").text
    for words in ("Skicka remissen", "Ks Samordnare", "Ta emot", "Farsta stadsdelsnämnd", "Instansen"):
        assert words in page
    for secret in ("Fördela", "Spara", "Markerade", *FARSTA_NAMES):
        assert secret not in page


def test_a_search_for_a_name_tells_ks_nothing_about_a_body(visit, worked: int) -> None:
    ks = visit("ks.samordnare")
    found, unknown = (without_token(ks.get(f"/logg?vem={name}").text) for name in ("Farsta", "Ingen"))
    assert "Inga händelser passar urvalet." in found
    assert found.replace("Farsta", "Ingen") == unknown


def test_administrators_read_accounts_and_no_matter(visit, worked: int) -> None:
    page = visit("admin").get("/logg").text
    assert "Loggade in" in page
    for secret in ("gångvägar", "Ta emot", "Fördela", "Skicka remissen"):
        assert secret not in page


@pytest.mark.parametrize("who", ["social.registrator", "social.direktor"])
def test_another_body_reads_nothing(visit, worked: int, who: str) -> None:
    assert "Inga händelser passar urvalet." in visit(who).get("/logg").text


@pytest.mark.parametrize(
    ("who", "view"), [("farsta.registrator", "remisser"), ("ks.samordnare", "drift"), ("admin", "x")]
)
def test_anothers_view_does_not_exist(visit, world: World, who: str, view: str) -> None:
    assert visit(who).get(f"/logg?vy={view}").status_code == 404
    assert visit(who).get(f"/logg/csv?vy={view}").status_code == 404


def test_the_file_holds_the_rows_of_the_page(visit, worked: int) -> None:
    file = visit("ks.samordnare").get("/logg/csv?vem=ks").get_data(as_text=True)
    lines = file.splitlines()
    assert lines[0].endswith("Nummer;Tid;Vem;Vad;Gäller")
    assert all(";Ks Samordnare;" in line for line in lines[1:])
    assert any("Skicka remissen" in line for line in lines)


def test_days_and_pages_stand_in_the_address(world: World, worked: int) -> None:
    places = places_for(world.actor("farsta.registrator"), View.MATTERS)
    every = logged_events(View.MATTERS, places, Asked(), 50)
    day = START.date()
    assert logged_events(View.MATTERS, places, Asked(first=day, last=day), 50) == every
    assert logged_events(View.MATTERS, places, Asked(before=every[0].number), 50) == every[1:]
    later = day.replace(day=day.day + 1)
    assert logged_events(View.MATTERS, places, Asked(first=later), 50) == []


def test_a_stranger_is_asked_to_sign_in(visit, world: World) -> None:
    assert visit("").get("/logg").status_code == 303


def test_every_event_that_is_recorded_has_words() -> None:
    tables = {str(row.action) for row in (*REPLY_TABLE, *REMISS_TABLE)}
    missing = {action for action, _ in recorded() if action not in OTHERS and action not in tables}
    assert not missing, f"say what these events are called, in remiss/web/log/words.py: {sorted(missing)}"
    assert words_for("spara_text") == "Spara"


def test_every_kind_of_thing_has_been_placed(app: Flask) -> None:
    """Who may read it is a decision: remiss/queries/log.py."""
    placed = {
        "reply", "remiss", "consultee", "meeting", "meeting_rhythm", "intake", "distribution_list", "disclosure",
        "user", "organisation", "mail",
    }  # fmt: skip
    new = {kind for _, kind in recorded()} - placed
    assert not new, f"say in remiss/queries/log.py who may read events about {sorted(new)}, then name them here"
