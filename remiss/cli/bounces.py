"""``remiss bounces``: reads what mail servers have sent back, from a pipe, a file of mails or a Maildir folder."""

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
from remiss.door import writing
from remiss.notifications.bounce import read_bounce
from remiss.services.bounces import mark_bounced
from remiss.text import counted

STDIN = "-"


@click.command("bounces")
@click.argument("source", default=STDIN, type=click.Path(path_type=Path, allow_dash=True))
@click.pass_obj
def command(make_app: Callable[[], Flask], source: Path) -> None:
    """Läs studsar ur SOURCE: en mbox-fil, en Maildir-mapp eller ett mejl på standard in, och märk mejlen.

    Mejl i en Maildir-mapp flyttas till ”cur” när de är lästa. Samma studs kan läsas flera gånger.
    """
    if str(source) != STDIN and not source.exists():
        raise Refusal(f"{source} finns inte.")
    read = marked = 0
    with make_app().app_context():
        for mail in _mails(source):
            bounce = read_bounce(mail)
            if bounce is None:
                continue
            read += 1
            with writing():
                marked += mark_bounced(bounce.message_id, bounce.code, now())
    click.echo(f"{counted(read, 'studs läst', 'studsar lästa')}, {counted(marked, 'mejl märkt', 'mejl märkta')}.")


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
