"""A canary in every text that a body keeps to itself: found nowhere by anybody outside, on no page, file, mail or log.

Every text column of every table is named here: planted, or open to others with the reason why. A new one fails the test
until somebody has decided which.
"""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask

from remiss.cli.compile import command
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.jobs.sender import send_waiting
from remiss.models.decisions import MinorityKind, MinorityStatement, ReportDuty, SoleDecision
from remiss.models.disclosures import Disclosure
from remiss.models.habits import HabitKind, ReadingHabit
from remiss.models.imports import ImportBatch, ImportFile
from remiss.models.intakes import Intake, IntakeState
from remiss.models.operations import AuditEvent
from remiss.models.people import User
from remiss.models.preparation import Consultation, Contribution
from remiss.models.replies import Basis, Reply
from remiss.models.statements import SendBack, SignedPaper, StatementAttachment, StatementVersion
from remiss.notifications.local import MemoryMailer
from remiss.services import statements, viewpoints
from tests.support.addresses import IDS, addresses, words_of
from tests.support.audit import without_token
from tests.support.world import START, World, act, reply_in, sent_remiss, some_attachment, typed_sections

BIRD = re.compile(r"kanarie-\w+-xq", re.IGNORECASE)
TEXT = json.dumps([{"id": "b1", "section": "synpunkter", "shape": "paragraph", "text": "BIRD"}])
PLANTED: dict[str, str] = {
    "attachment.filename": "BIRD.docx", "board_decision.paragraph": "BIRD", "board_decision.text": "BIRD",
    "consultee.diary_number": "BIRD", "disclosure.asked_by": "BIRD", "disclosure.documents": '["svar:BIRD"]',
    "disclosure.examined": "BIRD", "disclosure.ground": "BIRD",
    "disclosure.masks": '[{"words": "BIRD", "ground": "BIRD"}]', "intake.analysis": '{"a": "BIRD"}',
    "intake.minutes_read": '{"a": "BIRD"}', "intake.parsed": '{"a": "BIRD"}', "intake.problem": "BIRD",
    "intake.original": '{"a": "BIRD"}', "intake.places": '{"a": "BIRD"}', "intake.typed": '{"a": "BIRD"}',
    "import_file.name": "BIRD", "import_file.problem": "BIRD", "reading_habit.folded": "BIRD",
    "reading_habit.value": "BIRD", "reading_habit.words": "BIRD",
    "meeting.uid": "BIRD",
    "minority_statement.parties": "BIRD", "minority_statement.text": "BIRD", "reply.declined_authority": "BIRD",
    "report_duty.paragraph": "BIRD", "consultation.forum": "BIRD", "contribution.sections": '["BIRD"]',
    "contribution.unit": "BIRD", "signed_paper.signers": '[["BIRD", "BIRD"]]', "statement_attachment.name": "BIRD",
    "reply.muted_reason": "BIRD",
    "reply.declined_reason": "BIRD", "reply.diary_number": "BIRD", "send_back.reason": "BIRD",
    "sole_decision.authority": "BIRD", "sole_decision.decided_by": "BIRD", "sole_decision.urgency": "BIRD",
    "signature.on_behalf_of": "BIRD", "signature.title": "BIRD", "statement_version.content": TEXT,
    "statement_version.title": "BIRD", "viewpoint.programme_section": "BIRD", "viewpoint.text": "BIRD",
    "viewpoint_label.cues": '["BIRD"]',
}  # fmt: skip
"""Column → what is put in it; BIRD becomes a word of its own. Only rows of the body that keeps silent are changed."""
NOT_OF_A_BODY = {
    **dict.fromkeys(("organisation", "organisation_name", "organisation_tag"), "the register is the city's"),
    **dict.fromkeys(("distribution_list", "distribution_entry"), "the sender's own lists"),
    **dict.fromkeys(("remiss", "theme", "programme_version", "programme_part"), "the sender's, sent to all asked"),
    "question": "the sender's", "house_template": "an administrator's; how papers look, never what stands in them",
    "user_account": "who is on duty; the names of a body's officers are looked for by themselves",
    "user_session": "of the person alone", "password_link": "of the person alone",
    "audit_event": "append-only facts; read through the page Logg, where each may know what is shown",
    "audit_head": "a hash", "background_task": "fixed sentences of ours", "heartbeat": "a name of ours",
    "outbox_mail": "every mail is rendered and looked through below", "reminder": "fixed sentences of ours",
    "internal_reminder": "fixed sentences of ours; its dates are looked for in tests/web/ks_setup/test_timeline.py",
    "meeting_day_reminder": "fixed sentences of ours; its days are looked for in tests/services/test_meeting_days.py",
    "assessment": "KS's own answers", "own_words": "KS's own words",
    "compilation_order": "what KS chose for a file of released replies",
    "established_compilation": "facts of released replies, as every compilation is made of",
    "completion": "asked by the sender; the answer is kept in the act that sends it",
    "extension": "asked of the sender, who reads it; that other bodies do not: tests/web/office/test_extension.py",
    "submission": "exists only once the text is released",
}  # fmt: skip
"""Table → why nothing in it is a body's secret."""
NO_SECRET = {
    "send_back.done": "numbers of the points that are dealt with",
    "import_file.sha256": "a hash",
    "attachment.sha256": "a hash", "attachment.format": "one of four words", "statement_version.sha256": "a hash",
    "publication.sha256": "a hash", "calendar_feed.token_hash": "a hash", "told_event.digest": "a hash",
    "told_event.uid": "a word of ours and ids",
    "signature.sha256": "a hash", "signature.voided_reason": "only with voided_at; a sentence of ours",
    "disclosure.sha256": "a hash", "viewpoint_label.rule_version": "only on suggestions; a version of ours",
    "reply.inclusion_reason": "KS's own, about a late reply",
    "reply.secrecy_ground": "only where a matter is outside the system: tests/web/test_wall.py",
}  # fmt: skip
OUTSIDERS = ("", "ks.samordnare", "ks.registrator", "admin", "social.registrator")
NAMES = ("Farsta Handlaggare", "Farsta Avdelningschef", "Farsta Direktor", "Farsta Sekreterare")
FEW = {name: values[:1] for name, values in IDS.items()} | {"attachment_id": ["1", "2", "3"]}


