"""The letter to each body, and the annexes beside the draft: made by the sender, read by those asked."""

from __future__ import annotations

import io
import zipfile

from docx import Document

from remiss.door import writing
from remiss.extensions import db
from remiss.models.remisser import Remiss
from remiss.services import remisser
from tests.support.world import START, draft_remiss, reply_of, sent_remiss
from tests.web.ks_setup.papers import word_file
from tests.web.ks_setup.test_lists import version_of


def words_in(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


ANNEX = word_file()  # made once: a Word file holds the second it was written in


def annex(client, remiss_id: int, name: str, content: bytes | None = None):
    file = (io.BytesIO(content or ANNEX), name)
    return client.submit(f"/remisser/{remiss_id}/bilagor", {"version": version_of(remiss_id), "annexes": file})


def test_each_body_has_its_letter_and_it_is_the_same_each_time(world, visit) -> None:
    remiss_id = sent_remiss(world)
    ks = visit("ks.samordnare")
    address = f"/remisser/{remiss_id}/missiv/{world.farsta}.docx"
    assert address in ks.get(f"/remisser/{remiss_id}/missiv").text
    first, again = ks.get(address), ks.get(address)
    assert first.data == again.data
    words = words_in(first.data)
    for expected in (
        "Farsta stadsdelsnämnd", "KS 2026/311", "2026-10-05", "Svara på allt.", "den 11 december 2030 kl.\u00a023.59",
        "program.docx", "Ks Samordnare", "ks.samordnare@exempel.example",
    ):  # fmt: skip
        assert expected in words, expected
    assert "Socialnämnden" not in words
    mine = visit("farsta.handlaggare").get(f"/arenden/{reply_of(remiss_id, world.farsta).id}/missiv.docx")
    assert mine.data == first.data
    assert visit("social.handlaggare").get(address).status_code == 404
    assert ks.get(f"/remisser/{remiss_id}/missiv/{world.ks}.docx").status_code == 404


def test_all_letters_come_in_one_archive(world, visit) -> None:
    remiss_id = draft_remiss(world)
    client = visit("ks.samordnare")
    content = client.get(f"/remisser/{remiss_id}/missiv.zip").data
    assert content == client.get(f"/remisser/{remiss_id}/missiv.zip").data
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert len(archive.namelist()) == 3
        assert archive.testzip() is None
        assert "Socialnämnden" in words_in(archive.read("missiv-ks-2026-311-socialnämnden.docx"))
    assert visit("farsta.registrator").get(f"/remisser/{remiss_id}/missiv.zip").status_code == 404


def test_annexes_go_out_with_the_remiss_and_are_read_by_those_asked(world, visit) -> None:
    remiss_id = draft_remiss(world, bodies=(world.farsta,))
    ks, farsta = visit("ks.samordnare"), visit("farsta.handlaggare")
    assert "Här visas bilagor" in ks.get(f"/remisser/{remiss_id}/bilagor").text
    assert annex(ks, remiss_id, "konsekvenser.docx").status_code == 303
    assert annex(ks, remiss_id, "samma.docx").status_code == 422
    assert annex(ks, remiss_id, "bild.docx", b"inget riktigt").status_code == 422
    assert annex(ks, remiss_id, "fel.docx", word_file(((1, "Annat", "Annat."),))).status_code == 303
    db.session.rollback()
    wanted, wrong = (paper.attachment_id for paper in db.session.get_one(Remiss, remiss_id).papers)
    gone = {"version": version_of(remiss_id)}
    assert ks.submit(f"/remisser/{remiss_id}/bilagor/{wrong}/borttagning", gone).status_code == 303
    assert farsta.get(f"/filer/{wanted}").status_code == 404
    with writing():
        remiss = db.session.get_one(Remiss, remiss_id)
        remisser.send_remiss(world.actor("ks.samordnare"), remiss, remiss.version, START)
    page = farsta.get(f"/arenden/{reply_of(remiss_id, world.farsta).id}/underlag").text
    assert "konsekvenser.docx" in page
    assert "fel.docx" not in page
    assert farsta.get(f"/filer/{wanted}").status_code == 200
    assert visit("social.handlaggare").get(f"/filer/{wanted}").status_code == 404
    assert annex(ks, remiss_id, "sent.docx", word_file(((1, "Sent", "Sent."),))).status_code == 409
    letter = ks.get(f"/remisser/{remiss_id}/missiv/{world.farsta}.docx").data
    assert "konsekvenser.docx" in words_in(letter)
