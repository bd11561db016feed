"""The Word files of an organisation are set in its template, and nobody else's are."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from flask import Flask

from remiss.documents.evidence import evidence_of
from remiss.documents.reading.compiled import read_compiled
from remiss.documents.reading.template.reading import read_template
from remiss.domain.verification import check
from remiss.domain.workflow.states import ReplyState
from remiss.door import writing
from remiss.extensions import db
from remiss.jobs.tasks import work_all
from remiss.models.organisations import Organisation
from remiss.services.house_templates import add_template, leave_template, take_into_use
from tests.documents.template.files import template
from tests.documents.template.test_writing import parts, text
from tests.jobs.test_compiling import PAGE, PLAIN
from tests.support.world import START, World, reply_in, sent_remiss, some_attachment


@pytest.fixture
def remiss_id(world: World) -> int:
    remiss_id = sent_remiss(world)
    reply_in(world, remiss_id, world.farsta, ReplyState.SUBMITTED)
    for body in (world.ks, world.farsta):
        _use_template(world, body)
    return remiss_id


def _use_template(world: World, body: int) -> None:
    with writing():
        actor, found = world.actor("admin"), read_template(template(foot="<w:p><w:r><w:t>Mall</w:t></w:r></w:p>"))
        file = some_attachment(actor)
        organisation = db.session.get_one(Organisation, body)
        take_into_use(actor, add_template(actor, organisation, file, found.template, (), START), START)


def head(content: bytes) -> str:
    return text(parts(content)["word/header_upright.xml"])


def test_statement_letter_and_compilation_are_set_in_it(app: Flask, world: World, remiss_id: int, visit) -> None:
    office, sender = visit("farsta.registrator"), visit("ks.samordnare")
    assert "Dnr " in head(office.get("/arenden/1/tjansteutlatande.docx").data)
    number = "Dnr KS 2026/311 här"
    for path in (
        f"missiv/{world.farsta}.docx",
        "svar/1.docx",
        "sammanstallning.docx",
        "sammanstallning/aterkoppling/1.docx",
    ):
        assert number in head(sender.get(f"/remisser/{remiss_id}/{path}").data), path
    assert number in head(office.get("/arenden/1/missiv.docx").data)
    made = {}
    for kind in ("docx", "zip"):
        page = sender.submit(f"/remisser/{remiss_id}/{PAGE}", PLAIN | {"format": kind}).location
        work_all(Path(app.config["REMISS_UPLOADS"]))
        made[kind] = sender.get(f"{page}/fil").data
    with zipfile.ZipFile(io.BytesIO(made["zip"])) as archive:
        assert archive.read("sammanstallning.docx") == made["docx"]
    assert number in head(made["docx"])
    checked = check(evidence_of(read_compiled(made["docx"])))
    assert (checked.differs, len(checked.replies)) == (False, 1)
    with writing():
        leave_template(world.actor("admin"), db.session.get_one(Organisation, world.ks), START)
    assert number not in head(sender.get(f"/remisser/{remiss_id}/sammanstallning.docx").data)
    assert "Mall" in text(parts(office.get("/arenden/1/tjansteutlatande.docx").data)["word/footer_upright.xml"])
