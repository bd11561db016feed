"""Accounts: invited by mail, roles for a period, closed and opened; counts of what is held and never what it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from remiss.clock import now, today
from remiss.domain.roles import Role
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.jobs.sender import send_waiting
from remiss.models.mail import OutboxMail
from remiss.models.operations import AuditEvent
from remiss.models.people import Membership, User
from remiss.notifications.local import MemoryMailer
from remiss.services.sessions import actor_for
from tests.support.world import CANARY, PASSWORD, reply_in, sent_remiss

NEW = {
    "name": "Nils Nyman", "email": "Nils.Nyman@exempel.example", "title": "utredare", "phone": "08-1",
    "organisation": "2", "role": "handlaggare", "valid_from": "2020-01-01", "valid_to": "",
}  # fmt: skip
PAGES = ["/anvandare", "/anvandare/ny", "/anvandare/3", *(
    f"/anvandare/3/{part}"
    for part in ("uppgifter", "roller", "roller/3/slut", "stangning", "oppning", "losenordslank", "ersattare")
)]  # fmt: skip
OTHERS = [
    "farsta.registrator", "farsta.handlaggare", "farsta.avdelningschef", "farsta.direktor", "farsta.sekreterare",
    "ks.samordnare", "ks.registrator",
]  # fmt: skip


def newest_event() -> AuditEvent:
    db.session.rollback()
    return db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.number.desc())).first()


def page_of(world, who: str) -> str:
    return f"/anvandare/{world.users[who]}"


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_gets_in(visit, who) -> None:
    client = visit(who)
    before = newest_event().number
    for page in [*PAGES, "/anvandare/3/ersattare/1/slut"]:
        assert client.get(page).status_code in {403, 405}, page
        if page not in {"/anvandare", "/anvandare/3"}:
            assert client.submit(page, NEW).status_code == 403, page
    assert newest_event().number == before


def test_the_administrator_sees_every_page(visit) -> None:
    admin = visit("admin")
    for page in PAGES:
        answer = admin.get(page)
        assert (answer.status_code, "Fel:" in answer.text) == (200, False), page
    for page in ("/anvandare/99", "/anvandare/99/roller", "/anvandare/3/roller/1/slut"):
        assert admin.get(page).status_code == 404, page


def test_a_new_person_gets_a_mail_and_no_password(visit) -> None:
    admin = visit("admin")
    answer = admin.submit("/anvandare/ny", NEW)
    assert answer.status_code == 303, answer.text
    assert "får ett mejl till nils.nyman@exempel.example" in admin.get(answer.location).text
    box = MemoryMailer()
    send_waiting(box, "remiss@stad.example", "http://remiss.example", now())
    [mail] = [sent for sent in box.sent if sent["To"] == "nils.nyman@exempel.example"]
    words = mail.get_body(("plain",)).get_content()
    assert "/nytt-losenord/" in words
    db.session.rollback()
    user = db.session.scalars(sa.select(User).where(User.email == "nils.nyman@exempel.example")).one()
    assert actor_for(user, now()).memberships == {(2, Role.OFFICER)}


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"email": "FARSTA.registrator@exempel.example"}, "Det finns redan ett konto med den adressen."),
        ({"email": "nils, anna@exempel.example"}, "Skriv en giltig e-postadress"),
        ({"name": " "}, "Skriv ett namn."),
        ({"role": "remissansvarig"}, "Rollen remissansvarig finns bara i kommunstyrelsen."),
        ({"valid_to": "2019-01-01"}, "Sista dagen ligger före den första."),
    ],
)
def test_what_is_wrong_is_told_and_nobody_is_added(visit, change, sentence) -> None:
    answer = visit("admin").submit("/anvandare/ny", NEW | change)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "utredare" in answer.text
    assert db.session.scalar(sa.select(sa.func.count(OutboxMail.id))) == 0


def test_the_list_is_searched_and_filtered(world, visit) -> None:
    admin = visit("admin")
    found = admin.get("/anvandare?sok=farsta+direk").text
    assert "Farsta Direktor" in found
    assert "Farsta Registrator" not in found
    inside = admin.get(f"/anvandare?organisation={world.social}").text
    assert "Social Registrator" in inside
    assert "Farsta Registrator" not in inside
    assert "Ingen person passar urvalet" in admin.get("/anvandare?sok=xyz").text


@pytest.mark.parametrize(("ends", "holds"), [(-1, False), (0, True), (1, True)])
def test_a_role_holds_through_its_last_day(world, visit, ends, holds) -> None:
    """In Stockholm: a role that ends today is there until midnight."""
    user_id = world.users["farsta.registrator"]
    with writing():
        membership = db.session.scalars(sa.select(Membership).where(Membership.user_id == user_id)).one()
        membership.valid_to = today() + timedelta(days=ends)
    assert bool(world.actor("farsta.registrator").memberships) is holds
    assert (visit("farsta.registrator").get("/arenden").status_code == 200) is holds


def test_a_role_is_added_and_ended_and_kept_in_the_history(world, visit) -> None:
    admin = visit("admin")
    page = page_of(world, "social.handlaggare")
    form = {"organisation": str(world.farsta), "role": "registrator", "valid_from": today().isoformat(), "valid_to": ""}
    assert admin.submit(f"{page}/roller", form).status_code == 303
    assert newest_event().action == "ge_roll"
    assert "redan den rollen" in admin.submit(f"{page}/roller", form).text
    assert (world.farsta, Role.REGISTRAR) in world.actor("social.handlaggare").memberships
    membership = db.session.scalars(sa.select(Membership).order_by(Membership.id.desc())).first()
    end = f"{page}/roller/{membership.id}/slut"
    yesterday = (today() - timedelta(days=1)).isoformat()
    assert admin.submit(end, {"last_day": yesterday}).status_code == 422
    assert admin.submit(end, {"last_day": today().isoformat()}).status_code == 303
    assert today().isoformat() in admin.get(page).text
    assert newest_event().action == "avsluta_roll"


def test_administrators_give_themselves_no_role(world, visit) -> None:
    """The wall: who opens accounts reads no drafts by own decision."""
    admin = visit("admin")
    page = page_of(world, "admin")
    form = {"organisation": str(world.farsta), "role": "registrator", "valid_from": "2020-01-01"}
    answer = admin.submit(f"{page}/roller", form)
    assert answer.status_code == 422
    assert "Du kan inte ge dig själv en roll." in answer.text
    assert world.actor("admin").memberships == {(world.ks, Role.ADMIN)}


def test_the_last_administrator_stays(world, visit) -> None:
    admin = visit("admin")
    page = page_of(world, "admin")
    membership = db.session.scalars(sa.select(Membership).where(Membership.user_id == world.users["admin"])).one()
    for address, form in [
        (f"{page}/stangning", {}),
        (f"{page}/roller/{membership.id}/slut", {"last_day": "2040-01-01"}),
    ]:
        answer = admin.submit(address, form)
        assert answer.status_code == 422
        assert "Det är den sista administratören." in answer.text
    other = page_of(world, "ks.registrator")
    form = {"organisation": str(world.ks), "role": "administrator", "valid_from": "2020-01-01"}
    assert admin.submit(f"{other}/roller", form).status_code == 303
    assert admin.submit(f"{page}/stangning", {}).status_code == 303
    assert admin.get("/anvandare").status_code == 303


def test_closing_ends_the_sessions_and_opening_gives_them_no_life(world, visit) -> None:
    admin, person = visit("admin"), visit("farsta.registrator")
    page = page_of(world, "farsta.registrator")
    assert "Inloggade webbläsare just nu: 1" in admin.get(f"{page}/stangning").text
    assert admin.submit(f"{page}/stangning", {}).status_code == 303
    assert person.get("/").status_code == 303
    stranger = visit("")
    form = {"email": "farsta.registrator@exempel.example", "password": PASSWORD}
    assert stranger.submit("/inloggning", form).status_code == 422
    assert admin.submit(f"{page}/losenordslank", {}).status_code == 422
    assert admin.submit(f"{page}/oppning", {}).status_code == 303
    assert person.get("/").status_code == 303
    assert stranger.submit("/inloggning", form).status_code == 303


def test_what_a_person_holds_is_counted_and_not_named(world, visit) -> None:
    reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT)
    admin = visit("admin")
    page = page_of(world, "farsta.handlaggare")
    for address in (page, f"{page}/stangning"):
        words = admin.get(address).text
        assert "1" in words
        for secret in ("gångvägar", "KS 2026", CANARY):
            assert secret not in words
    assert "Öppna ärenden som ligger hos personen: 1" in admin.get(f"{page}/stangning").text


def test_details_are_changed_and_the_log_says_which_and_not_to_what(world, visit) -> None:
    admin = visit("admin")
    page = page_of(world, "farsta.registrator")
    form = {"name": "Frida Registrator", "email": "frida@exempel.example", "title": "", "phone": "08-12"}
    assert admin.submit(f"{page}/uppgifter", form).status_code == 303
    event = newest_event()
    assert event.action == "andra_konto"
    assert "frida" not in event.facts.lower()
    taken = admin.submit(f"{page}/uppgifter", form | {"email": "admin@exempel.example"})
    assert taken.status_code == 422
