"""Hostile files and names come in through every door: a page answers, and nothing lies outside the store."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from itertools import cycle, product
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from remiss.documents.reading.isolated import batch
from remiss.domain.workflow.states import ReplyState
from remiss.extensions import db
from remiss.jobs.tasks import work_all
from remiss.models.attachments import Attachment
from remiss.models.intakes import Intake, IntakeState
from tests.hostile.case import Case
from tests.hostile.run import all_cases
from tests.hostile.test_hostile import DEAR
from tests.support.world import World, draft_remiss, reply_in, sent_remiss
from tests.web.office.browsing import fields_of

pytestmark = pytest.mark.slow  # files are read in a child process

NAMES = (
    "../../../etc/cron.d/x.docx", "..\\..\\x.docx", "/etc/x.docx", "x.docx\r\nSet-Cookie: a=b", "=HYPERLINK(1).docx",
    "\u202excod.exe", "a" * 300 + ".docx", ".htaccess", "con.docx", "<script>alert(1)</script>.docx", "x.docx\x00.exe",
)  # fmt: skip
ANSWERS = {200, 303, 409, 413, 422}
IN_STORE = re.compile(r"[0-9a-f]{2}/[0-9a-f]{64}")
Door = Callable[[bytes, str], TestResponse]


def _chosen(each: int) -> list[Case]:
    """Return the first ``each`` of every family that are quickly made."""
    found: dict[str, list[Case]] = {}
    for case in all_cases():
        if not case.name.startswith(DEAR):
            found.setdefault(case.name.split(":")[0], []).append(case)
    return [case for family in found.values() for case in family[:each]]


def _doors(world: World, visit) -> dict[str, Door]:
    remiss_id, draft_id = sent_remiss(world), draft_remiss(world, "KS 2026/900")
    draft = reply_in(world, remiss_id, world.farsta, ReplyState.DRAFT)
    decided = reply_in(world, remiss_id, world.social, ReplyState.TO_BOARD)
    ks, officer, secretary = visit("ks.samordnare"), visit("farsta.handlaggare"), visit("social.sekreterare")
    registrar = visit("farsta.registrator")

    def posting(client, url: str, field: str, /, **more: str) -> Door:
        return lambda content, filename: client.submit(
            url, {**more, field: [(io.BytesIO(content), filename)]}, content_type="multipart/form-data"
        )

    decision = fields_of(secretary.get(f"/arenden/{decided}/beslut").text, "/beslut") | {"paragraph": ""}
    return {
        "svar": posting(ks, f"/remisser/{remiss_id}/inlasningar", "files"),
        "handlingar": posting(registrar, f"/arenden/{draft}/fardiga-handlingar", "files"),
        "underlag": posting(ks, f"/remisser/{draft_id}/underlag", "file", version="1"),
        "bilagor": posting(officer, f"/arenden/{draft}/bilagor", "file", name="Karta"),
        "protokoll": posting(secretary, f"/arenden/{decided}/beslut", "minutes", **decision),
        "sammanstallning": posting(ks, f"/remisser/{remiss_id}/sammanstallning/aterlasning", "file"),
        "husmall": posting(visit("admin"), f"/organisationer/{world.farsta}/husmall", "file"),
        "kalender": posting(visit("farsta.sekreterare"), f"/sammantraden/inlasning/{world.farsta}", "file"),
    }


@pytest.fixture(autouse=True)
def in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    yield
    assert list(here.iterdir()) == []


def _post(app: Flask, pairs: Iterable[tuple[Case, tuple[str, Door]]]) -> None:
    store, names = Path(app.config["REMISS_UPLOADS"]), cycle(NAMES)
    around = {path for path in store.parent.iterdir() if path != store}
    for case, (place, door) in pairs:
        answer = door(case.make(), next(names))
        assert answer.status_code in ANSWERS, (case.name, place, answer.status_code)
        assert "Set-Cookie: a=b" not in str(answer.headers), (case.name, place)
    stored = [path for path in store.rglob("*") if path.is_file()]
    assert [path for path in stored if not IN_STORE.fullmatch(path.relative_to(store).as_posix())] == []
    assert {path for path in store.parent.iterdir() if path != store} <= around | {store.parent / "remiss.sqlite3-wal"}


def _read_what_came(app: Flask) -> None:
    with app.app_context(), batch():
        work_all(Path(app.config["REMISS_UPLOADS"]))
        db.session.remove()
    states = set(db.session.scalars(sa.select(Intake.state)))
    assert states <= {IntakeState.TO_CONFIRM, IntakeState.FAILED}


def test_a_sample_comes_through_every_door(app: Flask, world: World, visit) -> None:
    with batch():
        _post(app, zip(_chosen(each=1), cycle(_doors(world, visit).items()), strict=False))
    _read_what_came(app)
    names = list(db.session.scalars(sa.select(Attachment.filename)))
    assert [name for name in names if re.search(r"[\x00-\x1f/\\\u202e]", name) or len(name) > 255] == []
    served = [visit("ks.samordnare").get(f"/filer/{number}") for number in db.session.scalars(sa.select(Attachment.id))]
    assert {answer.status_code for answer in served} == {200, 404}  # a body's own papers are behind the wall
    assert {answer.headers["X-Content-Type-Options"] for answer in served} == {"nosniff"}


@pytest.mark.torture
@pytest.mark.timeout(7200)
def test_all_come_through_every_door(app: Flask, world: World, visit) -> None:
    cases = [case for case in all_cases() if not case.name.startswith(DEAR)]
    with batch():
        _post(app, product(cases, _doors(world, visit).items()))
    _read_what_came(app)
