"""Mail looked at beforehand, a mail to oneself, and an organisation's own words in mail that nobody can misuse."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from remiss.domain.mail_kinds import MailKind
from remiss.extensions import db
from remiss.jobs.sender import send_waiting
from remiss.models.mail import OutboxMail
from remiss.notifications.examples import example
from remiss.notifications.local import MemoryMailer
from tests.support.world import START, World, sent_remiss
from tests.web.office.browsing import fields_of


@pytest.mark.parametrize("kind", MailKind)
def test_every_mail_can_be_looked_at(kind: MailKind) -> None:
    mail = example(kind, "http://remiss.example", "Våra ord.")
    assert mail.subject
    assert "http://remiss.example/" in mail.text


def test_an_administrator_reads_them_and_mails_the_own_address(world: World, visit) -> None:
    admin = visit("admin")
    listed = admin.get("/mejltexter").text
    assert "Påminnelse, svara senast 11 december 2030" in listed
    assert admin.get("/mejltexter/999").status_code == 404
    assert admin.submit("/mejltexter/provmejl", {}).status_code == 303
    box = MemoryMailer()
    send_waiting(box, "remiss@stad.example", "http://remiss.example", datetime.now(UTC))
    assert [(mail["To"], mail["Subject"]) for mail in box.sent] == [("admin@exempel.example", "Provmejl från Remiss")]
    for who in ("farsta.registrator", "ks.samordnare"):
        assert visit(who).get("/mejltexter").status_code == 403
        assert visit(who).submit("/mejltexter/provmejl", {}).status_code == 403


def test_a_mail_is_shown_as_html_where_nothing_runs_or_leads_away(world: World, visit) -> None:
    admin = visit("admin")
    page = admin.get("/mejltexter/1")
    assert (
        '<iframe class="mail-picture" src="/mejltexter/1/html" title="Mejlet som HTML" sandbox></iframe>' in page.text
    )
    shown = admin.get("/mejltexter/1/html")
    assert shown.text.startswith("<!doctype html>")
    policy = shown.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox; default-src 'none'; ")
    assert "script" not in policy
    assert "sandbox" not in page.headers["Content-Security-Policy"]
    assert admin.get("/mejltexter/999/html").status_code == 404
    assert visit("ks.samordnare").get("/mejltexter/1/html").status_code == 403


def test_own_words_are_filled_in_once_and_escaped(world: World, visit) -> None:
    admin, page, url = visit("admin"), f"/organisationer/{world.ks}", f"/organisationer/{world.ks}/mejltext"
    for note in ("Hej {namn}", "{config.x}", "{remiss", "{svarsdag!r}"):
        refused = admin.submit(url, {"note": note})
        assert refused.status_code == 422
        assert "{diarienummer}" in refused.text
    note = "Svara {instans} om {remiss} ({diarienummer}) <b>senast</b> {svarsdag}."
    assert admin.submit(url, {"note": note}).status_code == 303
    assert fields_of(admin.get(page).text, "/mejltext")["note"] == note
    assert visit("ks.samordnare").submit(url, {"note": ""}).status_code == 403
    sent_remiss(world, "KS {instans}", (world.farsta,))
    box = MemoryMailer()
    send_waiting(box, "remiss@stad.example", "http://remiss.example", START)
    [mail] = box.sent
    words = "Farsta stadsdelsnämnd om Program för trygga gångvägar (KS {instans})"
    assert f"Svara {words} <b>senast</b> 11 december 2030." in " ".join(mail.get_body(("plain",)).get_content().split())
    assert "&lt;b&gt;senast&lt;/b&gt;" in mail.get_body(("html",)).get_content()
    assert db.session.scalar(db.select(db.func.count(OutboxMail.id))) == 1
