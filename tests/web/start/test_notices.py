"""Notices in the page: the same as the mails, mine alone, read when I say so."""

from __future__ import annotations

from lxml import html

from remiss.clock import now
from remiss.domain.mail_kinds import CHOOSABLE, MailKind
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.jobs.sender import send_waiting
from remiss.models.mail import MailState, OutboxMail
from remiss.models.people import User
from remiss.notifications.local import MemoryMailer
from remiss.services.outbox import queue_mail
from tests.support.world import reply_in, sent_remiss
from tests.web.office.browsing import fields_of


def told(page: str) -> list[str]:
    return [" ".join(head.text_content().split()) for head in html.fromstring(page).cssselect(".notice-row h2")]


def test_each_person_is_told_of_what_came_to_them(visit, world) -> None:
    reply_in(world, sent_remiss(world), world.farsta, ReplyState.HEAD_REVIEW)
    title = "Program för trygga gångvägar"
    assert told(visit("farsta.registrator").get("/aviseringar").text) == [f"Remissen skickad: {title}"]
    assert told(visit("farsta.handlaggare").get("/aviseringar").text) == [f"Ärende fördelat: {title}"]
    assert told(visit("farsta.avdelningschef").get("/aviseringar").text) == [f"Text att granska: {title}"]
    assert told(visit("social.avdelningschef").get("/aviseringar").text) == []
    assert told(visit("ks.samordnare").get("/aviseringar").text) == []


def test_opening_one_marks_it_as_read_and_leads_to_the_matter(visit, world) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.HEAD_REVIEW)
    client = visit("farsta.avdelningschef")
    assert " olästa" in client.get("/").text
    mail = db.session.scalars(db.select(OutboxMail).filter_by(kind=MailKind.TO_REVIEW)).one()
    answer = client.submit(f"/aviseringar/{mail.id}", {})
    assert (answer.status_code, answer.location) == (303, f"/arenden/{reply_id}")
    assert "olästa" not in client.get("/").text
    assert "Oläst" not in client.get("/aviseringar").text


def test_a_notice_is_read_in_the_words_of_its_mail(visit, world) -> None:
    reply_in(world, sent_remiss(world), world.farsta, ReplyState.HEAD_REVIEW)
    mail = db.session.scalars(db.select(OutboxMail).filter_by(kind=MailKind.TO_REVIEW)).one()
    box = MemoryMailer()
    send_waiting(box, "remiss@stad.example", "http://127.0.0.1:8000", now())
    [sent] = [one for one in box.sent if one["Message-ID"] == mail.message_id]
    page = html.fromstring(visit("farsta.avdelningschef").get(f"/aviseringar/{mail.id}").text)
    assert page.cssselect("h1")[0].text_content() == sent["Subject"]
    words = sent.get_body(("plain",)).get_content()
    assert page.cssselect(".mail-text")[0].text_content().split() == words.split()
    assert visit("farsta.direktor").get(f"/aviseringar/{mail.id}").status_code == 404


def test_who_reads_news_in_the_page_gets_no_mail_of_them_and_all_that_must_be_told(visit, world) -> None:
    chief = visit("farsta.avdelningschef")
    form = fields_of(chief.get("/mitt-konto").text)
    assert MailKind.INVITATION not in CHOOSABLE
    assert MailKind.REMINDER not in CHOOSABLE
    assert chief.submit("/mitt-konto", {**form, "mailed": [MailKind.SIGNED.value]}).status_code == 303
    reply_in(world, sent_remiss(world), world.farsta, ReplyState.HEAD_REVIEW)
    mail = db.session.scalars(db.select(OutboxMail).filter_by(kind=MailKind.TO_REVIEW)).one()
    assert mail.state is MailState.PAGE_ONLY
    box = MemoryMailer()
    send_waiting(box, "remiss@stad.example", "http://127.0.0.1:8000", now())
    assert len(box.sent) == 3, "the invitations to two bodies' registrars, and what the officer is told"
    assert mail.message_id not in {one["Message-ID"] for one in box.sent}
    assert "Text att granska" in chief.get("/aviseringar").text
    assert "Visas bara i Remiss" in chief.get(f"/aviseringar/{mail.id}").text
    assert "Visas bara i Remiss" in chief.get("/arenden/1/mejl").text


def test_only_what_may_come_is_offered_and_what_was_chosen_before_stays(visit, world) -> None:
    with writing():
        user = db.session.get_one(User, world.users["farsta.handlaggare"])
        user.page_only = [MailKind.DECLINED.value]
    client = visit("farsta.handlaggare")
    page = client.get("/mitt-konto").text
    assert "Text skickad tillbaka" in page
    assert "Instansen avstår" not in page
    assert "Instansen avstår" in visit("farsta.registrator").get("/mitt-konto").text
    assert client.submit("/mitt-konto", {**fields_of(page), "mailed": [MailKind.ASSIGNED.value]}).status_code == 303
    db.session.refresh(user)
    assert MailKind.DECLINED in user.page_only
    assert MailKind.SENT_BACK in user.page_only
    assert MailKind.ARRIVED not in user.page_only


def test_a_link_for_a_password_is_shown_nowhere(visit, world) -> None:
    with writing():
        user = db.session.get_one(User, world.users["farsta.direktor"])
        mail = queue_mail(MailKind.RECOVERY, user, None, None, {"link_id": 1, "until": "14.32"}, now(), "nr-1")
    assert visit("farsta.direktor").get(f"/aviseringar/{mail.id}").status_code == 404


def test_a_notice_of_somebody_else_does_not_exist(visit, world) -> None:
    reply_in(world, sent_remiss(world), world.farsta, ReplyState.HEAD_REVIEW)
    mail = db.session.scalars(db.select(OutboxMail).filter_by(kind=MailKind.TO_REVIEW)).one()
    for stranger in ("farsta.direktor", "social.avdelningschef", "ks.samordnare", "admin"):
        assert visit(stranger).submit(f"/aviseringar/{mail.id}", {}).status_code == 404
    db.session.refresh(mail)
    assert mail.read_at is None


def test_what_came_after_the_page_was_shown_stays_unread(visit, world) -> None:
    sent_remiss(world)
    client = visit("farsta.registrator")
    shown = db.session.scalars(db.select(OutboxMail.id).filter_by(recipient_id=world.users["farsta.registrator"])).one()
    sent_remiss(world, "KS 2026/312")
    client.submit(f"/aviseringar/lasta/{shown}", {})
    rows = html.fromstring(client.get("/aviseringar").text).cssselect(".notice-row")
    assert ["notice-unread" in row.get("class") for row in rows] == [True, False]


def test_a_mail_about_the_account_is_no_notice_and_a_digest_says_how_many(visit, world) -> None:
    entries = [{"title": "A", "diary_number": "1"}, {"title": "B", "diary_number": "2"}]
    with writing():
        person = db.session.get_one(User, world.users["farsta.registrator"])
        queue_mail(MailKind.RECOVERY, person, None, None, {"link_id": 1}, now(), "konto")
        queue_mail(MailKind.REMINDER, person, None, None, {"entries": entries}, now(), "dag")
    assert told(visit("farsta.registrator").get("/aviseringar").text) == ["Påminnelse om 2 ärenden"]


def test_nobody_is_told_of_anything_yet(visit) -> None:
    assert "Inga aviseringar än." in visit("farsta.direktor").get("/aviseringar").text
