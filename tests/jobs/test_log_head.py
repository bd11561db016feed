"""The head of the log is mailed once a day to every administrator, whoever ticks and how often."""

from __future__ import annotations

from datetime import timedelta

import sqlalchemy as sa
from flask import Flask

from remiss.domain.audit import heads_in
from remiss.domain.mail_kinds import MailKind
from remiss.door import writing
from remiss.extensions import db
from remiss.jobs.log_head import mail_todays_head
from remiss.jobs.sender import send_waiting
from remiss.models.mail import OutboxMail
from remiss.models.people import User
from remiss.notifications.local import MemoryMailer
from remiss.queries.audit_chain import current_head, examination
from remiss.services.audit import record
from tests.support.world import START, World


def mails() -> list[OutboxMail]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(OutboxMail).where(OutboxMail.kind == MailKind.LOG_HEAD)))


def test_one_mail_a_day_to_each_administrator_with_a_head_that_the_command_takes(world: World) -> None:
    with writing():
        record(None, "prov", "sak", 1, {}, START)
    head = current_head()
    for hours in (0, 1, 5, 24, 25):
        mail_todays_head(START + timedelta(hours=hours))
        with writing():
            record(None, "prov", "sak", 1, {}, START)
    assert [mail.recipient_id for mail in mails()] == [world.users["admin"]] * 2
    mailer = MemoryMailer()
    send_waiting(mailer, "remiss@stad.example", "https://remiss.stad.example", START)
    words = mailer.sent[0].get_body(("plain",)).get_content()
    assert heads_in(words) == [head, head]
    assert examination(heads_in(words)).agreed == head


def test_an_empty_log_and_a_closed_account_get_none(app: Flask, world: World) -> None:
    mail_todays_head(START)
    assert mails() == []
    with writing():
        record(None, "prov", "sak", 1, {}, START)
        db.session.get_one(User, world.users["admin"]).active = False
    mail_todays_head(START)
    assert mails() == []
