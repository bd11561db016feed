"""The time of all bodies: a drawing with a table that says the same, and a month. Public days only."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.decisions import Meeting
from remiss.models.replies import Reply
from tests.support.queries import counted
from tests.support.world import DUE, World, draft_remiss, reply_in, sent_remiss

HELD, SECRET = DUE - timedelta(days=14), date(2030, 9, 17)


@pytest.fixture
def sent(world: World) -> int:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    reply_in(world, remiss_id, world.social, ReplyState.SUBMITTED)
    with writing():
        db.session.execute(sa.delete(Meeting).where(~Meeting.id.in_(sa.select(sa.text("meeting_id FROM agenda_item")))))
        db.session.add(Meeting(organisation_id=world.farsta, held_on=HELD, stop_on=SECRET))
        reply = db.session.get_one(Reply, reply_id)
        reply.planned_on, reply.internal_due_on = HELD, SECRET
    return remiss_id


def test_the_timeline_is_drawn_and_told_in_a_table(sent, visit) -> None:
    page = visit("ks.samordnare").get(f"/remisser/{sent}/tidslinje").text
    assert 'role="img"' in page
    assert "3\u00a0instanser, sista svarsdag 11 december 2030. 1 har svarat" in page
    assert page.count("◆") >= 2
    assert f'data-label="Sammanträde">{HELD.isoformat()}</td>' in page
    assert "Inkommen den 5 oktober 2026" in page


def test_a_month_shows_what_is_due_and_who_meets(sent, visit) -> None:
    client = visit("ks.samordnare")
    page = client.get(f"/remisser/{sent}/manad").text
    assert "<h1" in page
    assert "December 2030" in page
    assert "Sista svarsdag: Program för trygga gångvägar" in page
    assert "julafton" in page
    november = client.get(f"/remisser/{sent}/manad?manad=2030-11").text
    assert "Sammanträder:</p><ul><li>Farsta stadsdelsnämnd</li></ul>" in november
    for odd in ("2030-13", "0-0", "hej", "99999-1", "-"):
        assert "December 2030" in client.get(f"/remisser/{sent}/manad?manad={odd}").text


def test_a_draft_shows_the_meetings_that_could_be_reached(world, visit) -> None:
    with writing():
        db.session.add(Meeting(organisation_id=world.farsta, held_on=HELD))
    page = visit("ks.samordnare").get(f"/remisser/{draft_remiss(world)}/tidslinje").text
    assert f"{HELD.isoformat()}, möjligt" in page
    assert "Inte skickad" in page


@pytest.mark.parametrize("path", ["tidslinje", "manad", "manad?manad=2030-09", "tidplan"])
def test_no_internal_day_is_shown_and_nobody_else_sees_it(sent, visit, path: str) -> None:
    page = visit("ks.samordnare").get(f"/remisser/{sent}/{path}").text
    assert SECRET.isoformat() not in page
    assert "Internt" not in page
    assert "Stoppdag," not in page
    assert visit("farsta.direktor").get(f"/remisser/{sent}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["tidslinje", "manad"])
def test_the_pages_ask_a_fixed_number_of_questions(world, sent, visit, path: str) -> None:
    client, seen = visit("ks.samordnare"), []
    one = sent_remiss(world, "KS 2026/9", (world.farsta,))
    for remiss_id in (one, sent):
        client.get(f"/remisser/{remiss_id}/{path}")
        with counted() as queries:
            client.get(f"/remisser/{remiss_id}/{path}")
        seen.append(len(queries))
    assert seen[0] == seen[1]
