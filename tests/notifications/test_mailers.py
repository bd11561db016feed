"""What can be known about a mail that left, or did not: over real SMTP, as files, and in unsafe hands."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from remiss.config import Environment, MailTransport, Settings
from remiss.notifications.choice import mailer_for
from remiss.notifications.envelope import UnsafeAddress, envelope, safe
from remiss.notifications.local import FileMailer, MemoryMailer
from remiss.notifications.mailer import Later, NotSent, Unknown, Unreachable
from remiss.notifications.message import Contact, MailFacts, RenderedMail, message
from remiss.notifications.smtp import Encryption, SmtpMailer
from tests.support.smtp import Inbox, encrypted_inbox

AT = datetime(2030, 12, 10, 7, 0, tzinfo=UTC)
WORDS = RenderedMail("Svara på remissen – åäö", "Gör så här.\n", "<p>Gör så här.</p>\n")
ID = "<0123abcd@remiss>"


def mail(recipient: str = "anna@stad.example") -> EmailMessage:
    return envelope(WORDS, "remiss@stad.example", recipient, ID, AT)


@pytest.mark.parametrize("length", range(30, 60))
def test_a_long_subject_keeps_every_space(length: int) -> None:
    subject = f"Gå igenom svaret från {'å' * length} råd för frågor om äldre: Program för värme (KS 2026/311)"
    sent = envelope(RenderedMail(subject, "Hej.\n", "<p>Hej.</p>\n"), "a@stad.example", "b@stad.example", ID, AT)
    whole = sent.as_bytes()
    assert message_from_bytes(whole, policy=policy.default)["Subject"] == subject
    assert max(len(line) for line in whole.split(b"\r\n\r\n")[0].split(b"\r\n")) <= 78


@contextmanager
def server_that(*answers: bytes) -> Iterator[int]:
    """A server that says each of ``answers`` in turn, one per line it is told, and then hangs up."""
    listener = socket.create_server(("127.0.0.1", 0))

    def talk() -> None:
        connection, _ = listener.accept()
        with connection, connection.makefile("rb") as lines:
            for answer in answers:
                connection.sendall(answer)
                lines.readline()

    thread = threading.Thread(target=talk, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    thread.join(5)
    listener.close()


def test_a_mail_arrives_with_text_html_and_stable_headers(smtp_inbox: Inbox) -> None:
    SmtpMailer(smtp_inbox.host, smtp_inbox.port).send(mail())
    [received] = smtp_inbox.received
    message = received.message
    assert received.recipients == ("anna@stad.example",)
    assert message["Subject"] == WORDS.subject
    assert message["Message-ID"] == ID
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"] == "Tue, 10 Dec 2030 07:00:00 +0000"
    assert message.get_body(("plain",)).get_content().splitlines() == WORDS.text.splitlines()
    assert message.get_body(("html",)).get_content().splitlines() == WORDS.html.splitlines()


def test_the_same_mail_is_the_same_bytes() -> None:
    assert mail().as_bytes() == mail().as_bytes()


@pytest.mark.parametrize(("answer", "kind"), [("550 Anna finns inte här", NotSent), ("451 Vänta lite", Later)])
def test_a_refusal_is_certain_and_repeats_no_words_of_the_server(
    smtp_inbox: Inbox, answer: str, kind: type[Exception]
) -> None:
    smtp_inbox.refuse["anna@stad.example"] = answer
    with pytest.raises(kind) as caught:
        SmtpMailer(smtp_inbox.host, smtp_inbox.port).send(mail())
    assert answer[:3] in str(caught.value)
    assert "Anna" not in str(caught.value)
    assert not smtp_inbox.received


def test_nobody_listening_is_no_doubt() -> None:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    with pytest.raises(Later):
        SmtpMailer("127.0.0.1", port, timeout=2).send(mail())


def test_a_connection_that_breaks_at_the_greeting_is_no_doubt() -> None:
    with server_that() as port, pytest.raises(Later):
        SmtpMailer("127.0.0.1", port, timeout=2).send(mail())


def test_a_connection_that_breaks_after_sending_began_is_in_doubt() -> None:
    answers = (b"220 hej\r\n", b"250 hej\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 skriv\r\n")
    with server_that(*answers) as port, pytest.raises(Unknown):
        SmtpMailer("127.0.0.1", port, timeout=2).send(mail())


@pytest.mark.parametrize("said", [2, 3, 4])
def test_a_connection_that_breaks_before_the_text_is_no_doubt(said: int) -> None:
    answers = (b"220 hej\r\n", b"250 hej\r\n", b"250 ok\r\n", b"250 ok\r\n")[:said]
    with server_that(*answers) as port, pytest.raises(Unreachable):
        SmtpMailer("127.0.0.1", port, timeout=2).send(mail())


def test_a_server_that_takes_several_commands_gets_them_and_refusals_in_between(smtp_inbox: Inbox) -> None:
    smtp_inbox.refuse["nej@stad.example"] = "550 Nej"
    smtp_inbox.offers = ["250-PIPELINING"]
    test_one_connection_takes_many_mails_and_a_refusal_in_between(smtp_inbox)


PIPELINING = (b"220 hej\r\n", b"250-hej\r\n250 PIPELINING\r\n")


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (b"", Unreachable),
        (b"250 ok\r\n", Unreachable),
        (b"250 ok\r\n250 ok\r\n", Unreachable),
        (b"250 ok\r\n550 nej\r\n", NotSent),  # it hangs up with the refusal said
        (b"250 ok\r\n550 nej\r\n354 skriv\r\n", NotSent),  # it waits for a text without a recipient
        (b"250 ok\r\n451 senare\r\n503 nej\r\n", Later),
        (b"250 ok\r\n250 ok\r\n250 ok\r\n", NotSent),  # no yes to a text
        (b"250 ok\r\n250 ok\r\n354 skriv\r\n", Unknown),
    ],
)
def test_what_several_answers_at_once_mean(answer: bytes, kind: type[Exception]) -> None:
    with server_that(*PIPELINING, answer) as port, pytest.raises(kind) as caught:
        SmtpMailer("127.0.0.1", port, timeout=2).send(mail())
    assert type(caught.value) is kind


@pytest.mark.parametrize(("answer", "kind"), [(b"nej tack\r\n", Unknown), (b"554 nej\r\n", NotSent)])
def test_an_answer_to_the_text_that_means_nothing_leaves_a_doubt(answer: bytes, kind: type[Exception]) -> None:
    ready = b"250 ok\r\n250 ok\r\n354 skriv\r\n"
    lines = [b""] * len(mail().as_bytes().splitlines())
    with server_that(*PIPELINING, ready, *lines, answer) as port, pytest.raises(kind):
        SmtpMailer("127.0.0.1", port, timeout=2).send(mail())


def test_lines_of_points_arrive_as_they_were_written(smtp_inbox: Inbox) -> None:
    words = RenderedMail("Punkter", ".\n..\n. slut\n.\n", "<p>.</p>\n")
    SmtpMailer(smtp_inbox.host, smtp_inbox.port).send(envelope(words, "a@b.example", "c@d.example", ID, AT))
    [received] = smtp_inbox.received
    assert received.message.get_body(("plain",)).get_content().split() == [".", "..", ".", "slut", "."]


def test_one_connection_takes_many_mails_and_a_refusal_in_between(smtp_inbox: Inbox) -> None:
    smtp_inbox.refuse["nej@stad.example"] = "550 Nej"
    mailer = SmtpMailer(smtp_inbox.host, smtp_inbox.port)
    for number in range(5):
        mailer.send(mail(f"nr{number}@stad.example"))
        with pytest.raises(NotSent):
            mailer.send(mail("nej@stad.example"))
    mailer.close()
    mailer.close()
    assert [one.recipients for one in smtp_inbox.received] == [(f"nr{number}@stad.example",) for number in range(5)]
    assert smtp_inbox.connections == 1


def test_a_server_that_has_hung_up_between_two_mails_is_called_again(smtp_inbox: Inbox) -> None:
    mailer = SmtpMailer(smtp_inbox.host, smtp_inbox.port)
    mailer.send(mail())
    assert mailer._server is not None
    mailer._server.sock.shutdown(socket.SHUT_RDWR)
    mailer.send(mail("bo@stad.example"))
    mailer.close()
    assert [one.recipients for one in smtp_inbox.received] == [("anna@stad.example",), ("bo@stad.example",)]
    assert smtp_inbox.connections == 2


def test_a_server_that_never_answers_the_greeting_is_left_after_a_while() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Unreachable):
        SmtpMailer("127.0.0.1", silent.getsockname()[1], timeout=0.2).send(mail())


@pytest.mark.parametrize("encryption", [Encryption.STARTTLS, Encryption.IMPLICIT])
def test_an_encrypted_connection_is_checked_and_signed_in_to(tmp_path: Path, encryption: Encryption) -> None:
    with encrypted_inbox(tmp_path, implicit=encryption is Encryption.IMPLICIT) as (inbox, authority):
        known = SmtpMailer("localhost", inbox.port, "remiss", "hemligt", encryption, authority)
        known.send(mail())
        known.close()
        assert len(inbox.received) == 1
        with pytest.raises(Unreachable) as caught:
            SmtpMailer("localhost", inbox.port, "remiss", "hemligt", encryption).send(mail())
        assert "certifikat" in str(caught.value)
        with pytest.raises(Unreachable) as caught:
            SmtpMailer("localhost", inbox.port, "remiss", "fel", encryption, authority).send(mail())
        assert "inloggningen" in str(caught.value)
    assert len(inbox.received) == 1


HEADERS = (
    "Bcc: alla@stad.example",
    "\r\nBcc: alla@stad.example",
    "\r\n\r\nHej",
    "\x00",
    "\u2028X-A: b",
    "=?utf-8?q?=0d=0aX: y?=",
)


@pytest.mark.parametrize("payload", HEADERS)
def test_words_of_people_make_no_header_and_no_recipient(smtp_inbox: Inbox, payload: str) -> None:
    contact = Contact(payload, "a@b.example", payload)
    names = (f"{name}{payload}" for name in ("Program", "KS 1", "KS", "Nämnd"))
    facts = MailFacts(*names, AT.date(), "http://a.example/", contact)
    words = message("granskning", facts, {"role": None})
    mailer = SmtpMailer(smtp_inbox.host, smtp_inbox.port)
    mailer.send(envelope(words, "remiss@stad.example", "anna@stad.example", ID, AT))
    mailer.close()
    [received] = smtp_inbox.received
    assert received.recipients == ("anna@stad.example",)
    assert received.message.keys() == mail().keys()
    assert "\n" not in received.message["Subject"]


def test_files_are_whole_mails_named_by_time_and_identity(tmp_path: Path) -> None:
    FileMailer(tmp_path / "mejl").send(mail())
    [file] = (tmp_path / "mejl").iterdir()
    assert file.name == "20301210T070000Z-0123abcd.eml"
    read = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert read["Subject"] == WORDS.subject


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "mejl").write_text("ingen mapp")
    with pytest.raises(NotSent):
        FileMailer(tmp_path / "mejl").send(mail())


@pytest.mark.parametrize(
    "address",
    ["a@b.example, c@d.example", "a@b.example\nBcc: c@d.example", "a\x00@b.example", "a@b", "", "A <a@b.example>",
     "a@b.example;c@d.example", "å@b.example", '"a,b"@c.example'],
)  # fmt: skip
def test_an_address_that_could_be_misread_is_refused(address: str) -> None:
    with pytest.raises(UnsafeAddress):
        safe(address)
    with pytest.raises(UnsafeAddress):
        mail(address)


@pytest.mark.parametrize(
    ("transport", "kind"),
    [(MailTransport.SMTP, SmtpMailer), (MailTransport.FILES, FileMailer), (MailTransport.MEMORY, MemoryMailer)],
)
def test_the_settings_choose_the_mailer(tmp_path: Path, transport: MailTransport, kind: type) -> None:
    settings = Settings(_env_file=None, environment=Environment.TEST, instance_dir=tmp_path, mail_transport=transport)
    assert isinstance(mailer_for(settings), kind)
