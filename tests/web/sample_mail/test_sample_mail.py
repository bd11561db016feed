"""Exempelmejl: a visitor of a trial installation reads the mail and follows its links; nowhere else it exists."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from lxml import html

from remiss.app import create_app
from remiss.config import Environment, MailTransport, Settings
from remiss.extensions import db
from remiss.notifications.envelope import envelope
from remiss.notifications.local import FileMailer
from remiss.notifications.message import RenderedMail
from remiss.web.sample_mail.reading import pieces
from tests.support.application import AuditingClient

NAME = "20261001T060000Z-abc1.eml"


def build(tmp_path, environment=Environment.DEMO, transport=MailTransport.FILES) -> Flask:
    app = create_app(
        Settings(
            _env_file=None, environment=environment, mail_transport=transport, instance_dir=tmp_path,
            base_url="http://127.0.0.1:8123", secret_key="hemlig " * 6,
        )
    )  # fmt: skip
    app.test_client_class = AuditingClient
    with app.app_context():
        db.create_all()
    return app


@pytest.fixture
def trial(tmp_path) -> Flask:
    app = build(tmp_path)
    mailer = FileMailer(tmp_path / "mail")
    for number, day in ((1, 1), (2, 3), (3, 2)):
        text = f"Svara senast <fredag>.\n\nhttp://127.0.0.1:8123/arenden/{number}?a=1&b=2.\nhttp://annan.example/x\n"
        mail = RenderedMail(f"Remiss nummer {number}: åäö", text, f"<p>{text}</p>")
        at = datetime(2026, 10, day, 6, 0, tzinfo=UTC)
        mailer.send(envelope(mail, "remiss@remiss.example", "anna@exempel.example", f"<abc{number}@remiss>", at))
    return app


def test_lists_the_mails_with_the_newest_first(trial) -> None:
    page = html.fromstring(trial.test_client().get("/exempelmejl").text)
    assert page.xpath("//tbody//a/text()") == [f"Remiss nummer {number}: åäö" for number in (2, 3, 1)]
    assert page.xpath("//tbody/tr[1]/td/text()") == ["anna@exempel.example", "3 oktober 2026 kl.\u00a008.00"]


def test_a_mail_shows_its_text_with_our_links(trial) -> None:
    page = trial.test_client().get(f"/exempelmejl/{NAME}")
    assert page.status_code == 200
    links = html.fromstring(page.text).xpath("//div[@class='mail-text']//a")
    assert [link.get("href") for link in links] == ["/arenden/1?a=1&b=2"]
    assert "Svara senast &lt;fredag&gt;." in page.text


def test_the_link_leads_to_the_login(trial) -> None:
    answer = trial.test_client().get("/arenden/1")
    assert (answer.status_code, answer.location) == (303, "/inloggning?next=/arenden/1")


def test_says_what_will_appear(tmp_path) -> None:
    assert "Inga mejl har skickats än." in build(tmp_path).test_client().get("/exempelmejl").text


@pytest.mark.parametrize(
    "name",
    ["finns-inte.eml", "..%2Fsecret.key", "../secret.key", "%2e%2e%2fsecret.key.eml", ".eml", "a.eml.txt", "a/b.eml"],
)
def test_nothing_but_mail_files_is_found(trial, tmp_path, name) -> None:
    (tmp_path / "secret.key.eml").write_text("hemligt")
    assert trial.test_client().get(f"/exempelmejl/{name}").status_code == 404


@pytest.mark.parametrize(
    ("environment", "transport"),
    [
        (Environment.PRODUCTION, MailTransport.FILES),
        (Environment.DEMO, MailTransport.SMTP),
        (Environment.DEMO, MailTransport.MEMORY),
    ],
)
def test_exists_only_where_mail_is_written_to_files_for_trial(tmp_path, environment, transport) -> None:
    (tmp_path / "mail").mkdir()
    (tmp_path / "mail" / NAME).write_text("Subject: x\nTo: y\nDate: Thu, 01 Oct 2026 06:00:00 +0000\n\nz")
    client = build(tmp_path, environment, transport).test_client()
    for url in ("/exempelmejl", f"/exempelmejl/{NAME}"):
        assert client.get(url).status_code == 404
    assert "Provmiljö" not in client.get("/inloggning").text


def test_only_whole_addresses_of_ours_become_links() -> None:
    found = list(pieces("se http://a.example/b, http://a.example.evil.example/c", "http://a.example/"))
    assert [(piece.words, piece.path) for piece in found if piece.words] == [
        ("se ", None),
        ("http://a.example/b", "/b"),
        (", http://a.example.evil.example/c", None),
    ]
    assert [piece.path for piece in pieces("http://a.example//evil.example", "http://a.example")] == [None]
