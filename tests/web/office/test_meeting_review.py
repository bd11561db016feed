"""Many meetings at once: read from a file or copied from a year, seen before they are saved, all or none."""

from __future__ import annotations

import io
from datetime import date

import pytest
import sqlalchemy as sa

from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.decisions import Meeting
from tests.documents.calendar.test_reading import calendar, event
from tests.support.world import World, reply_in, sent_remiss
from tests.web.office.browsing import fields_of

SAVE = "/sammantraden/granskning/{}"


def upload(client, world: World, content: bytes, name: str = "kalender.ics"):
    return client.submit(f"/sammantraden/inlasning/{world.farsta}", {"file": (io.BytesIO(content), name)})


def save(client, world: World, page: str, **changes: str):
    at = SAVE.format(world.farsta)
    return client.submit(at, {**fields_of(page, at), **changes})


def held() -> dict[date, date | None]:
    db.session.rollback()
    return {row.held_on: row.stop_on for row in db.session.scalars(sa.select(Meeting).order_by(Meeting.held_on))}


def june(day: str, uid: str = "m1@x", stop: str = "20300517") -> bytes:
    return calendar(
        event(f"UID:{uid}", f"DTSTART;VALUE=DATE:{day}", "SUMMARY:Sammanträde"),
        event("UID:s@x", f"DTSTART;VALUE=DATE:{stop}", "SUMMARY:Stoppdag"),
        event("UID:f@x", "DTSTART;VALUE=DATE:20300601", "SUMMARY:Fika"),
    )


def test_a_file_is_seen_first_and_recognised_when_it_comes_again(world, visit) -> None:
    client = visit("farsta.sekreterare")
    page = upload(client, world, june("20300613"))
    assert page.status_code == 200
    assert "Fika, 2030-06-01:" in page.text
    assert "Nytt" in page.text
    assert held() == {}
    assert save(client, world, page.text).status_code == 303
    assert held() == {date(2030, 6, 13): date(2030, 5, 17)}
    again = upload(client, world, june("20300613")).text
    assert "Finns redan" in again
    assert "Inget sammanträde är valt." in save(client, world, again).text
    moved = upload(client, world, june("20300618")).text
    assert "Flyttas från 13 juni 2030" in moved
    save(client, world, moved)
    assert held() == {date(2030, 6, 18): date(2030, 5, 17)}
    by_day = upload(client, world, june("20300618", uid="another@x", stop="20300520")).text
    assert "Finns redan, andra dagar ändras" in by_day
    save(client, world, by_day)
    assert held() == {date(2030, 6, 18): date(2030, 5, 20)}


def called_off(day: str, uid: str = "m1@x") -> bytes:
    return calendar(event(f"UID:{uid}", f"DTSTART;VALUE=DATE:{day}", "SUMMARY:Sammanträde", "STATUS:CANCELLED"))


def test_a_meeting_that_is_called_off_is_taken_out_when_somebody_says_yes(world, visit) -> None:
    client = visit("farsta.sekreterare")
    save(client, world, upload(client, world, june("20300613")).text)
    assert "finns inte här" in upload(client, world, called_off("20300701", "another@x")).text
    page = upload(client, world, called_off("20300613")).text
    assert "Inställda i kalendern (1)" in page
    at = SAVE.format(world.farsta)
    kept = {key: value for key, value in fields_of(page, at).items() if not key.endswith("-gone")}
    assert "Inget sammanträde är valt." in client.submit(at, kept).text
    assert len(held()) == 1
    said = client.submit(at, fields_of(page, at), follow_redirects=True).text
    assert "1\u00a0sammanträde är borttaget." in said
    assert held() == {}


def test_a_meeting_with_matters_and_one_of_another_body_stay(world, visit) -> None:
    reply_in(world, sent_remiss(world), world.farsta, ReplyState.TO_BOARD)
    with writing():
        ours, theirs = db.session.scalars(sa.select(Meeting)).one(), Meeting(
            organisation_id=world.social, held_on=date(2030, 6, 4)
        )  # fmt: skip
        db.session.add(theirs)
        db.session.flush()
        numbers, day = (ours.id, theirs.id), f"{ours.held_on:%Y%m%d}"
    client, at = visit("farsta.sekreterare"), SAVE.format(world.farsta)
    page = upload(client, world, called_off(day)).text
    assert "Har ärenden på dagordningen." in page
    fields = fields_of(page, at)
    assert "called_off-0-gone" not in fields
    for number in numbers:
        client.submit(at, {**fields, "called_off-0-gone": "y", "called_off-0-meeting_id": str(number)})
    assert len(held()) == 2


def test_pasted_rows_are_read_and_a_wrong_one_stops_everything(world, visit) -> None:
    client = visit("farsta.registrator")
    at = f"/sammantraden/inlasning/{world.farsta}"
    page = client.submit(
        at, {"pasted": "Sammanträde;Stoppdag\n2030-06-13;2030-05-17\n2030-07-02;2030-06-01\n13 plommon;"}
    )
    assert "Rad 4:" in page.text
    assert "ligger i juli" in page.text
    wrong = save(client, world, page.text, **{"meetings-0-stop_on": "2030-06-20"})
    assert wrong.status_code == 422
    assert "13 juni 2030: Stoppdag: dagen måste" in wrong.text
    assert 'value="2030-06-20"' in wrong.text
    assert held() == {}
    assert "första raden" in client.submit(at, {"pasted": "Namn;Adress\na;b"}).text.lower()
    assert client.submit(at, {}).status_code == 422


def test_a_year_is_copied_to_the_same_weekdays_without_holidays(world, visit) -> None:
    with writing():
        db.session.add_all(
            Meeting(organisation_id=world.farsta, held_on=day, stop_on=stop)
            for day, stop in (
                (date(2026, 12, 10), date(2026, 11, 12)),
                (date(2026, 6, 18), None),
                (date(2026, 12, 25), None),  # to 24 December, which is julafton, and on to 31 December: nyårsafton
            )
        )
    client = visit("farsta.sekreterare")
    page = client.get(f"/sammantraden/kopiering/{world.farsta}?ar=2026").text
    assert "flyttade till samma veckodag 2027" in page
    fields = fields_of(page, SAVE.format(world.farsta))
    assert [fields[f"meetings-{n}-held_on"] for n in range(3)] == ["2027-06-17", "2027-12-09", "2028-01-07"]
    assert fields["meetings-1-stop_on"] == "2027-11-11"
    assert len(held()) == 3
    assert save(client, world, page).status_code == 303
    assert len(held()) == 6
    assert "Finns redan" in client.get(f"/sammantraden/kopiering/{world.farsta}?ar=2026").text


@pytest.mark.parametrize(("who", "status"), [("ks.samordnare", 404), ("admin", 404), ("social.sekreterare", 404),
                                             ("farsta.handlaggare", 403)])  # fmt: skip
def test_only_who_plans_the_bodys_meetings_does_it(world, visit, who: str, status: int) -> None:
    client = visit(who)
    for address in ("inlasning", "kopiering"):
        assert client.get(f"/sammantraden/{address}/{world.farsta}").status_code == status
    for address in ("inlasning", "granskning"):
        assert client.submit(f"/sammantraden/{address}/{world.farsta}", {}).status_code == status
