"""``remiss bounces``: what servers send back is read from a pipe, a file or a Maildir, and shown on the matter."""

from __future__ import annotations

import mailbox
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from pydantic import SecretStr

from remiss.cli.bounces import command
from remiss.cli.refusal import Refusal
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.mail import MailState, OutboxMail
from remiss.notifications.imap import BounceBox
from tests.support.imap import Mailbox, mailbox_server
from tests.support.world import World, reply_in, sent_remiss

REPORT = """From: mailer-daemon@mx.example
To: remiss@stad.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="XX"

--XX
Content-Type: text/plain; charset=utf-8

Anna Hemlig hittades inte.

--XX
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; farsta.registrator@exempel.example
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 Anna Hemlig finns inte

--XX
Content-Type: {kind}

From: remiss@stad.example
Message-ID: {identity}
Subject: Ny remiss

--XX--
"""


def report(identity: str, action: str = "failed", kind: str = "message/rfc822") -> bytes:
    return REPORT.format(identity=identity, action=action, kind=kind).encode()


@pytest.fixture
def mail(world: World) -> OutboxMail:
    """A mail that our server took: the invitation to Farsta."""
    reply_in(world, sent_remiss(world, bodies=(world.farsta,)), world.farsta, ReplyState.SENT)
    with writing():
        mail = db.session.scalars(db.select(OutboxMail)).one()
        mail.state = MailState.SENT
    return mail


def bounces(app: Flask, *arguments: str, given: bytes | None = None) -> str:
    done = CliRunner().invoke(command, arguments, obj=lambda: app, input=given, standalone_mode=False)
    if done.exception:
        raise done.exception
    db.session.rollback()
    return done.stdout


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_on_a_pipe_marks_the_mail_and_the_matter_shows_it(
    app: Flask, mail: OutboxMail, visit, kind: str
) -> None:
    said = bounces(app, given=report(mail.message_id, kind=kind))
    assert said.replace("\xa0", " ") == "1 studs läst, 1 mejl märkt.\n"
    assert mail.state is MailState.BOUNCED
    assert mail.problem == "Adressen finns inte hos mottagaren. (svar 5.1.1) Kontrollera adressen och skicka igen."
    assert "Kom inte fram" in visit("farsta.registrator").get("/arenden/1/mejl").text
    assert "Kom inte fram" in visit("ks.samordnare").get("/remisser/1/mejl").text
    status = visit("admin").get("/driftstatus").text
    assert "Skicka igen" in status
    assert "Hemlig" not in status


def test_a_delay_a_stranger_and_an_ordinary_mail_change_nothing(app: Flask, mail: OutboxMail) -> None:
    ordinary = EmailMessage()
    ordinary["Subject"] = "Jag är på semester"
    for given in (report(mail.message_id, "delayed"), report("<okand@remiss>"), ordinary.as_bytes(), b"", b"\xff\x00"):
        bounces(app, given=given)
        assert mail.state is MailState.SENT


def test_a_file_of_mails_can_be_read_twice(app: Flask, mail: OutboxMail, tmp_path: Path) -> None:
    box = mailbox.mbox(tmp_path / "studsar")
    box.add(report(mail.message_id))
    box.add(b"Subject: Hej\n\nHej\n")
    box.close()
    for marked in ("1 mejl märkt", "0 mejl märkta"):
        assert marked in bounces(app, str(tmp_path / "studsar")).replace("\xa0", " ")


def test_a_maildir_is_emptied_into_its_read_folder(app: Flask, mail: OutboxMail, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "1.studs").write_bytes(report(mail.message_id))
    bounces(app, str(tmp_path))
    assert [path.name for path in (tmp_path / "cur").iterdir()] == ["1.studs:2,S"]
    assert mail.state is MailState.BOUNCED


def test_what_is_not_there_is_refused(app: Flask, tmp_path: Path) -> None:
    with pytest.raises(Refusal):
        bounces(app, str(tmp_path / "finns-inte"))


def configured(app: Flask, monkeypatch: pytest.MonkeyPatch, **settings: object) -> None:
    known = app.extensions["remiss_settings"]
    monkeypatch.setitem(app.extensions, "remiss_settings", known.model_copy(update=settings))


@pytest.fixture
def box(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    with mailbox_server(tmp_path) as server:
        names = {"host": "localhost", "port": server.port, "user": "remiss", "ca_file": server.authority}
        settings = {f"bounces_{name}": value for name, value in names.items()}
        configured(app, monkeypatch, **settings, bounces_password=SecretStr("hemligt"))
        yield server


def test_a_mailbox_is_read_once_and_other_mail_in_it_is_left_alone(
    app: Flask, mail: OutboxMail, box: Mailbox, visit
) -> None:
    box.mails = {
        1: b"Subject: Semester\r\n\r\nHej\r\n",
        4: report("<okand@remiss>").replace(b"\n", b"\r\n"),
        7: report(mail.message_id).replace(b"\n", b"\r\n") + b"x" * 600_000,
        8: b"Content-Type: multipart/report; boundary=\r\n\r\n\xff\x00",
    }
    assert "Den har inte kunnat läsas ännu." in visit("admin").get("/driftstatus").text
    said = bounces(app, "--mailbox").replace("\xa0", " ")
    assert said == "2 studsar lästa, 1 mejl märkt.\n"
    assert mail.state is MailState.BOUNCED
    assert box.seen == {4, 7, 8}
    assert bounces(app, "--mailbox").startswith("0")
    assert "läses ur brevlådan remiss var femte minut, senast" in visit("admin").get("/driftstatus").text
    assert not any("hemligt" in line for line in box.said)


def test_a_reader_that_is_stopped_gets_the_report_again(box: Mailbox) -> None:
    box.mails = {1: report("<a@remiss>")}
    account = BounceBox("localhost", box.port, "remiss", "hemligt", "INBOX", box.authority)
    next(account.unread())
    assert box.seen == set()
    assert len(list(account.unread())) == 1
    assert box.seen == {1}


@pytest.mark.parametrize(
    "wrong",
    [{"bounces_password": SecretStr("fel")}, {"bounces_folder": "Finns inte"}, {"bounces_ca_file": None},
     {"bounces_port": 1}],
)  # fmt: skip
def test_a_mailbox_that_cannot_be_read_is_told(
    app: Flask, world: World, box: Mailbox, monkeypatch: pytest.MonkeyPatch, wrong: dict[str, object]
) -> None:
    configured(app, monkeypatch, **wrong)
    with pytest.raises(Refusal) as caught:
        bounces(app, "--mailbox")
    assert "Brevlådan för studsar kan inte nås." in caught.value.message


def test_without_a_mailbox_in_the_settings_nothing_is_read(app: Flask, world: World, visit) -> None:
    with pytest.raises(Refusal) as caught:
        bounces(app, "--mailbox")
    assert "Ingen brevlåda är angiven." in caught.value.message
    assert "Ange en brevlåda med" in visit("admin").get("/driftstatus").text
