"""Calendars to subscribe to: read by an independent parser, numbered when they change, secret, and revoked for good."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
import vobject

from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.calendars import CalendarFeed
from remiss.models.decisions import Meeting
from remiss.models.people import Membership, User
from remiss.models.remisser import Remiss
from remiss.models.replies import Reply
from tests.support.world import World, reply_in, sent_remiss
from tests.web.office.browsing import fields_of

PAGE = "/mitt-konto/kalendrar"
HELD = date(2030, 11, 13)


def subscribe(client, what: str) -> str:
    """Make an address as a person does, and return its path."""
    assert client.submit(PAGE, {"what": what}).status_code == 303
    made = re.search(r'value="http://127.0.0.1:8000(/kalender/[^"]{43}\.ics)"', client.get(PAGE).text)
    assert made is not None
    assert "/kalender/" not in client.get(PAGE).text, "the secret is shown once"
    return made[1]


def fetch(visit, path: str) -> dict[str, object]:
    """Fetch as a calendar program does, without signing in, and read with another library than the one that wrote."""
    answer = visit("").get(path)
    assert answer.status_code == 200
    assert answer.mimetype == "text/calendar"
    calendar = vobject.readOne(answer.get_data(as_text=True))
    calendar.validate(raiseException=True)
    return {event.uid.value: event for event in getattr(calendar, "vevent_list", [])}


def sequence(event) -> int:
    return int(event.sequence.value)


@pytest.fixture
def body(world: World, visit) -> str:
    with writing():
        db.session.add(Meeting(organisation_id=world.farsta, held_on=HELD))
    reply_in(world, sent_remiss(world), world.farsta, ReplyState.RECEIVED)
    return subscribe(visit("farsta.registrator"), f"instans-{world.farsta}")


def test_a_body_sees_its_matters_and_every_day_of_its_meetings(body, visit) -> None:
    events = fetch(visit, body)
    told = sorted((event.dtstart.value, event.summary.value) for event in events.values())
    assert (date(2030, 12, 11), "Sista svarsdag: Program för trygga gångvägar, Farsta stadsdelsnämnd") in told
    assert (HELD, "Sammanträde, Farsta stadsdelsnämnd") in told
    assert (date(2030, 10, 16), "Stoppdag, Farsta stadsdelsnämnd") in told
    assert len(events) == 7
    assert all(uid.endswith("@127.0.0.1:8000") for uid in events)
    again = fetch(visit, body)
    assert {uid: sequence(e) for uid, e in again.items()} == dict.fromkeys(events, 0)


def test_a_change_raises_the_number_and_a_loss_cancels(body, visit) -> None:
    before = fetch(visit, body)
    with writing():
        db.session.execute(sa.update(Meeting).values(held_on=HELD + timedelta(days=7)))
    moved = fetch(visit, body)
    assert set(moved) == set(before)
    meeting = next(uid for uid in moved if uid.startswith("sammantrade") and "-sammantrade@" in uid)
    assert (sequence(moved[meeting]), moved[meeting].dtstart.value) == (1, HELD + timedelta(days=7))
    due = next(uid for uid in moved if "sista-svarsdag" in uid)
    assert sequence(moved[due]) == 0
    with writing():
        db.session.execute(sa.delete(Meeting))
    gone = fetch(visit, body)
    assert (gone[meeting].status.value, sequence(gone[meeting])) == ("CANCELLED", 2)
    assert gone[due].status.value == "CONFIRMED"
    assert sequence(fetch(visit, body)[meeting]) == 2


def test_an_address_is_hashed_and_revoked_for_good(body, visit, world) -> None:
    secret = body.split("/")[-1].removesuffix(".ics")
    assert secret not in str(list(db.session.execute(sa.select(CalendarFeed.__table__))))
    assert visit("social.registrator").submit(f"{PAGE}/1/borttagning", {}).status_code == 404
    page = visit("farsta.registrator")
    assert "Farsta stadsdelsnämnd" in page.get(PAGE).text
    assert page.submit(f"{PAGE}/1/borttagning", {}).status_code == 303
    assert visit("").get(body).status_code == 404
    assert page.submit(f"{PAGE}/1/borttagning", {}).status_code == 404
    assert visit("").get(f"/kalender/{'x' * 43}.ics").status_code == 404


def test_who_has_left_or_is_closed_shows_nothing_more(body, visit, world) -> None:
    own = subscribe(visit("farsta.registrator"), "person")
    assert fetch(visit, own)
    with writing():
        person = world.users["farsta.registrator"]
        db.session.execute(sa.update(Membership).where(Membership.user_id == person).values(valid_to=date(2020, 1, 1)))
    assert visit("").get(body).status_code == 404
    assert all(event.status.value == "CANCELLED" for event in fetch(visit, own).values())
    with writing():
        db.session.get_one(User, person).active = False
    assert visit("").get(own).status_code == 404


def test_a_person_sees_what_waits_for_them(world, visit) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT)
    with writing():
        db.session.get_one(Reply, reply_id).internal_due_on = date(2030, 11, 1)
    officer = subscribe(visit("farsta.handlaggare"), "person")
    assert len(fetch(visit, officer)) == 2
    assert not fetch(visit, subscribe(visit("farsta.avdelningschef"), "person"))


def test_the_sender_sees_public_days_only(world, visit) -> None:
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    with writing():
        db.session.add(Meeting(organisation_id=world.farsta, held_on=HELD, stop_on=date(2030, 10, 1)))
        reply = db.session.get_one(Reply, reply_id)
        reply.planned_on, reply.internal_due_on = HELD, date(2030, 9, 9)
    client = visit("ks.samordnare")
    assert f'value="remiss-{remiss_id}"' in client.get(PAGE).text
    events = fetch(visit, subscribe(client, f"remiss-{remiss_id}"))
    assert sorted(event.dtstart.value for event in events.values()) == [HELD, date(2030, 12, 11)]
    assert fields_of(client.get(PAGE).text)["what"] == "person"
    with writing():
        db.session.get_one(Remiss, remiss_id).due_on = date(2030, 12, 18)
    assert date(2030, 12, 18) in [
        e.dtstart.value for e in fetch(visit, subscribe(client, f"remiss-{remiss_id}")).values()
    ]


@pytest.mark.parametrize("what", ["instans-{social}", "remiss-{remiss}", "instans-0", "remiss-x", "allt", ""])
def test_nobody_subscribes_to_what_is_others(world, visit, what: str) -> None:
    chosen = what.format(social=world.social, remiss=sent_remiss(world))
    assert visit("farsta.registrator").submit(PAGE, {"what": chosen}).status_code == 422
    assert db.session.scalar(sa.select(sa.func.count(CalendarFeed.id))) == 0
