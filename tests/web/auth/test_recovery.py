"""A forgotten password: same answer for everybody, a link that works once and not long, and nothing secret stored."""

from __future__ import annotations

import json
import logging
import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from remiss.clock import now
from remiss.domain.passwords import OWN_WORDS, TOO_SHORT
from remiss.door import writing
from remiss.extensions import db
from remiss.jobs.sender import send_waiting
from remiss.models.mail import OutboxMail
from remiss.models.operations import AuditEvent
from remiss.models.people import PasswordLink, User, UserSession
from remiss.notifications.local import MemoryMailer
from remiss.services.password_links import key_of, request_link, send_link
from remiss.services.sessions import ALLOWED_FAILURES
from tests.support.world import PASSWORD, World

EMAIL = "farsta.registrator@exempel.example"
NEW = "isberg lampa traktor"


@pytest.fixture
def address(app: Flask, world: World) -> str:
    """The address in a mail that has just been asked for."""
    with writing():
        link = request_link(EMAIL, now())
        assert link is not None
        return f"/nytt-losenord/{key_of(link, app.secret_key)}"


def choose(client, address: str, password: str = NEW, again: str | None = None):
    return client.submit(address, {"password": password, "password_again": password if again is None else again})


def sign_in(client, password: str):
    return client.submit("/inloggning", {"email": EMAIL, "password": password})


def links() -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count(PasswordLink.id)))


@pytest.mark.parametrize("email", [EMAIL, EMAIL.upper(), "ingen@exempel.example", "inte en adress"])
def test_the_answer_is_the_same_whoever_asks(visit, email) -> None:
    client = visit("")
    answer = client.submit("/glomt-losenord", {"email": email})
    assert (answer.status_code, answer.location) == (303, "/glomt-losenord/skickat")
    assert links() == (1 if email.lower() == EMAIL else 0)
    assert email not in client.get("/glomt-losenord/skickat").text


def test_the_login_leads_there_and_an_empty_address_is_refused(visit) -> None:
    client = visit("")
    assert 'href="/glomt-losenord"' in client.get("/inloggning").text
    assert client.submit("/glomt-losenord", {"email": " "}).status_code == 422


def test_the_whole_way_from_mail_to_start_page(app: Flask, visit) -> None:
    client = visit("")
    client.submit("/glomt-losenord", {"email": EMAIL})
    box = MemoryMailer()
    send_waiting(box, "remiss@stad.example", "http://remiss.example", now())
    [sent] = [mail for mail in box.sent if mail["To"] == EMAIL]
    words = sent.get_body(("plain",)).get_content()
    path = re.search(r"http://remiss.example(/nytt-losenord/\w+)", words)
    assert path is not None
    assert EMAIL in client.get(path[1]).text
    assert choose(client, path[1]).location == "/"
    assert client.get("/").status_code == 200
    stranger = visit("")
    assert sign_in(stranger, PASSWORD).status_code == 422
    assert sign_in(stranger, NEW).status_code == 303


def test_a_link_works_once(visit, address) -> None:
    assert choose(visit(""), address).status_code == 303
    again = visit("")
    assert again.get(address).status_code == 404
    assert choose(again, address, "annan lampa traktor").status_code == 404
    assert sign_in(again, NEW).status_code == 303


def test_a_new_password_ends_the_links_made_before(app: Flask, visit, address) -> None:
    with writing():
        other = f"/nytt-losenord/{key_of(request_link(EMAIL, now()), app.secret_key)}"
    choose(visit(""), other)
    assert "Länken gäller inte längre" in visit("").get(address).text


def test_a_link_lasts_an_hour_and_an_invitation_a_week(app: Flask, world: World, visit) -> None:
    user_id = world.users["farsta.registrator"]
    for ago, works in [((0, 59), True), ((0, 61), False)]:
        with writing():
            link = request_link(EMAIL, now() - timedelta(hours=ago[0], minutes=ago[1]))
            address = f"/nytt-losenord/{key_of(link, app.secret_key)}"
        assert (visit("").get(address).status_code == 200) is works
    for days, works in [(6, True), (8, False)]:
        with writing():
            user = db.session.get_one(User, user_id)
            link = send_link(world.actor("admin"), user, now() - timedelta(days=days))
            address = f"/nytt-losenord/{key_of(link, app.secret_key)}"
        assert (visit("").get(address).status_code == 200) is works


