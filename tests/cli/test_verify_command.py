"""``remiss verify``: what it says of whole, changed and forged files, against themselves and against the database."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from flask import Flask

from remiss.__main__ import group
from remiss.cli.compile import command as compile_command
from remiss.cli.refusal import Refusal
from remiss.cli.verify import AUTHENTIC, INTERNAL, UNCOMPARED
from remiss.domain.marks import print_of
from remiss.domain.statement import BlockShape, deserialise, digest
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.decisions import Submission
from remiss.models.operations import AuditEvent
from remiss.models.replies import Reply
from remiss.models.statements import StatementVersion
from remiss.queries.audit_chain import current_head
from remiss.services.viewpoints import mark_viewpoint
from tests.support.tampering import tampering
from tests.support.world import START, World, reply_in, sent_remiss


@pytest.fixture
def compiled(app: Flask, world: World, tmp_path: Path) -> Path:
    remiss_id = sent_remiss(world, "KS 2026/311")
    reply_id = reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    with writing():
        reply = db.session.get_one(Reply, reply_id)
        for words in texts_of(reply_id):
            mark_viewpoint(world.actor("ks.samordnare"), reply, words, START)
    file = tmp_path / "sammanstallning.json"
    done = CliRunner().invoke(compile_command, ["KS 2026/311", "--format", "json", "--out", str(file)], obj=lambda: app)
    assert done.exit_code == 0
    return file


def verify(app: Flask | Callable[[], Flask], *arguments: str) -> tuple[int, list[str]]:
    """Run the command; returns its status and its lines. What it refuses is raised, as ``main`` does."""
    found = group.get_command(None, "verify")  # type: ignore[arg-type]  # the table needs no context
    assert found is not None
    done = CliRunner().invoke(
        found, arguments, obj=(lambda: app) if isinstance(app, Flask) else app, standalone_mode=False
    )
    if done.exception:
        raise done.exception
    return done.return_value, done.stdout.splitlines()


def texts_of(reply_id: int) -> list[str]:
    """Return what the sections of the newest version say, each text once."""
    query = sa.select(StatementVersion).where(StatementVersion.reply_id == reply_id)
    version = db.session.scalars(query.order_by(StatementVersion.number.desc())).first()
    assert version is not None
    found = [block.text for block in version.text.blocks if block.shape is BlockShape.PARAGRAPH]
    return list(dict.fromkeys(found))


def released_version() -> StatementVersion:
    return db.session.scalars(sa.select(StatementVersion)).one()


def test_a_whole_file_is_ok_without_any_database(compiled: Path) -> None:
    def no_app() -> Flask:
        raise AssertionError("an internal check asks nobody")

    status, lines = verify(no_app, str(compiled))
    assert status == 0
    rows = [line.split("\t") for line in lines if "\t" in line]
    assert rows
    sha256 = released_version().sha256
    assert {tuple(row[2:]) for row in rows} == {("Farsta stadsdelsnämnd", "version 1", sha256)}
    assert [row[:2] for row in rows] == [["ok", f"citat {number}"] for number in range(1, len(rows) + 1)]
    assert lines[-1] == INTERNAL


def test_a_changed_quotation_is_named_with_its_reason_and_status_1(app: Flask, compiled: Path) -> None:
    form = json.loads(compiled.read_text(encoding="utf-8"))
    quote = next(node for node in form["nodes"] if node["node"] == "quote")
    quote["text"] = quote["text"] + " inte"
    compiled.write_text(json.dumps(form), encoding="utf-8")
    status, lines = verify(app, str(compiled))
    assert status == 1
    assert lines[0].startswith("changed\tcitat 1\tFarsta stadsdelsnämnd\tversion 1\t")
    assert lines[0].endswith("\tOrden eller källhänvisningen är inte de som stod där när filen skrevs.")
    assert [line for line in lines[1:] if line.startswith("changed")] == []


def test_a_file_that_is_forged_throughout_is_told_by_the_database_alone(app: Flask, compiled: Path) -> None:
    """Words, reply, prints and hash are all made to fit each other."""
    before = released_version()
    word = next(part for part in before.text.plain_text().split() if part.isalpha() and len(part) > 5)
    forged = deserialise(before.content.replace(word, word[::-1]))
    assert digest(forged) != before.sha256
    text = compiled.read_text(encoding="utf-8").replace(word, word[::-1]).replace(before.sha256, digest(forged))
    compiled.write_text(refreshed_prints(text), encoding="utf-8")
    assert verify(app, str(compiled))[0] == 0
    status, lines = verify(app, str(compiled), "--database")
    assert status == 1
    assert lines[0].startswith("unknown\tcitat 1\t")
    assert AUTHENTIC in lines


def refreshed_prints(text: str) -> str:
    form = json.loads(text)
    for node in form["nodes"]:
        if node["node"] == "quote":
            node["print"] = print_of(f"{node['text']}\n{node['reference']}")
    return json.dumps(form)


def test_the_database_and_the_log_speak_for_a_whole_file(app: Flask, compiled: Path) -> None:
    status, lines = verify(app, str(compiled), "--database")
    assert (status, lines[-2:]) == (0, [AUTHENTIC, UNCOMPARED])
    head = current_head()
    status, lines = verify(app, str(compiled), "--head", str(head))
    assert status == 0
    assert lines[-1] == (
        f"Svarens kontrollsummor står i loggen, som stämmer med kontrollvärdet för händelse nummer {head.number}."
    )


def test_a_value_from_before_the_reply_came_does_not_speak_for_it(app: Flask, compiled: Path) -> None:
    first = db.session.get_one(AuditEvent, 1)
    status, lines = verify(app, str(compiled), "--head", f"1:{first.hash}")
    assert status == 1
    assert "Farsta stadsdelsnämnd står inte i loggen" in lines[-1]


def test_a_rewritten_database_is_told(app: Flask, compiled: Path) -> None:
    kept = str(current_head())
    with tampering():
        version = released_version()
        version.content = version.content + " "
    status, lines = verify(app, str(compiled), "--database")
    assert status == 1
    assert all(line.startswith("unknown") for line in lines if line.startswith(("ok\t", "unknown\t", "changed\t")))
    assert verify(app, str(compiled), "--head", kept)[0] == 1


def test_a_guess_at_a_draft_is_not_answered(app: Flask, world: World, compiled: Path) -> None:
    """The right words of an unreleased text, with its own version and hash, are as unknown as any others."""
    reply_id = reply_in(world, db.session.get_one(Reply, 1).remiss_id, world.social, ReplyState.DRAFT)
    draft = db.session.scalars(sa.select(StatementVersion).where(StatementVersion.reply_id == reply_id)).first()
    assert draft is not None
    form = json.loads(compiled.read_text(encoding="utf-8"))
    form["sources"].append(
        {"reply": reply_id, "version": draft.number, "sha256": draft.sha256, "body": "Socialnämnden"}
    )
    words = draft.text.blocks[-1].text
    source = f"svar {reply_id}, version {draft.number}, sha256 {draft.sha256}"
    form["nodes"].append({"node": "quote", "text": words, "reference": "", "source": source})
    compiled.write_text(refreshed_prints(json.dumps(form)), encoding="utf-8")
    status, lines = verify(app, str(compiled), "--database")
    row = next(line for line in lines if "Socialnämnden" in line)
    assert status == 1
    assert row.startswith("unknown\t")
    assert words not in "\n".join(lines)


@pytest.mark.parametrize("content", [b"", b"{}", b"Hej", b"%PDF-1.7", b"PK\x03\x04"])
def test_other_files_are_refused_with_a_sentence(app: Flask, tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "fil.json"
    file.write_bytes(content)
    with pytest.raises(Refusal) as refused:
        verify(app, str(file))
    assert refused.value.message.endswith(".")


@pytest.mark.parametrize("way", ["masked", "nameless"])
@pytest.mark.parametrize("kind", ["json", "html"])
def test_a_copy_that_hides_something_is_ok_and_tells_nothing_of_it(
    app: Flask, compiled: Path, way: str, kind: str
) -> None:
    file = compiled.with_suffix(f".{kind}")
    word = next(one for one in released_version().text.plain_text().split() if one.isalpha() and len(one) > 5)
    chosen = ["--mask", word, "18 kap. 13 § OSL"] if way == "masked" else ["--no-names"]
    arguments = ["KS 2026/311", "--format", kind, "--out", str(file), *chosen]
    assert CliRunner().invoke(compile_command, arguments, obj=lambda: app).exit_code == 0
    hidden = released_version().sha256
    assert hidden not in file.read_text(encoding="utf-8")
    for where in ([], ["--database"], ["--head", str(current_head())]):
        status, lines = verify(app, str(file), *where)
        rows = [line.split("\t") for line in lines if line.startswith("ok\t")]
        assert status == 0
        assert rows
        body = "Farsta stadsdelsnämnd" if way == "masked" else "En stadsdelsnämnd"
        assert {tuple(row[2:]) for row in rows} == {(body, "–", "–", "med dolda ord eller namn")}
        assert hidden not in "\n".join(lines)
    secret = db.session.scalars(sa.select(Submission.secret)).one()
    assert secret not in file.read_text(encoding="utf-8")
    with tampering():
        db.session.scalars(sa.select(Submission)).one().secret = "0" * 64
    status, lines = verify(app, str(file), "--database")
    assert (status, {line.split("\t")[0] for line in lines if "\tcitat " in line}) == (1, {"unknown"})


def test_a_missing_file_and_a_wrong_value_are_refused(app: Flask, compiled: Path, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="finns inte"):
        verify(app, str(tmp_path / "finns-inte.docx"))
    with pytest.raises(Refusal, match="kontrollvärde skrivs"):
        verify(app, str(compiled), "--head", "5:abc")