def text_columns() -> set[str]:
    """Every column that can hold words somebody typed: text and JSON, but no enum."""
    return {
        f"{table.name}.{column.name}"
        for table in db.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, (sa.String, sa.JSON)) and not isinstance(column.type, sa.Enum)
    }


def test_every_text_column_is_planted_or_said_to_be_open(app: Flask) -> None:
    unnamed = {name for name in text_columns() if name.split(".")[0] not in NOT_OF_A_BODY}
    unnamed -= set(PLANTED) | set(NO_SECRET)
    assert not unnamed, f"plant a bird in {sorted(unnamed)}, or say in tests/web/test_canary.py why others may read it"
    assert set(PLANTED) | set(NO_SECRET) <= text_columns(), "a column that is named here is gone"


@pytest.fixture
def silent(world: World) -> int:
    """Farsta has decided and not sent: a row in every table that holds its words, a bird in each of them."""
    remiss_id = sent_remiss(world)
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    officer = world.actor("farsta.handlaggare")
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        found = viewpoints.mark_viewpoint(officer, reply, "Belysningen bör byggas ut.", START)
        viewpoints.classify(officer, found, None, [], START)
    for state in ("utkast", "granskning", "signering", "signerad", "till_namnd"):
        with writing():
            act(world, reply_id, state)
    with writing():
        _add_rows(world, remiss_id, reply_id)
        _add_files(world, remiss_id)
        _plant(world)
    return reply_id


