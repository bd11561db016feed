"""``remiss bounces``: reads what mail servers have sent back: from a pipe, a file, a Maildir folder or a mailbox."""

from __future__ import annotations

import mailbox
import sys
from collections.abc import Callable, Iterator
from email import message_from_binary_file, message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import click
from flask import Flask

from remiss.cli.refusal import Refusal
from remiss.clock import now
from remiss.config import Settings
from remiss.jobs.bounces import Taken, read_mailbox, take_bounces
from remiss.notifications.imap import MailboxUnreachable, bounce_box
from remiss.text import counted

STDIN = "-"


@click.command("bounces")
@click.argument("source", default=STDIN, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--mailbox", "from_mailbox", is_flag=True, help="Läs brevlådan i inställningarna REMISS_BOUNCES_ nu.")
@click.pass_obj
def command(make_app: Callable[[], Flask], source: Path, from_mailbox: bool) -> None:
    """Läs studsar ur SOURCE: en mbox-fil, en Maildir-mapp eller ett mejl på standard in, och märk mejlen.

    Mejl i en Maildir-mapp flyttas till ”cur” när de är lästa. Samma studs kan läsas flera gånger.
    """
    if str(source) != STDIN and not source.exists():
        raise Refusal(f"{source} finns inte.")
    app = make_app()
    with app.app_context():
        taken = _taken_from_mailbox(app.extensions["remiss_settings"]) if from_mailbox else _taken(source)
    read, marked = (
        counted(taken.read, "studs läst", "studsar lästa"),
        counted(taken.marked, "mejl märkt", "mejl märkta"),
    )
    click.echo(f"{read}, {marked}.")


def _taken(source: Path) -> Taken:
    return take_bounces(_mails(source), now())


def _taken_from_mailbox(settings: Settings) -> Taken:
    box = bounce_box(settings)
    if box is None:
        raise Refusal("Ingen brevlåda är angiven. Ange REMISS_BOUNCES_HOST, REMISS_BOUNCES_USER och lösenordet.")
    try:
        return read_mailbox(box, now())
    except MailboxUnreachable as problem:
        raise Refusal(problem.sentence) from problem


def _mails(source: Path) -> Iterator[EmailMessage]:
    if str(source) == STDIN:
        yield message_from_binary_file(sys.stdin.buffer, policy=policy.default)
    elif source.is_dir():
        yield from _in_maildir(source)
    else:
        box = mailbox.mbox(source, create=False)
        for key in box.iterkeys():
            yield message_from_bytes(box.get_bytes(key), policy=policy.default)


def _in_maildir(folder: Path) -> Iterator[EmailMessage]:
    """Yield the new mails and move each to ``cur`` once what it says is written down."""
    (folder / "cur").mkdir(exist_ok=True)
    for path in sorted((folder / "new").glob("*")):
        yield message_from_bytes(path.read_bytes(), policy=policy.default)
        path.rename(folder / "cur" / f"{path.name}:2,S")
