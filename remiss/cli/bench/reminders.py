"""Ten thousand reminders planned, and mails sent over one connection beside one connection for each."""

from __future__ import annotations

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from flask import Flask

from remiss.cli.bench.timing import Figure
from remiss.clock import now
from remiss.door import writing
from remiss.extensions import db
from remiss.models.mail import Reminder
from remiss.models.remisser import Remiss
from remiss.models.replies import Consultee, Reply
from remiss.notifications.envelope import envelope
from remiss.notifications.mailer import Mailer
from remiss.notifications.message import Contact, MailFacts, message
from remiss.notifications.smtp import SmtpMailer
from remiss.services.reminders import plan_reminders

REMINDERS, MAILS = 10_000, 500
SENDER, RECIPIENT = "remiss@stad.example", "anna@stad.example"
AT = datetime(2030, 12, 10, 7, 0, tzinfo=UTC)


class _TakenBack(Exception):
    """Ends the transaction without keeping anything."""


def reminder_figures(app: Flask) -> Iterator[Figure]:
    """Yield the time to plan the reminders, written to the database and taken back, and to send mails."""
    with app.app_context():
        seconds, count = _planned()
        db.session.remove()
    yield Figure("paminnelser-planering", seconds, None, f"{count} påminnelser skrivna till databasen, mål: under 5 s")
    with _mail_server() as port:
        one = _sent(SmtpMailer("127.0.0.1", port), apart=False)
        each = _sent(SmtpMailer("127.0.0.1", port), apart=True)
    what = f"{MAILS} mejl skrivna och skickade över en förbindelse; jämfört med en förbindelse för varje mejl"
    yield Figure("mejl-sandning", one, each, what)


def _planned() -> tuple[float, int]:
    found: list[tuple[float, int]] = []
    try:
        with writing():
            consultees = _many_consultees()
            begin = time.perf_counter()
            plan_reminders(consultees, now())
            db.session.flush()
            seconds = time.perf_counter() - begin
            asked = [consultee.id for consultee in consultees]
            rows = db.session.scalar(sa.select(sa.func.count(Reminder.id)).where(Reminder.consultee_id > asked[0] - 1))
            found.append((seconds, int(rows or 0)))
            raise _TakenBack
    except _TakenBack:
        return found[0]


def _many_consultees() -> list[Consultee]:
    """Return the bodies of the largest remiss of the sample, asked again and again until they have enough reminders."""
    most = sa.select(Remiss).join(Consultee).group_by(Remiss.id).order_by(sa.func.count(Consultee.id).desc())
    known = next(iter(db.session.scalars(most)))
    places = list(db.session.scalars(sa.select(Consultee.organisation_id).where(Consultee.remiss_id == known.id)))
    made: list[Consultee] = []
    for number in range(-(-REMINDERS // (3 * len(places)))):
        remiss = Remiss(
            sender_id=known.sender_id, title=known.title, diary_number=f"MÄT {number}", letter="", due_on=AT.date(),
            state=known.state, created_by_id=known.created_by_id, created_at=AT, sent_at=AT, closed_at=known.closed_at,
        )  # fmt: skip
        made += [
            Consultee(remiss=remiss, organisation_id=place, reply=Reply(remiss=remiss, state_since=AT))
            for place in places
        ]
    db.session.add_all(made)
    db.session.flush()
    return made


def _sent(mailer: Mailer, *, apart: bool) -> float:
    """Return the seconds that it takes to write the mails and hand them over; ``apart``: a connection for each."""
    begin = time.perf_counter()
    for number in range(MAILS):
        contact = Contact("Hedvig Almstrand", "hedvig.almstrand@stad.example")
        facts = MailFacts(
            "Program", f"KS 2030/{number}", "Kommunstyrelsen", "Nämnden", AT.date(), "http://a.example/", contact
        )
        words = message("granskning", facts, {"role": None})
        mailer.send(envelope(words, SENDER, RECIPIENT, f"<{number}@remiss>", AT))
        if apart:
            mailer.close()
    mailer.close()
    return time.perf_counter() - begin


class _Answers(socketserver.StreamRequestHandler):
    """As much of a mail server as takes a mail and forgets it."""

    def handle(self) -> None:
        """Talk until the other side has had enough."""
        self.wfile.write(b"220 hej\r\n")
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"DATA":
                self.wfile.write(b"354 skriv\r\n")
                while self.rfile.readline() not in (b".\r\n", b""):
                    pass
            self.wfile.write(b"221 hej\r\n" if word == b"QUIT" else b"250 ok\r\n")
            if word == b"QUIT":
                return


@contextmanager
def _mail_server() -> Iterator[int]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Answers) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        address: Any = server.server_address
        yield int(address[1])
        server.shutdown()
