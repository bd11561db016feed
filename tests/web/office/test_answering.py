"""Straight from the mail's link: we answer, at which meeting, or we decline; what the sender sees of it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from remiss.clock import today
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.decisions import Meeting
from remiss.models.mail import OutboxMail
from remiss.models.replies import Reply
from remiss.queries.public_status import PublicStatus, public_status
from remiss.text import long_date
from tests.support.world import PASSWORD, World, reply_in, sent_remiss
from tests.web.office.browsing import fields_of, state_of

SOON, LATER, TOO_LATE = today() + timedelta(days=20), today() + timedelta(days=40), date(2030, 12, 17)


@pytest.fixture
def reply_id(world: World) -> int:
    """A remiss that has just come to Farsta, which has three coming meetings; the last is after the due date."""
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.SENT)
    with writing():
        db.session.add_all(
            Meeting(organisation_id=world.farsta, held_on=day, stop_on=day - timedelta(days=14))
            for day in (SOON, LATER, TOO_LATE, TOO_LATE + timedelta(days=30))
        )
        db.session.add(Meeting(organisation_id=world.social, held_on=SOON + timedelta(days=1)))
    return reply_id


def status(world: World, reply_id: int) -> PublicStatus:
    db.session.rollback()
    remiss_id = db.session.get_one(Reply, reply_id).remiss_id
    return next(one for one in public_status(remiss_id, today()) if one.organisation_id == world.farsta)


def test_the_mails_link_leads_to_the_question(world, visit, reply_id) -> None:
    mail = db.session.scalars(
        db.select(OutboxMail).where(OutboxMail.recipient_id == world.users["farsta.registrator"])
    ).one()
    page = visit("farsta.registrator").get(mail.context["path"]).text
    for words in ("Svarar ni på remissen?", "Vi svarar", "Vi avstår", "Svaret är redan klart", "Det vet vi inte ännu"):
        assert words in page
    assert f"{long_date(TOO_LATE)}, stoppdag 3 december 2030, efter sista svarsdag" in page
    assert long_date(TOO_LATE + timedelta(days=30)) not in page
    assert long_date(SOON + timedelta(days=1)) not in page, "another body's meeting"


def test_of_many_meetings_in_time_the_last_are_offered(world, visit, reply_id) -> None:
    days = [TOO_LATE - timedelta(days=number) for number in range(10, 20)]
    with writing():
        db.session.add_all(Meeting(organisation_id=world.farsta, held_on=day) for day in days)
    page = visit("farsta.registrator").get(f"/arenden/{reply_id}").text
    offered = [day for day in days if f'value="{day.isoformat()}"' in page]
    assert offered == days[:6]


def test_a_stoppdag_that_has_passed_is_told(visit, reply_id) -> None:
    with writing():
        db.session.execute(db.update(Meeting).where(Meeting.held_on == SOON).values(stop_on=date(2026, 1, 5)))
    page = visit("farsta.registrator").get(f"/arenden/{reply_id}").text
    assert f"{long_date(SOON)}, stoppdag 5 januari 2026, som har passerat" in page


def test_the_planned_meeting_is_the_one_proposed_for_the_agenda(world, visit, reply_id) -> None:
    with writing():
        db.session.get_one(Reply, reply_id).planned_on = LATER
    reply_in(world, db.session.get_one(Reply, reply_id).remiss_id, world.farsta, ReplyState.SIGNED)
    page = visit("farsta.sekreterare").get(f"/arenden/{reply_id}/beslut").text
    assert fields_of(page, "/sammantrade")["known"] == LATER.isoformat()


def test_the_link_survives_signing_in(app, world, reply_id) -> None:
    client, path = app.test_client(), f"/arenden/{reply_id}"
    asked = client.get(path)
    assert asked.status_code == 303
    page = client.get(asked.location).text
    form = fields_of(page) | {"email": "farsta.registrator@exempel.example", "password": PASSWORD}
    assert client.submit("/inloggning", form).location == path
    assert client.get(asked.location).location == path, "also in a browser that is signed in already"


def test_we_answer_with_a_planned_meeting_that_the_sender_sees(world, visit, reply_id) -> None:
    client = visit("farsta.registrator")
    form = fields_of(client.get(f"/arenden/{reply_id}").text, "/mottagning")
    form |= {"diary_number": "1.1-7/2026", "planned_on": LATER.isoformat()}
    assert client.submit(f"/arenden/{reply_id}/mottagning", form).status_code == 303
    assert state_of(reply_id) is ReplyState.RECEIVED
    assert status(world, reply_id).planned_on == LATER
    sender = visit("ks.samordnare")
    remiss_id = db.session.get_one(Reply, reply_id).remiss_id
    assert f"Planerat sammanträde den {long_date(LATER)}" in sender.get(f"/remisser/{remiss_id}").text
    assert LATER.isoformat() in sender.get(f"/remisser/{remiss_id}/status.csv").text
    assert f"Planerat till {long_date(LATER)}" in client.get(f"/arenden/{reply_id}").text


def test_the_meeting_need_not_be_known_and_can_be_changed(world, visit, reply_id) -> None:
    client, url = visit("farsta.registrator"), f"/arenden/{reply_id}"
    form = fields_of(client.get(url).text, "/mottagning") | {"diary_number": "1.1-7/2026", "planned_on": "obestamt"}
    assert client.submit(f"{url}/mottagning", form).status_code == 303
    assert status(world, reply_id).planned_on is None
    secretary = visit("farsta.sekreterare")
    form = fields_of(secretary.get(url).text, "/planerat-sammantrade") | {"planned_on": SOON.isoformat()}
    assert secretary.submit(f"{url}/planerat-sammantrade", form).status_code == 303
    assert status(world, reply_id).planned_on == SOON
    assert secretary.submit(f"{url}/planerat-sammantrade", form).status_code == 409, "the page is stale"
    form = fields_of(secretary.get(url).text, "/planerat-sammantrade") | {"planned_on": "obestamt"}
    assert secretary.submit(f"{url}/planerat-sammantrade", form).status_code == 303
    assert status(world, reply_id).planned_on is None
    words = secretary.get(f"{url}/historik").text
    assert f"angav planerat sammanträde: {long_date(SOON)}" in words
    assert "angav planerat sammanträde: inte bestämt" in words


@pytest.mark.parametrize("day", ["2031-05-05", "imorgon", (SOON + timedelta(days=1)).isoformat()])
def test_a_day_that_is_no_coming_meeting_is_refused(visit, reply_id, day) -> None:
    client, url = visit("farsta.registrator"), f"/arenden/{reply_id}/mottagning"
    form = fields_of(client.get(f"/arenden/{reply_id}").text, "/mottagning")
    answer = client.submit(url, form | {"diary_number": "1.1-7/2026", "planned_on": day})
    assert answer.status_code == 422
    assert "Välj något i listan." in answer.text
    assert 'value="1.1-7/2026"' in answer.text
    assert state_of(reply_id) is ReplyState.SENT


def test_the_plan_is_no_news_once_the_matter_is_on_an_agenda(world, reply_id) -> None:
    with writing():
        db.session.get_one(Reply, reply_id).planned_on = SOON
    reply_in(world, db.session.get_one(Reply, reply_id).remiss_id, world.farsta, ReplyState.TO_BOARD)
    found = status(world, reply_id)
    assert found.planned_on is None
    assert found.words.startswith("Sammanträde den")


def test_declining_takes_a_reason_and_an_authority_and_the_sender_reads_both(world, visit, reply_id) -> None:
    client, url = visit("farsta.registrator"), f"/arenden/{reply_id}/avstaende"
    form = fields_of(client.get(url).text)
    for lacking in ({"reason": "Berör oss inte."}, {"authority": "Direktören, delegation 4.2"}):
        assert client.submit(url, form | lacking).status_code == 422
    typed = {"reason": "Berör oss inte.", "authority": "Direktören, delegation 4.2"}
    assert client.submit(url, form | typed).status_code == 303
    assert state_of(reply_id) is ReplyState.DECLINED
    assert "återstår" not in client.get(f"/arenden/{reply_id}").text
    said = "Berör oss inte. (Direktören, delegation 4.2)"
    assert status(world, reply_id).declined_reason == said
    assert said in visit("ks.samordnare").get(f"/remisser/{db.session.get_one(Reply, reply_id).remiss_id}").text
