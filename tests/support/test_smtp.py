"""The mail server of the tests."""

import smtplib
from email.message import EmailMessage

import pytest

from tests.support.smtp import Inbox


def mail(recipient: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "ks@stad.example", recipient, "Påminnelse"
    message.set_content("Svara senast den 13 december 2019.\n")
    return message


def test_keeps_what_it_is_sent(smtp_inbox: Inbox) -> None:
    with smtplib.SMTP(smtp_inbox.host, smtp_inbox.port) as client:
        client.send_message(mail("namnd@stad.example"))
    [received] = smtp_inbox.received
    assert received.recipients == ("namnd@stad.example",)
    assert received.message["Subject"] == "Påminnelse"
    assert "13 december" in received.message.get_content()


def test_refuses_whom_it_was_told_to_refuse(smtp_inbox: Inbox) -> None:
    smtp_inbox.refuse["borta@stad.example"] = "550 Okänd mottagare"
    with smtplib.SMTP(smtp_inbox.host, smtp_inbox.port) as client, pytest.raises(smtplib.SMTPRecipientsRefused):
        client.send_message(mail("borta@stad.example"))
    assert smtp_inbox.received == []
