"""Driftstatus: counts and signs of life for the administrator, never a title or a text; mails are queued again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from remiss.clock import now
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.errors import Forbidden, WrongState
from remiss.extensions import db
from remiss.models.mail import MailState, OutboxMail
from remiss.models.operations import AuditEvent, Heartbeat
from remiss.services.mail_resend import resend_mail
from remiss.web.admin.words import size_words
from tests.support.tampering import tampering
from tests.support.world import CANARY, reply_in, sent_remiss

TRIED = datetime(2026, 10, 5, 9, 30, tzinfo=UTC)


@pytest.fixture
def stuck(world) -> int:
    """A mail to Farsta's registrar that nobody knows the fate of."""
    sent_remiss(world)
    with writing():
        mail = db.session.scalars(
            sa.select(OutboxMail).where(OutboxMail.recipient_id == world.users["farsta.registrator"])
        ).one()
        mail.state, mail.claimed_at, mail.problem = MailState.IN_DOUBT, TRIED, "Servern svarade inte."
        return mail.id


@pytest.mark.parametrize("who", ["farsta.registrator", "farsta.direktor", "ks.samordnare", "ks.registrator"])
def test_only_the_administrator_sees_it(visit, stuck, who) -> None:
    for url in ("/driftstatus", f"/driftstatus/mejl/{stuck}/omsandning"):
        assert visit(who).get(url).status_code == 403
    assert visit(who).submit(f"/driftstatus/mejl/{stuck}/omsandning", {}).status_code == 403
    assert visit("").get("/driftstatus").status_code == 303


def test_shows_no_title_and_no_text(world, visit) -> None:
    reply_in(world, sent_remiss(world), world.farsta, ReplyState.SUBMITTED)
    page = visit("admin").get("/driftstatus").text
    for secret in ("gångvägar", "KS 2026", CANARY):
        assert secret not in page


def test_shows_a_mail_in_doubt_and_why(visit, stuck) -> None:
    page = visit("admin").get("/driftstatus").text
    for words in ("farsta.registrator@exempel.example", "Osäkert om den kom fram", "Servern svarade inte.", "11.30"):
        assert words in page


def test_queues_the_mail_again_after_asking(visit, stuck) -> None:
    admin = visit("admin")
    asked = admin.get(f"/driftstatus/mejl/{stuck}/omsandning").text
    assert "kan mottagaren få det två gånger" in asked
    assert db.session.get_one(OutboxMail, stuck).state is MailState.IN_DOUBT
    answer = admin.submit(f"/driftstatus/mejl/{stuck}/omsandning", {})
    assert (answer.status_code, answer.location) == (303, "/driftstatus")
    assert "står i kö igen" in admin.get("/driftstatus").text
    db.session.rollback()
    mail = db.session.get_one(OutboxMail, stuck)
    assert (mail.state, mail.problem, mail.claimed_at) == (MailState.QUEUED, None, None)
    event = db.session.scalars(sa.select(AuditEvent).order_by(AuditEvent.number.desc())).first()
    assert event is not None
    assert (event.action, event.thing_id, event.actor_name) == ("skicka_mejl_igen", stuck, "Admin")


def test_a_second_press_changes_nothing(visit, stuck) -> None:
    admin = visit("admin")
    admin.submit(f"/driftstatus/mejl/{stuck}/omsandning", {})
    again = admin.submit(f"/driftstatus/mejl/{stuck}/omsandning", {})
    assert again.status_code == 409
    assert "Mejlet kan inte skickas igen: läget är ”I kö”." in again.text


def test_a_mail_that_does_not_exist_is_not_found(visit, world) -> None:
    assert visit("admin").get("/driftstatus/mejl/99/omsandning").status_code == 404
    assert visit("admin").submit("/driftstatus/mejl/99/omsandning", {}).status_code == 404


@pytest.mark.parametrize("state", [MailState.QUEUED, MailState.SENDING, MailState.SENT])
def test_what_waits_or_has_gone_is_not_queued_again(world, stuck, state) -> None:
    mail = db.session.get_one(OutboxMail, stuck)
    with writing():
        mail.state = state
    with pytest.raises(WrongState):
        resend_mail(world.actor("admin"), mail, now())


def test_only_the_administrator_may_queue_again(world, stuck) -> None:
    mail = db.session.get_one(OutboxMail, stuck)
    with pytest.raises(Forbidden):
        resend_mail(world.actor("ks.samordnare"), mail, now())


def test_tells_whether_the_scheduler_is_alive(visit, world) -> None:
    admin = visit("admin")
    assert "Den har aldrig gett ett livstecken." in admin.get("/driftstatus").text
    with writing():
        db.session.add(Heartbeat(name="scheduler", at=now()))
    assert "Arbetar" in admin.get("/driftstatus").text
    with writing():
        db.session.get_one(Heartbeat, "scheduler").at = now() - timedelta(minutes=3)
    assert "Svarar inte" in admin.get("/driftstatus").text


def test_names_the_event_where_the_log_is_broken(visit, stuck) -> None:
    admin = visit("admin")
    assert "Obruten" in admin.get("/driftstatus").text
    with tampering():
        db.session.get_one(AuditEvent, 2).facts = "{}"
    assert "Händelse nummer 2 har ändrats" in admin.get("/driftstatus").text


@pytest.mark.parametrize(
    ("size", "words"), [(0, "0,0 kB"), (1_400_000, "1,4 MB"), (999_949, "999,9 kB"), (2e9, "2,0 GB")]
)
def test_sizes_are_written_in_swedish(size, words) -> None:
    assert size_words(int(size)) == words.replace(" ", "\u00a0")
