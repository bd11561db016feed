"""Mails written and sent over one connection, beside one connection for each: open, and encrypted with a sign-in."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from remiss.cli.bench.timing import Figure, resident_megabytes
from remiss.config import ROOT
from remiss.notifications.envelope import envelope
from remiss.notifications.message import Contact, MailFacts, message
from remiss.notifications.smtp import Encryption, SmtpMailer

MAILS, MANY, RUNS = 200, 4_000, 5
SENDER, RECIPIENT = "remiss@stad.example", "anna@stad.example"
AT = datetime(2030, 12, 10, 7, 0, tzinfo=UTC)
CONTACT = Contact("Hedvig Almstrand", "hedvig.almstrand@stad.example")


def mail_figures(folder: Path) -> Iterator[Figure]:
    """Yield the times, as medians of runs that take turns, and of many mails how much the process grows."""
    key, certificate = _certificate(folder)
    with _mail_server(key, certificate) as port:
        openly = SmtpMailer("127.0.0.1", port)
        secretly = SmtpMailer("localhost", port, "remiss", "hemligt", Encryption.STARTTLS, certificate)
        for name, mailer, how in (
            ("mejl-krypterat", secretly, "krypterad med STARTTLS och inloggning, mål: en tredjedel"),
            ("mejl-okrypterat", openly, "okrypterad"),
        ):
            one, each = _beside(mailer)
            what = f"{MAILS} mejl skrivna och skickade över en förbindelse, {how}; jämfört med en för varje mejl"
            yield Figure(name, one, each, what)
        before = resident_megabytes()
        seconds = _sent(secretly, MANY, apart=False)
        grown = resident_megabytes() - before
        yield Figure("mejl-minne", seconds, None, f"{MANY} mejl över en förbindelse tar {grown:+.1f} MB minne")


def _beside(mailer: SmtpMailer) -> tuple[float, float]:
    """Return the median seconds over one connection and with one for each, in turn: both meet the same noise."""
    times = [(_sent(mailer, MAILS, apart=False), _sent(mailer, MAILS, apart=True)) for _ in range(RUNS)]
    return median(one for one, _ in times), median(each for _, each in times)


def _sent(mailer: SmtpMailer, mails: int, *, apart: bool) -> float:
    """Return the seconds that it takes to write the mails and hand them over; ``apart``: a connection for each."""
    begin = time.perf_counter()
    for number in range(mails):
        facts = MailFacts(
            "Program", f"KS 2030/{number}", "Kommunstyrelsen", "Nämnden", AT.date(), "http://a.example/", CONTACT
        )
        words = message("granskning", facts, {"role": None})
        mailer.send(envelope(words, SENDER, RECIPIENT, f"<{number}@remiss>", AT))
        if apart:
            mailer.close()
    mailer.close()
    return time.perf_counter() - begin


def _certificate(folder: Path) -> tuple[Path, Path]:
    """Return a key and a certificate of this machine's own. Needs the program openssl."""
    key, certificate = folder / "nyckel.pem", folder / "certifikat.pem"
    asked = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    names = ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(["openssl", *asked, *names], check=True, capture_output=True)
    return key, certificate


@contextmanager
def _mail_server(key: Path, certificate: Path) -> Iterator[int]:
    """Run the server and give its port."""
    command = [sys.executable, "-m", "remiss.cli.bench.mail_server", str(key), str(certificate)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield int(process.stdout.readline() if process.stdout else 0)
        finally:
            process.kill()
