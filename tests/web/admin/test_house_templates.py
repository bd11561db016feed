"""A house template at the administrator's desk: read, tried, used, left; its faults told, its dangers refused."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from remiss.documents.reading.template.dangers import ATTACHED
from remiss.extensions import db
from remiss.models.house_templates import HouseTemplate
from remiss.models.operations import AuditEvent
from remiss.services.house_templates import house_of
from tests.documents.template.files import CONTENT, template
from tests.documents.template.test_writing import parts, text
from tests.hostile.templates import related
from tests.support.world import START, World

pytestmark = pytest.mark.slow  # files are read in a child process


@pytest.fixture
def upload(world: World, visit) -> Callable[[bytes], object]:
    admin = visit("admin")
    url = f"/organisationer/{world.farsta}/husmall"
    return lambda content: admin.submit(
        url, {"file": (io.BytesIO(content), "Farsta mall.docx")}, content_type="multipart/form-data"
    )


def used_by(body: int) -> str | None:
    db.session.rollback()
    house = house_of(body, "Yttrande", "FAR 1", START.date())
    return house.organisation if house else None


def in_use() -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(sa.select(HouseTemplate.id).where(HouseTemplate.taken_at.is_not(None))))


def test_a_template_is_tried_used_changed_and_left(world: World, visit, upload) -> None:
    admin, url = visit("admin"), f"/organisationer/{world.farsta}/husmall"
    assert "Remiss egen mall." in admin.get(url).text
    assert upload(template()).status_code == 303
    trial = parts(admin.get(f"{url}/1/prov.docx").data)
    assert "Dnr KS 2026/1 här" in text(trial["word/header_upright.xml"])
    assert used_by(world.farsta) is None

    assert admin.submit(f"{url}/1/bruk", {}).status_code == 303
    assert used_by(world.farsta) == "Farsta stadsdelsnämnd"
    assert used_by(world.social) is None
    assert "Används nu" in admin.get(url).text
    assert admin.submit(f"{url}/1/bruk", {}).status_code == 409

    upload(template(foot="<w:p/>"))
    admin.submit(f"{url}/2/bruk", {})
    assert in_use() == [2]
    admin.submit(f"{url}/1/bruk", {})
    assert in_use() == [1]
    assert admin.submit(f"{url}/bruk", {}).status_code == 303
    assert used_by(world.farsta) is None
    assert admin.submit(f"{url}/bruk", {}).status_code == 409
    names = ("ladda_upp_mall", "ta_mall_i_bruk", "lamna_mall")
    done = db.session.scalars(sa.select(AuditEvent.action).where(AuditEvent.action.in_(names)))
    assert list(done) == [names[0], names[1], names[0], names[1], names[1], names[2]]
    assert "Gick tillbaka till Remiss egen mall" in admin.get("/logg?vy=drift").text


def test_what_was_uploaded_can_be_fetched_again_and_only_there(world: World, visit, upload) -> None:
    content = template()
    upload(content)
    url = f"/organisationer/{world.farsta}/husmall"
    admin = visit("admin")
    assert admin.get(f"{url}/1/fil").data == content
    assert admin.get(f"{url}/startmall.docx").status_code == 200
    assert admin.get(f"/organisationer/{world.social}/husmall/1/fil").status_code == 404
    file = db.session.get_one(HouseTemplate, 1).attachment_id
    assert visit("farsta.registrator").get(f"/filer/{file}").status_code == 404
    for path in ("", "/startmall.docx", "/1/prov.docx", "/1/fil"):
        assert visit("farsta.registrator").get(url + path).status_code == 403
    assert visit("farsta.registrator").submit(f"{url}/1/bruk", {}).status_code == 403


def test_every_fault_is_told_beside_the_field_and_nothing_is_kept(upload) -> None:
    answer = upload(
        template(head="<w:p><w:r><w:t>{{dnr}}</w:t></w:r></w:p>", body="<w:p><w:r><w:t>Hej</w:t></w:r></w:p>")
    )
    assert answer.status_code == 422
    assert "I sidhuvudet står {{dnr}}. Menade du {{diarienummer}}?" in answer.text
    assert "Mallen har text men ingen plats för handlingen." in answer.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(HouseTemplate)) == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (related("attachedTemplate", "settings"), ATTACHED[:40]),
        (b"%PDF-1.7", "Pdf-filen är skadad."),
        (b"Hej", "Filen är inte en mall i docx."),
        (template(body=CONTENT * 2), "ska stå ensamt"),
    ],
)
def test_what_is_no_template_is_refused_with_its_sentence(upload, content: bytes, words: str) -> None:
    answer = upload(content)
    assert answer.status_code == 422
    assert words in answer.text


def test_a_form_without_a_file_says_so(world: World, visit) -> None:
    answer = visit("admin").submit(f"/organisationer/{world.farsta}/husmall", {})
    assert (answer.status_code, "Välj en mall att ladda upp." in answer.text) == (422, True)
