"""``remiss compile``: the same bytes each time, and one Swedish sentence when something cannot be used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from remiss.__main__ import group
from remiss.cli.compile import command
from remiss.cli.refusal import Refusal
from remiss.domain.audit import heads_in
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.models.replies import Reply
from remiss.queries.audit_chain import examination
from remiss.services.audit import record
from remiss.services.statements import save_text
from tests.support.world import START, World, draft_remiss, reply_in, sent_remiss, typed_sections


@pytest.fixture
def compiled(app: Flask, world: World) -> int:
    remiss_id = sent_remiss(world, "KS 2026/311")
    reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    return remiss_id


def compile_with(app: Flask, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, obj=lambda: app)


@pytest.mark.parametrize("kind", ["docx", "html", "json", "xlsx"])
def test_the_same_data_give_the_same_bytes(app: Flask, compiled: int, tmp_path: Path, kind: str) -> None:
    files = [tmp_path / f"{number}.{kind}" for number in (1, 2)]
    for file in files:
        done = compile_with(app, "KS 2026/311", "--layout", "tema", "--format", kind, "--out", str(file))
        assert done.exit_code == 0, done.output
        assert done.output == ""
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_pdf_for_the_archive_is_written(app: Flask, compiled: int, tmp_path: Path) -> None:
    done = compile_with(app, "KS 2026/311", "--format", "pdfa", "--out", str(tmp_path / "a.pdf"))
    assert done.exit_code == 0, done.output
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_prints_a_head_of_the_log_that_no_other_event_moves(app: Flask, world: World, tmp_path: Path) -> None:
    remiss_id = sent_remiss(world, "KS 2026/311")
    reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    draft = reply_in(world, remiss_id, world.social, ReplyState.DRAFT)
    first, second = tmp_path / "1.html", tmp_path / "2.html"
    compile_with(app, "KS 2026/311", "--format", "html", "--out", str(first))
    printed = heads_in(first.read_text(encoding="utf-8"))
    assert printed
    assert printed == [examination(printed).agreed]
    with writing():
        reply = db.session.get_one(Reply, draft)
        save_text(world.actor("social.handlaggare"), reply, "Svar", typed_sections("Nya ord."), 1, START)
        record(None, "logga_in", "user", 1, {}, START)
    compile_with(app, "KS 2026/311", "--format", "html", "--out", str(second))
    assert first.read_bytes() == second.read_bytes()


def test_the_json_is_the_outline(app: Flask, compiled: int, tmp_path: Path) -> None:
    compile_with(app, "KS 2026/311", "--format", "json", "--out", str(tmp_path / "a.json"))
    outline = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert outline["title"] == "Sammanställning av remissvar: Program för trygga gångvägar"


def test_an_unknown_number_and_a_draft_are_refused_and_nothing_is_written(
    app: Flask, world: World, tmp_path: Path
) -> None:
    draft_remiss(world, "KS 2026/12")
    out = tmp_path / "a.docx"
    for number, sentence in (
        ("KS 2026/99", "Det finns ingen remiss med diarienummer KS 2026/99."),
        ("KS 2026/12", "Remissen KS 2026/12 är inte skickad, så det finns inga svar att sammanställa."),
    ):
        done = compile_with(app, number, "--out", str(out))
        assert done.exit_code == Refusal.exit_code == 2
        assert done.stdout == ""
        assert done.stderr == f"{sentence}\n"
    assert not out.exists()


def test_a_file_that_cannot_be_written_is_told(app: Flask, compiled: int, tmp_path: Path) -> None:
    done = compile_with(app, "KS 2026/311", "--out", str(tmp_path / "finns-inte" / "a.docx"))
    assert done.exit_code == 2
    assert "kan inte skrivas" in done.stderr


def test_choices_are_taken_and_what_is_not_there_is_refused(app: Flask, compiled: int, tmp_path: Path) -> None:
    out = tmp_path / "a.html"
    given = ("KS 2026/311", "--format", "html", "--out", str(out))
    done = compile_with(
        app,
        *given,
        "--body",
        "Farsta stadsdelsnämnd",
        "--no-names",
        "--mask",
        "trygga",
        "18 kap. 13 § OSL",
        "--without-column",
        "instans_slag",
    )
    assert done.exit_code == 0, done.output
    text = out.read_text(encoding="utf-8")
    assert "Det här är ett urval." in text
    assert "Kolumnen ”Slag” i tabellen ”Remissinstanser” är utelämnad." in text
    assert "Farsta" not in text
    assert "trygga" not in text
    out.unlink()
    for wrong in (
        ("--body", "Skogsnämnden"),
        ("--theme", "finns_inte"),
        ("--mask", "ab", "18 kap. 13 § OSL"),
        ("--without-column", "x"),
    ):
        assert compile_with(app, *given, *wrong).exit_code == 2
        assert not out.exists()


@pytest.mark.parametrize("wrong", [("--layout", "parti"), ("--format", "odt")])
def test_what_is_not_built_is_refused(wrong: tuple[str, str]) -> None:
    done = CliRunner().invoke(group, ["compile", "KS 1", *wrong, "--out", "a"])
    assert done.exit_code == 2
    assert done.stdout == ""
