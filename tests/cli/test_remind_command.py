"""``remiss remind --dry-run`` says what a tick would do, and why, and changes nothing."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask

from remiss.cli.refusal import Refusal
from remiss.cli.remind import command
from remiss.domain.workflow.states import ReplyState
from remiss.extensions import db
from remiss.models.mail import OutboxMail, Reminder, ReminderState
from remiss.models.operations import AuditEvent
from remiss.services.reminders import NOBODY, OVERTAKEN
from tests.support.world import World, reply_in, sent_remiss

SEVEN = "sju arbetsdagar före sista svarsdag (2030-12-11)."
ONE = "en arbetsdag före sista svarsdag (2030-12-11)."
SAID = f"""\
Skulle skickas 2030-12-10 08.00: 1 påminnelse.
  KS 2026/311, Farsta stadsdelsnämnd: {ONE} Till farsta.handlaggare@exempel.example: ärendet är i läget ”Utkast”.
Skulle hoppas över: 3.
  KS 2026/311, Farsta stadsdelsnämnd: {SEVEN} {OVERTAKEN}
  KS 2026/311, Storstockholms brandförsvar: {SEVEN} {OVERTAKEN}
  KS 2026/311, Storstockholms brandförsvar: {ONE} {NOBODY}
Planerade till senare: 2, den första 2030-12-12 08.00.
"""


def remind(app: Flask, *arguments: str) -> str:
    done = CliRunner().invoke(command, arguments, obj=lambda: app, standalone_mode=False)
    if done.exception:
        raise done.exception
    return done.stdout.replace("\xa0", " ")


def test_it_says_who_why_and_why_not_and_keeps_nothing(app: Flask, world: World) -> None:
    remiss_id = sent_remiss(world)
    reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    reply_in(world, remiss_id, world.social, ReplyState.DECLINED)
    counts = [sa.select(sa.func.count()).select_from(kind) for kind in (OutboxMail, AuditEvent)]
    before = [db.session.scalar(count) for count in counts]
    said = remind(app, "--at", "2030-12-10", "--dry-run")
    assert said.splitlines() == SAID.splitlines()
    db.session.rollback()
    assert [db.session.scalar(count) for count in counts] == before
    assert not list(db.session.scalars(sa.select(Reminder).where(Reminder.state == ReminderState.FIRED)))
    assert "Besked om försenade instanser: ks.registrator@exempel.example, ks.samordnare@exempel.example." in remind(
        app, "--at", "2030-12-12T08:00", "--dry-run"
    )
    assert remind(app, "--at", "2030-12-10", "--dry-run") == said


@pytest.mark.parametrize("arguments", [(), ("--at", "2030-12-10"), ("--at", "i morgon", "--dry-run")])
def test_what_it_cannot_do_is_refused(app: Flask, world: World, arguments: tuple[str, ...]) -> None:
    with pytest.raises(Refusal):
        remind(app, *arguments)