def _add_rows(world: World, remiss_id: int, reply_id: int) -> None:
    """Add a row to each table that the ordinary route leaves empty."""
    body, person = world.farsta, world.users["farsta.registrator"]
    version = db.session.scalars(sa.select(StatementVersion)).first()
    file = some_attachment(world.actor("farsta.registrator"))
    db.session.add_all(
        [
            SendBack(version_id=version.id, user_id=person, reason="-", sent_back_at=START),
            Intake(
                remiss_id=remiss_id, owner_id=body, attachment_id=file.id, state=IntakeState.TO_CONFIRM,
                created_by_id=person, created_at=START,
            ),
            Disclosure(
                organisation_id=body, remiss_id=remiss_id, reply_id=reply_id, documents=[], masks=[],
                created_by_id=person, created_at=START,
            ),
            SoleDecision(
                reply_id=reply_id, organisation_id=body, basis=Basis.CHAIR, decided_on=START.date(), decided_by="-",
                version_id=version.id, recorded_by_id=person, recorded_at=START,
            ),
            MinorityStatement(decision_id=1, kind=MinorityKind.RESERVATION, parties="-", text="-"),
        ]
    )  # fmt: skip
    db.session.flush()
    db.session.add_all(
        [
            ReportDuty(decision_id=1, reported_on=START.date(), paragraph="-"),
            Consultation(reply_id=reply_id, forum="-", held_on=START.date()),
            Contribution(reply_id=reply_id, unit="-", sections=[]),
            SignedPaper(version_id=version.id, attachment_id=file.id, signed_on=START.date(), signers=[]),
            StatementAttachment(reply_id=reply_id, attachment_id=file.id, position=1, name="-"),
        ]
    )
    db.session.flush()


def _add_files(world: World, remiss_id: int) -> None:
    """Add a file that waits in a batch of the body's, and what it has corrected in an earlier one."""
    body, person = world.farsta, world.users["farsta.registrator"]
    batch = ImportBatch(remiss_id=remiss_id, owner_id=body, created_by_id=person, created_at=START)
    habit = ReadingHabit(
        owner_id=body, body_id=body, kind=HabitKind.HEADING, words="-", folded="-", value="-", learned_by_id=person,
        learned_at=START,
    )  # fmt: skip
    db.session.add_all([batch, ImportFile(batch=batch, name="-", sha256="", size=1), habit])
    db.session.flush()


def _plant(world: World) -> None:
    """Put a bird into every column of PLANTED, in the rows that are Farsta's."""
    ours = {
        "attachment": "uploaded_by_id <> :ks",
        "consultee": "organisation_id = :body",
        "reply": "id IN (SELECT reply_id FROM consultee WHERE organisation_id = :body)",
    }
    about = {"ks": world.users["ks.samordnare"], "body": world.farsta}
    for name, form in PLANTED.items():
        table, column = name.split(".")
        words = form.replace("BIRD", f"kanarie-{name.replace('.', '_')}-xq")
        change = f"UPDATE {table} SET {column} = :words WHERE {ours.get(table, '1 = 1')}"  # noqa: S608 - names of ours
        assert db.session.execute(sa.text(change), about | {"words": words}).rowcount, f"no row of {table} holds a bird"


def test_nobody_outside_finds_a_bird(app: Flask, silent: int, visit, caplog: pytest.LogCaptureFixture) -> None:
    every = [*addresses(app, FEW), "/finns-inte", "/logg?vy=arenden", "/logg/csv?vem=farsta"]
    with caplog.at_level(logging.DEBUG):
        for who in OUTSIDERS:
            client = visit(who)
            client.audits = False
            for address in every:
                answer = client.get(address)
                words = words_of(answer.get_data()) + str(answer.headers)
                assert not BIRD.search(words), f"{who or 'a stranger'} reads {BIRD.search(words)[0]} on {address}"
                if who != "admin":  # who looks after accounts knows their names
                    assert not [name for name in NAMES if name in words], (who, address)
    assert not BIRD.search(caplog.text)


def test_those_inside_find_it(silent: int, visit) -> None:
    client = visit("farsta.registrator")
    client.audits = False
    assert BIRD.search(client.get(f"/arenden/{silent}/tjansteutlatande").text)
    assert BIRD.search(client.get(f"/arenden/{silent}/utlamnanden").text)


