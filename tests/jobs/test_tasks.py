"""Reading an uploaded reply in the background: real files, steps that show, cancelling that is respected."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from remiss.clock import now
from remiss.documents.reading.kinds import detect
from remiss.domain.viewpoints import suggestions_from_json
from remiss.door import writing
from remiss.extensions import db
from remiss.jobs import tasks
from remiss.jobs.reading import STEPS, ReadPapers
from remiss.jobs.tasks import work, work_all
from remiss.models.attachments import path_of
from remiss.models.intakes import Intake, IntakeState
from remiss.models.operations import BackgroundTask, TaskKind, TaskState
from remiss.models.remisser import Remiss
from remiss.services.attachments import add_attachment, keep_content
from remiss.services.intakes import cancel_intake, start_intake
from remiss.services.tasks import STUCK_AFTER, task_on
from tests.house.files import ROOT
from tests.support.world import World, sent_remiss

pytestmark = pytest.mark.slow  # files are read in a child process

SAMPLE = ROOT / "sample" / "files"


@pytest.fixture
def uploads(app: Flask) -> Path:
    return Path(app.config["REMISS_UPLOADS"])


def upload(world: World, uploads: Path, content: bytes, name: str) -> int:
    """Upload ``content`` as KS's registrar and return the intake's id."""
    actor = world.actor("ks.registrator")
    remiss_id = db.session.scalar(db.select(Remiss.id)) or sent_remiss(world)
    sha256 = keep_content(uploads, content)
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        file = add_attachment(actor, sha256, name, detect(content).value, len(content), now())
        return start_intake(actor, remiss, remiss.sender, file, now()).id


def fresh(intake_id: int) -> tuple[Intake, BackgroundTask]:
    db.session.rollback()
    task = task_on(TaskKind.READ_REPLY, intake_id)
    assert task is not None
    return db.session.get_one(Intake, intake_id), task


@pytest.mark.parametrize(
    "name", ["trafiknamnden.txt", "skolfastigheter-i-stockholm-ab.docx", "stadsbyggnadskontoret.pdf"]
)
def test_a_real_file_is_read_with_suggestions_for_a_person(world: World, uploads: Path, name: str) -> None:
    intake_id = upload(world, uploads, (SAMPLE / name).read_bytes(), name)
    assert work(uploads)
    intake, task = fresh(intake_id)
    assert (intake.state, task.state) == (IntakeState.TO_CONFIRM, TaskState.DONE)
    assert task.steps_done == task.steps == len(STEPS)
    assert intake.parsed["diary_number"]
    assert suggestions_from_json(intake.analysis)
    assert not work(uploads)


def test_each_step_is_visible_to_a_waiting_person(world: World, uploads: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    intake_id = upload(world, uploads, b"Sammanfattning\n\nVi \xc3\xa4r positiva.\n", "svar.txt")
    seen: list[tuple[int, str]] = []
    real = tasks.read_papers

    def watched(first, second, themes, before, remember) -> ReadPapers:
        def step(number: int) -> None:
            before(number)
            _, task = fresh(intake_id)
            seen.append((task.steps_done, task.message))

        return real(first, second, themes, step, remember)

    monkeypatch.setattr(tasks, "read_papers", watched)
    work(uploads)
    assert seen == list(enumerate(STEPS))


@pytest.mark.parametrize(("step", "reads"), [(0, 0), (1, 1), (2, 2)])
def test_cancelling_at_any_step_keeps_nothing(
    world: World, uploads: Path, monkeypatch: pytest.MonkeyPatch, step: int, reads: int
) -> None:
    intake_id = upload(world, uploads, (SAMPLE / "trafiknamnden.txt").read_bytes(), "svar.txt")
    reached: list[int] = []
    real = tasks.read_papers

    def cancelled(first, second, themes, before, remember) -> ReadPapers:
        def at(number: int) -> None:
            if number == step:
                with writing():
                    cancel_intake(world.actor("ks.registrator"), db.session.get_one(Intake, intake_id), now())
            before(number)
            reached.append(number)

        return real(first, second, themes, at, remember)

    monkeypatch.setattr(tasks, "read_papers", cancelled)
    work(uploads)
    intake, task = fresh(intake_id)
    assert (intake.state, intake.parsed, task.state) == (IntakeState.CANCELLED, None, TaskState.CANCELLED)
    assert len(reached) == reads


def test_a_file_that_says_nothing_fails_with_a_sentence(world: World, uploads: Path) -> None:
    intake_id = upload(world, uploads, b"%PDF-1.4 trasig", "svar.pdf")
    work(uploads)
    intake, task = fresh(intake_id)
    assert (intake.state, task.state) == (IntakeState.FAILED, TaskState.FAILED)
    assert intake.problem
    assert intake.problem.endswith(".")


def test_a_file_that_is_gone_fails_with_a_sentence(world: World, uploads: Path) -> None:
    intake_id = upload(world, uploads, b"Sammanfattning\n\nJa.\n", "svar.txt")
    intake, _ = fresh(intake_id)
    path_of(uploads, intake.attachment.sha256).unlink()
    work(uploads)
    assert fresh(intake_id)[0].problem == tasks.LOST


def test_a_fault_of_ours_is_told_without_its_words(
    world: World, uploads: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> ReadPapers:
        raise RuntimeError("hemliga ord ur utkastet")

    monkeypatch.setattr(tasks, "read_papers", broken)
    intake_id = upload(world, uploads, b"Sammanfattning\n\nJa.\n", "svar.txt")
    work(uploads)
    assert fresh(intake_id)[0].problem == tasks.UNEXPECTED
    assert "hemliga" not in "".join(capsys.readouterr())


def test_a_task_whose_worker_died_is_taken_up_again(world: World, uploads: Path) -> None:
    intake_id = upload(world, uploads, b"Sammanfattning\n\nVi st\xc3\xb6der f\xc3\xb6rslaget.\n", "svar.txt")
    with writing():
        task = task_on(TaskKind.READ_REPLY, intake_id)
        task.state, task.started_at = TaskState.WORKING, now() - STUCK_AFTER - timedelta(seconds=1)
    assert work(uploads)
    assert fresh(intake_id)[0].state is IntakeState.TO_CONFIRM


def test_all_waiting_files_are_read_in_one_round(world: World, uploads: Path) -> None:
    for number in range(3):
        upload(world, uploads, f"Sammanfattning\n\nSvar nummer {number}.\n".encode(), "svar.txt")
    work_all(uploads)
    db.session.rollback()
    assert {intake.state for intake in db.session.scalars(db.select(Intake))} == {IntakeState.TO_CONFIRM}
