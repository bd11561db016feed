"""``remiss audit verify``: what it says and with which status, for whole, changed, cut and rewritten logs."""

from __future__ import annotations

import tracemalloc
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner, Result
from flask import Flask

from remiss.__main__ import group
from remiss.cli.refusal import Refusal
from remiss.door import writing
from remiss.extensions import db
from remiss.models.operations import AuditEvent, AuditHead
from remiss.queries.audit_chain import current_head, examination
from remiss.services.audit import record
from tests.support.tampering import tampering
from tests.support.world import START


def verify(app: Flask, *arguments: str) -> tuple[int, str]:
    """Run the command; returns its status and what it says. What it refuses is raised, as ``main`` does."""
    audit = group.get_command(None, "audit")  # type: ignore[arg-type]  # the table needs no context
    assert audit is not None
    done: Result = CliRunner().invoke(audit, ["verify", *arguments], obj=lambda: app, standalone_mode=False)
    if done.exception:
        raise done.exception
    return done.return_value, done.stdout


@pytest.fixture
def log(app: Flask) -> None:
    for number in range(5):
        with writing():
            record(None, "prov", "sak", number, {}, START)


def test_a_whole_log_tells_the_value_to_keep(app: Flask, log: None) -> None:
    status, said = verify(app)
    assert status == 0
    assert "Loggen är obruten. Antal händelser: 5." in said
    assert f"Kontrollvärde nu: {current_head()}" in said
    assert "Inget sparat kontrollvärde är jämfört." in said


def test_an_older_value_agrees(app: Flask, log: None) -> None:
    kept = str(current_head())
    with writing():
        record(None, "prov", "sak", 9, {}, START)
    status, said = verify(app, "--head", kept)
    assert status == 0
    assert "Till och med händelse nummer 5 stämmer loggen med ett sparat kontrollvärde." in said
    assert "Inget sparat" not in said


def test_a_changed_event_is_named(app: Flask, log: None) -> None:
    with tampering():
        db.session.get_one(AuditEvent, 3).actor_id = None
        db.session.get_one(AuditEvent, 3).thing_kind = "annan sak"
    status, said = verify(app)
    assert (status, said) == (
        1, "Loggen är bruten: händelse nummer 3 har ändrats, saknas eller ligger i fel ordning.\n"
    )  # fmt: skip


def test_a_cut_tail_is_found_against_values_in_a_saved_mail(app: Flask, log: None, tmp_path: Path) -> None:
    mail = tmp_path / "mejl.eml"
    mail.write_text(f"Hej!\nKontrollvärde: {current_head()}.\n", encoding="utf-8")
    with tampering():
        db.session.execute(sa.delete(AuditEvent).where(AuditEvent.number > 3))
        kept = db.session.get_one(AuditEvent, 3)
        db.session.execute(sa.update(AuditHead).values(number=3, hash=kept.hash))
    assert verify(app)[0] == 0
    status, said = verify(app, "--heads", str(mail))
    assert status == 1
    assert "skrivits om eller kortats av" in said
    assert "slutar med händelse nummer 3, men det finns ett sparat kontrollvärde för nummer 5" in said


@pytest.mark.parametrize(
    "arguments",
    [["--head", "5"], ["--head", "5:abc"], ["--head", ""], ["--heads", "finns-inte"], ["--heads", "/dev/null"]],
)
def test_what_is_no_value_is_refused(app: Flask, log: None, arguments: list[str]) -> None:
    with pytest.raises(Refusal):
        verify(app, *arguments)


def test_a_database_without_tables_is_refused(app: Flask) -> None:
    with writing():
        db.session.execute(sa.text("DROP TABLE audit_event"))
    with pytest.raises(Refusal, match="remiss migrate"):
        verify(app)


def test_a_long_log_takes_no_more_memory_than_a_short_one(app: Flask) -> None:
    def peak() -> int:
        tracemalloc.start()
        assert examination().intact
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    def add(events: int) -> None:
        with writing():
            for number in range(events):
                record(None, "prov", "sak", number, {"hash": "ab" * 400}, START)

    add(300)
    peak()
    short = peak()
    add(600)
    assert peak() < short * 1.5