def test_a_closed_account_finds_nothing(world: World, silent: int, app: Flask, visit) -> None:
    client = visit("farsta.registrator")
    client.audits = False
    with writing():
        db.session.get_one(User, world.users["farsta.registrator"]).active = False
    for address in addresses(app, FEW):
        assert not BIRD.search(words_of(client.get(address).get_data())), address


def test_forms_posted_from_outside_answer_with_no_bird(app: Flask, silent: int, visit) -> None:
    adapter = app.url_map.bind("localhost")
    for who in ("ks.registrator", "social.registrator", "admin"):
        client = visit(who)
        client.audits = False
        for rule in app.url_map.iter_rules():
            if "POST" in (rule.methods or set()) and {"reply_id", "disclosure_id"} & rule.arguments:
                address = adapter.build(rule.endpoint, dict.fromkeys(rule.arguments, 1))
                answer = client.submit(address, {"version": "1", "base": "1"})
                assert not BIRD.search(words_of(answer.get_data())), (who, address, answer.status_code)


def test_no_mail_to_anybody_and_no_event_holds_a_bird(silent: int) -> None:
    mailer = MemoryMailer()
    send_waiting(mailer, "remiss@stad.example", "https://remiss.stad.example", datetime.now(UTC))
    assert mailer.sent
    for mail in mailer.sent:
        assert not BIRD.search(mail.as_bytes().decode("utf-8", "replace"))
        assert not BIRD.search(" ".join(part.get_content() for part in mail.walk() if not part.is_multipart()))
    assert not BIRD.search(" ".join(event.facts for event in db.session.scalars(sa.select(AuditEvent))))


@pytest.mark.parametrize("kind", ["docx", "html", "json"])
def test_no_compiled_document_holds_a_bird(app: Flask, silent: int, tmp_path: Path, kind: str) -> None:
    out = tmp_path / f"a.{kind}"
    done = CliRunner().invoke(command, ["KS 2026/311", "--format", kind, "--out", str(out)], obj=lambda: app)
    assert done.exit_code == 0, done.output
    assert not BIRD.search(words_of(out.read_bytes()))


def test_an_unexpected_error_tells_its_kind_and_not_its_words(
    app: Flask, world: World, visit, monkeypatch: pytest.MonkeyPatch, capsys, caplog
) -> None:
    def broken(**_ids: int) -> str:
        raise RuntimeError("kanarie-i-felet-xq")

    client = visit("farsta.registrator")
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
    monkeypatch.setitem(app.view_functions, "office_records.files", broken)
    answer = client.get("/arenden/1/handlingar")
    assert answer.status_code == 500
    assert not BIRD.search(answer.text + caplog.text + "".join(capsys.readouterr()))


def test_pages_of_others_are_the_same_bytes_before_and_after_a_draft_is_edited(app: Flask, world: World, visit) -> None:
    reply_id = reply_in(world, sent_remiss(world), world.farsta, ReplyState.DRAFT)
    clients = {who: visit(who) for who in ("", "ks.samordnare", "social.registrator", "admin")}
    ids = {name: values[:1] for name, values in IDS.items()}
    before = {who: _pages(client, addresses(app, ids)) for who, client in clients.items()}
    officer = world.actor("farsta.handlaggare")
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        words = "Nya hemliga ord om belysningen."
        statements.save_text(officer, reply, "Ny rubrik", typed_sections(words), 1, datetime.now(UTC))
        viewpoints.mark_viewpoint(officer, reply, words, datetime.now(UTC))
    for who, client in clients.items():
        for address, content in _pages(client, before[who]).items():
            assert content == before[who][address], (who, address)


def _pages(client, asked: Iterable[str]) -> dict[str, str]:
    """Every page that an outsider gets; only the token of the forms, which is new each time, is taken away."""
    client.audits = False
    counts = {"/driftstatus"}  # how many events the log holds and its head: a count, told to administrators
    answers = {address: client.get(address) for address in asked if address not in counts}
    found = {one: got.get_data().decode("latin-1") for one, got in answers.items() if got.status_code == 200}
    return {one: without_token(content) for one, content in found.items()}