@pytest.mark.parametrize("change", ["x", "number", "short", "signs"])
def test_a_made_up_link_opens_nothing(visit, address, change) -> None:
    key = address.removeprefix("/nytt-losenord/")
    false = {
        "x": key[:-1] + ("0" if key[-1] != "0" else "1"),
        "number": f"{2:08x}{key[8:]}",
        "short": key[:40],
        "signs": "å" * 72,
    }[change]
    assert visit("").get(f"/nytt-losenord/{false}").status_code == 404


def test_another_installations_key_opens_nothing(app: Flask, visit, address) -> None:
    app.secret_key = "another"
    assert visit("").get(address).status_code == 404


def test_a_closed_account_gets_no_link_and_can_use_none(world: World, visit, address) -> None:
    with writing():
        db.session.get_one(User, world.users["farsta.registrator"]).active = False
    before = links()
    visit("").submit("/glomt-losenord", {"email": EMAIL})
    assert links() == before
    assert visit("").get(address).status_code == 404


def test_three_links_an_hour_are_enough(visit) -> None:
    client = visit("")
    for _ in range(5):
        assert client.submit("/glomt-losenord", {"email": EMAIL}).status_code == 303
    assert links() == 3
    with writing():
        for link in db.session.scalars(sa.select(PasswordLink)):
            link.created_at -= timedelta(minutes=61)
    client.submit("/glomt-losenord", {"email": EMAIL})
    assert links() == 4


def test_every_other_session_ends(visit, address) -> None:
    before = visit("farsta.registrator")
    assert before.get("/").status_code == 200
    here = visit("")
    choose(here, address)
    assert before.get("/").status_code == 303
    assert here.get("/").status_code == 200


def test_a_locked_account_opens(world: World, visit, address) -> None:
    client = visit("")
    for _ in range(ALLOWED_FAILURES):
        sign_in(client, "fel")
    assert sign_in(client, PASSWORD).status_code == 422
    choose(visit(""), address)
    assert sign_in(client, NEW).status_code == 303


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        ("kort", None, TOO_SHORT),
        ("farsta registrator", None, OWN_WORDS),
        (NEW, "isberg lampa traktorn", "Lösenorden är inte lika."),
        ("", None, "Skriv ett nytt lösenord."),
    ],
)
def test_a_refused_password_is_told_and_never_shown(visit, address, password, again, sentence) -> None:
    answer = choose(visit(""), address, password, again)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{password}"' not in answer.text or not password
    assert visit("").get(address).status_code == 200


def test_nothing_secret_is_stored_or_logged(app: Flask, visit, address, caplog) -> None:
    with caplog.at_level(logging.DEBUG):
        choose(visit(""), address)
    code = address[-64:]
    db.session.rollback()
    stored = json.dumps([mail.context for mail in db.session.scalars(sa.select(OutboxMail))])
    stored += " ".join(f"{event.facts}{event.actor_name}" for event in db.session.scalars(sa.select(AuditEvent)))
    for table in db.metadata.sorted_tables:
        stored += str(db.session.execute(sa.select(table)).all())
    for secret in (code, NEW):
        assert secret not in stored
        assert secret not in caplog.text


def test_a_session_remembers_which_browser(world: World, visit) -> None:
    client = visit("")
    client.submit(
        "/inloggning", {"email": EMAIL, "password": PASSWORD}, headers={"User-Agent": "Mozilla/5.0 " + "x" * 400}
    )
    db.session.rollback()
    session = db.session.scalars(sa.select(UserSession).order_by(UserSession.id.desc())).first()
    assert session.user_agent.startswith("Mozilla/5.0")
    assert len(session.user_agent) == 200
