"""Twenty-four virtual hours without mail, every kind of failure in turn: nothing is lost, nothing goes twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle, pairwise

import pytest
import sqlalchemy as sa

from remiss.domain.mail_kinds import MailKind
from remiss.door import writing
from remiss.extensions import db
from remiss.jobs import sender
from remiss.jobs.sender import RESTS, send_waiting
from remiss.models.mail import MailState, OutboxMail
from remiss.models.people import User
from remiss.notifications.smtp import SmtpMailer
from remiss.services.outbox import queue_mail
from tests.support.rude import Mood, RudeServer, rude_server
from tests.support.world import World

AT = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)  # over the night on which the clocks go back
TEMPORARY = (Mood.CLOSED, Mood.BUSY, Mood.LATER, Mood.FULL, Mood.SILENT)


@pytest.fixture
def rude() -> Iterator[RudeServer]:
    with rude_server() as server:
        yield server


def queue(world: World, count: int) -> list[str]:
    """Queue mails and return their identities."""
    with writing():
        person = db.session.get_one(User, world.users["farsta.registrator"])
        about = {"path": "/inloggning", "until": "14.32"}
        rows = [queue_mail(MailKind.RECOVERY, person, None, None, about, AT, f"nr-{n}") for n in range(count)]
    return [row.message_id for row in rows]


def states() -> set[MailState]:
    db.session.rollback()
    return set(db.session.scalars(sa.select(OutboxMail.state)))


def send(rude: RudeServer, at: datetime) -> None:
    mailer = SmtpMailer("127.0.0.1", rude.port, timeout=0.05 if rude.mood is Mood.SILENT else 5)
    send_waiting(mailer, "remiss@stad.example", "http://remiss.example", at)


def _outage(world: World, rude: RudeServer, monkeypatch: pytest.MonkeyPatch, mails: int, step: timedelta) -> None:
    identities, tried, moods = queue(world, mails), {}, cycle(TEMPORARY)
    real = sender.record

    def noting(claimed, result, at) -> None:
        tried.setdefault(claimed.message_id, []).append(at)
        real(claimed, result, at)

    monkeypatch.setattr(sender, "record", noting)
    rounds = int(timedelta(hours=24) / step)
    for number in range(rounds):
        if number % max(1, int(timedelta(hours=1) / step)) == 0:
            rude.mood = next(moods)
        send(rude, AT + number * step)
        assert states() == {MailState.QUEUED}
    assert set(tried) == set(identities)
    for moments in tried.values():
        rests = [later - earlier for earlier, later in pairwise(moments)]
        assert all(rest >= RESTS[min(n, len(RESTS) - 1)] for n, rest in enumerate(rests)), rests
        assert len(moments) <= 30, "a few times in the first hour and then once an hour"
    rude.mood = Mood.WELL
    for number in range(int(timedelta(hours=1) / step) + 1):
        send(rude, AT + timedelta(hours=24) + number * step)
    assert states() == {MailState.SENT}
    assert sorted(rude.taken) == sorted(identities)


def test_a_day_without_mail_loses_nothing(world: World, rude: RudeServer, monkeypatch: pytest.MonkeyPatch) -> None:
    _outage(world, rude, monkeypatch, 2, timedelta(minutes=30))


@pytest.mark.torture
@pytest.mark.timeout(3_600)
def test_a_day_without_mail_minute_by_minute(world: World, rude: RudeServer, monkeypatch: pytest.MonkeyPatch) -> None:
    _outage(world, rude, monkeypatch, 25, timedelta(minutes=1))


@pytest.mark.parametrize(
    ("mood", "state"),
    [(Mood.GONE, MailState.FAILED), (Mood.REFUSES, MailState.FAILED), (Mood.DROPS, MailState.IN_DOUBT)],
)
def test_what_is_certain_or_in_doubt_is_never_tried_again(
    world: World, rude: RudeServer, mood: Mood, state: MailState
) -> None:
    queue(world, 3)
    rude.mood = mood
    send(rude, AT)
    assert states() == {state}
    rude.mood = Mood.WELL
    for hours in range(1, 50):
        send(rude, AT + timedelta(hours=hours))
    assert states() == {state}
    assert not rude.taken
